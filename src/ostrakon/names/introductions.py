"""Words that payment and trade papers put before a name and that are no part of it: `C/O`, `ATTN`, `BENEFICIARY:`.

Written from the usage of SWIFT MT fields 50, 59 and 70, of address lines and of bills of lading.
"""

from __future__ import annotations

import re

_INTRODUCTION = re.compile(
    r"""^[\s:/.,-]*(?:
        c\s?/\s?o | b/o | o/b/o | o/b(?:\s+of)? | f/o | a/c(?:\s+of)? | i/f/o | dba | d/b/a | t/a
      | (?:for\s+)?(?:the\s+)?acc(?:oun)?t\.?\s+of | on\s+behalf\s+of | by\s+order\s+of
      | in\s+favou?r\s+of | care\s+of | (?:the\s+)?estate\s+of(?:\s+the\s+late)?
      | attn\.? | att\.?: | attention\s*: | (?:the\s+)?attention\s+of
      | beneficiary(?:\s+name)? | bnf | payee | payer | remitter | originator | applicant | consignee | consignor
      | shipper
      | ordering\s+(?:customer|party|institution) | notify\s+party | account\s+(?:name|holder) | messrs\.?
    )(?=[\s:/.,-])[\s:/.,-]*(?=\S)""",
    re.VERBOSE | re.IGNORECASE,
)
TAKEN_MAX = 2
"""So many introductions may follow each other."""


def without_introduction(name: str) -> str:
    """The name without the words that introduce it; the name itself where nothing else is left."""
    for _ in range(TAKEN_MAX):
        found = _INTRODUCTION.match(name)
        if found is None or not any(c.isalnum() for c in name[found.end() :]):
            return name
        name = name[found.end() :]
    return name

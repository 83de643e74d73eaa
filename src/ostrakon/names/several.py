"""Several names in one field: `Petrov alias Ivanov`, `SEA STAR ex SEA BIRD`, `Al-Qa'ida/Islamic Army`.

Each is compared beside the whole, since nothing tells a field that holds two names from one long name for sure.
"""

from __future__ import annotations

import re

ALTERNATIVE_LETTERS_MIN = 6
"""Shorter parts of a name are no names of their own: `M/V`, `A/S`, `C/O`."""
ALTERNATIVES_MAX = 5
_ALIAS = re.compile(
    r"""[\s,;("'“”]+(?:
        a\.?k\.?a\.? | a/k/a | f\.?k\.?a\.? | f/k/a | n\.?k\.?a\.? | n/k/a | d\.?b\.?a\.? | d/b/a | t/a
      | alias(?:es)?(?:\s+name)? | also\s+known\s+as | known\s+as | formerly(?:\s+known\s+as)? | now\s+known\s+as
      | previously(?:\s+known\s+as)? | trading\s+as | doing\s+business\s+as | nom\s+de\s+guerre | ex
    )[\s:;,("'“”-]+""",
    re.VERBOSE | re.IGNORECASE,
)
_MAIDEN = re.compile(r"\s+\(?(?:née|nee|geb\.|geborene|z\s+domu)\s.*$", re.IGNORECASE)
"""What follows is a family name of which the given name stands before."""


def names_within(name: str) -> tuple[str, ...]:
    """The names that one field holds, without the whole; none where it is one name."""
    if found := _MAIDEN.search(name):
        return (name[: found.start()],) if _long(name[: found.start()]) else ()
    parts = [part.strip(" \t()\"'“”") for part in _ALIAS.split(name)]
    if len(parts) > 1:
        return tuple(part for part in parts if _long(part))[:ALTERNATIVES_MAX]
    parts = [part.strip() for part in name.split("/")]
    if len(parts) == 1 or len(parts) > ALTERNATIVES_MAX or not all(map(_long, parts)):
        return ()
    return tuple(parts)


def _long(part: str) -> bool:
    return sum(map(str.isalpha, part)) >= ALTERNATIVE_LETTERS_MIN

"""One piece of evidence: the common coin of all features."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """One piece of evidence for or against a match.

    Attributes:
        feature: `prior`, `name`, `birth_date`, `country`, `identifier`, `schema`, `alias`, ….
        bits: log2 of its likelihood ratio; all bits of a result, the prior included, add up to the result's bits.
        query, listed: the two values compared.
        note: the rule that was applied, for a person.
    """

    feature: str
    bits: float
    query: str = ""
    listed: str = ""
    note: str = ""

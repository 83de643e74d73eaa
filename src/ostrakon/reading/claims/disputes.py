"""Which claims dispute each other: an accusation and its denial are one matter."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ostrakon.reading.findings import Claim

REACH = 12
"""Claims back in which what is denied is looked for."""
_DENIABLE = frozenset({"allege", "assert", "concern", "criticise"})


def linked(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with `disputed_by` filled in, both ways.

    A denial disputes the latest claims before it by somebody else that are about the one who denies or about the same
    parties; where none stands before, the first one after it.
    """
    links: dict[int, set[int]] = {}
    for number, denial in enumerate(claims):
        if denial.act != "deny":
            continue
        for other in _denied(claims, number):
            links.setdefault(number, set()).add(other)
            links.setdefault(other, set()).add(number)
    return [
        msgspec.structs.replace(claim, disputed_by=tuple(sorted(links[number]))) if number in links else claim
        for number, claim in enumerate(claims)
    ]


def _denied(claims: Sequence[Claim], number: int) -> list[int]:
    denial = claims[number]
    before = range(number - 1, max(-1, number - 1 - REACH), -1)
    found = [other for other in before if _about(claims[other], denial)]
    alleged = [other for other in found if claims[other].act == "allege"]
    if alleged:
        nearest = alleged[0]
        return [other for other in alleged if nearest - other <= 2 and claims[other].source == claims[nearest].source]
    if found:
        return found[:1]
    after = range(number + 1, min(len(claims), number + 3))
    return [other for other in after if claims[other].act == "allege" and _about(claims[other], denial)][:1]


def _about(claim: Claim, denial: Claim) -> bool:
    if claim.act not in _DENIABLE or set(claim.source) & set(denial.source) or claim.polarity == "negate":
        return False
    return bool(set(claim.target) & (set(denial.target) | set(denial.source)))

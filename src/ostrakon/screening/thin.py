"""Names that say too little to stop anything alone: weak aliases, and names that fit many parties.

They keep their score, and so their place before a person; without a second feature that agrees they are at most for
review.
"""

from __future__ import annotations

from ostrakon.names.kinds import Kind, NameClass
from ostrakon.profile.name import NameProfile
from ostrakon.screening.policy import Policy

_DECORATION = frozenset({Kind.LEGAL, Kind.TITLE, Kind.PARTICLE})


def thin_reason(profile: NameProfile, of: NameClass, policy: Policy, *, weak: bool, acronym: bool) -> str:
    """Why the agreement of this name is not enough for a hit; empty when it is.

    Args:
        profile: the name that was asked.
        of: how names of the listed party are read.
        weak: whether the listed name is a weak alias.
        acronym: whether the two agree as a name and its acronym.
    """
    if weak and policy.weak_needs_second:
        return "the listed name is a weak alias"
    if not policy.thin_needs_second:
        return ""
    words = [t for t, k in zip(profile.tokens, profile.kinds, strict=True) if k not in _DECORATION]
    if words and all(word.isdigit() for word in words):
        return "the name consists of numbers"
    if sum(map(len, words)) <= policy.thin_letters_max:
        return f"the name has no more than {policy.thin_letters_max} distinguishing letters"
    if of == "person" and len(words) == 1:
        return "a single word is given for a person"
    if acronym:
        return "only the first letters of the listed name agree"
    return ""

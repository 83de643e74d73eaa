"""What kind of party each side is: a vessel is no person."""

from __future__ import annotations

from ostrakon.names.kinds import name_class


def kinds_conflict(query: str, listed: str) -> bool:
    """Whether two FollowTheMoney schemata cannot name the same party."""
    one, two = name_class(query), name_class(listed)
    return "any" not in (one, two) and one != two

"""Stakes as a simple CSV: one interest a row, parties by their names (or by any key of the user's)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from ostrakon.errors import InputError
from ostrakon.intake.ownership.collected import Collected, When, claim, stake
from ostrakon.intake.ownership.values import day_after, first_day, share_of
from ostrakon.model.subject import Subject
from ostrakon.ownership import Graph, Interest
from ostrakon.ownership.graph import CONTROL_RIGHTS, LINK_RIGHTS, Right

COLUMNS = ("owner", "owned", "share", "min", "max", "kind", "right", "from", "to", "for", "arrangement", "indirect",
           "source")  # fmt: skip
"""`kind` is ownership, control or a right or tie by its name; `share` a number, a range or words."""
_SHARES = ("", "ownership", "share", "shares", "shareholding")
_VOTES = ("voting", "votes", "voting_rights")
_YES = ("yes", "true", "1", "indirect", "y")


def read_csv(rows: Iterable[tuple[str, Mapping[str, str]]]) -> Graph:
    """The graph of rows, each with its place; a row that cannot be used is named with place and column."""
    found = Collected("csv")
    for where, row in rows:
        try:
            given = {name: (row.get(name) or "").strip() for name in COLUMNS}
            made = _interest(given)
        except InputError as bad:
            found.problem(where, bad.what)
            continue
        for party in (made.owner, made.owned, made.holds_for):
            if party and party not in found.parties:
                found.party(party, Subject(name=party, query_id=party), where=where)
        found.interest(made)
    return found.graph()


def _interest(given: Mapping[str, str]) -> Interest:
    for name in ("owner", "owned"):
        if not given[name]:
            raise InputError(f"{name}: it is empty")
    start, end = _dated("from", given, first_day), _dated("to", given, day_after)
    word = (given["right"] or given["kind"]).lower().replace(" ", "_").replace("-", "_")
    when = When(start, end, given["source"])
    if word in _SHARES or word in _VOTES:
        right: Right = "voting" if word in _VOTES else ""
        return stake(
            given["owner"],
            given["owned"],
            _share(given),
            when,
            right=right,
            indirect=given["indirect"].lower() in _YES,
            holds_for=given["for"],
            arrangement=given["arrangement"],
        )
    rights: dict[str, Right] = {one: one for one in get_args(Right) if one in (*CONTROL_RIGHTS, *LINK_RIGHTS)}
    if word not in rights:
        known = ", ".join(("ownership", *CONTROL_RIGHTS, *LINK_RIGHTS))
        raise InputError(f"kind: {given['right'] or given['kind']!r} is not known (known are {known})")
    return claim(given["owner"], given["owned"], rights[word], when)


def _share(given: Mapping[str, str]) -> tuple[int, int] | None:
    """Least and largest; None where no column says any."""
    if given["share"]:
        return _said("share", given)
    if not given["min"] and not given["max"]:
        return None
    low = _said("min", given)[0] if given["min"] else 0
    high = _said("max", given)[1] if given["max"] else share_of("100")[1]
    if low > high:
        raise InputError("min: it is above max")
    return low, high


def _said(name: str, given: Mapping[str, str]) -> tuple[int, int]:
    try:
        return share_of(given[name])
    except InputError as bad:
        raise InputError(f"{name}: {bad.what}") from bad


def _dated(name: str, given: Mapping[str, str], read: object) -> str:
    try:
        return first_day(given[name]) if read is first_day else day_after(given[name])
    except InputError as bad:
        raise InputError(f"{name}: {bad.what}") from bad

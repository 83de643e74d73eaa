"""The graph file of `ostrakon ownership`: entities and interests in one JSON object, shares as exact decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from ostrakon.errors import InputError
from ostrakon.ownership.graph import CONTROL_RIGHTS, LINK_RIGHTS, Graph, Interest, Kind, Party, Right, units


class _Entity(msgspec.Struct, kw_only=True):
    id: str
    name: str = ""
    listed: list[str] | dict[str, str] = []


class _Interest(msgspec.Struct, kw_only=True, rename={"holds_for": "for"}):
    owner: str
    owned: str
    share: Decimal | list[Decimal] | None = None
    kind: Kind = "ownership"
    right: Right | None = None
    start: str | None = None
    end: str | None = None
    holds_for: str | None = None
    arrangement: str | None = None
    indirect: bool = False
    source: str = ""


class _File(msgspec.Struct, kw_only=True):
    entities: list[_Entity]
    interests: list[_Interest]
    as_of: str | None = None


_ALLOWED: dict[str, tuple[str, ...]] = {"ownership": ("",), "control": CONTROL_RIGHTS, "link": LINK_RIGHTS}
_units = lru_cache(maxsize=10_000)(units)
"""Few shares of a large file differ."""
_decoder = msgspec.json.Decoder(_File)


def read_graph(content: bytes, where: str) -> Graph:
    """The graph in a file.

    Args:
        content: UTF-8 JSON: `{"as_of"?, "entities": [{"id", "name", "listed"?}], "interests": [{"owner", "owned",
            "share", "kind", "right"?, "start"?, "end"?, "for"?, "arrangement"?, "indirect"?, "source"?}]}`; `listed`
            is a list of regimes, or an object of regimes with the day of the listing.
        where: what to call it in messages.

    Raises:
        InputError: it is no such file; the message names the place.
    """
    try:
        given = _decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError) as bad:
        raise InputError(
            f"this is no ownership graph ({bad})", where=where, remedy="docs/ownership.md describes the format"
        ) from bad
    try:
        return Graph.of(
            (_party(one) for one in given.entities),
            (_interest(one, number) for number, one in enumerate(given.interests, 1)),
            as_of=_day(given.as_of, "as_of"),
        )
    except InputError as bad:
        raise InputError(bad.what, where=f"{where}: {bad.where}".rstrip(": "), remedy=bad.remedy) from bad


def _party(given: _Entity) -> Party:
    days = given.listed if isinstance(given.listed, dict) else {}
    since = tuple((regime, day) for regime, text in days.items() if (day := _day(text, given.id)))
    return Party(id=given.id, name=given.name, listed=tuple(given.listed), since=since)


def _interest(given: _Interest, number: int) -> Interest:
    where = f"interest {number}"
    low, high = _share(given.share, where)
    numberless = given.kind == "link" or (given.kind == "control" and given.right != "voting")
    allowed = _ALLOWED[given.kind]
    if given.kind != "ownership" and given.right is None:
        raise InputError(f"{given.kind} needs a right", where=where, remedy=f"Known are {', '.join(allowed)}")
    if (given.right or "") not in allowed:
        raise InputError(
            f"{given.kind} has no right {given.right!r}", where=where, remedy=f"Known: {', '.join(allowed)}"
        )
    if given.share is None and not numberless:
        raise InputError("there is no share", where=where, remedy="Write a number, or [least, largest]")
    return Interest(
        owner=given.owner,
        owned=given.owned,
        low=low,
        high=high,
        kind=given.kind,
        right=given.right or "",
        start=_day(given.start, where),
        end=_day(given.end, where),
        holds_for=given.holds_for or "",
        arrangement=given.arrangement or "",
        indirect=given.indirect,
        source=given.source,
    )


def _share(given: Any, where: str) -> tuple[int, int]:
    if given is None:
        return 0, 0
    ends = given if isinstance(given, list) else [given, given]
    try:
        shares = [_units(end) for end in ends]
    except InputError as bad:
        raise InputError(bad.what, where=where) from bad
    if len(shares) != 2 or shares[0] > shares[1]:
        raise InputError("a range is [least, largest]", where=where)
    return shares[0], shares[1]


def _day(text: str | None, where: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"{text!r} is no ISO date", where=where, remedy="Write 2024-06-30") from None

"""Walking the chain: whether every record is what it was, in its place, and none is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from ostrakon.errors import OstrakonError
from ostrakon.ledger.record import COLUMNS, GENESIS, LedgerRecord, hash_of

_TYPES: dict[str, type] = {name: int if name == "n" else str for name in COLUMNS}


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The last record as it was noted apart from the records: what shows that the end was cut off.

    Attributes:
        n: its number, 0 for an empty ledger.
        hash: its hash.
    """

    n: int = 0
    hash: str = GENESIS


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a walk along the chain found.

    Attributes:
        intact: whether nothing was changed, removed, reordered or inserted.
        records: how many were read.
        broken: number of the first record at which the chain breaks; None where it holds.
        what: what is wrong there, for a person; empty where nothing is.
        head: hash of the last record that holds.
    """

    intact: bool
    records: int
    broken: int | None = None
    what: str = ""
    head: str = GENESIS


def verify(rows: Iterable[tuple[Any, ...]], head: Head, *, known: Iterable[Head] = ()) -> Verdict:
    """Walk the rows of the table, in the order of their numbers.

    Args:
        rows: columns in the order of `COLUMNS`, just as the database gives them: a type that is not ours counts as
            a change.
        head: the last record as noted apart.
        known: further records that are known from elsewhere (signed checkpoints): each must be in the chain.
    """
    expected = {one.n: one.hash for one in (*known, head) if one.n}
    count, prev = 0, GENESIS
    for row in rows:
        number = count + 1
        if wrong := _wrong(row, number, prev) or _unlike(row, expected):
            return Verdict(intact=False, records=count, broken=number, what=wrong, head=prev)
        count, prev = number, row[-1]
    if count < max(expected, default=0):
        missing = max(expected)
        what = f"the end is missing: record {missing} was written, the ledger ends with {count}"
        return Verdict(intact=False, records=count, broken=count + 1, what=what, head=prev)
    if count > head.n:
        what = f"the head of the chain names {head.n} as the last record, and {count} stand in the table"
        return Verdict(intact=False, records=count, broken=head.n + 1, what=what, head=prev)
    return Verdict(intact=True, records=count, head=prev)


def _wrong(row: tuple[Any, ...], number: int, prev: str) -> str:
    """What is wrong with a row that must be record `number` after `prev`; empty where nothing is."""
    for name, value in zip(COLUMNS, row, strict=True):
        if type(value) is not _TYPES[name]:
            return f"{name} is of another type ({type(value).__name__}): the record was changed"
    record = LedgerRecord(**dict(zip(COLUMNS, row, strict=True)))
    if record.n != number:
        return f"record {number} is missing or was moved: {record.n} stands in its place"
    try:
        changed = hash_of(record) != record.hash
    except OstrakonError:  # what canonical JSON cannot hold was never written by us
        changed = True
    if changed:
        return "the record's contents do not fit its hash: it was changed"
    if record.prev != prev:
        return "the record does not follow the one before it: one of the two was replaced, inserted or moved"
    return ""


def _unlike(row: tuple[Any, ...], expected: dict[int, str]) -> str:
    number, found = row[0], row[-1]
    if expected.get(number, found) != found:
        return "the record is not the one that was noted apart from the table: the chain was rewritten"
    return ""

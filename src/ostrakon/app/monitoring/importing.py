"""Customers from files and databases into the base: new and changed ones make new segments, all of them or none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import Any

import msgspec
import numpy as np

from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.app.monitoring.standing import Standing
from ostrakon.customers.base import Base, SegmentEntry
from ostrakon.customers.building import Builder, content_of
from ostrakon.customers.segment import CUSTOMERS_MAX
from ostrakon.database import customers as rows_of
from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Database
from ostrakon.errors import InputError, StoreError
from ostrakon.intake.records.rows import BadRow, Row
from ostrakon.ledger.record import Entry
from ostrakon.model.subject import Subject
from ostrakon.profile.name import hash64
from ostrakon.reports.counting import counted

BLOCK_ROWS = 10_000
BAD_ROWS_TOLD = 20
"""Rows read at once, and bad ones named one by one."""
PROCESSES_FROM = 20_000
"""Customers from which more than one process analyses names."""
_DECODE = msgspec.msgpack.Decoder(Subject).decode


@dataclass(slots=True)
class ImportSummary:
    """What became of a file; the counts of rows add up to `received`.

    Attributes:
        received: rows. new, changed, unchanged, refused: of them.
        keyless: of those refused, rows whose key could not be read; with one of them nobody is removed.
        removed: customers of the base that a complete file does not hold any more.
        customers: in the base afterwards. pending: of them, not screened yet.
        messages: what a person should know, one line each.
    """

    received: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    keyless: int = 0
    removed: int = 0
    customers: int = 0
    pending: int = 0
    messages: list[str] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, Any]:
        """Control totals for the ledger."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "messages"}


def import_customers(
    folder: BaseFolder,
    database: Database,
    rows: Iterable[Row],
    *,
    actor: str,
    complete: bool = False,
    workers: int = 1,
    progress: Callable[[int], None] = lambda _rows: None,
) -> ImportSummary:
    """Take customers into the base.

    Args:
        rows: as `intake.records` reads them; each customer needs a key of its own (`query_id`).
        complete: the rows are the whole base: who is not among them is removed. A customer whose row was refused is
            among them, and stays as it was.
        workers: processes that analyse names.
        progress: told how many rows are done.

    Raises:
        StoreError: another run is at work, or the base cannot be read or written.
        InputError: no row could be used; the base stays as it was.
    """
    with folder.writing():
        with database.read() as transaction:
            before = rows_of.base(transaction)
        before = _under_key(folder, database, before)
        with database.read() as transaction:
            standing = Standing(folder, transaction, before)
        summary = ImportSummary()
        fresh = _fresh(rows, standing, summary, progress)
        names = list(_written(folder, fresh, workers))
        if summary.received and summary.refused == summary.received:
            raise InputError("no row of it is a customer", remedy="; ".join(summary.messages[:3]))
        if complete and summary.keyless:
            summary.messages.append(
                f"nobody was removed: {counted(summary.keyless, 'refused row')} without a key "
                "that can be read, so that nobody knows who is missing; mend them and bring the file in again"
            )
        elif complete:
            summary.removed = standing.remove_unseen()
        return _commit(folder, database, before, standing, names, summary, actor)


def _fresh(
    rows: Iterable[Row], standing: Standing, summary: ImportSummary, progress: Callable[[int], None]
) -> Iterator[Subject]:
    """The customers that are new or changed."""
    met: set[int] = set()
    remaining = iter(rows)
    while block := list(islice(remaining, BLOCK_ROWS)):
        subjects = [s for row in block if (s := _usable(row, met, summary)) is not None]
        _keep_refused(block, standing, summary)
        hashes = np.array([hash64(subject.query_id) for subject in subjects], dtype=np.uint64)
        for subject, (number, customer) in zip(subjects, standing.find(hashes), strict=True):
            if number < 0:
                summary.new += 1
                yield subject
                continue
            standing.seen[number][customer] = True
            if standing.segments[number].content(customer) == content_of(subject):
                summary.unchanged += 1
            else:
                summary.changed += 1
                standing.out[number].add(customer)
                yield subject
        progress(summary.received)
    hidden = summary.refused - BAD_ROWS_TOLD
    if hidden > 0:
        summary.messages.append(f"… and {counted(hidden, 'more row')} refused")


def _keep_refused(block: list[Row], standing: Standing, summary: ImportSummary) -> None:
    """A customer whose new row cannot be read is still one, and stays as it was, its matches with it."""
    refused = [row for row in block if isinstance(row.content, BadRow)]
    keys = [row.content.query_id for row in refused]
    places = standing.find(np.array([hash64(key) for key in keys], dtype=np.uint64))
    for row, key, (number, customer) in zip(refused, keys, places, strict=True):
        if number >= 0:
            standing.seen[number][customer] = True
        elif key == str(row.line):
            summary.keyless += 1


def _usable(row: Row, met: set[int], summary: ImportSummary) -> Subject | None:
    summary.received += 1
    content = row.content
    reason = ""
    if isinstance(content, BadRow):
        reason = content.reason
    elif not content.query_id:
        reason = "the customer has no key: fill the column query_id"
    elif (key := hash64(content.query_id)) in met:
        reason = "the key stands in the file before; the first row with it counts"
    else:
        met.add(key)
        return content
    summary.refused += 1
    if summary.refused <= BAD_ROWS_TOLD:
        summary.messages.append(f"line {row.line} was refused: {reason}")
    return None


def _written(folder: BaseFolder, fresh: Iterator[Subject], workers: int) -> Iterator[tuple[str, int]]:
    """Names of the segments of these customers, and how many each holds."""
    encode = msgspec.msgpack.Encoder().encode
    since = int(time.time())
    make = partial(_make_segment, folder, since)

    def chunks() -> Iterator[list[bytes]]:
        while chunk := [encode(subject) for subject in islice(fresh, CUSTOMERS_MAX)]:
            yield chunk

    made = chunks()
    first = next(made, None)
    if first is None:
        return
    if workers < 2 or len(first) < PROCESSES_FROM:
        yield make(first)
        yield from map(make, made)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(make, first)]
        for chunk in made:
            waiting.append(pool.submit(make, chunk))
            if len(waiting) > workers:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def _make_segment(folder: BaseFolder, since: int, packed: list[bytes]) -> tuple[str, int]:
    builder = Builder()
    for raw in packed:
        builder.add(_DECODE(raw), since)
    return folder.write_segment(builder.segment()), builder.count


def _under_key(folder: BaseFolder, database: Database, base: Base) -> Base:
    """The base with all segments under the key that is set: sealed from now on where one came."""
    if not base.segments or base.sealed == (folder.key is not None):
        return base
    if folder.key is None:
        raise StoreError("the customer base is sealed", remedy="Set OSTRAKON_CUSTOMERS_KEY to the key that sealed it")
    plain = folder.with_key(None)
    for entry in base.segments:
        raw = plain.segment_path(entry.name).read_bytes()
        folder.replace_sealed(entry.name, raw)
    with database.write() as transaction:
        return rows_of.save_base(transaction, msgspec.structs.replace(base, sealed=True))


def _commit(
    folder: BaseFolder,
    database: Database,
    before: Base,
    standing: Standing,
    fresh: list[tuple[str, int]],
    summary: ImportSummary,
    actor: str,
) -> ImportSummary:
    entries: list[SegmentEntry] = []
    with database.write() as transaction:
        for entry, alive, out in zip(before.segments, standing.alive, standing.out, strict=True):
            left = int(alive.sum()) - len(out)
            if left:
                rows_of.cross_out(transaction, entry.name, sorted(out))
                entries.append(msgspec.structs.replace(entry, crossed=entry.customers - left))
            else:
                rows_of.forget_segment(transaction, entry.name)
        entries += [SegmentEntry(name=name, customers=count) for name, count in fresh]
        after = msgspec.structs.replace(before, segments=tuple(entries), sealed=folder.key is not None)
        summary.customers, summary.pending = after.customers, after.pending
        at = moment()
        about = ("customers",)
        record = append(transaction, Entry(kind="customers_import", actor=actor, about=about, body=summary.facts))
        rows_of.add_run(transaction, "import", at, 0, record.n, summary.facts)
        saved = rows_of.save_base(transaction, after)
    folder.sweep(saved)
    return summary

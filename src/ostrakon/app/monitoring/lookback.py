"""Look-back: what was screened while a list was late, screened again under the lists in force.

Customers of the base are a rescreen's business. Here it is about single screenings of the ledger of which the subject
is still readable: one whose data were deleted is counted, and cannot be screened again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from ostrakon.app.casework import open_cases
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, Recorder, grounds
from ostrakon.app.status import in_force_since
from ostrakon.database import customers as rows_of
from ostrakon.database.records import append, moment, personal_of, records
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import NotScreened, UsageError
from ostrakon.ledger.record import Entry, LedgerRecord
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Answer
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import read_manifest
from ostrakon.store.snapshot import read_current

DOOR = "lookback"
PAGE = 500


class LookedBack(msgspec.Struct, kw_only=True):
    """What came of a look-back.

    Attributes:
        since, until: ISO moments between which screenings count.
        received: screenings of that time. unreadable: of them, the subject's data were deleted.
        again: screened again. new: of them have a match that they had not.
        cases: opened or joined. record: number of the record in the ledger.
    """

    since: str
    until: str
    snapshot: int
    received: int = 0
    unreadable: int = 0
    again: int = 0
    new: int = 0
    cases: int = 0
    record: int = 0


def gap(store: Path) -> tuple[str, str]:
    """The time between publication and taking effect of the lists that came with the snapshot in force.

    Raises:
        NotScreened: no list is in force.
        UsageError: none of them says when it was published.
    """
    folder = StoreFolder(store)
    current = read_current(folder)
    if current is None:
        raise NotScreened("no list is in force")
    here = read_manifest(folder, current.number)
    since = in_force_since(folder, current)
    latest = max(since.values())
    published = [one.published for source, one in here.lists.items() if since[source] == latest and one.published]
    if not published:
        raise UsageError(
            "no list that came last says when it was published", remedy="Name the days: --since 2026-11-01"
        )
    return min(published), latest


def look_back(store: Path, database: Database, *, actor: str, since: str = "", until: str = "") -> LookedBack:
    """Screen again what was screened between two moments, and open cases for what is found now and was not then.

    Args:
        since, until: ISO days or moments; empty: see `gap`.

    Raises:
        NotScreened, UsageError: see `gap`; or the lists are too old.
    """
    if not since or not until:
        found_since, found_until = gap(store)
        since, until = since or found_since, until or found_until
    with Ostrakon.open(store) as engine, database.write() as transaction:
        if engine.stale:
            raise NotScreened(engine.stale)
        done = LookedBack(since=since, until=until, snapshot=engine.snapshot_number)
        recorder = Recorder(database, actor)
        for record in _screenings(transaction, since, until):
            done.received += 1
            personal = personal_of(transaction, record)
            if personal is None:
                done.unreadable += 1
                continue
            subject = msgspec.convert(personal["subject"], Subject)
            done.again += 1
            answer = engine.answer(subject)
            if fresh := _fresh(answer, personal["answer"]):
                done.new += 1
                number = recorder.add_screening(
                    transaction, subject, fresh, Asked(limit=5, threshold=None), engine, kind="customer_matches"
                )
                cases = open_cases(transaction, engine, subject, fresh, record=number, door=DOOR, actor=actor)
                done.cases += len(cases)
        facts = {name: getattr(done, name) for name in done.__struct_fields__ if name != "record"}
        body = {**grounds(transaction, engine, actor), **facts}
        done.record = append(transaction, Entry(kind="customers_lookback", actor=actor, body=body)).n
        rows_of.add_run(transaction, DOOR, moment(), engine.snapshot_number, done.record, facts)
        return done


def _screenings(transaction: Transaction, since: str, until: str) -> Iterator[LedgerRecord]:
    """The screenings between two moments, oldest first."""
    last = until if len(until) > len("2026-11-01") else f"{until}T99"
    after = 0
    while page := records(transaction, kind="screening", after=after, limit=PAGE):
        yield from (record for record in page if since <= record.at <= last)
        after = page[-1].n
        if page[-1].at > last:
            return


def _fresh(answer: Answer, before: dict[str, object]) -> Answer | None:
    """The answer with the matches alone that were none before; None where there is none."""
    results = before.get("results")
    known = {str(r["id"]) for r in results if r.get("match")} if isinstance(results, list) else set()
    new = tuple(
        result
        for result in answer.results
        if result.match and not result.exemption and known.isdisjoint((result.id, *result.referents))
    )
    return msgspec.structs.replace(answer, results=new) if new else None

"""What was screened before: of the newest records of the ledger and of the alerts of cases, each subject once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from ostrakon.app.recording import digest
from ostrakon.database import cases as stored
from ostrakon.database import records
from ostrakon.database.transactions import Database
from ostrakon.model.subject import Subject

PAGE = 1_000
"""Records read in one transaction."""
ALERT_LIMIT = 5
"""Results of an answer to a row of a file, of which the alert alone was kept."""


@dataclass(frozen=True, slots=True)
class Past:
    """Something that was screened.

    Attributes:
        subject: whom it was about.
        limit, threshold: how it was asked.
        record: number of the newest record of it.
    """

    subject: Subject
    limit: int
    threshold: float | None
    record: int


def past_screenings(database: Database, most: int, since: str) -> tuple[int, list[Past]]:
    """How many screenings were looked at, and each subject of them once; what was deleted is gone."""
    found: dict[str, Past] = {}
    count = 0
    for one in _recorded(database, most, since):
        count += 1
        found.setdefault(digest([msgspec.to_builtins(one.subject), one.limit, one.threshold]), one)
    seen = {digest(msgspec.to_builtins(one.subject)) for one in found.values()}
    for one in _alerted(database, most, since):
        key = digest(msgspec.to_builtins(one.subject))
        if key not in seen:
            seen.add(key)
            found[key] = one
            count += 1
    return count, list(found.values())


def _recorded(database: Database, most: int, since: str) -> Iterator[Past]:
    before, left = 0, most
    while left > 0:
        with database.read() as transaction:
            page = records.records(transaction, kind="screening", after=before, limit=min(PAGE, left), newest=True)
            opened = [(one, records.personal_of(transaction, one)) for one in page if one.at >= since]
        for one, personal in opened:
            if personal is not None:
                facts = one.facts
                subject = msgspec.convert(personal["subject"], Subject)
                yield Past(subject, facts["limit"], facts["threshold"], one.n)
        if len(page) < min(PAGE, left) or len(opened) < len(page):
            return
        before, left = page[-1].n, left - len(page)


def _alerted(database: Database, most: int, since: str) -> Iterator[Past]:
    before, left = 0, most
    while left > 0:
        with database.read() as transaction:
            page = stored.newest_alerts_before(transaction, before, limit=min(PAGE, left))
        for one in page:
            if one.at >= since and one.personal is not None and one.personal.get("subject"):
                yield Past(msgspec.convert(one.personal["subject"], Subject), ALERT_LIMIT, None, one.record)
        if len(page) < min(PAGE, left) or page[-1].at < since:
            return
        before, left = page[-1].id, left - len(page)

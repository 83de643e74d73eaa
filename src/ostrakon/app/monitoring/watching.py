"""The customer base of a data folder for those who show it or act on it: terminal, console, API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import msgspec

from ostrakon.app import settings
from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.app.monitoring.importing import ImportSummary, import_customers
from ostrakon.app.monitoring.outcome import Rescreened
from ostrakon.app.monitoring.rescreening import Progress, rescreen
from ostrakon.app.monitoring.standing import Place, Standing
from ostrakon.customers.base import Base
from ostrakon.customers.matches import Match
from ostrakon.database import customers as rows_of
from ostrakon.database.customers import CustomerEvent, Run
from ostrakon.database.transactions import Database
from ostrakon.errors import StoreError, UsageError
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.rows import BadRow, Row
from ostrakon.model.subject import Subject
from ostrakon.store.snapshot import current_number


class CustomerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One customer in a list.

    Attributes:
        since: ISO second from which it is known as it stands.
        screened: it was screened since; `snapshot` is the number of the lists, 0 where it was not.
        matches: how many.
    """

    id: str
    name: str
    schema: str
    since: str
    screened: bool
    snapshot: int
    matches: int = 0


class CustomerView(msgspec.Struct, frozen=True, kw_only=True):
    """One customer in full: matches with their results and evidence, and what happened, newest first."""

    row: CustomerRow
    subject: Subject
    matches: tuple[Match, ...]
    results: dict[str, Any]
    events: tuple[CustomerEvent, ...]


class BaseStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The base in figures.

    Attributes:
        pending: customers that were not screened since they came or changed.
        snapshot: under which the matches stand, 0 for none; in_force: the snapshot in force.
        due: a rescreen has something to do.
        matches: by status. runs: the last ones, newest first.
    """

    customers: int
    pending: int
    not_screened: int
    segments: int
    sealed: bool
    snapshot: int
    screened_at: str
    in_force: int
    due: bool
    matches: dict[str, int]
    runs: tuple[Run, ...]


class Records(Protocol):
    """Rows of customers with notes about them: a file, or a query."""

    notes: ReadingNotes

    def __iter__(self) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class Watch:
    """The customer base of one data folder and its database."""

    store: Path
    database: Database

    @property
    def folder(self) -> BaseFolder:
        """Its files, under the key that is set."""
        return BaseFolder.of(self.store, settings.customers_key())

    def bring_in(
        self,
        records: Records,
        *,
        actor: str,
        complete: bool = False,
        workers: int = 1,
        progress: Callable[[int], None] = lambda _rows: None,
    ) -> ImportSummary:
        """Take customers into the base; see `importing.import_customers`."""
        return import_customers(
            self.folder, self.database, _keyed(records), actor=actor, complete=complete, workers=workers,
            progress=progress,
        )  # fmt: skip

    def rescreen(
        self,
        *,
        actor: str,
        policy: Path | None = None,
        full: bool = False,
        workers: int = 0,
        progress: Progress = lambda _done, _of: None,
    ) -> Rescreened:
        """Screen what can have changed; see `rescreening.rescreen`."""
        return rescreen(
            self.folder, self.database, self.store, actor=actor, policy=policy, full=full, workers=workers,
            progress=progress,
        )  # fmt: skip

    def status(self) -> BaseStatus:
        """The base in figures; opens no file of customers."""
        with self.database.read() as transaction:
            base = rows_of.base(transaction)
            by_status = rows_of.count_matches(transaction)
            past = rows_of.runs(transaction)
        in_force = current_number(self.store) or 0
        snapshot = base.screened.snapshot if base.screened else 0
        return BaseStatus(
            customers=base.customers,
            pending=base.pending,
            not_screened=sum(one.not_screened for one in base.segments),
            segments=len(base.segments),
            sealed=base.sealed,
            snapshot=snapshot,
            screened_at=base.screened.at if base.screened else "",
            in_force=in_force,
            due=bool(base.customers and (base.pending or snapshot != in_force)),
            matches=by_status,
            runs=tuple(past),
        )

    def customers(self, *, offset: int = 0, limit: int = 50) -> list[CustomerRow]:
        """Customers in the order in which they came, from number `offset` on."""
        with self.database.read() as transaction:
            base = rows_of.base(transaction)
            standing = self._standing(transaction, base)
            places = list(islice(standing.after(offset), limit))
            return [
                row_of(base, standing, place, len(list(rows_of.matches(transaction, standing.id_of(place)))))
                for place in places
            ]

    def matched(self, *, offset: int = 0, limit: int = 50) -> list[Match]:
        """Matches of all customers, by customer."""
        with self.database.read() as transaction:
            return list(rows_of.matches(transaction, limit=limit, offset=offset))

    def customer(self, customer_id: str) -> CustomerView:
        """One customer in full.

        Raises:
            UsageError: the base has no such customer.
        """
        with self.database.read() as transaction:
            base = rows_of.base(transaction)
            standing = self._standing(transaction, base)
            place = standing.places([customer_id]).get(customer_id)
            if place is None:
                raise UsageError(f"the base holds no customer {customer_id!r}")
            matches = tuple(rows_of.matches(transaction, customer_id))
            results = {one.party: rows_of.result_of(transaction, customer_id, one.party) for one in matches}
            events = rows_of.events(transaction, customer=customer_id, limit=500)
            return CustomerView(
                row=row_of(base, standing, place, len(matches)),
                subject=standing.subject(place),
                matches=matches,
                results=results,
                events=tuple(reversed(events)),
            )

    def events(self, *, customer: str = "", run: int = 0, after: int = 0, limit: int = 100) -> list[CustomerEvent]:
        """What became of matches, in order, from behind event `after` on: for the console and for delivery."""
        with self.database.read() as transaction:
            return rows_of.events(transaction, customer=customer, run=run, after=after, limit=limit)

    def standing(self, transaction: Any) -> Standing:
        """The customers as they stand, for whoever looks through all of them in a transaction.

        Raises:
            StoreError: the base is sealed and its key is not set.
        """
        return self._standing(transaction, rows_of.base(transaction))

    def _standing(self, transaction: Any, base: Base) -> Standing:
        if base.sealed and self.folder.key is None:
            raise StoreError(
                "the customer base is sealed", remedy=f"Set {settings.CUSTOMERS_KEY_VARIABLE} to the key that sealed it"
            )
        return Standing(self.folder, transaction, base)


def row_of(base: Base, standing: Standing, place: Place, matches: int) -> CustomerRow:
    """One customer as a list shows it."""
    subject = standing.subject(place)
    screened = not standing.entries[place[0]].pending and base.screened is not None
    return CustomerRow(
        id=subject.query_id,
        name=subject.name,
        schema=subject.schema,
        since=standing.since(place),
        screened=screened,
        snapshot=base.screened.snapshot if screened and base.screened else 0,
        matches=matches,
    )


def _keyed(records: Records) -> Iterator[Row]:
    """The rows; those without a key of their own are refused, since a line number is another's tomorrow."""
    without = 0
    rows: Iterable[Row] = records
    for row in rows:
        if records.notes.without_id > without:
            without = records.notes.without_id
            reason = "the customer has no key: fill the column query_id"
            yield Row(line=row.line, content=BadRow(line=row.line, query_id=str(row.line), reason=reason))
        else:
            yield row

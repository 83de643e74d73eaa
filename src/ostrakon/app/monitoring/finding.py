"""Customers of the base by key or name, and a file that somebody sends, for the API and the console."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path

import msgspec

from ostrakon.app.monitoring.importing import ImportSummary
from ostrakon.app.monitoring.watching import CustomerRow, Watch, row_of
from ostrakon.database import customers as rows_of
from ostrakon.errors import UsageError
from ostrakon.intake.records import open_records
from ostrakon.intake.records.fields import FIELDS

LOOKED_AT_MAX = 100_000
"""Customers among which a name is looked for; a key is found among all."""
ENDINGS = (".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".parquet")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some customers.

    Attributes:
        customers: of the page.
        more: whether there are more behind them.
        looked_at: among how many a name was looked for; 0 where none was.
    """

    customers: tuple[CustomerRow, ...]
    more: bool
    looked_at: int = 0


def find_customers(watch: Watch, words: str, *, offset: int, limit: int) -> Page:
    """Customers with these words in key or name, in the order in which they came; all without words.

    Raises:
        StoreError: the base is sealed and its key is not set, or it cannot be read.
    """
    if not words:
        found = watch.customers(offset=offset, limit=limit + 1)
        return Page(customers=tuple(found[:limit]), more=len(found) > limit)
    wanted = words.casefold()
    with watch.database.read() as transaction:
        standing, base = watch.standing(transaction), rows_of.base(transaction)
        exact = standing.places([words]).get(words)
        fitting = [exact] if exact else []
        looked_at = 0
        for place in standing.after(0):
            if len(fitting) > offset + limit or looked_at == LOOKED_AT_MAX:
                break
            looked_at += 1
            subject = standing.subject(place)
            if place != exact and wanted in f"{subject.name} {subject.query_id}".casefold():
                fitting.append(place)
        rows = [
            row_of(base, standing, place, len(list(rows_of.matches(transaction, standing.id_of(place)))))
            for place in islice(fitting, offset, offset + limit)
        ]
    return Page(customers=tuple(rows), more=len(fitting) > offset + limit, looked_at=looked_at)


def bring_in_bytes(watch: Watch, content: bytes, name: str, *, actor: str, complete: bool) -> ImportSummary:
    """Take the customers of a file that was sent into the base.

    Args:
        name: of the file; its ending says how it is read.

    Raises:
        UsageError: the ending is unknown.
        StoreError, InputError: see `import_customers`.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError("the file's ending is not known", remedy=f"Name it with one of {', '.join(ENDINGS)}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"customers{ending}"
        source.write_bytes(content)
        with open_records(source) as records:
            summary = watch.bring_in(records, actor=actor, complete=complete)
            summary.messages += records.notes.messages(FIELDS)
    return summary

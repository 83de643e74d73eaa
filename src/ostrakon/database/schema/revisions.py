"""All revisions of the tables, oldest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ostrakon.database.schema import (
    r0001_ledger,
    r0002_identity,
    r0003_cases,
    r0004_reviews,
    r0005_doors,
    r0006_policies,
    r0007_streams,
    r0008_customers,
    r0009_delivery,
    r0010_shared_lists,
)
from ostrakon.database.transactions import Dialect

Statements = Callable[[Dialect], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Revision:
    """One step of the tables.

    Attributes:
        id: as Alembic knows it.
        title: what it brings.
        up, down: statements that lead to it from the revision before, and back.
    """

    id: str
    title: str
    up: Statements
    down: Statements


REVISIONS = (
    Revision("0001", "the ledger", r0001_ledger.up, r0001_ledger.down),
    Revision("0002", "users and keys", r0002_identity.up, r0002_identity.down),
    Revision("0003", "cases", r0003_cases.up, r0003_cases.down),
    Revision("0004", "reviews and exemptions", r0004_reviews.up, r0004_reviews.down),
    Revision("0005", "log-ins elsewhere, legal holds, records by kind", r0005_doors.up, r0005_doors.down),
    Revision("0006", "versions of the policy", r0006_policies.up, r0006_policies.down),
    Revision("0007", "messages of streams", r0007_streams.up, r0007_streams.down),
    Revision("0008", "the customer base", r0008_customers.up, r0008_customers.down),
    Revision("0009", "deliveries and the timetable", r0009_delivery.up, r0009_delivery.down),
    Revision("0010", "lists shared by hosts", r0010_shared_lists.up, r0010_shared_lists.down),
)
HEAD = REVISIONS[-1].id
"""The revision that this version of the program works with."""

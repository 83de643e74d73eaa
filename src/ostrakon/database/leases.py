"""Who of several processes does what only one may do, for a while at a time; and what the jobs did."""

from __future__ import annotations

import msgspec

from ostrakon.database.records import moment
from ostrakon.database.transactions import Transaction


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """The last run of a job: when it began and ended, `done` or `failed`, and why."""

    name: str
    began: str
    ended: str
    outcome: str
    problem: str


def take_lease(transaction: Transaction, name: str, holder: str, now: str, until: str) -> bool:
    """Take a lease that nobody holds, or keep one's own; whether `holder` has it until then."""
    rows = transaction.execute(
        "INSERT INTO leases (name, holder, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
        "SET holder = excluded.holder, until = excluded.until "
        "WHERE leases.holder = excluded.holder OR leases.until < ? RETURNING holder",
        (name, holder, until, now),
    )
    return bool(rows) and rows[0][0] == holder


def held_by_another(transaction: Transaction, name: str, holder: str, now: str) -> bool:
    """Whether somebody else has a lease now."""
    rows = transaction.execute(
        "SELECT 1 FROM leases WHERE name = ? AND holder <> ? AND until >= ?", (name, holder, now)
    )
    return bool(rows)


def give_lease_back(transaction: Transaction, name: str, holder: str) -> None:
    """Let somebody else have it."""
    transaction.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))


def note_job(transaction: Transaction, name: str, began: str, outcome: str, problem: str = "") -> None:
    """Keep what became of a job."""
    transaction.execute(
        "INSERT INTO jobs (name, began, ended, outcome, problem) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE "
        "SET began = excluded.began, ended = excluded.ended, outcome = excluded.outcome, problem = excluded.problem",
        (name, began, moment(), outcome, problem),
    )


def jobs(transaction: Transaction) -> dict[str, Job]:
    """The last run of each job, by name."""
    rows = transaction.execute("SELECT name, began, ended, outcome, problem FROM jobs ORDER BY name")
    return {row[0]: Job(name=row[0], began=row[1], ended=row[2], outcome=row[3], problem=row[4]) for row in rows}

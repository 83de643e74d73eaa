"""The customer base in the database: which segments it has, its matches, runs, and the events that runs led to.

The customers themselves lie in files beside the database (`customers.segment`); a file counts only once the base names
it, so that a crash leaves the base as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ostrakon.customers.base import Base
from ostrakon.customers.matches import Match
from ostrakon.database.records import personal_under, sealed_under
from ostrakon.database.transactions import Row, Transaction
from ostrakon.errors import UsageError

_MATCH = ("customer", "party", "caption", "status", "bits", "content", "digest", "referents", "since", "exempt")
_SELECT_MATCH = f"SELECT {', '.join(_MATCH)} FROM customer_matches"


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One import or rescreen.

    Attributes:
        kind: `import`, `rescreen`, `lookback`, `articles`.
        snapshot: of the lists; 0 for an import.
        record: number of its record in the ledger.
        facts: control totals.
    """

    id: int
    at: str
    kind: str
    snapshot: int
    record: int
    facts: dict[str, Any]


class CustomerEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something became of a match of a customer: what is to be told to those who want to know.

    Attributes:
        id: rises; of one customer in the order in which things happened.
        run: which one led to it.
        kind: `new`, `changed`, `lapsed`, `exemption_lapsed`; `article` where a text says something of the customer.
        status_before, status: of the match; empty where there is none.
        why: in words that name no person.
        case_id: the case that it opened or joined; 0 where an exemption covers it, or it had none.
        record: number of the ledger's record, 0 without one.
    """

    id: int = 0
    run: int = 0
    at: str = ""
    kind: str
    customer: str
    party: str
    caption: str
    status_before: str = ""
    status: str = ""
    bits: float = 0.0
    why: str = ""
    case_id: int = 0
    record: int = 0


_EVENT = CustomerEvent.__struct_fields__
_NEW_EVENT = tuple(name for name in _EVENT if name != "id")


def base(transaction: Transaction) -> Base:
    """The base as it stands; an empty one where none was ever imported."""
    rows = transaction.execute("SELECT state FROM customer_base WHERE id = 1")
    return msgspec.json.decode(rows[0][0], type=Base) if rows else Base()


def save_base(transaction: Transaction, new: Base) -> Base:
    """Keep the base, one version on.

    Raises:
        UsageError: somebody else changed it meanwhile; nothing of the transaction must be kept then.
    """
    saved = msgspec.structs.replace(new, version=new.version + 1)
    state = msgspec.json.encode(saved).decode()
    if new.version == 0:
        rows = transaction.execute(
            "INSERT INTO customer_base (id, version, state) VALUES (1, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING id",
            (saved.version, state),
        )
    else:
        rows = transaction.execute(
            "UPDATE customer_base SET version = ?, state = ? WHERE id = 1 AND version = ? RETURNING id",
            (saved.version, state, new.version),
        )
    if not rows:
        raise UsageError("the customer base was changed by another run meanwhile", remedy="Run the command again")
    return saved


def crossed(transaction: Transaction, segment: str) -> list[int]:
    """Customers of a segment that were changed or removed since it was written."""
    rows = transaction.execute("SELECT customer FROM customers_crossed WHERE segment = ?", (segment,))
    return [row[0] for row in rows]


def cross_out(transaction: Transaction, segment: str, customers: Iterable[int]) -> None:
    """Cross customers of a segment out."""
    for customer in customers:
        transaction.execute(
            "INSERT INTO customers_crossed (segment, customer) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (segment, customer),
        )


def forget_segment(transaction: Transaction, segment: str) -> None:
    """Drop what is noted of a segment that is no part of the base any more."""
    transaction.execute("DELETE FROM customers_crossed WHERE segment = ?", (segment,))


def matches(transaction: Transaction, customer: str = "", *, limit: int = 0, offset: int = 0) -> Iterator[Match]:
    """The matches of a customer, strongest first; or of all customers, by customer."""
    window, values = (" LIMIT ? OFFSET ?", (limit, offset)) if limit else ("", ())
    if customer:
        where = f"{_SELECT_MATCH} WHERE customer = ? ORDER BY bits DESC, party{window}"
        rows = transaction.stream(where, (customer, *values))
    else:
        rows = transaction.stream(f"{_SELECT_MATCH} ORDER BY customer, party{window}", values)
    return map(_match, rows)


def result_of(transaction: Transaction, customer: str, party: str) -> Any | None:
    """A stored result with its evidence, as answers show it; None where there is none, or its key was destroyed."""
    rows = transaction.execute(
        "SELECT sealed, key FROM customer_matches WHERE customer = ? AND party = ?", (customer, party)
    )
    return personal_under(transaction, rows[0][0], rows[0][1]) if rows else None


def save_match(transaction: Transaction, match: Match, result: Any) -> None:
    """Keep a match; its result with the evidence is sealed under the customer's key."""
    sealed = sealed_under(transaction, result, f"customer:{match.customer}")
    columns = (*_MATCH, "sealed", "key")
    values = (
        *(match.customer, match.party, match.caption, match.status, match.bits, match.content, match.digest),
        *(json.dumps(match.referents), match.since, int(match.exempt), sealed.sealed, sealed.key),
    )
    sets = ", ".join(f"{name} = excluded.{name}" for name in columns[2:])
    transaction.execute(
        f"INSERT INTO customer_matches ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT (customer, party) DO UPDATE SET {sets}",
        values,
    )


def mark_exempt(transaction: Transaction, match: Match, *, exempt: bool) -> None:
    """Note whether an exemption covers a match."""
    transaction.execute(
        "UPDATE customer_matches SET exempt = ? WHERE customer = ? AND party = ?",
        (int(exempt), match.customer, match.party),
    )


def drop_match(transaction: Transaction, match: Match) -> None:
    """Forget a match."""
    transaction.execute("DELETE FROM customer_matches WHERE customer = ? AND party = ?", (match.customer, match.party))


def count_matches(transaction: Transaction) -> dict[str, int]:
    """Matches by status."""
    return dict(transaction.execute("SELECT status, COUNT(*) FROM customer_matches GROUP BY status"))


def add_run(transaction: Transaction, kind: str, at: str, snapshot: int, record: int, facts: dict[str, Any]) -> int:
    """Keep a run; its number."""
    rows = transaction.execute(
        "INSERT INTO customer_runs (at, kind, snapshot, record, facts) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (at, kind, snapshot, record, json.dumps(facts)),
    )
    return int(rows[0][0])


def runs(transaction: Transaction, *, limit: int = 20) -> list[Run]:
    """The last runs, newest first."""
    rows = transaction.execute(
        "SELECT id, at, kind, snapshot, record, facts FROM customer_runs ORDER BY id DESC LIMIT ?", (limit,)
    )
    return [Run(id=r[0], at=r[1], kind=r[2], snapshot=r[3], record=r[4], facts=json.loads(r[5])) for r in rows]


def add_event(transaction: Transaction, event: CustomerEvent) -> int:
    """Keep an event; its number."""
    rows = transaction.execute(
        f"INSERT INTO customer_events ({', '.join(_NEW_EVENT)}) VALUES ({', '.join('?' * len(_NEW_EVENT))}) "
        "RETURNING id",
        tuple(getattr(event, name) for name in _NEW_EVENT),
    )
    return int(rows[0][0])


def events(
    transaction: Transaction, *, customer: str = "", run: int = 0, after: int = 0, limit: int = 100
) -> list[CustomerEvent]:
    """Events in order, from behind number `after` on; of one customer or one run where named."""
    conditions, values = ["id > ?"], [after]
    parts: Sequence[tuple[str, Any]] = (("customer = ?", customer), ("run = ?", run))
    for condition, value in parts:
        if value:
            conditions.append(condition)
            values.append(value)
    rows = transaction.execute(
        f"SELECT {', '.join(_EVENT)} FROM customer_events WHERE {' AND '.join(conditions)} ORDER BY id LIMIT ?",
        (*values, limit),
    )
    return [CustomerEvent(**dict(zip(_EVENT, row, strict=True))) for row in rows]


def _match(row: Row) -> Match:
    fields = dict(zip(_MATCH, row, strict=True))
    return Match(**(fields | {"referents": tuple(json.loads(fields["referents"])), "exempt": bool(fields["exempt"])}))

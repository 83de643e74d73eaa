"""The ledger's rows: appending, reading, verifying, and destroying the keys of what was sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from ostrakon.database.gathering import Gathered, gathered, insert
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import UsageError
from ostrakon.ledger.chain import Head, Verdict, verify
from ostrakon.ledger.checkpoints import Checkpoint, genuine, sign
from ostrakon.ledger.record import COLUMNS, Entry, LedgerRecord
from ostrakon.ledger.sealing import Sealed, new_key, seal, unseal

_SELECT = f"SELECT {', '.join(COLUMNS)} FROM ledger"
ALONE = "record:"
"""How a key begins that seals one record and no other."""
_CHECKPOINT = ("n", "hash", "at", "signer", "signature")


def moment() -> str:
    """Now, ISO 8601 in UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def append(transaction: Transaction, entry: Entry, *, clock: Callable[[], str] = moment) -> LedgerRecord:
    """Record an entry as part of a transaction: with what the transaction changes, or not at all.

    The head's row is locked until the transaction ends, so that no two records get one number.
    """
    if isinstance(transaction, Gathered):
        return transaction.append(entry, clock)
    with gathered(transaction) as alone:
        return alone.append(entry, clock)


def lock_chain(transaction: Transaction) -> None:
    """Let nobody else append to the ledger until the transaction ends.

    Whoever locks other rows as well locks the chain first: two who lock in another order wait for each other for ever.
    """
    if not isinstance(transaction, Gathered):
        transaction.execute("UPDATE chain_head SET n = n WHERE id = 1")


def append_sealed(
    transaction: Transaction, entry: Entry, personal: Any, key_id: str, *, fresh: bool = False
) -> LedgerRecord:
    """Record an entry with personal data under the key `key_id` (see `sealed_under`).

    Args:
        fresh: nobody can have used this key before: it holds a random number.
    """
    made = _made(transaction, key_id) if fresh else None
    kept = seal(personal, made, key_id) if made else sealed_under(transaction, personal, key_id)
    return append(transaction, msgspec.structs.replace(entry, sealed=kept.sealed, key=kept.key))


def sealed_under(transaction: Transaction, personal: Any, key_id: str) -> Sealed:
    """Personal data encrypted under a key, which is made when there is none yet.

    The chain is locked first: nobody destroys the key between its being read here and the record that carries this. The
    key of one record alone is new, and nobody can destroy it yet.

    A key that was destroyed stays destroyed: whoever comes back after a deletion gets a new one, `KEY~2` and so on.
    """
    if not key_id.startswith(ALONE):
        lock_chain(transaction)
    generation, name = 1, key_id
    while (key := _key(transaction, name, make=True)) is None:
        generation += 1
        name = f"{key_id}~{generation}"
    return seal(personal, key, name)


def personal_of(transaction: Transaction, record: LedgerRecord) -> Any | None:
    """The personal data of a record; None where it has none, or its key was destroyed."""
    return personal_under(transaction, record.sealed, record.key)


def personal_under(transaction: Transaction, sealed: str, key_id: str) -> Any | None:
    """What was sealed under a key; None where nothing was, or the key was destroyed."""
    if not sealed:
        return None
    key = _key(transaction, key_id, make=False)
    return None if key is None else unseal(sealed, key, key_id)


def shred(transaction: Transaction, key_id: str, *, actor: str, reason: str) -> LedgerRecord:
    """Destroy a key in all of its generations, and record that: what it sealed cannot be read any more.

    Raises:
        UsageError: there is no such key, or it was destroyed before.
    """
    lock_chain(transaction)
    gone = transaction.execute(
        "UPDATE seal_keys SET key = NULL, destroyed = ? "
        "WHERE (id = ? OR substr(id, 1, ?) = ?) AND destroyed IS NULL RETURNING id",
        (moment(), key_id, len(key_id) + 1, f"{key_id}~"),
    )
    if not gone:
        raise UsageError(f"there is no key {key_id!r} that could be destroyed")
    return append(transaction, Entry(kind="shredded", actor=actor, about=(key_id,), body={"reason": reason}))


def has_record(transaction: Transaction, about: str) -> bool:
    """Whether the ledger holds a record about a subject."""
    met = transaction.met if isinstance(transaction, Gathered) else set()
    if about not in met and transaction.execute("SELECT n FROM record_subjects WHERE subject = ? LIMIT 1", (about,)):
        met.add(about)
        return True
    return about in met


def record(transaction: Transaction, number: int) -> LedgerRecord | None:
    """One record by its number."""
    rows = transaction.execute(f"{_SELECT} WHERE n = ?", (number,))
    return LedgerRecord(**dict(zip(COLUMNS, rows[0], strict=True))) if rows else None


def records(
    transaction: Transaction, *, about: str = "", kind: str = "", after: int = 0, limit: int = 100, newest: bool = False
) -> list[LedgerRecord]:
    """Records in order, those about one subject or of one kind, from behind number `after` on.

    Args:
        newest: the last ones first, and before `after` where that is not 0.
    """
    conditions: list[str] = []
    values: list[str | int] = []
    if about:
        conditions.append("n IN (SELECT n FROM record_subjects WHERE subject = ?)")
        values.append(about)
    if kind:
        conditions.append("kind = ?")
        values.append(kind)
    if after or not newest:
        conditions.append("n < ?" if newest else "n > ?")
        values.append(after)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "DESC" if newest else "ASC"
    rows = transaction.execute(f"{_SELECT}{where} ORDER BY n {order} LIMIT ?", (*values, limit))
    return [LedgerRecord(**dict(zip(COLUMNS, row, strict=True))) for row in rows]


def head(transaction: Transaction) -> Head:
    """The last record as noted apart."""
    rows = transaction.execute("SELECT n, hash FROM chain_head WHERE id = 1")
    return Head(n=rows[0][0], hash=rows[0][1]) if rows else Head(n=-1)


def verify_ledger(database: Database, *, elsewhere: tuple[Checkpoint, ...] = ()) -> Verdict:
    """Walk the whole chain, held against its head, the checkpoints beside it and those kept elsewhere.

    Raises:
        UsageError: a checkpoint that was given is not genuine.
    """
    for checkpoint in elsewhere:
        if not genuine(checkpoint):
            raise UsageError(f"the checkpoint of record {checkpoint.n} is not genuine: its signature does not fit")
    with database.read() as transaction:
        beside = [one for one in checkpoints(transaction) if genuine(one)]
        known = [one.head for one in (*beside, *elsewhere)]
        return verify(_all_rows(transaction), head(transaction), known=known)


def checkpoint(transaction: Transaction, private_key: bytes) -> Checkpoint:
    """Sign the ledger as it stands, and keep the checkpoint beside it.

    Raises:
        UsageError: the ledger is empty.
        InputError: the key cannot be read.
    """
    last = head(transaction)
    if last.n < 1:
        raise UsageError("the ledger is empty: there is nothing to sign")
    made = sign(last, at=moment(), private_key=private_key)
    transaction.execute(
        f"INSERT INTO checkpoints ({', '.join(_CHECKPOINT)}) VALUES (?, ?, ?, ?, ?)",
        tuple(getattr(made, name) for name in _CHECKPOINT),
    )
    return made


def checkpoints(transaction: Transaction) -> list[Checkpoint]:
    """The checkpoints kept beside the ledger, oldest first."""
    rows = transaction.execute(f"SELECT {', '.join(_CHECKPOINT)} FROM checkpoints ORDER BY n, at")
    return [Checkpoint(**dict(zip(_CHECKPOINT, row, strict=True))) for row in rows]


def _all_rows(transaction: Transaction) -> Iterator[tuple[Any, ...]]:
    return transaction.stream(f"{_SELECT} ORDER BY n")


def _key(transaction: Transaction, key_id: str, *, make: bool) -> bytes | None:
    remembered: dict[str, bytes | None] = {}
    execute = transaction.execute
    if isinstance(transaction, Gathered):
        remembered, execute = transaction.keys, transaction.read_behind
    if key_id in remembered:
        return remembered[key_id]
    rows = execute("SELECT key FROM seal_keys WHERE id = ?", (key_id,))
    if not rows:
        return _made(transaction, key_id) if make else None
    found = remembered[key_id] = None if rows[0][0] is None else bytes(rows[0][0])
    return found


def _made(transaction: Transaction, key_id: str) -> bytes:
    made = new_key()
    insert(transaction, "seal_keys", ("id", "key", "made"), (key_id, made, moment()))
    if isinstance(transaction, Gathered):
        transaction.keys[key_id] = made
    return made

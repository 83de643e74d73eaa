"""Versions of the policy in the database: proposed, in force, rejected; none is ever changed or deleted."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Literal

import msgspec

from ostrakon.database.addresses import SQLITE
from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Transaction
from ostrakon.errors import StoreError
from ostrakon.screening.policy import Policy, policy_of

State = Literal["proposed", "approved", "rejected"]


class KeptPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the policy.

    Attributes:
        id: its number, from 1.
        version: as the policy calls itself, and as answers name it.
        sha256: of its rules, as records of answers name them.
        source: its text, TOML.
        state: `approved` ones were in force from `decided_at` on, until the next one.
        base: number of the version that was in force when it was proposed; 0: none of the database.
        reason: why it was proposed.
        proposed_by, proposed_at: who and when (ISO moment).
        decided_by, decided_at, words: who put it in force or rejected it, when, and with which words.
    """

    id: int
    version: str
    sha256: str
    source: str
    state: State
    base: int
    reason: str
    proposed_by: str
    proposed_at: str
    decided_by: str = ""
    decided_at: str = ""
    words: str = ""

    @property
    def where(self) -> str:
        """What to call it in messages."""
        return f"policy {self.id} of the database"

    @property
    def policy(self) -> Policy:
        """Its rules.

        Raises:
            InputError: this version of the program cannot read it any more.
        """
        return policy_of(self.source, self.where)


_COLUMNS = KeptPolicy.__struct_fields__
_NEW = tuple(name for name in _COLUMNS if name != "id")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM policies"
_IN_FORCE = f"{_SELECT} WHERE state = 'approved' ORDER BY id DESC LIMIT 1"


def policies(transaction: Transaction) -> list[KeptPolicy]:
    """All versions, newest first."""
    return [_kept(row) for row in transaction.execute(f"{_SELECT} ORDER BY id DESC")]


def policy(transaction: Transaction, number: int) -> KeptPolicy | None:
    """One version by its number."""
    rows = transaction.execute(f"{_SELECT} WHERE id = ?", (number,))
    return _kept(rows[0]) if rows else None


def policy_in_force(transaction: Transaction) -> KeptPolicy | None:
    """The version in force; None where the database never put one in force."""
    rows = transaction.execute(_IN_FORCE)
    return _kept(rows[0]) if rows else None


def add_policy(transaction: Transaction, new: KeptPolicy) -> KeptPolicy:
    """Keep a version that was proposed, and give it its number."""
    rows = transaction.execute(
        f"INSERT INTO policies ({', '.join(_NEW)}) VALUES ({', '.join('?' * len(_NEW))}) RETURNING id",
        tuple(getattr(new, name) for name in _NEW),
    )
    return msgspec.structs.replace(new, id=rows[0][0])


def decide_policy(transaction: Transaction, decided: KeptPolicy) -> bool:
    """Keep what was decided about a proposal; False where another decided it before."""
    rows = transaction.execute(
        "UPDATE policies SET state = ?, decided_by = ?, decided_at = ?, words = ? "
        "WHERE id = ? AND state = 'proposed' RETURNING id",
        (decided.state, decided.decided_by, decided.decided_at, decided.words, decided.id),
    )
    return bool(rows)


def policy_in_force_at(url: str) -> KeptPolicy | None:
    """The version in force of the database under a URL, without making or changing anything there.

    Raises:
        StoreError: there is a database, and it cannot be read.
    """
    if not url.startswith(SQLITE):
        database = open_database(url)
        try:
            with database.read() as transaction:
                return policy_in_force(transaction)
        finally:
            database.close()
    path = Path(url.removeprefix(SQLITE))
    try:
        if not path.exists() or not path.stat().st_size:
            return None
        rows = _rows(path)
    except (OSError, sqlite3.Error) as bad:
        if "no such table: policies" in str(bad):
            return None  # an earlier revision, which kept none
        what = f"the database, which says which policy is in force, cannot be read ({bad})"
        remedy = "Mend it or restore a backup, or name a policy by --policy"
        raise StoreError(what, where=str(path), remedy=remedy) from bad
    return _kept(rows[0]) if rows else None


def _rows(path: Path) -> list[tuple[object, ...]]:
    """Read-only; a folder in which nothing may be written takes SQLite's own note that the file does not change."""
    for more in ("", "&immutable=1"):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{more}", uri=True, timeout=30)
        try:
            return connection.execute(_IN_FORCE).fetchall()
        except sqlite3.OperationalError as bad:
            if more or "unable to open" not in str(bad):
                raise
        finally:
            connection.close()
    return []


def _kept(row: tuple[object, ...]) -> KeptPolicy:
    return msgspec.convert(dict(zip(_COLUMNS, row, strict=True)), KeptPolicy)

"""Revision 0001: the ledger, its head, what records are about, keys of sealed data, checkpoints."""

from __future__ import annotations

from ostrakon.database.transactions import Dialect
from ostrakon.ledger.record import GENESIS


def up(dialect: Dialect) -> tuple[str, ...]:
    """Make the tables."""
    blob = "BLOB" if dialect == "sqlite" else "BYTEA"
    return (
        """CREATE TABLE ledger (
            n BIGINT NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
            about TEXT NOT NULL, body TEXT NOT NULL, sealed TEXT NOT NULL, key TEXT NOT NULL,
            prev TEXT NOT NULL, hash TEXT NOT NULL)""",
        "CREATE TABLE chain_head (id INTEGER NOT NULL PRIMARY KEY, n BIGINT NOT NULL, hash TEXT NOT NULL)",
        f"INSERT INTO chain_head (id, n, hash) VALUES (1, 0, '{GENESIS}')",
        """CREATE TABLE record_subjects (subject TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (subject, n))""",
        f"CREATE TABLE seal_keys (id TEXT NOT NULL PRIMARY KEY, key {blob}, made TEXT NOT NULL, destroyed TEXT)",
        """CREATE TABLE checkpoints (
            n BIGINT NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL, signer TEXT NOT NULL,
            signature TEXT NOT NULL PRIMARY KEY)""",
    )


def down(_dialect: Dialect) -> tuple[str, ...]:
    """Drop the tables, with all that they hold."""
    tables = ("checkpoints", "seal_keys", "record_subjects", "chain_head", "ledger")
    return tuple(f"DROP TABLE {name}" for name in tables)

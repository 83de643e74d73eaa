"""Revision 0005: log-ins at an identity provider, legal holds, records of the ledger by kind."""

from __future__ import annotations

from ostrakon.database.transactions import Dialect


def up(_dialect: Dialect) -> tuple[str, ...]:
    """Make the tables and indexes."""
    return (
        "CREATE TABLE sign_ons (state TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL)",
        "CREATE UNIQUE INDEX users_by_subject ON users (subject) WHERE subject <> ''",
        """CREATE TABLE legal_holds (
            subject TEXT NOT NULL PRIMARY KEY, reason TEXT NOT NULL, held_by TEXT NOT NULL, at TEXT NOT NULL)""",
        "CREATE INDEX ledger_by_kind ON ledger (kind, n)",
        "CREATE INDEX ledger_by_key ON ledger (key, n)",
    )


def down(_dialect: Dialect) -> tuple[str, ...]:
    """Drop them, with all that the tables hold."""
    return (
        "DROP INDEX ledger_by_key",
        "DROP INDEX ledger_by_kind",
        "DROP TABLE legal_holds",
        "DROP INDEX users_by_subject",
        "DROP TABLE sign_ons",
    )

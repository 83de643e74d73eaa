"""Revision 0007: messages of streams that were decided."""

from __future__ import annotations

from ostrakon.database.transactions import Dialect


def up(_dialect: Dialect) -> tuple[str, ...]:
    """Make the tables and indexes."""
    return (
        """CREATE TABLE stream_messages (
            stream TEXT NOT NULL, key TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (stream, key))""",
        "CREATE INDEX stream_messages_by_age ON stream_messages (at)",
    )


def down(_dialect: Dialect) -> tuple[str, ...]:
    """Drop them, with all that the tables hold."""
    return ("DROP INDEX stream_messages_by_age", "DROP TABLE stream_messages")

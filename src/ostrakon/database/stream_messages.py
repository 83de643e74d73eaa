"""Messages of a stream that were decided, so that one that is delivered again is not decided again."""

from __future__ import annotations

from collections.abc import Sequence

from ostrakon.database.records import moment
from ostrakon.database.transactions import Transaction


def decided(transaction: Transaction, stream: str, keys: Sequence[str]) -> dict[str, str]:
    """What was answered to those of the messages that were decided before: key → the answer as JSON."""
    if not keys:
        return {}
    places = ", ".join("?" * len(keys))
    rows = transaction.execute(
        f"SELECT key, answer FROM stream_messages WHERE stream = ? AND key IN ({places})", (stream, *keys)
    )
    return {row[0]: row[1] for row in rows}


def keep(transaction: Transaction, stream: str, key: str, answer: str) -> bool:
    """Keep the answer to a message; whether this was the first."""
    rows = transaction.execute(
        "INSERT INTO stream_messages (stream, key, answer, at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (stream, key) DO NOTHING RETURNING key",
        (stream, key, answer, moment()),
    )
    return bool(rows)


def forget(transaction: Transaction, before: str) -> int:
    """Forget messages decided before a moment (ISO 8601, UTC), after which a broker no longer sends them again."""
    return len(transaction.execute("DELETE FROM stream_messages WHERE at < ? RETURNING key", (before,)))

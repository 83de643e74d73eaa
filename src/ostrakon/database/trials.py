"""What-ifs of proposed policies: who asked, how far each is, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from ostrakon.database.transactions import Transaction

STALLED_MINUTES = 3
"""After so long without a sign a trial that seems to run has died with its process."""
State = Literal["running", "done", "failed"]


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """One what-if.

    Attributes:
        id: its number.
        policy: number of the proposal.
        most, since: newest screenings that are replayed at most, and only those after this ISO moment or day.
        made_by, made_at: who asked, when.
        state: whether it runs, is done, or failed.
        seen: ISO moment of its last sign.
        done, total: subjects answered, and all.
        result: as `app.policy_trials` gives it; `{"failed": why}` where it failed; empty while it runs.
    """

    id: int
    policy: int
    most: int
    since: str
    made_by: str
    made_at: str
    state: State
    seen: str
    done: int
    total: int
    result: dict[str, Any]

    def stalled(self, now: str) -> bool:
        """Whether it has given no sign for long; it may be asked for again."""
        last = datetime.fromisoformat(self.seen)
        return self.state == "running" and datetime.fromisoformat(now) - last > timedelta(minutes=STALLED_MINUTES)


_COLUMNS = Trial.__struct_fields__
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM policy_trials"


def add_trial(transaction: Transaction, policy: int, *, most: int, since: str, by: str, at: str) -> int:
    """Keep a what-if that begins; its number."""
    rows = transaction.execute(
        "INSERT INTO policy_trials (policy, most, since, made_by, made_at, state, seen, done, total, result) "
        "VALUES (?, ?, ?, ?, ?, 'running', ?, 0, 0, '{}') RETURNING id",
        (policy, most, since, by, at, at),
    )
    return int(rows[0][0])


def trial(transaction: Transaction, number: int) -> Trial | None:
    """One what-if by its number."""
    rows = transaction.execute(f"{_SELECT} WHERE id = ?", (number,))
    return _trial(rows[0]) if rows else None


def trials(transaction: Transaction, policy: int) -> list[Trial]:
    """The what-ifs of a proposal, newest first."""
    return [_trial(row) for row in transaction.execute(f"{_SELECT} WHERE policy = ? ORDER BY id DESC", (policy,))]


def tell_trial(transaction: Transaction, number: int, *, done: int, total: int, at: str) -> None:
    """Note how far a what-if is."""
    transaction.execute(
        "UPDATE policy_trials SET done = ?, total = ?, seen = ? WHERE id = ?", (done, total, at, number)
    )


def end_trial(transaction: Transaction, number: int, state: State, result: dict[str, Any], *, at: str) -> None:
    """Keep what came of a what-if."""
    transaction.execute(
        "UPDATE policy_trials SET state = ?, result = ?, seen = ? WHERE id = ?",
        (state, msgspec.json.encode(result).decode("utf-8"), at, number),
    )


def _trial(row: tuple[Any, ...]) -> Trial:
    values = dict(zip(_COLUMNS, row, strict=True))
    return msgspec.convert(values | {"result": msgspec.json.decode(values["result"])}, Trial)

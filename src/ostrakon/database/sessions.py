"""Sessions in the database: opened at log-in, looked up by the hash of the cookie, ended by hand, age or idleness."""

from __future__ import annotations

from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Database, Transaction
from ostrakon.database.users import SUBJECT, user
from ostrakon.identity.sessions import Session, hash_of, later, new_session
from ostrakon.identity.users import User
from ostrakon.ledger.record import Entry

_COLUMNS = Session.__struct_fields__
SEEN_AFTER_SECONDS = 60
"""How stale `seen` may be before it is written again: not each request needs a write."""


def open_session(transaction: Transaction, user_name: str, *, hours: int, instead_of: str = "") -> tuple[str, Session]:
    """Open a session under a new id, and end the one that the browser had before (session fixation).

    Args:
        hours: after which it ends whatever happens.
        instead_of: what the browser's cookie held at log-in.

    Returns:
        What goes into the cookie, and the session.
    """
    if instead_of:
        transaction.execute("DELETE FROM sessions WHERE id = ?", (hash_of(instead_of),))
    now = moment()
    transaction.execute("DELETE FROM sessions WHERE expires < ?", (now,))
    shown, kept = new_session(user_name, now=now, hours=hours)
    transaction.execute(
        f"INSERT INTO sessions ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
        tuple(getattr(kept, column) for column in _COLUMNS),
    )
    return shown, kept


def session_for(database: Database, shown: str, *, idle_minutes: int) -> tuple[Session, User] | None:
    """The open session of a cookie with its user; None where it is none, has ended, or the user is shut out."""
    now = moment()
    with database.read() as transaction:
        rows = transaction.execute(f"SELECT {', '.join(_COLUMNS)} FROM sessions WHERE id = ?", (hash_of(shown),))
        if not rows:
            return None
        session = Session(**dict(zip(_COLUMNS, rows[0], strict=True)))
        person = user(transaction, session.user_name)
    if person is None or person.disabled or not session.holds(now, idle_minutes=idle_minutes):
        return None
    if later(session.seen, minutes=SEEN_AFTER_SECONDS // 60) < now:
        with database.write() as transaction:
            transaction.execute("UPDATE sessions SET seen = ? WHERE id = ?", (now, session.id))
    return session, person


def close_session(transaction: Transaction, session: Session) -> None:
    """End a session (log-out)."""
    transaction.execute("DELETE FROM sessions WHERE id = ?", (session.id,))
    subject = SUBJECT + session.user_name
    append(transaction, Entry(kind="logout", actor=subject, about=(subject,)))

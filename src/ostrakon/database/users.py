"""People in the database; making, changing and disabling one is recorded in the ledger in the same transaction."""

from __future__ import annotations

from typing import Any

import msgspec

from ostrakon.database.factors import kept_factor, read_factor
from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Database, Row, Transaction
from ostrakon.errors import UsageError
from ostrakon.identity.passwords import fits, hashed
from ostrakon.identity.roles import Role
from ostrakon.identity.totp import Factor, new_factor
from ostrakon.identity.users import ANNOUNCED, User, after_failure, named
from ostrakon.ledger.record import Entry

_COLUMNS = User.__struct_fields__
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM users"
SUBJECT = "user:"
"""How the ledger names a person: `user:` and the name."""


def add_user(transaction: Transaction, name: str, role: Role, *, full_name: str, password: str, actor: str) -> User:
    """Make a user.

    Raises:
        UsageError: there is one of this name, or name or password are not allowed.
    """
    kept = hashed(password, user=named(name))
    return _add(transaction, User(name=named(name), full_name=full_name, role=role, password=kept), actor)


def add_known(transaction: Transaction, name: str, role: Role, *, full_name: str, subject: str, actor: str) -> User:
    """Make a user who logs in at an identity provider and has no password.

    Args:
        subject: as in `User`.

    Raises:
        UsageError: there is one of this name or subject, or the name is not allowed.
    """
    return _add(transaction, User(name=named(name), full_name=full_name, role=role, subject=subject), actor)


def _add(transaction: Transaction, new: User, actor: str) -> User:
    new = msgspec.structs.replace(new, made=moment())
    rows = transaction.execute(
        f"INSERT INTO users ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "
        "ON CONFLICT DO NOTHING RETURNING name",
        tuple(_column(new, column) for column in _COLUMNS),
    )
    if not rows:
        raise UsageError(f"there is a user {new.name!r} already", remedy="Choose another name")
    by = {"by": "sign-on"} if new.subject else {}
    _record(transaction, "user_added", new.name, actor, {"role": new.role, **by})
    return new


def user_by_subject(transaction: Transaction, subject: str) -> User | None:
    """The user of a subject at an identity provider, or announced for a login there."""
    rows = transaction.execute(f"{_SELECT} WHERE subject = ?", (subject,))
    return _user(rows[0]) if rows else None


def announce(transaction: Transaction, name: str, login: str, *, actor: str) -> None:
    """Let a user log in at the identity provider, by the login that they have there; empty: not any more.

    Raises:
        UsageError: there is no such user, or another one has this login.
    """
    subject = ANNOUNCED + login if login else ""
    other = user_by_subject(transaction, subject) if subject else None
    if other is not None and other.name != name:
        raise UsageError(f"{login!r} is announced for {other.name!r}", remedy="Take it from them first")
    _update(transaction, name, "subject = ?", (subject,))
    transaction.execute("DELETE FROM sessions WHERE user_name = ?", (name,))
    _record(transaction, "sign_on_announced" if login else "sign_on_ended", name, actor, {})


def bind_subject(transaction: Transaction, name: str, subject: str) -> None:
    """Recognise somebody who was announced by their subject from now on, whatever their login is called later.

    Raises:
        UsageError: there is no such user.
    """
    _update(transaction, name, "subject = ?", (subject,))
    _record(transaction, "sign_on_bound", name, SUBJECT + name, {})


def user(transaction: Transaction, name: str) -> User | None:
    """One user by name."""
    rows = transaction.execute(f"{_SELECT} WHERE name = ?", (name,))
    return _user(rows[0]) if rows else None


def users(transaction: Transaction) -> list[User]:
    """All users by name."""
    return [_user(row) for row in transaction.execute(f"{_SELECT} ORDER BY name")]


def set_password(transaction: Transaction, name: str, password: str, *, actor: str) -> None:
    """Give a user another password; their sessions end, and a lock is opened.

    Raises:
        UsageError: there is no such user, or the password is not allowed.
    """
    kept = hashed(password, user=name)
    _update(transaction, name, "password = ?, failures = 0, locked_until = ''", (kept,))
    transaction.execute("DELETE FROM sessions WHERE user_name = ?", (name,))
    _record(transaction, "password_changed", name, actor, {})


def set_role(transaction: Transaction, name: str, role: Role, *, actor: str) -> None:
    """Give a user another role; it holds from the next request on.

    Raises:
        UsageError: there is no such user.
    """
    _update(transaction, name, "role = ?", (role,))
    _record(transaction, "role_changed", name, actor, {"role": role})


def set_disabled(transaction: Transaction, name: str, *, disabled: bool, actor: str) -> None:
    """Shut a user out, or let them in again; sessions end at once.

    Raises:
        UsageError: there is no such user.
    """
    _update(transaction, name, "disabled = ?", (moment() if disabled else "",))
    transaction.execute("DELETE FROM sessions WHERE user_name = ?", (name,))
    _record(transaction, "user_disabled" if disabled else "user_enabled", name, actor, {})


def set_factor(transaction: Transaction, name: str, *, actor: str, key: bytes | None = None) -> Factor:
    """Give a user a new second factor, which takes the place of the one before; their sessions end.

    Args:
        key: under which its secret is sealed; None: it is kept as it is.

    Raises:
        UsageError: there is no such user.
    """
    made = new_factor()
    _change_factor(transaction, name, kept_factor(made, name, key), "second_factor_set", actor)
    return made


def drop_factor(transaction: Transaction, name: str, *, actor: str) -> None:
    """Take a user's second factor away; their sessions end.

    Raises:
        UsageError: there is no such user.
    """
    _change_factor(transaction, name, "", "second_factor_removed", actor)


def note_failure(transaction: Transaction, name: str, outcome: str) -> None:
    """Count and record a wrong password or code; enough of them in a row lock the account.

    Raises:
        UsageError: there is no such user.
    """
    found = _held(transaction, name)
    after = after_failure(found, moment())
    _update(transaction, found.name, "failures = ?, locked_until = ?", (after.failures, after.locked_until))
    told = f"{outcome}, locked now" if after.locked(moment()) else outcome
    _record(transaction, "login", found.name, "anonymous", {"outcome": told})


def save_settings(transaction: Transaction, name: str, settings: dict[str, Any]) -> None:
    """Keep what a user chose for themselves; nothing that the ledger would need to know."""
    _update(transaction, name, "settings = ?", (msgspec.json.encode(settings).decode(),))


def checked(database: Database, name: str, password: str, code: str = "", *, key: bytes | None = None) -> User | None:
    """The user whom name, password and second factor prove; None where they do not, or the account is shut.

    The caller does not learn which: an answer that differs would tell which names there are. The ledger is told; a
    name that nobody has is not written down, as people type passwords into the wrong field. The password is hashed
    before the transaction for writing begins, so that nobody's work waits for it.

    Args:
        key: under which second factors are sealed; None: there is none.

    Raises:
        StoreError: the second factor is sealed under a key that was not given.
    """
    with database.read() as transaction:
        found = user(transaction, name.strip().lower())
    right = fits(password, found.password if found else "")
    with database.write() as transaction:
        if found is None:
            append(transaction, Entry(kind="login", actor="anonymous", body={"outcome": "unknown"}))
            return None
        return _admitted(transaction, _held(transaction, found.name), right=right, code=code, key=key)


def _admitted(transaction: Transaction, found: User, *, right: bool, code: str, key: bytes | None) -> User | None:
    now = moment()
    if found.disabled or found.locked(now):
        _record(transaction, "login", found.name, "anonymous", {"outcome": "disabled" if found.disabled else "locked"})
        return None
    if not right:
        note_failure(transaction, found.name, "wrong")
        return None
    if not _second(transaction, found, code, now, key):
        note_failure(transaction, found.name, "wrong code")
        return None
    _update(transaction, found.name, "failures = 0, locked_until = ''", ())
    _record(transaction, "login", found.name, SUBJECT + found.name, {"outcome": "ok"})
    return found


def _second(transaction: Transaction, found: User, code: str, now: str, key: bytes | None) -> bool:
    """Whether the second factor is proved, or there is none; a code that was taken is not taken again.

    A factor that was kept as it is gets sealed on the way where there is a key by now.
    """
    factor = read_factor(found.totp, found.name, key)
    if factor is None:
        return True
    after = factor.after(code, now)
    if after is None:
        return False
    _update(transaction, found.name, "totp = ?", (kept_factor(after, found.name, key),))
    return True


def _held(transaction: Transaction, name: str) -> User:
    """A user whose row nobody else reads for this purpose until the transaction ends.

    Without the lock, attempts at the same moment would each see the count and the code of before (on PostgreSQL; on
    SQLite there is one writer at a time).

    Raises:
        UsageError: there is no such user.
    """
    _update(transaction, name, "failures = failures", ())
    found = user(transaction, name)
    assert found is not None, "the row was just written"
    return found


def _change_factor(transaction: Transaction, name: str, kept: str, kind: str, actor: str) -> None:
    _update(transaction, name, "totp = ?", (kept,))
    transaction.execute("DELETE FROM sessions WHERE user_name = ?", (name,))
    _record(transaction, kind, name, actor, {})


def _update(transaction: Transaction, name: str, sets: str, values: tuple[Any, ...]) -> None:
    if not transaction.execute(f"UPDATE users SET {sets} WHERE name = ? RETURNING name", (*values, name)):
        raise UsageError(f"there is no user {name!r}", remedy="`ostrakon users list` shows them")


def _record(transaction: Transaction, kind: str, name: str, actor: str, body: dict[str, Any]) -> None:
    append(transaction, Entry(kind=kind, actor=actor, about=(SUBJECT + name,), body=body))


def _column(user_: User, column: str) -> Any:
    value = getattr(user_, column)
    return msgspec.json.encode(value).decode() if column == "settings" else value


def _user(row: Row) -> User:
    fields = dict(zip(_COLUMNS, row, strict=True))
    return msgspec.convert(fields | {"settings": msgspec.json.decode(fields["settings"] or "{}")}, User)

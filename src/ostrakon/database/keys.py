"""API keys in the database; making and revoking one is recorded in the ledger in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Database, Row, Transaction
from ostrakon.errors import UsageError
from ostrakon.identity.keys import ApiKey, NewKey, fits, id_in, new_key
from ostrakon.identity.roles import Permission, Role
from ostrakon.ledger.record import Entry

_COLUMNS = ApiKey.__struct_fields__
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM api_keys"


def add_key(
    transaction: Transaction,
    name: str,
    role: Role,
    *,
    actor: str,
    expires: str = "",
    scopes: tuple[Permission, ...] = (),
) -> NewKey:
    """Make a key and keep its hash."""
    made = new_key(name, role, made=moment(), expires=expires, scopes=scopes)
    values = tuple(_column(made.kept, column) for column in _COLUMNS)
    transaction.execute(
        f"INSERT INTO api_keys ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})", values
    )
    body = {"name": name, "role": role, "scopes": list(scopes), "expires": expires}
    append(transaction, Entry(kind="key_added", actor=actor, about=(made.kept.principal.id,), body=body))
    return made


def revoke_key(transaction: Transaction, key_id: str, *, actor: str) -> None:
    """End a key.

    Raises:
        UsageError: there is no such key, or it was revoked before.
    """
    rows = transaction.execute(
        "UPDATE api_keys SET revoked = ? WHERE id = ? AND revoked = '' RETURNING id", (moment(), key_id)
    )
    if not rows:
        raise UsageError(f"there is no key {key_id!r} in force", remedy="`ostrakon keys list` shows them")
    append(transaction, Entry(kind="key_revoked", actor=actor, about=(f"key:{key_id}",)))


def keys(transaction: Transaction) -> list[ApiKey]:
    """All keys, newest first."""
    return [_key(row) for row in transaction.execute(f"{_SELECT} ORDER BY made DESC")]


def key_for(database: Database, shown: str) -> ApiKey | None:
    """The key in force that was given, None where it is wrong, expired or revoked."""
    id_ = id_in(shown)
    if not id_:
        return None
    with database.read() as transaction:
        rows = transaction.execute(f"{_SELECT} WHERE id = ?", (id_,))
    found = _key(rows[0]) if rows else None
    if found is None or not fits(shown, found) or not found.holds(moment()):
        return None
    return found


def note_uses(transaction: Transaction, uses: Mapping[str, str]) -> None:
    """Keep when keys were used: id → ISO moment; of several workers the latest counts."""
    for key_id, at in uses.items():
        transaction.execute("UPDATE api_keys SET used = ? WHERE id = ? AND used < ?", (at, key_id, at))


def _column(key: ApiKey, column: str) -> str:
    value = getattr(key, column)
    return msgspec.json.encode(value).decode() if column == "scopes" else str(value)


def _key(row: Row) -> ApiKey:
    fields = dict(zip(_COLUMNS, row, strict=True))
    return msgspec.convert(fields | {"scopes": msgspec.json.decode(fields["scopes"])}, ApiKey)

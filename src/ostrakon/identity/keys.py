"""API keys: shown once, kept as a hash.

A key is `ostr_<id>_<secret>` with 256 random bits in the secret, so that one round of SHA-256 is enough to keep it
(there is nothing to guess, unlike a password); `ostr_` lets secret scanners find a key that leaked.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

import msgspec

from ostrakon.identity.principal import Principal
from ostrakon.identity.roles import Permission, Role

PREFIX = "ostr"
ID_BYTES = 6
SECRET_BYTES = 32


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is kept.

    Attributes:
        id: the part that names it, hex.
        name: what it is for, in the words of whoever made it.
        hash: SHA-256 of the whole key, hex.
        role, scopes: what it may do.
        made, expires, revoked, used: ISO moments in UTC; empty: never.
    """

    id: str
    name: str
    hash: str
    role: Role
    scopes: tuple[Permission, ...] = ()
    made: str = ""
    expires: str = ""
    revoked: str = ""
    used: str = ""

    def holds(self, now: str) -> bool:
        """Whether it is neither revoked nor expired at a moment (ISO, UTC)."""
        return not self.revoked and (not self.expires or now < self.expires)

    @property
    def principal(self) -> Principal:
        """Who acts with this key."""
        return Principal(id=f"key:{self.id}", name=self.name, role=self.role, scopes=self.scopes, kind="key")


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key just made: `shown` is given to its owner once and never kept."""

    shown: str
    kept: ApiKey


def new_key(name: str, role: Role, *, made: str, expires: str = "", scopes: tuple[Permission, ...] = ()) -> NewKey:
    """Make a key.

    Args:
        made, expires: ISO moments in UTC; an empty `expires` never ends.
    """
    id_ = secrets.token_hex(ID_BYTES)
    shown = f"{PREFIX}_{id_}_{secrets.token_urlsafe(SECRET_BYTES)}"
    kept = ApiKey(id=id_, name=name, hash=hash_of(shown), role=role, scopes=scopes, made=made, expires=expires)
    return NewKey(shown=shown, kept=kept)


def hash_of(shown: str) -> str:
    """The hash under which a key is kept."""
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()


def id_in(shown: str) -> str:
    """The id that a key names; empty where it is no key of ours."""
    prefix, _, rest = shown.partition("_")
    id_, _, secret = rest.partition("_")
    return id_ if prefix == PREFIX and len(id_) == 2 * ID_BYTES and secret else ""


def fits(shown: str, kept: ApiKey) -> bool:
    """Whether the key given is the key kept, in constant time."""
    return hmac.compare_digest(hash_of(shown), kept.hash)

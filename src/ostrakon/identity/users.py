"""People: who they are, in which role, and when the door is shut after too many wrong passwords."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from ostrakon.errors import UsageError
from ostrakon.identity.principal import Principal
from ostrakon.identity.roles import Role
from ostrakon.identity.sessions import later

FAILURES_MAX = 5
"""Wrong passwords in a row after which the account is locked."""
LOCKED_MINUTES = 15
NAME_MAX = 64
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
ANNOUNCED = "announced:"
"""How `subject` begins for somebody who was announced and has not come yet; their login follows."""


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person who may log in.

    Attributes:
        name: by which they log in; lower case, part of the actor in the ledger.
        full_name: for people.
        role: what they may do.
        password: Argon2id hash; empty where they log in otherwise.
        totp: second factor (`identity.totp.Factor.kept`); empty: none.
        subject: issuer and subject at an identity provider, or `ANNOUNCED` and the login there; empty: none, and
            they log in with a password alone.
        made, disabled, locked_until: ISO moments in UTC; empty: never.
        failures: wrong passwords and codes since the last right ones.
        settings: what they chose for themselves (`theme`, `keys`, `density`).
    """

    name: str
    full_name: str
    role: Role
    password: str = ""
    totp: str = ""
    subject: str = ""
    made: str = ""
    disabled: str = ""
    failures: int = 0
    locked_until: str = ""
    settings: dict[str, Any] = {}

    @property
    def principal(self) -> Principal:
        """Who acts when this person does."""
        return Principal(id=f"user:{self.name}", name=self.full_name or self.name, role=self.role, kind="user")

    def locked(self, now: str) -> bool:
        """Whether too many wrong passwords shut the door at a moment (ISO, UTC)."""
        return bool(self.locked_until) and now < self.locked_until


def named(name: str) -> str:
    """The name as it is kept.

    Raises:
        UsageError: it holds other characters than names may.
    """
    lowered = name.strip().lower()
    if not _NAME.fullmatch(lowered):
        raise UsageError(f"{name!r} is no name of a user", remedy="Take letters a to z, digits, `.`, `_` and `-`")
    return lowered


def after_failure(user: User, now: str) -> User:
    """The user after one more wrong password: at `FAILURES_MAX` the account is locked, and the count begins again."""
    failures = user.failures + 1
    if failures < FAILURES_MAX:
        return msgspec.structs.replace(user, failures=failures)
    return msgspec.structs.replace(user, failures=0, locked_until=later(now, minutes=LOCKED_MINUTES))

"""Whoever acts: a person with a session, or a program with a key."""

from __future__ import annotations

from typing import Literal

import msgspec

from ostrakon.identity.roles import PERMISSIONS, Permission, Role


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, and in which role.

    Attributes:
        id: stable, as the ledger names the actor: `user:ann`, `key:3f2a…`.
        name: for people.
        role: its role.
        scopes: where not empty, only these permissions of the role.
        kind: how it proved who it is.
    """

    id: str
    name: str
    role: Role
    scopes: tuple[Permission, ...] = ()
    kind: Literal["key", "user"] = "key"

    def may(self, permission: Permission) -> bool:
        """Whether the role, and the scopes where there are some, allow it."""
        return permission in PERMISSIONS[self.role] and (not self.scopes or permission in self.scopes)

"""Which person of ours a token's claims mean, and in which role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from ostrakon.errors import UsageError
from ostrakon.identity.roles import ROLES, Role
from ostrakon.identity.users import NAME_MAX

FULL_NAME_MAX = 200
_OTHER = re.compile(r"[^a-z0-9._-]+")


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as the provider knows them.

    Attributes:
        subject: issuer and subject, what they are recognised by from then on.
        login: the claim by which an administrator may have announced them (a user name, a mail address).
        full_name: for people.
        role: what their groups give them; None: nothing.
    """

    subject: str
    login: str
    full_name: str
    role: Role | None

    @property
    def name(self) -> str:
        """A name of ours for them: that of the login before its `@`, in the letters that names may have."""
        local = self.login.partition("@")[0].lower()
        return _OTHER.sub("-", local).strip("._-")[:NAME_MAX]


def claimed(claims: dict[str, Any], *, name_claim: str, role_claim: str, roles: Sequence[tuple[str, Role]]) -> Claimed:
    """The person of a token that was checked.

    Args:
        name_claim: where the login stands.
        role_claim: where groups or roles stand; `a.b` is within `a`.
        roles: group → role, in the order in which they count: the first that somebody has is theirs.
    """
    login = claims.get(name_claim)
    full_name = claims.get("name")
    held = _texts(_within(claims, role_claim))
    return Claimed(
        subject=f"{claims['iss']}|{claims['sub']}",
        login=_line(login),
        full_name=_line(full_name)[:FULL_NAME_MAX],
        role=next((role for group, role in roles if group in held), None),
    )


def mapping_of(setting: str) -> tuple[tuple[str, Role], ...]:
    """Groups and their roles, as a setting says them: `GROUP=role; GROUP=role`.

    What stands before the last `=` is the group, so that names of directories (`cn=analysts,dc=example`) can be given.

    Raises:
        UsageError: a part of it names no group or no role.
    """
    found: list[tuple[str, Role]] = []
    for part in filter(None, (one.strip() for one in setting.split(";"))):
        group, _, named = part.rpartition("=")
        role = next((one for one in ROLES if one == named.strip()), None)
        if not group.strip() or role is None:
            raise UsageError(
                f"OSTRAKON_OIDC_ROLES holds {part!r}", remedy=f"Write GROUP=ROLE; roles are {', '.join(ROLES)}"
            )
        found.append((group.strip(), role))
    return tuple(found)


def _line(value: Any) -> str:
    """A text as one line that every database keeps; empty where it is none."""
    if not isinstance(value, str):
        return ""
    shown = "".join(char if char.isprintable() else " " for char in value)  # halves of characters are not printable
    return " ".join(shown.split())


def _within(claims: Any, path: str) -> Any:
    """What stands under a path; a claim whose own name holds the dots (a URL) comes first."""
    if not isinstance(claims, dict):
        return None
    if path in claims:
        return claims[path]
    head, _, rest = path.partition(".")
    return _within(claims.get(head), rest) if rest else None


def _texts(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(one for one in value if isinstance(one, str)) if isinstance(value, list) else frozenset()

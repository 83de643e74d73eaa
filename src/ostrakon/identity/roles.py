"""What each role may do, as one table; what is not in it is denied."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["viewer", "screener", "analyst", "approver", "admin", "auditor"]
Permission = Literal[
    "lists.read",  # listed parties, programmes, what is in force
    "lists.write",  # import, update, roll back
    "screen",  # names, payments, texts, shipments, ownership
    "customers.read",
    "customers.write",
    "cases.read",
    "cases.work",  # take, note, decide as the first person
    "cases.approve",  # agree or disagree as the second person
    "exemptions.write",
    "policy.read",
    "policy.write",  # propose or approve a policy; four eyes hold here, too
    "ledger.read",
    "ledger.personal",  # open sealed personal data in the ledger
    "quality.read",  # effectiveness reports, agreement between analysts
    "users.read",
    "users.write",
    "metrics.read",
]

ROLES: tuple[Role, ...] = get_args(Role)
ALL: tuple[Permission, ...] = get_args(Permission)

_VIEWER: frozenset[Permission] = frozenset({"lists.read", "policy.read"})
_SCREENER: frozenset[Permission] = _VIEWER | {"screen"}
_ANALYST: frozenset[Permission] = _SCREENER | {"customers.read", "cases.read", "cases.work", "exemptions.write"}
_APPROVER: frozenset[Permission] = _ANALYST | {
    *("cases.approve", "policy.write", "customers.write", "ledger.read", "quality.read")
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    "viewer": _VIEWER,
    "screener": _SCREENER,
    "analyst": _ANALYST,
    "approver": _APPROVER,
    # Who runs the system manages users and lists and decides no case: duties are kept apart.
    "admin": _VIEWER | {"lists.write", "customers.write", "users.read", "users.write", "metrics.read"},
    # Who examines sees everything and changes nothing.
    "auditor": _VIEWER
    | {
        *("customers.read", "cases.read", "ledger.read", "ledger.personal"),
        *("quality.read", "users.read", "metrics.read"),
    },
}
"""Role → what it may do."""

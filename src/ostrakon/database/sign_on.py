"""People who logged in at an identity provider: found, announced before, or made; every attempt is recorded."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import msgspec

from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Transaction
from ostrakon.database.users import SUBJECT, add_known, bind_subject, set_role, user_by_subject
from ostrakon.errors import UsageError
from ostrakon.identity.roles import Role
from ostrakon.identity.sign_on.mapping import Claimed
from ostrakon.identity.sign_on.tokens import NotProved
from ostrakon.identity.users import ANNOUNCED, User
from ostrakon.ledger.record import Entry

ACTOR = "sign-on"
"""Who gives roles and makes people by what the provider says."""
KEPT_HOURS = 24
"""Hours for which a state that came back is remembered; its cookie lives for minutes."""


def burn(transaction: Transaction, state: str) -> None:
    """Take the state of an attempt, once and for all.

    Raises:
        NotProved: it was taken before.
    """
    before = (datetime.now(UTC) - timedelta(hours=KEPT_HOURS)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    transaction.execute("DELETE FROM sign_ons WHERE at < ?", (before,))
    burnt = transaction.execute(
        "INSERT INTO sign_ons (state, at) VALUES (?, ?) ON CONFLICT (state) DO NOTHING RETURNING state",
        (hashlib.sha256(state.encode()).hexdigest(), moment()),
    )
    if not burnt:
        raise NotProved("the answer came a second time")


def refused(transaction: Transaction, outcome: str) -> None:
    """Record an attempt that led to nothing, without naming anybody."""
    append(transaction, Entry(kind="login", actor="anonymous", body={"outcome": outcome, "by": ACTOR}))


def admitted(transaction: Transaction, who: Claimed, *, create: bool, roles_given: bool) -> User:
    """The user whom a checked token means, in the role that it gives them.

    Args:
        create: whether somebody whom nobody announced is made a user.
        roles_given: whether groups decide on roles; else roles are given here.

    Raises:
        NotProved: nobody announced them, their groups give no role, they are shut out, or their name is another's.
    """
    found = user_by_subject(transaction, who.subject)
    if found is None and who.login:
        announced = user_by_subject(transaction, ANNOUNCED + who.login)
        if announced is not None:
            bind_subject(transaction, announced.name, who.subject)
            found = msgspec.structs.replace(announced, subject=who.subject)
    if found is not None and found.disabled:
        raise NotProved("disabled", "this account is shut", remedy="Ask an administrator")
    if roles_given and who.role is None:
        raise NotProved("no role", "none of your groups gives you a role here", remedy="Ask an administrator")
    if found is None:
        found = _made(transaction, who, create=create)
    elif roles_given and who.role is not None and who.role != found.role:
        set_role(transaction, found.name, who.role, actor=ACTOR)
        found = msgspec.structs.replace(found, role=who.role)
    subject = SUBJECT + found.name
    append(transaction, Entry(kind="login", actor=subject, about=(subject,), body={"outcome": "ok", "by": ACTOR}))
    return found


def _made(transaction: Transaction, who: Claimed, *, create: bool) -> User:
    role: Role | None = who.role
    if not create or role is None:
        raise NotProved(
            "unknown person",
            "nobody here knows you",
            remedy="Ask an administrator: `ostrakon users add NAME --role ROLE --sign-on LOGIN`",
        )
    try:
        return add_known(transaction, who.name, role, full_name=who.full_name, subject=who.subject, actor=ACTOR)
    except UsageError as taken:
        raise NotProved("name taken", taken.what, remedy="Ask an administrator") from taken

"""How long personal data is kept: days by kind of record, and whether a key that sealed it may be destroyed.

A key seals many records, those of a customer for instance. It may go only when the last of them has had its time: the
clock of a customer begins with what was last recorded of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from ostrakon.errors import InputError

CASE = "case"
"""The kind under which a closed case stands: its alerts, files and words, from its last change on."""
DAYS_MAX = 36_525
"""A hundred years."""


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reviewed rules of a house.

    Attributes:
        version: of the rules, for the record of a run.
        days: kind of record, or `kind:status`, → days after which its personal data goes; what is not named stays.
        why: on what the rules rest, for whoever reads them.
    """

    version: str
    days: dict[str, int]
    why: str = ""

    def of(self, kind: str, status: str = "") -> int | None:
        """Days for a record; None where no rule names it, so that it stays."""
        return self.days.get(f"{kind}:{status}", self.days.get(kind)) if status else self.days.get(kind)


class LastUse(msgspec.Struct, frozen=True):
    """When a key last sealed something of a kind.

    Attributes:
        kind: of the records, or `CASE`.
        status: of their answers; empty without.
        at: ISO moment of the last one, in UTC.
    """

    kind: str
    status: str
    at: str


def rules_of(text: str, *, where: str) -> Rules:
    """The rules of a TOML file.

    Args:
        where: the file, for messages.

    Raises:
        InputError: it is no such file, or a number of days makes no sense.
    """
    try:
        found = msgspec.convert(tomllib.loads(text), Rules)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as bad:
        raise InputError(f"these are no retention rules ({bad})", where=where) from None
    if not found.version.strip():
        raise InputError("the rules have no version", where=where, remedy="Name it, so that a run can be traced to it")
    for kind, days in found.days.items():
        if not 1 <= days <= DAYS_MAX:
            raise InputError(f"{kind} is kept for {days} days", where=where, remedy=f"Say 1 to {DAYS_MAX:,}")
    return found


def kept_for(rules: Rules, uses: Iterable[LastUse], now: str) -> str:
    """Why a key may not go yet, in a few words; empty where it may.

    Args:
        uses: everything that it sealed, the last of each kind.
        now: ISO moment in UTC.
    """
    moment, found = datetime.fromisoformat(now), list(uses)
    without = sorted({one.kind for one in found if rules.of(one.kind, one.status) is None})
    if without:
        return f"no rule for {', '.join(without)}"
    for one in found:
        days = rules.of(one.kind, one.status) or 0
        if datetime.fromisoformat(one.at) + timedelta(days=days) > moment:
            return "not long enough ago"
    return "" if found else "nothing is recorded under it"

"""Reviewed exemptions: one customer is not one listed party, as both stood when two people looked.

An exemption binds a customer, by all that is known of it, to the content of a listed party's records. When either
changes, or the day of expiry has passed, it lapses, and the answer says so. It never removes a result: the result stays
with its score and its own status, and only the status of the answer no longer counts it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from ostrakon.errors import InputError
from ostrakon.model import Entity
from ostrakon.screening.policy import Policy
from ostrakon.screening.subject import Subject

HASH_PREFIX = "sha256:"


class Exemption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of an exemption file.

    Attributes:
        entity: id of the listed party, as answers show it.
        content: hash of the party's records as reviewed (`content_hash`).
        customer: hash of the customer's data as reviewed (`customer_hash`).
        name, listed: both names, for people.
        reason: why the two are not the same.
        reviewer, second_reviewer: who decided, and who agreed.
        date, expires: ISO days of the decision, and the last on which it holds.
        query_id: the user's key of the customer; empty binds whoever has exactly this data.
    """

    entity: str
    content: str
    customer: str
    name: str
    listed: str
    reason: str
    reviewer: str
    date: str
    expires: str
    second_reviewer: str = ""
    query_id: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What the exemptions mean for one subject.

    Attributes:
        exempt: entity id → what a result of it says.
        lapsed: why others that were made for this customer do not hold, one sentence each.
    """

    exempt: Mapping[str, str] = field(default_factory=dict)
    lapsed: tuple[str, ...] = ()


NOTHING_APPLIED = Applied()
Records = Callable[[str], Sequence[Entity]]
"""Entity id → all records of the party in force; empty when it is not on a list any more."""


class Exemptions:
    """The exemptions of one file, looked up by customer."""

    def __init__(self, entries: Iterable[Exemption] = ()) -> None:
        self.entries = tuple(entries)
        self._by_key: dict[str, list[Exemption]] = {}
        for entry in self.entries:
            self._by_key.setdefault(f"id {entry.query_id}" if entry.query_id else entry.customer, []).append(entry)

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def digest(self) -> str:
        """Tells one set of exemptions from another."""
        return _hash([msgspec.to_builtins(entry) for entry in self.entries]) if self.entries else ""

    def applied(self, subject: Subject, records: Records, policy: Policy, today: date) -> Applied:
        """What holds for a subject today, and what has lapsed."""
        if not self.entries:
            return NOTHING_APPLIED
        found = [*self._by_key.get(f"id {subject.query_id}", ())] if subject.query_id else []
        customer = customer_hash(subject)
        found += self._by_key.get(customer, ())
        exempt: dict[str, str] = {}
        lapsed: list[str] = []
        for entry in found:
            listed = records(entry.entity)
            if why := lapse(entry, listed, policy, today, customer=customer):
                lapsed.append(f"the exemption from {entry.entity} ({entry.listed}) of {entry.date} has lapsed: {why}")
                continue
            who = f"{entry.reviewer} and {entry.second_reviewer}" if entry.second_reviewer else entry.reviewer
            said = f"exempted on {entry.date} by {who} until {entry.expires}: {entry.reason}"
            exempt.update({record.id: said for record in listed})
        return Applied(exempt, tuple(lapsed))


def lapse(entry: Exemption, listed: Sequence[Entity], policy: Policy, today: date, *, customer: str = "") -> str:
    """Why an exemption does not hold today; empty when it does.

    Args:
        listed: the records of the party in force.
        customer: hash of the customer's data now; empty when it is not at hand.
    """
    if not listed:
        return "no list in force holds the party any more"
    if entry.content != content_hash(listed):
        return "the listed record has changed since it was reviewed"
    if customer and entry.customer != customer:
        return "the customer's data have changed since they were reviewed"
    if today > date.fromisoformat(entry.expires):
        return f"it expired on {entry.expires}"
    if today < date.fromisoformat(entry.date):
        return f"it begins on {entry.date}"
    if policy.two_reviewers and entry.second_reviewer.strip().casefold() in ("", entry.reviewer.strip().casefold()):
        return "the policy wants a second reviewer"
    return ""


def content_hash(records: Sequence[Entity]) -> str:
    """Hash of all that the lists say of a party; where it stands in a file does not count."""
    ordered = sorted(records, key=lambda record: record.id)
    return _hash([_without_origin(msgspec.to_builtins(record)) for record in ordered])


def customer_hash(subject: Subject) -> str:
    """Hash of all that is known of a customer but the user's key."""
    return _hash(msgspec.to_builtins(msgspec.structs.replace(subject, query_id="")))


def read_exemptions(lines: Iterable[str], *, where: str) -> Exemptions:
    """Exemptions from JSON Lines; blank lines and lines that begin with `#` are none.

    Raises:
        InputError: a line is no exemption; nothing is applied then, since one that is left out would go unnoticed.
    """
    decode = msgspec.json.Decoder(Exemption).decode
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            entry = decode(line)
            _check(entry)
        except (msgspec.DecodeError, ValueError) as bad:
            remedy = "`ostrakon exemptions add` writes lines of the right form"
            raise InputError(f"line {number} is no exemption ({bad})", where=where, remedy=remedy) from bad
        found.append(entry)
    return Exemptions(found)


def _check(entry: Exemption) -> None:
    for name in ("entity", "reason", "reviewer", "name"):
        if not getattr(entry, name).strip():
            raise ValueError(f"{name} is empty")
    for name in ("content", "customer"):
        if not getattr(entry, name).startswith(HASH_PREFIX):
            raise ValueError(f"{name} is no hash")
    if date.fromisoformat(entry.expires) < date.fromisoformat(entry.date):
        raise ValueError("it expires before it begins")


def _without_origin(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_origin(item) for key, item in value.items() if key != "origin"}
    return [_without_origin(item) for item in value] if isinstance(value, list | tuple) else value


def _hash(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return HASH_PREFIX + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

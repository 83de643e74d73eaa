"""Goods under measures by code and by word: one rule for each group of `data/trade/controls.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

from ostrakon.names.countries import country_name
from ostrakon.rules.rule import Finding, Kind, Rule, Severity, Source
from ostrakon.rules.trade.facts import FROM, TO, WAY, ShipmentFacts, Somewhere, place_of

_WAYS = {"from": FROM | {"call"}, "to": TO | WAY, "any": FROM | TO | WAY | {"flag", "owner", "operator", "manager"}}
_WAY_WORDS = {"from": "from", "to": "to or through", "any": "from, to or through"}


@dataclass(frozen=True, slots=True)
class Group:
    """Goods that one measure is about.

    Attributes:
        codes: prefixes of HS codes. words: names of such goods, as a pattern; None where there are none.
        states: where it counts; way: in which part of the way.
        severity: of a code there. otherwise: of a code elsewhere; None for nothing.
        by_origin: whether goods of another named origin that only load there are information.
        kind: the class of alert, see `Finding`.
    """

    rule: str
    title: str
    codes: tuple[str, ...]
    words: re.Pattern[str] | None
    states: frozenset[str]
    way: str
    severity: Severity
    otherwise: Severity | None
    source: Source
    note: str
    by_origin: bool
    kind: Kind


@cache
def groups() -> tuple[Group, ...]:
    """All groups in the order of the file."""
    text = files("ostrakon.rules").joinpath("data", "trade", "controls.toml").read_text(encoding="utf-8")
    return tuple(_group(row) for row in tomllib.loads(text)["group"])


def _group(row: dict[str, Any]) -> Group:
    words = sorted(row.get("words", ()), key=len, reverse=True)
    return Group(
        rule=row["rule"],
        title=row["title"],
        codes=tuple(row["codes"]),
        words=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE) if words else None,
        states=frozenset(row["states"]),
        way=row["way"],
        severity=row["severity"],
        otherwise=row.get("otherwise"),
        source=Source(row["source"], sure=row["sure"]),
        note=row.get("note", ""),
        by_origin=row.get("by_origin", False),
        kind=row.get("kind", "red_flag"),
    )


def _check(group: Group, facts: ShipmentFacts) -> Iterator[Finding]:
    near = next((w for code, w in facts.countries(_WAYS[group.way]).items() if code in group.states), None)
    severity = group.severity if near else group.otherwise
    if severity is None:
        return
    origins = facts.countries(("origin",))
    if near and group.by_origin and origins and not group.states & origins.keys():
        severity = "info"
    told = False
    for code in facts.codes:
        prefix = next((p for p in sorted(group.codes, key=len, reverse=True) if code.digits.startswith(p)), "")
        if prefix:
            told = True
            yield Finding(
                rule=group.rule,
                severity=severity,
                because=f"HS {code.digits} falls under {prefix}: {_lower(group.title)}{_near(near)}",
                fields=(code.place, *((near.place,) if near else ())),
                kind=group.kind,
            )
    if told or group.words is None:
        return
    for line in facts.paper.texts():
        found = group.words.search(line.text)
        if found:
            yield Finding(
                rule=group.rule,
                severity=min(severity, "review", key=("info", "review", "block").index),
                because=f"'{found.group()}': {_lower(group.title)}{_near(near)}",
                fields=(place_of(line, found.start(), found.end()), *((near.place,) if near else ())),
                kind=group.kind,
            )
            return


def _near(near: Somewhere | None) -> str:
    return f"; {near.role} '{near.words}' is {country_name(near.country)}" if near else ""


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _rule(group: Group) -> Rule[ShipmentFacts]:
    states = ", ".join(sorted(group.states))
    otherwise = f"; elsewhere {group.otherwise}" if group.otherwise else ""
    shown = ", ".join(group.codes[:12]) + (f" and {len(group.codes) - 12} more" if len(group.codes) > 12 else "")
    return Rule(
        group.rule,
        group.severity,
        group.title,
        f"Codes {shown}, {_WAY_WORDS[group.way]} {states}: {group.severity}{otherwise}. Words alone: review at most."
        + (f" {group.note[0].upper()}{group.note[1:]}." if group.note else ""),
        (group.source,),
        partial(_check, group),
    )


RULES: tuple[Rule[ShipmentFacts], ...] = tuple(_rule(group) for group in groups())

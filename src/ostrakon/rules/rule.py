"""What a rule is and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import msgspec

Severity = Literal["info", "review", "block"]
SEVERITIES: tuple[Severity, ...] = ("info", "review", "block")
Kind = Literal["red_flag", "licence", "secondary_sanctions"]
Facts = TypeVar("Facts")


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where in a message a finding stands: a field, and the characters in it where a text matched."""

    field: str
    start: int = 0
    end: int = 0


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule found.

    Attributes:
        rule: its id. severity: `info` changes nothing, `review` wants a person, `block` stops.
        because: for a person, with the values filled in.
        fields: where it stands.
        kind: the class of alert: a red flag; a licence or exemption to be looked at; exposure to secondary sanctions,
            which concerns banks that the programme itself does not bind.
    """

    rule: str
    severity: Severity
    because: str
    fields: tuple[Place, ...] = ()
    kind: Kind = "red_flag"


@dataclass(frozen=True, slots=True)
class Source:
    """A public source of a rule.

    Attributes:
        title: publisher, title, date.
        sure: False where it has to be checked with the publisher before it is relied upon.
    """

    title: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """Input of a rule as a person would write it down, and whether the rule must find something in it."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Rule(Generic[Facts]):
    """One red flag.

    Attributes:
        id: as the policy and the findings name it.
        severity: the gravest that it gives by itself; the policy may say otherwise.
        title: one line for the table of rules.
        condition: when it applies, in words, with its thresholds and whose choice they are.
        sources: public documents behind it.
        check: facts → findings.
        begins: beginnings of words (four letters at most, small) of which the facts must hold one for the rule to find
            anything, so that it need not be asked about most; None where it is always asked.
    """

    id: str
    severity: Severity
    title: str
    condition: str
    sources: tuple[Source, ...]
    check: Callable[[Facts], Iterable[Finding]]
    begins: frozenset[str] | None = None

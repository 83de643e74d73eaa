"""What a text says, made ready to be shown: claims, disputes, events in order of time, programmes, red flags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ostrakon.programmes import Programme as Reviewed
from ostrakon.programmes import all_programmes
from ostrakon.reading.findings import Act, Claim, Event, Programme, RedFlag, Span
from ostrakon.reading.topics.regimes import cited_programmes
from ostrakon.reports.naming import Namer

_ACTS = {
    "assert": ("states", "state"),
    "allege": ("alleges", "allege"),
    "deny": ("denies", "deny"),
    "plan": ("plans", "plan"),
    "demand": ("demands", "demand"),
    "criticise": ("criticises", "criticise"),
    "concern": ("warns", "warn"),
}
_MANY = frozenset({"u:unnamed", "u:official"})
MODALITIES = {"CT": "certain", "PR": "probable", "PS": "possible", "U": "open"}
QUOTES = {"direct": "own words", "partial": "partly own words", "indirect": "reported"}
_UNDATED = "9999"
_FLAGS = {
    "ais_gap": "AIS gap",
    "us_dollar_clearing": "US dollar clearing",
    "ownership_50": "owned by half or more",
    "derisking": "de-risking",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim in words."""

    number: int
    source: str
    act: str
    act_word: str
    negated: bool
    modality: str
    quote: str
    target: str
    words: str
    confidence: float
    disputed_by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """An event in words; `date` is empty where the text gives none."""

    number: int
    type: str
    status: str
    actors: str
    targets: str
    place: str
    date: str
    words: str
    claim: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProgramme:
    """A programme that the text touches.

    Attributes:
        cited: reviewed programmes that stand on an act which the words cite, lapsed ones too.
        reviewed: these, then those in force under the same code.
    """

    code: str
    authority: str
    words: tuple[str, ...]
    cited: tuple[Reviewed, ...]
    reviewed: tuple[Reviewed, ...]

    @property
    def name(self) -> str:
        """What the page calls it: the code, or words for the code of a measure without a programme."""
        return called_programme(self.code)


def called_programme(code: str) -> str:
    """A code of the scheme in words: `GENERIC` is no name of a programme."""
    return "not named" if code == "GENERIC" else code


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFlag:
    """A red flag with its words and the rules behind it; `name` is the code in words."""

    code: str
    name: str
    words: tuple[str, ...]
    rule: tuple[str, ...]


def act_word(act: Act, source: Sequence[str]) -> str:
    """What the source does, as a verb that agrees with it."""
    return _ACTS[act][len(source) > 1 or not _MANY.isdisjoint(source)]


def shown_claims(text: str, claims: Sequence[Claim], names: Namer) -> list[ShownClaim]:
    """The claims in text order; numbers count from 0."""
    return [
        ShownClaim(
            number=number,
            source=names.of(claim.source) or "not said who",
            act=claim.act,
            act_word=act_word(claim.act, claim.source),
            negated=claim.polarity == "negate" and claim.act != "deny",
            modality=MODALITIES[claim.modality],
            quote=QUOTES[claim.quote],
            target=names.of(claim.target),
            words=_words(text, claim.start, claim.end),
            confidence=claim.confidence,
            disputed_by=claim.disputed_by,
        )
        for number, claim in enumerate(claims)
    ]


class Disputed(Protocol):
    """A claim of a text or of a ledger, as far as disputes look at it."""

    @property
    def number(self) -> int:
        """Its place among the claims that are shown."""

    @property
    def act(self) -> str:
        """What is claimed to have been done (`sanction`, `deny`, …)."""

    @property
    def disputed_by(self) -> tuple[int, ...]:
        """Numbers of the claims that deny it."""


T = TypeVar("T", bound=Disputed)


def disputes(claims: Iterable[T]) -> list[tuple[list[T], list[T]]]:
    """What is held and, beside it, its denials: one pair for each matter, in the order of the denials."""
    by_number = {claim.number: claim for claim in claims}
    found: list[tuple[list[T], list[T]]] = []
    seen: set[int] = set()
    for claim in by_number.values():
        if claim.act != "deny" or claim.number in seen:
            continue
        both, new = {claim.number}, {claim.number}
        while new:
            new = {n for one in new for n in by_number[one].disputed_by if n in by_number} - both
            both |= new
        seen |= both
        sides = [by_number[n] for n in sorted(both)]
        held, denied = ([one for one in sides if (one.act == "deny") == deny] for deny in (False, True))
        if len(both) > 1:
            found.append((held, denied))
    return found


def shown_events(text: str, events: Sequence[Event], names: Namer) -> list[ShownEvent]:
    """The events by date, those without one behind in text order; numbers are those of text order, from 0."""
    found = [
        ShownEvent(
            number=number,
            type=event.type,
            status=event.status,
            actors=names.of(event.actors),
            targets=names.of(event.targets),
            place=event.place or "",
            date=event.date or "",
            words=_words(text, event.start, event.end),
            claim=event.claim,
        )
        for number, event in enumerate(events)
    ]
    return sorted(found, key=lambda event: (event.date or _UNDATED, event.number))


def shown_programmes(text: str, programmes: Sequence[Programme]) -> list[ShownProgramme]:
    """The programmes of a text with the reviewed ones behind them."""
    found = []
    for one in programmes:
        words = _distinct(text, one.because)
        cited = tuple(dict.fromkeys(known for part in words for known in cited_programmes(part)))
        cited = tuple(known for known in cited if known.scheme == one.code)
        others = reviewed_programmes(one.code, one.authority)
        found.append(
            ShownProgramme(
                code=one.code,
                authority=one.authority,
                words=words,
                cited=cited,
                reviewed=tuple(dict.fromkeys((*cited, *others))),
            )
        )
    return found


def reviewed_programmes(code: str, authority: str = "") -> tuple[Reviewed, ...]:
    """Reviewed programmes in force under a code of the scheme; none for `GENERIC`, which is any other.

    Those of all authorities are given, of the one that the text tells first: whose measures a text means does not
    limit whose measures apply.
    """
    if code == "GENERIC":
        return ()
    found = [one for one in all_programmes() if one.in_force and one.scheme == code]
    return tuple(sorted(found, key=lambda one: one.authority != authority))


def flag_name(code: str) -> str:
    """A red flag's code in words."""
    return _FLAGS.get(code, code.replace("_", " "))


def shown_flags(text: str, flags: Sequence[RedFlag]) -> list[ShownFlag]:
    """The red flags with their words."""
    return [
        ShownFlag(code=flag.code, name=flag_name(flag.code), words=_distinct(text, flag.because), rule=flag.rule)
        for flag in flags
    ]


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _distinct(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_words(text, span.start, span.end) for span in spans))

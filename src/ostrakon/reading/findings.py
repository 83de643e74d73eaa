"""What reading yields beyond mentions, in the terms of the annotation scheme (`docs/reading.md`)."""

from __future__ import annotations

from typing import Literal

import msgspec

Act = Literal["assert", "allege", "deny", "plan", "demand", "criticise", "concern"]
Polarity = Literal["affirm", "negate"]
Modality = Literal["CT", "PR", "PS", "U"]
Quote = Literal["direct", "partial", "indirect"]
Status = Literal["past", "ongoing", "planned", "hypothetical", "alleged", "denied"]


class Span(msgspec.Struct, frozen=True, order=True):
    """Words of the text: code points, end exclusive."""

    start: int
    end: int


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody holds something about somebody.

    Attributes:
        start, end: the words of what is claimed.
        source: keys of the asserting side; `author` for the text itself, `u:unnamed` where it hides who speaks.
        act: what the source does: assert, allege, deny, plan, demand, criticise or concern (warn, fear).
        polarity: of the content, as the source holds it.
        modality: FactBank's degrees: CT certain, PR probable, PS possible, U unknown.
        quote: whether the words are the source's own.
        target: parties and states that the claim is about.
        cue: the words that show the act; the claim's own words where there is no reporting word.
        confidence: 0 to 1, how sure the rules are of source and target together.
        disputed_by: numbers of the claims in the same reading that deny this one, or that this one denies.
    """

    start: int
    end: int
    source: tuple[str, ...]
    act: Act
    polarity: Polarity
    modality: Modality
    quote: Quote
    target: tuple[str, ...]
    cue: Span
    confidence: float
    disputed_by: tuple[int, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something happened, is planned, or is said to have happened.

    Attributes:
        start, end: the trigger with its arguments.
        type: a type of the scheme; its PLOVER root is in `docs/reading.md`.
        actors, targets: keys of parties, states and bodies.
        place: as the text names it.
        date: ISO 8601 date, month, year, or interval with `/`; relative dates are resolved against the text's date.
        status: past, ongoing, planned, hypothetical, alleged (only a source says so) or denied.
        cue: the trigger alone.
        claim: number of the claim that holds the event, None when the text itself tells it.
        confidence: 0 to 1.
    """

    start: int
    end: int
    type: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    date: str | None
    status: Status
    cue: Span
    claim: int | None
    confidence: float


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """A sanctions programme that the text touches.

    Attributes:
        code: the scheme's code (`DPRK`, `RUSSIA`, …).
        authority: whose measures they are, where the text tells; empty otherwise.
        because: the words.
    """

    code: str
    authority: str
    because: tuple[Span, ...]


class RedFlag(msgspec.Struct, frozen=True, kw_only=True):
    """A red flag that the text raises.

    Attributes:
        code: of the scheme's vocabulary.
        because: the words that raise it.
        rule: the detection rules behind it, by their names; empty where none is.
    """

    code: str
    because: tuple[Span, ...]
    rule: tuple[str, ...] = ()

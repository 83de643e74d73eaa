"""What the HTML report shows, gathered before any of it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ostrakon.model import Entity
from ostrakon.model.subject import Subject
from ostrakon.reading.findings import Claim, Event, Programme, RedFlag
from ostrakon.reading.ledger.entries import Ledger
from ostrakon.reports.waterfall_svg import Threshold
from ostrakon.screening.result import Answer, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One list in force.

    Attributes:
        published, retrieved: ISO dates, empty when unknown.
        age_days: since publication (or retrieval where the format carries no date), None when unknown.
        extract: true for a bundled starter extract, which is not for production.
    """

    id: str
    title: str
    entities: int
    names: int
    publisher: str = ""
    published: str = ""
    retrieved: str = ""
    age_days: int | None = None
    extract: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A customer and the answer; `subject` is None for a row that could not be read."""

    answer: Answer
    subject: Subject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text and what was found in it.

    Attributes:
        mentions: as in `read --json`: `start`, `end` (code points), `text`, `kind`, `key`, `entity_ids`, `score`.
        claims, events, programmes, red_flags: what it says; None where that was not looked for.
        status: `hit`, `clear` or `not_screened`; empty where it is not told.
        reason: why it was not screened.
        notes: limits of the reading.
    """

    file: str
    text: str
    mentions: tuple[Mapping[str, Any], ...] = ()
    language: str = ""
    date: str = ""
    claims: tuple[Claim, ...] | None = None
    events: tuple[Event, ...] | None = None
    programmes: tuple[Programme, ...] | None = None
    red_flags: tuple[RedFlag, ...] | None = None
    status: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PressText:
    """One of many texts: `parties` counts the listed parties that it names."""

    file: str
    status: str
    date: str = ""
    reason: str = ""
    parties: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Many texts and what they say together."""

    texts: tuple[PressText, ...]
    ledger: Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One pair of subject and listed party, taken apart.

    Attributes:
        referents: ids of the same party's other list entries.
        lost_at: the step at which the search would have lost the party, empty when it is found.
    """

    subject: Subject
    entity_id: str
    caption: str
    bits: float
    score: float
    evidence: tuple[Evidence, ...]
    referents: tuple[str, ...] = ()
    fetched: bool = True
    lost_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything on the page.

    Attributes:
        made_at: ISO 8601 with time zone.
        customers_file: what the customers were read from.
        entities: listed parties by id, as far as the page tells of them.
        thresholds: of the policy, in bits, drawn into the pictures.
        messages: what was noticed on the way (unknown columns and the like).
    """

    title: str
    version: str
    snapshot: int
    policy: str
    made_at: str
    lists: tuple[ListLine, ...] = ()
    customers_file: str = ""
    screened: tuple[Screened, ...] = ()
    article: Article | None = None
    press: Press | None = None
    explained: Explained | None = None
    entities: Mapping[str, Entity] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()
    messages: tuple[str, ...] = ()

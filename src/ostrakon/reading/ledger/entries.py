"""The values of the ledger."""

from __future__ import annotations

import msgspec

from ostrakon.reading.findings import Act, Claim, Event, Modality, Polarity, Status
from ostrakon.reading.ledger.sameness import days
from ostrakon.reading.mentions import Mention


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One text as the ledger takes it in: what it says, with the words, and no longer the text itself.

    Attributes:
        document: what the text is called.
        date: of the text, ISO 8601; empty where it is not known.
        mentions: parties and countries are counted.
        claims, events: in text order.
        claim_words, event_words: their words, in the same order.
    """

    document: str
    date: str
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    claim_words: tuple[str, ...]
    event_words: tuple[str, ...]

    @classmethod
    def of(
        cls,
        document: str,
        text: str,
        *,
        date: str | None,
        mentions: tuple[Mention, ...],
        claims: tuple[Claim, ...] = (),
        events: tuple[Event, ...] = (),
    ) -> Report:
        """The report that a text makes."""
        return cls(
            document=document,
            date=date if date and days(date) else "",
            mentions=tuple(m for m in mentions if m.kind in {"party", "country"}),
            claims=claims,
            events=events,
            claim_words=tuple(" ".join(text[one.start : one.end].split()) for one in claims),
            event_words=tuple(" ".join(text[one.start : one.end].split()) for one in events),
        )


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text reports a matter.

    Attributes:
        document, date: of the text.
        number: of the claim or event in that text's own reading, from 0.
        start, end: code points of that text.
        words: what stands there.
        status: of an event in that text; empty for a claim.
    """

    document: str
    date: str
    number: int
    start: int
    end: int
    words: str
    status: Status | str = ""


class LedgerClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, whoever reports it.

    Attributes:
        source, act, polarity, target: as in each of the claims that it stands for.
        modality, words, confidence: of the surest of them.
        first, last: dates of the first and the last text that report it; empty where none is dated.
        reports: texts that report it.
        places: each place, in order of date.
        disputed_by: numbers of the claims in the ledger that deny this one, or that this one denies.
    """

    source: tuple[str, ...]
    act: Act
    polarity: Polarity
    modality: Modality
    target: tuple[str, ...]
    words: str
    confidence: float
    first: str
    last: str
    reports: int
    places: tuple[Place, ...]
    disputed_by: tuple[int, ...] = ()


class LedgerEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A happening, whoever reports it.

    Attributes:
        type: of the scheme.
        actors, targets: of all reports together.
        place, date: as the report says that is most precise; None where none does.
        status: as the latest report has it; the places tell how it was before.
        words, confidence: of the surest report.
        first, last, reports, places: as for claims.
    """

    type: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    date: str | None
    status: Status
    words: str
    confidence: float
    first: str
    last: str
    reports: int
    places: tuple[Place, ...]


class LedgerSubject(msgspec.Struct, frozen=True, kw_only=True):
    """A listed party or a country over all texts.

    Attributes:
        key: as in the readings.
        name: the longest name that a text has for a party; empty for a country.
        entity_ids: of a party, on all lists.
        mentions, documents: how often it is named, and in which texts, by date.
        first, last: dates of the first and last text that names it.
        claims_by, claims_about: numbers of the ledger's claims that it makes, and of those about it.
        events: numbers of the ledger's events that it takes part in.
    """

    key: str
    name: str
    entity_ids: tuple[str, ...]
    mentions: int
    documents: tuple[str, ...]
    first: str
    last: str
    claims_by: tuple[int, ...]
    claims_about: tuple[int, ...]
    events: tuple[int, ...]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Claims and events in order of first report; parties and countries, those most named first."""

    claims: tuple[LedgerClaim, ...] = ()
    events: tuple[LedgerEvent, ...] = ()
    parties: tuple[LedgerSubject, ...] = ()
    countries: tuple[LedgerSubject, ...] = ()

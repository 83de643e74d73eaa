"""Many texts and their ledger, made ready for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from ostrakon.model import Entity
from ostrakon.reading.ledger.entries import LedgerClaim, LedgerEvent, LedgerSubject, Place
from ostrakon.reports.content import Press
from ostrakon.reports.naming import Namer
from ostrakon.reports.statements import MODALITIES, act_word, disputes

EVENTS_MAX = 400
CLAIMS_MAX = 300
SUBJECTS_MAX = 60
TEXTS_MAX = 500
_MONTHS_MAX = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A claim or an event of the ledger in words; `number` is its place in the ledger."""

    number: int
    head: str
    source: str
    target: str
    words: str
    date: str
    state: str
    reports: int
    where: tuple[str, ...]
    disputed_by: tuple[int, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    place: str = ""
    act: str = ""


def press_view(press: Press, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """What the page over many texts shows: the most reported of each kind, in order of time."""
    kept = press.ledger
    names = Namer(({"kind": "party", "key": one.key, "text": one.name} for one in kept.parties), entities)
    claims = _most(kept.claims, CLAIMS_MAX)
    shown_claims = {number: _claim(number, kept.claims[number], names) for number in claims}
    events = [_event(number, kept.events[number], names) for number in _most(kept.events, EVENTS_MAX)]
    dates = {text.file: text.date for text in press.texts}
    months = _periods(list(dates.values()))
    return {
        "texts": press.texts[:TEXTS_MAX],
        "total": len(press.texts),
        "states": Counter(text.status for text in press.texts),
        "ledger": kept,
        "claims": list(shown_claims.values()),
        "disputes": disputes(shown_claims.values()),
        "events": sorted(events, key=lambda one: (one.date or "9999", one.number)),
        "parties": [_subject(one, names, dates, months) for one in kept.parties[:SUBJECTS_MAX]],
        "countries": [_subject(one, names, dates, months) for one in kept.countries[:SUBJECTS_MAX]],
        "months": months,
        "unit": "year" if months and len(months[0]) == len("2024") else "month",
    }


def _most(entries: Sequence[LedgerClaim | LedgerEvent], limit: int) -> list[int]:
    """Numbers of the most reported, disputed claims before others, in the ledger's order."""
    order = sorted(
        range(len(entries)), key=lambda n: (not getattr(entries[n], "disputed_by", ()), -entries[n].reports, n)
    )
    return sorted(order[:limit])


def _claim(number: int, claim: LedgerClaim, names: Namer) -> Shown:
    negated = " that not" if claim.polarity == "negate" and claim.act != "deny" else ""
    return Shown(
        number=number,
        head=act_word(claim.act, claim.source) + negated,
        act=claim.act,
        source=names.of(claim.source) or "not said who",
        target=names.of(claim.target),
        words=claim.words,
        date=claim.first,
        state=MODALITIES[claim.modality],
        reports=claim.reports,
        where=_where(claim.places),
        disputed_by=claim.disputed_by,
    )


def _event(number: int, event: LedgerEvent, names: Namer) -> Shown:
    history: list[tuple[str, str]] = []
    for place in event.places:
        if not history or history[-1][0] != place.status:
            history.append((place.status, place.date))
    return Shown(
        number=number,
        head=event.type,
        source=names.of(event.actors),
        target=names.of(event.targets),
        words=event.words,
        date=event.date or event.first,
        state=event.status,
        reports=event.reports,
        where=_where(event.places),
        history=tuple(history) if len(history) > 1 else (),
        place=event.place or "",
    )


def _where(places: Sequence[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(PurePath(place.document).name for place in places))


def _periods(dates: Sequence[str]) -> list[str]:
    """Every month from the first to the last dated text; where that is long, every year."""
    known = sorted(date[:7] for date in dates if len(date) >= len("2024-06"))
    if not known:
        return []
    first, last = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (known[0], known[-1]))
    if last - first < _MONTHS_MAX:
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return [f"{year:04}" for year in range(first // 12, last // 12 + 1)]


def _subject(subject: LedgerSubject, names: Namer, dates: Mapping[str, str], months: Sequence[str]) -> dict[str, Any]:
    width = len(months[0]) if months else 0
    counts = Counter(dates.get(document, "")[:width] for document in subject.documents)
    top = max((counts[month] for month in months), default=0)
    return {
        "name": names.one(subject.key),
        "subject": subject,
        "bars": [(month, counts[month], round(16 * counts[month] / top) if top else 0) for month in months],
    }

"""Reports of many texts → the ledger."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ostrakon.reading.ledger.entries import (
    Ledger,
    LedgerClaim,
    LedgerEvent,
    LedgerSubject,
    Place,
    Report,
)
from ostrakon.reading.ledger.matters import Matter, Matters
from ostrakon.reading.ledger.sameness import days

_UNDATED = 10_000_000
DISPUTE_DAYS = 14
"""Days after a text's allegation within which another text's denial may answer it."""


def ledger(reports: Iterable[Report]) -> Ledger:
    """One ledger over many texts; the order in which they are given changes nothing but ties of date.

    The same matter is: a claim with the same act, polarity, source and target, or an event of the same type between
    the same sides (or some of them), in the same words or in texts of the same days; an event's own dates, where both
    reports give one, decide instead. What is not sure to be the same stays apart.
    """
    ordered = sorted(reports, key=lambda report: ((days(report.date) or (_UNDATED, 0))[0], report.document))
    claims, events = Matters(), Matters()
    disputes: defaultdict[int, set[int]] = defaultdict(set)
    for report in ordered:
        numbers = _take_claims(report, claims)
        for claim, number in zip(report.claims, numbers, strict=True):
            disputes[number] |= {numbers[other] for other in claim.disputed_by} - {number}
        for order, event in enumerate(report.events):
            events.add_event(event, _place(report, order, event.start, event.end, report.event_words, event.status))
    _answered(claims.found, disputes)
    kept_claims = tuple(_claim(matter, disputes[n]) for n, matter in enumerate(claims.found))
    kept_events = tuple(_event(matter) for matter in events.found)
    subjects = _subjects(ordered, kept_claims, kept_events)
    return Ledger(
        claims=kept_claims,
        events=kept_events,
        parties=tuple(one for one in subjects if not one.key.startswith("c:")),
        countries=tuple(one for one in subjects if one.key.startswith("c:")),
    )


def _take_claims(report: Report, claims: Matters) -> list[int]:
    held: defaultdict[int, list[str]] = defaultdict(list)
    for event in report.events:
        if event.claim is not None:
            held[event.claim].append(event.type)
    return [
        claims.add_claim(claim, _place(report, order, claim.start, claim.end, report.claim_words), held[order])
        for order, claim in enumerate(report.claims)
    ]


def _place(report: Report, number: int, start: int, end: int, words: Sequence[str], status: str = "") -> Place:
    return Place(
        document=report.document,
        date=report.date,
        number=number,
        start=start,
        end=end,
        words=words[number],
        status=status,
    )


def _answered(matters: Sequence[Matter], disputes: defaultdict[int, set[int]]) -> None:
    """Denials that nothing in their own text explains, beside the one allegation of these days that they can mean."""
    alleged: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, matter in enumerate(matters):
        told = days(matter.places[-1].date)
        if told and matter.claims[0].act == "allege":
            for key in matter.claims[0].target:
                alleged[key].append((told[1], number))
    for dated in alleged.values():
        dated.sort()
    for number, matter in enumerate(matters):
        denial, told = matter.claims[0], days(matter.places[0].date)
        if denial.act != "deny" or disputes[number] or not told:
            continue
        meant = {
            other
            for key in {*denial.source, *denial.target}
            for other in _between(alleged[key], told[0] - DISPUTE_DAYS, told[1] + DISPUTE_DAYS)
            if not set(denial.source) & set(matters[other].claims[0].source)
        }
        if len(meant) == 1:
            (other,) = meant
            disputes[number].add(other)
            disputes[other].add(number)


def _between(dated: Sequence[tuple[int, int]], first: int, last: int) -> list[int]:
    """Numbers with a day in a range, of a list sorted by day."""
    return [number for _, number in dated[bisect_left(dated, (first,)) : bisect_left(dated, (last + 1,))]]


def _dates(places: Sequence[Place]) -> tuple[str, str]:
    known = [place.date for place in places if place.date]
    return (known[0], known[-1]) if known else ("", "")


def _claim(matter: Matter, disputed_by: set[int]) -> LedgerClaim:
    surest = max(range(len(matter.claims)), key=lambda n: (matter.claims[n].confidence, -n))
    best, (first, last) = matter.claims[surest], _dates(matter.places)
    return LedgerClaim(
        source=best.source,
        act=best.act,
        polarity=best.polarity,
        modality=best.modality,
        target=best.target,
        words=matter.places[surest].words,
        confidence=best.confidence,
        first=first,
        last=last,
        reports=len({place.document for place in matter.places}),
        places=tuple(matter.places),
        disputed_by=tuple(sorted(disputed_by)),
    )


def _event(matter: Matter) -> LedgerEvent:
    surest = max(range(len(matter.events)), key=lambda n: (matter.events[n].confidence, -n))
    best, (first, last) = matter.events[surest], _dates(matter.places)
    dated = [one.date for one in matter.events if one.date]
    return LedgerEvent(
        type=best.type,
        actors=tuple(dict.fromkeys(key for one in matter.events for key in one.actors)),
        targets=tuple(dict.fromkeys(key for one in matter.events for key in one.targets)),
        place=next((one.place for one in (best, *matter.events) if one.place), None),
        date=min(dated, key=_breadth, default=None),
        status=matter.events[-1].status,
        words=matter.places[surest].words,
        confidence=best.confidence,
        first=first,
        last=last,
        reports=len({place.document for place in matter.places}),
        places=tuple(matter.places),
    )


def _breadth(text: str) -> int:
    found = days(text)
    return found[1] - found[0] if found else _UNDATED


def _subjects(
    reports: Sequence[Report], claims: Sequence[LedgerClaim], events: Sequence[LedgerEvent]
) -> list[LedgerSubject]:
    names: dict[str, str] = {}
    ids: dict[str, dict[str, None]] = {}
    counts: Counter[str] = Counter()
    documents: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for report in reports:
        for mention in report.mentions:
            counts[mention.key] += 1
            documents[mention.key].setdefault(report.document, report.date)
            ids.setdefault(mention.key, {}).update(dict.fromkeys(mention.entity_ids))
            if mention.kind == "party" and len(mention.text) > len(names.get(mention.key, "")):
                names[mention.key] = mention.text
    by = _numbers(claim.source for claim in claims)
    about = _numbers(claim.target for claim in claims)
    part = _numbers((*event.actors, *event.targets) for event in events)
    found = []
    for key, count in counts.most_common():
        dates = [date for date in documents[key].values() if date]
        found.append(
            LedgerSubject(
                key=key,
                name=names.get(key, ""),
                entity_ids=tuple(ids[key]),
                mentions=count,
                documents=tuple(documents[key]),
                first=dates[0] if dates else "",
                last=dates[-1] if dates else "",
                claims_by=by[key],
                claims_about=about[key],
                events=part[key],
            )
        )
    return found


def _numbers(keys: Iterable[Iterable[str]]) -> defaultdict[str, tuple[int, ...]]:
    found: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    for number, those in enumerate(keys):
        for key in dict.fromkeys(those):
            found[key] += (number,)
    return found

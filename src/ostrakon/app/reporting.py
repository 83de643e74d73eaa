"""Gathering what the HTML report shows: lists in force, answers with their subjects, a text, one explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.reading import Reading, reading_object
from ostrakon.app.status import ListStatus, lists_status
from ostrakon.intake.records import open_records
from ostrakon.model import Entity
from ostrakon.model.subject import Subject
from ostrakon.reading.ledger.entries import Ledger
from ostrakon.reading.ledger.sameness import days
from ostrakon.reports.content import Article, Explained, ListLine, Press, PressText, Report, Screened
from ostrakon.reports.waterfall_svg import policy_thresholds
from ostrakon.screening.result import Answer, Result
from ostrakon.sources.publishers import SOURCES


def build_report(
    engine: Ostrakon,
    store: Path,
    *,
    title: str,
    customers_file: str = "",
    screened: Iterable[Screened] = (),
    messages: Iterable[str] = (),
    article: Article | None = None,
    press: Press | None = None,
    explained: Explained | None = None,
    made_at: datetime | None = None,
) -> Report:
    """Everything that a report shows, with the listed parties it tells of.

    Args:
        store: the data folder that the engine reads.
        made_at: the time to print; None takes the present moment.
    """
    rows = tuple(screened)
    ids = {i for row in rows for r in row.answer.results for i in (r.id, *r.referents)}
    if article is not None:
        ids |= {i for mention in article.mentions for i in mention.get("entity_ids", ())}
    if press is not None:
        ids |= {party.key for party in press.ledger.parties}
    if explained is not None:
        ids.add(explained.entity_id)
    return Report(
        title=title,
        version=__version__,
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        made_at=(made_at or datetime.now(UTC)).isoformat(timespec="seconds"),
        lists=list_lines(store),
        customers_file=customers_file,
        screened=rows,
        article=article,
        press=press,
        explained=explained,
        entities=entities_of(engine, ids),
        thresholds=policy_thresholds(engine.policy),
        messages=tuple(messages),
    )


def article_of(reading: Reading, text: str) -> Article:
    """A reading with its text, as the report shows it; what was not looked for is None, not empty."""
    layers = set(reading.layers)
    said = "claim" in layers
    return Article(
        file=reading.file,
        text=text,
        mentions=tuple(reading_object(reading)["mentions"]),
        language=reading.language or "",
        date=reading.date or "",
        claims=reading.claims if said else None,
        events=reading.events if said else None,
        red_flags=reading.red_flags if said else None,
        programmes=reading.programmes if "programme" in layers else None,
        status=reading.status,
        reason=reading.reason,
        notes=(*reading.notes, *(problem.message for problem in reading.problems)),
    )


def press_of(readings: Iterable[Reading], kept: Ledger) -> Press:
    """Several readings and their ledger, as the report shows them."""
    return Press(
        texts=tuple(
            PressText(
                file=reading.file,
                status=reading.status,
                date=reading.date if reading.date and days(reading.date) else "",
                reason=reading.reason,
                parties=len({mention.key for mention in reading.parties}),
            )
            for reading in readings
        ),
        ledger=kept,
    )


def screened_rows(customers: Path, answers: Path, *, encoding: str = "utf-8") -> Iterator[Screened]:
    """Rows of a customer file beside their answers, as `screen --input` wrote them to JSON Lines."""
    decoder = msgspec.json.Decoder(Answer)
    with open_records(customers, encoding=encoding) as file, answers.open("rb") as lines:
        for row, line in zip(file, lines, strict=True):
            subject = row.content if isinstance(row.content, Subject) else None
            yield Screened(subject=subject, answer=decoder.decode(line))


def explained_pair(engine: Ostrakon, subject: Subject, result: Result) -> Explained:
    """One match taken apart, for the report.

    Raises:
        UsageError: no list in force holds the id.
    """
    found = engine.explain(subject, result.id)
    return Explained(
        subject=subject,
        entity_id=result.id,
        referents=tuple(result.referents),
        caption=found.entity.caption,
        bits=found.bits,
        score=found.score,
        evidence=found.evidence,
        fetched=found.fetched,
        lost_at=found.lost_at,
    )


def telling_pair(screened: Iterable[Screened]) -> tuple[Subject, Result] | None:
    """The match that explains most: with most kinds of evidence, the best of these; None when nothing matches."""
    pairs = [(row.subject, result) for row in screened if row.subject for result in row.answer.results if result.match]
    if not pairs:
        return None

    def kinds(result: Result) -> int:
        return len({piece.feature.partition("_")[0] for piece in result.evidence})

    return max(pairs, key=lambda pair: (kinds(pair[1]), pair[1].bits))


def entities_of(engine: Ostrakon, ids: Iterable[str]) -> Mapping[str, Entity]:
    """Listed parties by id, those that are in force."""
    found = ((entity_id, engine.entity(entity_id)) for entity_id in sorted(ids))
    return {entity_id: entity for entity_id, entity in found if entity is not None}


def list_lines(store: Path) -> tuple[ListLine, ...]:
    """The lists in force, as a report shows them."""
    return tuple(_list_line(source) for source in lists_status(store).sources)


def _list_line(source: ListStatus) -> ListLine:
    base: Any = source.id.partition(":")[0]
    publisher = next((known.publisher for known in SOURCES if known.id == base), "")
    return ListLine(
        id=source.id,
        title=source.title,
        entities=source.entities,
        names=source.names,
        publisher=publisher,
        published=(source.published or "")[:10],
        retrieved=source.retrieved[:10],
        age_days=source.age_days,
        extract=source.extract,
    )

"""The tools of an assistant: screen, explain, entity, read, country. None of them changes anything but the ledger."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ostrakon.app.country import country_object, country_overview
from ostrakon.app.engine import Ostrakon
from ostrakon.app.explaining import explanation_object
from ostrakon.app.reading import Reading, read_document, reading_object
from ostrakon.app.recording import Asked
from ostrakon.errors import UsageError
from ostrakon.identity import Permission
from ostrakon.intake.documents import Document
from ostrakon.intake.records.fields import FIELDS
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import answer_object
from ostrakon.server.assistants import schemas, wording
from ostrakon.server.assistants.desk import Desk, in_thread, readers
from ostrakon.server.described import is_sound
from ostrakon.server.v1.screen import subject_of
from ostrakon.server.yente.entities import entity_object, party

Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool answers: words, and the same as data."""

    words: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AssistantTool:
    """One tool.

    Attributes:
        title, description: for the assistant and its user.
        permission: of the role that may call it.
        schema: what it takes.
        work: does it.
    """

    title: str
    description: str
    permission: Permission
    schema: dict[str, Any]
    work: Callable[[Desk, Arguments], Awaitable[Told]]


async def _screen(desk: Desk, given: Arguments) -> Told:
    limit = given.get("limit", 5)
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= schemas.RESULTS_MAX:
        raise UsageError(f"limit is a whole number from 1 to {schemas.RESULTS_MAX}")
    subject = _subject({name: value for name, value in given.items() if name != "limit"})
    engine = await desk.engine()
    answer = await in_thread(lambda: engine.answer(subject, limit=limit))
    record = await desk.screened(engine, subject, answer, Asked(limit, None))
    snapshot = engine.snapshot_number
    words = wording.answer_text(answer, snapshot=snapshot, record=record)
    return Told(words, wording.facts_of(answer_object(answer), snapshot=snapshot, record=record))


async def _explain(desk: Desk, given: Arguments) -> Told:
    entity_id = _text(given, "entity_id")
    subject = _subject({name: value for name, value in given.items() if name != "entity_id"})
    engine = await desk.engine()
    found = await in_thread(engine.explain, subject, entity_id)
    snapshot = engine.snapshot_number
    words = wording.explanation_text(found, snapshot=snapshot, stale=engine.stale)
    facts: dict[str, Any] = explanation_object(subject, found)
    if engine.stale:
        facts["not_screened"] = engine.stale
    return Told(words, wording.facts_of(facts, snapshot=snapshot))


async def _entity(desk: Desk, given: Arguments) -> Told:
    engine = await desk.engine()
    return Told(*await in_thread(_entity_of, engine, _text(given, "entity_id")))


def _entity_of(engine: Ostrakon, entity_id: str) -> tuple[str, dict[str, Any]]:
    found = party(engine, entity_id)
    if found is None:
        raise UsageError(f"no list in force has the id {entity_id!r}", remedy="`screen` gives ids for names")
    others = tuple(member for member in engine.clusters.members(entity_id) if member != entity_id)
    snapshot = engine.snapshot_number
    words = wording.entity_text(found, others, snapshot=snapshot)
    return words, wording.facts_of(entity_object(engine, found, referents=others), snapshot=snapshot)


async def _read(desk: Desk, given: Arguments) -> Told:
    text = _text(given, "text", most=schemas.TEXT_MAX)
    engine = await desk.engine()
    reading: Reading = await in_thread(_reading_of, engine, text)
    plain = reading_object(reading)
    record, snapshot = await desk.read(engine, plain), engine.snapshot_number
    words = wording.reading_text(reading, snapshot=snapshot, record=record)
    return Told(words, wording.facts_of(plain, snapshot=snapshot, record=record))


def _reading_of(engine: Ostrakon, text: str) -> Reading:
    with readers.of(engine) as reader:
        return read_document(reader, Document(file="text", text=text), stale=engine.stale)


async def _country(desk: Desk, given: Arguments) -> Told:
    overview = await in_thread(country_overview, _text(given, "country", most=100), desk.store)
    return Told(wording.country_text(overview), country_object(overview))


TOOLS: dict[str, AssistantTool] = {
    "screen": AssistantTool(
        "Screen a name",
        "Compare one person, company, vessel or other party with the sanctions lists in force. Give every fact that "
        "is known: facts tell namesakes apart. Status clear, review, hit or not_screened; not_screened is not clear.",
        "screen",
        schemas.SCREEN,
        _screen,
    ),
    "explain": AssistantTool(
        "Explain a comparison",
        "Why a party and one listed party match or do not, piece by piece, in bits of evidence. No screening.",
        "screen",
        schemas.EXPLAIN,
        _explain,
    ),
    "entity": AssistantTool(
        "Show a listed party",
        "What the lists in force say of a listed party: names, dates, numbers, listings with their measures.",
        "lists.read",
        schemas.ENTITY,
        _entity,
    ),
    "read": AssistantTool(
        "Read a text",
        "Listed parties, countries, claims, events and red flags in a text, each with the words that say so.",
        "screen",
        schemas.READ,
        _read,
    ),
    "country": AssistantTool(
        "Programmes of a country",
        "Sanctions programmes that concern a country, with legal basis and measures, and what the lists hold of it.",
        "lists.read",
        schemas.COUNTRY,
        _country,
    ),
}
"""Name → tool, in the order in which they are shown."""


async def call(desk: Desk, name: str, given: Arguments) -> Told:
    """Call a tool.

    Raises:
        UsageError: there is no such tool, or what it was given is of the wrong form.
        Refused: whoever asks may not, or a field is unknown or not understood.
        OstrakonError: it could not be answered.
    """
    tool = TOOLS.get(name)
    if tool is None:
        raise UsageError("there is no such tool", remedy=f"Known are {', '.join(TOOLS)}")
    desk.need(tool.permission)
    known = tool.schema["properties"]
    if unknown := [one for one in given if one not in known]:
        raise UsageError(f"unknown fields: {', '.join(unknown)}", remedy=f"Known are {', '.join(known)}")
    return await tool.work(desk, given)


def _subject(record: dict[str, Any]) -> Subject:
    return subject_of({name: value for name, value in record.items() if name in FIELDS})


def _text(given: Arguments, name: str, *, most: int = 200) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{name} is missing, or no text")
    if len(value) > most:
        raise UsageError(f"{name} has {len(value):,} characters, more than {most:,}", remedy="Give it in parts")
    if not is_sound(value):
        raise UsageError(f"{name} holds U+0000 or half of a character")
    return value

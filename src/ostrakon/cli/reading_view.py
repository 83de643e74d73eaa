"""What a text says, for a person at a terminal: parties, programmes, disputes, claims, events, red flags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from ostrakon.names.countries import country_name
from ostrakon.reports.naming import Namer
from ostrakon.reports.statements import (
    ShownClaim,
    ShownEvent,
    disputes,
    shown_claims,
    shown_events,
    shown_flags,
    shown_programmes,
)

if TYPE_CHECKING:
    from ostrakon.app.reading import Reading
    from ostrakon.model import Entity
    from ostrakon.reading.mentions import Mention
    from ostrakon.store.snapshot import Snapshot

WORDS_MAX = 96
"""Characters of a quotation; the report and `--json` have all of it."""
_PLACES_MAX = 8
_QUOTES_MAX = 3
STATUS_LINE = {
    "hit": ("■ listed parties mentioned", "red"),
    "clear": ("○ no listed party mentioned", "green"),
    "not_screened": ("▲ not screened", "magenta"),
}


def reading_lines(reading: Reading, text: str, snapshot: Snapshot) -> Iterator[str]:
    """One reading, each finding with the words that say so; headings only over what there is."""
    yield headline(reading)
    if reading.reason:
        yield f"  {shown(reading.reason)}"
    entities = entities_of(reading, snapshot)
    yield from _parties(reading, entities)
    yield from _counts(reading, text)
    names = Namer([{"kind": m.kind, "key": m.key, "text": m.text} for m in reading.mentions], entities)
    yield from _claims(shown_claims(text, reading.claims, names))
    if reading.events:
        yield _heading("events")
    dated = any(event.date for event in reading.events)
    for event in shown_events(text, reading.events, names):
        yield _event(event, dated=dated)
    if reading.red_flags:
        yield _heading("red flags")
    for flag in shown_flags(text, reading.red_flags):
        words = ", ".join(quoted(one) for one in flag.words[:_QUOTES_MAX])
        more = f" and {len(flag.words) - _QUOTES_MAX} more" if len(flag.words) > _QUOTES_MAX else ""
        yield f"    {click.style(flag.name, fg='yellow')}: {words}{more}"
    for note in reading.notes if reading.layers else ():
        yield click.style(f"  note: {shown(note)}", dim=True)


def headline(reading: Reading) -> str:
    """File and state, with date and language where they are known."""
    title, colour = STATUS_LINE[reading.status]
    facts = "  ".join(part for part in (reading.date, reading.language) if part)
    known = f"  {click.style(shown(facts), dim=True)}" if facts else ""
    return f"{click.style(shown(reading.file), bold=True)}  {click.style(title, fg=colour, bold=True)}{known}"


def entities_of(reading: Reading, snapshot: Snapshot) -> dict[str, Entity]:
    """The listed parties of a reading by key."""
    keys = {mention.key for mention in reading.mentions if mention.kind == "party"}
    return {key: entity for key in keys if (entity := snapshot.entity(key)) is not None}


def quoted(words: str) -> str:
    """Words of the text in quotation marks, cut where they are long."""
    short = words if len(words) <= WORDS_MAX else words[: WORDS_MAX - 1].rstrip() + "…"
    return f"“{shown(short)}”"


def shown(text: str) -> str:
    """Text from outside without control characters, so that a document cannot steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _heading(name: str) -> str:
    return "  " + click.style(name, bold=True)


def _parties(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[str]:
    by_key: dict[str, list[Mention]] = {}
    for mention in reading.parties:
        by_key.setdefault(mention.key, []).append(mention)
    for key, mentions in by_key.items():
        best = max(mentions, key=lambda mention: mention.score)
        entity = entities.get(key)
        caption = click.style(shown(entity.caption if entity else key), bold=True)
        yield f"  {caption}  {best.score:.2f}  {best.evidence}"
        yield f"      on the lists as {', '.join(best.entity_ids)}"
        places = [f"{shown(mention.text)} ({mention.start}-{mention.end})" for mention in mentions]
        more = ", …" if len(places) > _PLACES_MAX else ""
        yield f"      {len(places)} x: {', '.join(places[:_PLACES_MAX])}{more}"


def _counts(reading: Reading, text: str) -> Iterator[str]:
    """Programmes with their words; countries and identifiers with how often they are named."""
    for one in shown_programmes(text, reading.programmes):
        whose = f" ({one.authority})" if one.authority else ""
        yield f"  programme {click.style(one.code, bold=True)}{whose}: " + ", ".join(
            quoted(words) for words in one.words[:_QUOTES_MAX]
        )
    counts: dict[str, dict[str, int]] = {"country": {}, "identifier": {}}
    for mention in reading.mentions:
        if mention.kind in counts:
            those = counts[mention.kind]
            those[mention.key] = those.get(mention.key, 0) + 1
    if counts["country"]:
        yield "  countries: " + ", ".join(
            f"{country_name(key[2:])} {key[2:]} ({count})" for key, count in counts["country"].items()
        )
    if counts["identifier"]:
        yield "  identifiers: " + ", ".join(shown(key) for key in counts["identifier"])


def _claims(claims: list[ShownClaim]) -> Iterator[str]:
    """Disputes first, both sides together; then the other claims in text order."""
    told: set[int] = set()
    for held, denied in disputes(claims):
        if not told:
            yield _heading("in dispute")
        told |= {claim.number for claim in (*held, *denied)}
        for claim in held:
            yield f"    {_side(claim)}  {quoted(claim.words)}"
        for claim in denied:
            yield f"      ⇄ {_side(claim)}  {quoted(claim.words)}"
    rest = [claim for claim in claims if claim.number not in told]
    if rest:
        yield _heading("other claims" if told else "claims")
    for claim in rest:
        yield f"    {_side(claim)}  {quoted(claim.words)}"


def _side(claim: ShownClaim) -> str:
    negated = " (that not)" if claim.negated else ""
    about = f" about {shown(claim.target)}" if claim.target and claim.act != "deny" else ""
    sure = "" if claim.modality == "certain" else f" [{claim.modality}]"
    return f"{shown(claim.source)} {click.style(claim.act_word + negated, bold=True)}{about}{sure}"


def _event(event: ShownEvent, *, dated: bool) -> str:
    sides = " → ".join(shown(side) for side in (event.actors, event.targets) if side)
    if event.targets and not event.actors:
        sides = f"→ {sides}"
    where = f" in {shown(event.place)}" if event.place else ""
    kind = event.type.replace("_", " ")
    status = click.style(event.status, dim=True)
    when = f"{event.date or '–':<10}  " if dated else ""
    return f"    {when}{kind}, {status}{': ' if sides else ''}{sides}{where}  {quoted(event.words)}"

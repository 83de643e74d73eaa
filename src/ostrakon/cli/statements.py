"""What a text says, for the terminal: programmes, claims, events and red flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from ostrakon.reading.findings import Claim, Event

if TYPE_CHECKING:
    from ostrakon.app.reading import Reading
    from ostrakon.store.snapshot import Snapshot

WORDS_MAX = 110


def statement_lines(reading: Reading, snapshot: Snapshot) -> Iterator[str]:
    """One line for each programme list, claim, event and the red flags; nothing where the text says nothing."""
    text = Words(reading)
    if reading.programmes:
        yield "  programmes: " + ", ".join(
            one.code + (f" ({one.authority})" if one.authority else "") for one in reading.programmes
        )
    identified = [mention.key for mention in reading.mentions if mention.kind == "identifier"]
    if identified:
        yield "  identifiers: " + ", ".join(dict.fromkeys(identified))
    if reading.claims:
        yield click.style("  claims", bold=True)
    for number, claim in enumerate(reading.claims):
        yield _claim_line(number, claim, text, snapshot)
    if reading.events:
        yield click.style("  events", bold=True)
    for event in reading.events:
        yield _event_line(event, text, snapshot)
    if reading.red_flags:
        yield "  red flags: " + click.style(", ".join(flag.code for flag in reading.red_flags), fg="yellow")


class Words:
    """The mentions of a reading by key, so that keys can be shown as the text names them."""

    def __init__(self, reading: Reading) -> None:
        self._names: dict[str, str] = {}
        for mention in reading.mentions:
            best = self._names.get(mention.key, "")
            if mention.kind == "party" and len(mention.text) > len(best):
                self._names[mention.key] = mention.text

    def of(self, keys: Iterable[str], snapshot: Snapshot) -> str:
        """Keys as a person reads them."""
        return ", ".join(self._one(key, snapshot) for key in keys) or "–"

    def _one(self, key: str, snapshot: Snapshot) -> str:
        if key in self._names:
            return _shown(self._names[key])
        if key[:2] in {"c:", "u:"}:
            return key[2:].replace("_", " ")
        entity = snapshot.entity(key) if "-" in key else None
        return _shown(entity.caption) if entity else key


def _claim_line(number: int, claim: Claim, words: Words, snapshot: Snapshot) -> str:
    source, about = words.of(claim.source, snapshot), words.of(claim.target, snapshot)
    negated = " (not)" if claim.polarity == "negate" and claim.act != "deny" else ""
    disputed = f"  ⇄ {', '.join(str(other + 1) for other in claim.disputed_by)}" if claim.disputed_by else ""
    place = f"({claim.start}-{claim.end})"
    return f"    {number + 1:>2}  {source}  {claim.act}{negated} {claim.modality}  → {about}  {place}{disputed}"


def _event_line(event: Event, words: Words, snapshot: Snapshot) -> str:
    sides = f"{words.of(event.actors, snapshot)} → {words.of(event.targets, snapshot)}"
    where = "  ".join(part for part in (event.place and _shown(event.place), event.date) if part)
    return f"        {event.type} [{event.status}]  {sides}  {where}  ({event.start}-{event.end})".replace(
        "    (", "  ("
    )


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)

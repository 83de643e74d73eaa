"""Many texts for a person at a terminal: one line a text, then what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ostrakon.cli.reading_view import headline, quoted, shown
from ostrakon.reports.naming import Namer
from ostrakon.reports.statements import act_word

if TYPE_CHECKING:
    from ostrakon.app.reading import Reading
    from ostrakon.reading.ledger.entries import Ledger, LedgerClaim

_SHOWN_MAX = 12


def many_lines(readings: Sequence[Reading], kept: Ledger, names: Namer) -> Iterator[str]:
    """The texts by state, then parties, disputes, claims and events that most texts report."""
    for reading in readings:
        parties = len({mention.key for mention in reading.parties})
        yield (
            headline(reading)
            + (f"  {parties} listed" if parties else "")
            + (f"  {shown(reading.reason)}" if reading.reason else "")
        )
    if kept.parties:
        yield click.style(f"listed parties: {len(kept.parties)}", bold=True)
    for party in kept.parties[:_SHOWN_MAX]:
        yield (
            f"  {click.style(shown(party.name or party.key), bold=True)}  {_texts(len(party.documents))}"
            f"{_between(party.first, party.last)}  claims by {len(party.claims_by)}, about {len(party.claims_about)}, "
            f"events {len(party.events)}  {party.key}"
        )
    yield from _more(len(kept.parties))
    yield from _claims(kept, names)
    if kept.events:
        yield click.style(f"events: {len(kept.events)}", bold=True)
    for event in sorted(kept.events, key=lambda one: -one.reports)[:_SHOWN_MAX]:
        sides = " → ".join(shown(names.of(keys)) for keys in (event.actors, event.targets) if keys)
        kind = event.type.replace("_", " ")
        yield f"  {event.date or event.first or '–':<10}  {kind}, {event.status}: {sides}  {_texts(event.reports)}"
    yield from _more(len(kept.events))


def _claims(kept: Ledger, names: Namer) -> Iterator[str]:
    order = sorted(range(len(kept.claims)), key=lambda n: (not kept.claims[n].disputed_by, -kept.claims[n].reports))
    if order:
        yield click.style(f"claims: {len(order)}, those in dispute first", bold=True)
    for number in order[:_SHOWN_MAX]:
        claim = kept.claims[number]
        against = f"  ⇄ {', '.join(names.of(kept.claims[n].source) for n in claim.disputed_by)}"
        yield f"  {_side(claim, names)}  {quoted(claim.words)}  {_texts(claim.reports)}" + (
            shown(against) if claim.disputed_by else ""
        )
    yield from _more(len(order))


def _side(claim: LedgerClaim, names: Namer) -> str:
    about = f" about {names.of(claim.target)}" if claim.target else ""
    return f"{shown(names.of(claim.source))} {act_word(claim.act, claim.source)}{shown(about)}"


def _texts(count: int) -> str:
    return f"{count} {'text' if count == 1 else 'texts'}"


def _between(first: str, last: str) -> str:
    if not first:
        return ""
    return f"  {first}" if first == last else f"  {first} to {last}"


def _more(count: int) -> Iterator[str]:
    if count > _SHOWN_MAX:
        yield click.style(f"  and {count - _SHOWN_MAX} more (--json, --html)", dim=True)

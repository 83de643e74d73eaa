"""Every text of a trade document as the blocks in which payments are looked through: nothing is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostrakon.intake.payments.message import Block, FieldClass, Line, Part
from ostrakon.intake.trade.paper import Firm, TradePaper, Vessel

PLACE = "Place"
"""Role of the texts of ports and places."""


def as_part(paper: TradePaper) -> Part:
    """The document as one part of a message."""
    return Part("", tuple(_blocks(paper)))


def _blocks(paper: TradePaper) -> Iterator[Block]:
    if paper.coded:
        yield from paper.coded
        return
    for firm in paper.firms:
        yield from _firm(firm)
    for vessel in paper.vessels:
        yield from _vessel(vessel)
    for goods in paper.goods:
        yield from _each(FieldClass.FREE, "Goods", "Desc", goods.description)
        yield from _each(FieldClass.FREE, "Goods", "Inf", (*goods.codes, *goods.facts.values(), *goods.more))
    for spot in paper.spots:
        yield from _each(FieldClass.TOWN, PLACE, "TwnNm", filter(None, (spot.name, spot.locode, spot.country)))
        yield from _each(FieldClass.FREE, PLACE, "Inf", (*filter(None, (spot.date,)), *spot.more))
    for event in paper.happenings:
        yield from _each(FieldClass.FREE, "Event", "Inf", (*event.facts.values(), *event.more))
    yield from _each(FieldClass.FREE, "", "", (*paper.facts.values(), *paper.free))


def _firm(firm: Firm) -> Iterator[Block]:
    # Names are asked as subjects, with all that is said beside them; here they are looked into for other names.
    yield from _each(FieldClass.PARTY, firm.role, "Nm", (*filter(None, (firm.name,)), *firm.former))
    if firm.address:
        yield Block(FieldClass.ADDRESS, firm.role, "AdrLine", tuple(firm.address))
    for kind, line in firm.ids:
        cls = FieldClass.BIC if kind == "bic" else FieldClass.IDENTIFIER
        yield Block(cls, firm.role, "LEI" if kind == "lei" else kind, (line,))
    contacts = (line for _, line in firm.contacts)
    rest = filter(None, (firm.country, firm.founded, firm.since))
    yield from _each(FieldClass.FREE, firm.role, "Inf", (*rest, *contacts, *firm.more))


def _vessel(vessel: Vessel) -> Iterator[Block]:
    named = (*filter(None, (vessel.name,)), *vessel.former)
    yield from _each(FieldClass.FREE, "Vessel", "Nm", named)
    yield from _each(FieldClass.IDENTIFIER, "Vessel", "Id", filter(None, (vessel.imo, vessel.mmsi, vessel.call_sign)))
    facts = filter(None, (vessel.flag, vessel.built, vessel.kind, vessel.deadweight))
    dates = (line for _, line in vessel.changes)
    yield from _each(FieldClass.FREE, "Vessel", "Inf", (*facts, *vessel.flags, *dates, *vessel.more))
    for firm in vessel.firms:
        yield from _firm(firm)


def _each(cls: FieldClass, role: str, part: str, lines: Iterable[Line]) -> Iterator[Block]:
    return (Block(cls, role, part, (line,)) for line in lines)

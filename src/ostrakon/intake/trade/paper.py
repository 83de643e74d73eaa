"""What a trade document says: parties, vessels, goods, places and events, each text with the place where it stands.

A place is a JSON Pointer (RFC 6901, `/consignee/name`), in CSV the line and the column (`/3/consignee_name`), in SWIFT
MT the tag with characters within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ostrakon.intake.payments.message import Block, FieldClass, Line, Problem


@dataclass(slots=True)
class Firm:
    """A party: shipper, consignee, notify party, end user, carrier, bank, agent, owner of a vessel.

    Attributes:
        role: as `fields.PARTY_ROLES` names it; an unknown role as the document has it.
        name, country, founded: the first of each; None where absent.
        address: its lines, town and region included.
        ids: identifier type and text.
        former: earlier names. since: when name, owner or address last changed.
        more: what else is said of it.
    """

    role: str
    name: Line | None = None
    country: Line | None = None
    founded: Line | None = None
    since: Line | None = None
    address: list[Line] = field(default_factory=list)
    ids: list[tuple[str, Line]] = field(default_factory=list)
    contacts: list[tuple[str, Line]] = field(default_factory=list)
    former: list[Line] = field(default_factory=list)
    more: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Vessel:
    """A ship.

    Attributes:
        firms: owner, operator, manager, charterer, insurer.
        former: earlier names. flags: earlier flags. changes: dates of changes of name, flag or owner by kind.
        built: year. kind: tanker, bulk carrier, … deadweight: tonnes.
    """

    name: Line | None = None
    imo: Line | None = None
    mmsi: Line | None = None
    call_sign: Line | None = None
    flag: Line | None = None
    built: Line | None = None
    kind: Line | None = None
    deadweight: Line | None = None
    former: list[Line] = field(default_factory=list)
    flags: list[Line] = field(default_factory=list)
    changes: list[tuple[str, Line]] = field(default_factory=list)
    firms: list[Firm] = field(default_factory=list)
    more: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Goods:
    """One line of goods; `facts` holds numbers and codes by the names of `fields.GOODS_FACTS`."""

    codes: list[Line] = field(default_factory=list)
    description: list[Line] = field(default_factory=list)
    facts: dict[str, Line] = field(default_factory=dict)
    more: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Spot:
    """A port, place or country on the way; `role` as `fields.PLACE_ROLES` names it."""

    role: str
    name: Line | None = None
    locode: Line | None = None
    country: Line | None = None
    date: Line | None = None
    more: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Happening:
    """What the data tell of a vessel at sea: an `ais_gap`, an `sts` or a `position`, facts by the names of fields."""

    kind: str
    facts: dict[str, Line] = field(default_factory=dict)
    more: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class TradePaper:
    """One trade document.

    Attributes:
        file: as the user named it. type: `bill_of_lading`, `invoice`, `packing_list`, `letter_of_credit`,
            `certificate`, `MT700`, …; empty when it cannot be told. id: its number.
        facts: dates, amounts, terms of the whole document by the names of `fields.FACTS`.
        free: texts that belong to nothing of the above, unknown fields included.
        coded: blocks that a reader of another format (SWIFT MT) made.
        unknown: places of fields that no table knows.
        problems: what could not be read.
    """

    file: str
    type: str = ""
    id: str = ""
    firms: list[Firm] = field(default_factory=list)
    vessels: list[Vessel] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    facts: dict[str, Line] = field(default_factory=dict)
    free: list[Line] = field(default_factory=list)
    coded: list[Block] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def everyone(self) -> Iterator[Firm]:
        """The parties, those of the vessels included."""
        yield from self.firms
        for vessel in self.vessels:
            yield from vessel.firms

    def firm(self, *roles: str) -> Firm | None:
        """The first party with one of these roles, in the order of the roles."""
        return next((firm for role in roles for firm in self.firms if firm.role == role), None)

    def spots_of(self, *roles: str) -> list[Spot]:
        """Places with one of these roles, in the order of the document."""
        return [spot for spot in self.spots if spot.role in roles]

    def texts(self) -> Iterator[Line]:
        """Texts in which a person can write what he likes: goods, remarks, terms, what is unknown; each once."""
        if self.coded:
            yield from (line for block in self.coded if block.cls is FieldClass.FREE for line in block.lines)
            return
        for goods in self.goods:
            yield from (*goods.description, *goods.more)
            yield from (line for key, line in goods.facts.items() if key == "end_use")
        yield from self.free
        for more in (t.more for things in (self.everyone(), self.vessels, self.spots, self.happenings) for t in things):
            yield from more
        for happening in self.happenings:
            yield from happening.facts.values()
        yield from (line for key, line in self.facts.items() if not key.endswith(("date", "currency")))

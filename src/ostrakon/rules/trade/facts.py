"""What the rules need of a trade document: goods with their codes, places with their countries, vessels, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ostrakon.intake.payments.message import Line
from ostrakon.intake.records.dates import read_date
from ostrakon.intake.trade.paper import Firm, Goods, Spot, TradePaper, Vessel
from ostrakon.intake.trade.register import Register
from ostrakon.names.countries import country_code
from ostrakon.names.numbers import plain_number
from ostrakon.names.places import country_mentions
from ostrakon.rules.places import beside_street, embargoes
from ostrakon.rules.rule import Place
from ostrakon.rules.trade.address_book import AddressBook
from ostrakon.rules.trade.codes import codes_in_text, read_codes, under
from ostrakon.rules.trade.earlier import Earlier
from ostrakon.rules.trade.ports import Port, Ports, bundled

FROM = frozenset({"shipper", "seller", "manufacturer", "beneficiary", "loading", "receipt", "origin", "export"})
TO = frozenset({"consignee", "buyer", "end_user", "notify", "applicant", "discharge", "delivery"})
WAY = frozenset({"transshipment", "call", "carrier", "agent"})
_SHIP = re.compile(
    r"\b(?:M/?V|M/?T|S/?S|VESSEL|TANKER)[.:\s]+(?P<name>[A-Z][A-Z0-9 .'-]{2,30}?)\s*[,(/]?\s*"
    r"(?:IMO\W{0,3}(?:NO\W{0,3})?(?P<imo>\d{7})\b|$|[,;(]|\b(?:B/?L|VOY\w*|FLAG|FROM|TO|DATED)\b)",
)
_IMO = re.compile(r"\bIMO\W{0,3}(?:NO\W{0,3}|NUMBER\W{0,3})?(\d{7})\b", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:[ ,'.\u00a0]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Code:
    """A sound HS code: its digits, where it stands, and the line of goods that it belongs to (None in a text)."""

    digits: str
    place: Place
    goods: Goods | None = None

    def under(self, prefixes: tuple[str, ...]) -> bool:
        """Whether it belongs to one of some chapters, headings or subheadings."""
        return under(self.digits, prefixes)


@dataclass(frozen=True, slots=True)
class Somewhere:
    """A country or port that the document names, and in which part: a role of a party or of a place, `flag`, `text`."""

    role: str
    country: str
    words: str
    place: Place
    port: Port | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class ListedShip:
    """What the lists say of a vessel's IMO number: the party's id and its name there."""

    imo: str
    id: str
    name: str


@dataclass
class ShipmentFacts:
    """One trade document with what is known beside it.

    Attributes:
        paper: the document. ports: the table of ports. register: the user's register of vessels.
        listed: vessels of the document whose IMO number is on a list, by number.
        namesakes: listed vessels that bear the name of one with another number: number → listed.
        same_number: file of an earlier document with this one's type and number, but other content; empty for none.
        book: addresses of listed parties. earlier: orders and prices of the documents before this one.
    """

    paper: TradePaper
    ports: Ports = field(default_factory=bundled)
    register: Register = field(default_factory=dict)
    listed: Mapping[str, ListedShip] = field(default_factory=dict)
    namesakes: Mapping[str, ListedShip] = field(default_factory=dict)
    same_number: str = ""
    book: AddressBook = field(default_factory=AddressBook)
    earlier: Earlier = field(default_factory=Earlier)

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """Sound codes of goods lines and of texts."""
        found = [
            Code(digits, place_of(line), goods)
            for goods in self.paper.goods
            for line in goods.codes
            for digits, problem in read_codes(line.text)
            if not problem
        ]
        for line in self.paper.texts():
            found += [Code(digits, place_of(line, start, end)) for digits, start, end in codes_in_text(line.text)]
        return tuple(found)

    @cached_property
    def code_problems(self) -> tuple[tuple[str, Place], ...]:
        """What of the goods' codes cannot be read, so that nobody can tell what they are controlled by."""
        return tuple(
            (problem, place_of(line))
            for goods in self.paper.goods
            for line in goods.codes
            for _, problem in read_codes(line.text)
            if problem
        )

    @cached_property
    def vessels(self) -> tuple[Vessel, ...]:
        """Vessels of the document's fields and of its texts."""
        return (*self.paper.vessels, *(v for line in self.paper.texts() for v in _vessels_in(line)))

    @cached_property
    def places(self) -> tuple[Somewhere, ...]:
        """Every country, port and embargoed region that a field of a party, place or vessel names."""
        origins = (goods.facts["origin"] for goods in self.paper.goods if "origin" in goods.facts)
        return (
            *(where for spot in self.paper.spots for where in self._spot(spot)),
            *(where for firm in self.paper.everyone() for where in self._firm(firm)),
            *(_country(v.flag, "flag") for v in self.vessels if v.flag and code_of(v.flag)),
            *(_country(line, "origin") for line in origins if code_of(line)),
        )

    def at(self, roles: Iterable[str]) -> list[Somewhere]:
        """Places with one of these roles."""
        wanted = frozenset(roles)
        return [where for where in self.places if where.role in wanted]

    def countries(self, roles: Iterable[str]) -> dict[str, Somewhere]:
        """Countries of these roles, each with the first place that names it."""
        found: dict[str, Somewhere] = {}
        for where in self.at(roles):
            if where.country:
                found.setdefault(where.country, where)
        return found

    def country_of(self, firm: Firm | None) -> str:
        """Country of a party; empty where it cannot be told."""
        return next((w.country for w in self._firm(firm) if w.country), "") if firm else ""

    @cached_property
    def day(self) -> date | None:
        """When it was shipped, else when it was issued; None where neither can be read."""
        days = (self.date_of("shipped_date"), self.date_of("issue_date"))
        return next((d for d in days if d is not None), None)

    def date_of(self, fact: str) -> date | None:
        """A date of the document's own fields; None where absent, partial or unreadable."""
        return day_of(self.paper.facts.get(fact))

    def _spot(self, spot: Spot) -> Iterator[Somewhere]:
        role, given = spot.role, spot.country
        code = code_of(given) if given else ""
        for line in (spot.locode, spot.name):
            if line is None:
                continue
            if known := self.ports.named(line.text, code):
                port, start, end = known
                yield Somewhere(role, port.country, line.text[start:end], place_of(line, start, end), port)
                return
            if found := list(_named_in(line, role, street=False)):
                yield from found
                return
        if given and code:
            yield _country(given, role)

    def _firm(self, firm: Firm) -> Iterator[Somewhere]:
        if firm.country and code_of(firm.country):
            yield _country(firm.country, firm.role)
        for line in firm.address:
            yield from _named_in(line, firm.role, street=True)


def place_of(line: Line, start: int = 0, end: int | None = None) -> Place:
    """Where a text stands; `start` and `end` count within it."""
    return Place(field=line.field, start=line.start + start, end=line.start + (len(line.text) if end is None else end))


def code_of(line: Line) -> str:
    """Alpha-2 code in capitals of a text that is a country; empty when it is none."""
    return country_code(line.text.strip()).upper()


def _country(line: Line, role: str) -> Somewhere:
    return Somewhere(role, code_of(line), line.text.strip(), place_of(line))


def _named_in(line: Line, role: str, *, street: bool) -> Iterator[Somewhere]:
    """Embargoed towns and regions, then countries, within a text."""
    text = line.text
    for town in embargoes(text, street=street):
        place = place_of(line, town.start, town.end)
        region = "" if len(town.code) == 2 else town.code
        yield Somewhere(role, town.code if not region else "UA", town.word, place, region=region)
    if code := code_of(line) if len(text.strip()) > 2 or text.strip().isupper() else "":
        yield Somewhere(role, code, text.strip(), place_of(line))
        return
    for named in country_mentions(text):
        if street and beside_street(text, named.start, named.end):
            continue
        place = place_of(line, named.start, named.end)
        yield Somewhere(role, named.code.upper(), text[named.start : named.end], place)


def _vessels_in(line: Line) -> Iterator[Vessel]:
    """Vessels that a text names with a ship's prefix, and IMO numbers alone."""
    seen = set()
    for found in _SHIP.finditer(line.text.upper()):
        name = Line(line.field, line.text[found.start("name") : found.end("name")], line.start + found.start("name"))
        imo = None
        if found["imo"]:
            seen.add(found["imo"])
            imo = Line(line.field, found["imo"], line.start + found.start("imo"))
        yield Vessel(name=name, imo=imo)
    for found in _IMO.finditer(line.text):
        if found[1] not in seen:
            yield Vessel(imo=Line(line.field, found[1], line.start + found.start(1)))


def imo_of(vessel: Vessel) -> str:
    """Digits of a vessel's IMO number, empty where it has none."""
    return plain_number("imo", vessel.imo.text) if vessel.imo else ""


def day_of(line: Line | None) -> date | None:
    """A whole date; None where absent, partial or unreadable."""
    if line is None:
        return None
    text = line.text.strip()
    if len(text) == 6 and text.isdigit():  # SWIFT MT: YYMMDD
        text = f"20{text}"
    try:
        return date.fromisoformat(read_date(text).value)
    except ValueError:
        return None


def number_of(line: Line | None) -> float | None:
    """The first number of a text (`USD 1,250.50`, `12.500 kg`); None where there is none.

    A comma or dot before exactly three last digits parts thousands when the other mark, or the same one, stands before.
    """
    found = _NUMBER.search(line.text) if line else None
    if not found:
        return None
    text = re.sub(r"[ '\u00a0]", "", found.group())
    last = max(text.rfind("."), text.rfind(","))
    if last >= 0 and (len(text) - last - 1 != 3 or (text[last] == "." and text.count(".") == 1 and "," not in text)):
        return float(re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :])
    return float(re.sub(r"[.,]", "", text))

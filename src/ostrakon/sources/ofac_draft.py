"""One OFAC party while it is being read: what CSV, XML and advanced XML have in common.

Owns: names in `LAST, First` order, OFAC's dates, country texts, and a builder that gives every value its origin.
Refuses: knowing in which file format a value stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ostrakon.model import (
    Address,
    CountryLink,
    DatedFact,
    Designation,
    Entity,
    Identifier,
    Name,
    NameKind,
    Origin,
    PartialDate,
    Property,
    Relation,
)
from ostrakon.model.entity import CountryRole, DateKind
from ostrakon.names.countries import country_code
from ostrakon.sources.base import Report
from ostrakon.sources.ofac_programmes import (
    CONS,
    DIRECTIVES,
    KNOWN_CODES,
    NON_SDN_BY_DIRECTIVE,
    measures_for,
)

SCHEMATA = {"individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
"""OFAC's kinds of party. An entity may be a company, a ministry or an armed group; the list does not say which, and
`Organization` is the narrowest schema that is true of all of them."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_DATE = re.compile(r"(?:(?:(\d{1,2}) )?([A-Za-z]{3})[a-z]*\.? )?(\d{4})")
_CIRCA = re.compile(r"^(?:circa|ca\.?|approximately|about)\s+", re.IGNORECASE)
_RANGE = re.compile(r"\s+to\s+|\s*-\s*")
_SUFFIX = re.compile(r",\s*((?:jr|sr)\.?|i{2,3}|iv)$", re.IGNORECASE)
_NOWHERE = frozenset({"undetermined", "unknown", "none", "none identified"})


@lru_cache(maxsize=4096)
def code_of(text: str) -> str:
    """Alpha-2 code of OFAC's country text; `Region: Gaza` is looked up without its prefix; empty if unknown."""
    return country_code(text.removeprefix("Region:").strip())


@lru_cache(maxsize=8192)
def country_at_end(place: str) -> str:
    """Alpha-2 code of the country that ends a place (`Pyongyang, Korea, North`), empty if none does."""
    parts = place.split(", ")
    for count in (2, 1):
        if len(parts) >= count:
            code = code_of(", ".join(parts[-count:]))
            if code:
                return code
    return ""


def parse_date(text: str) -> PartialDate:
    """Read OFAC's dates: `10 Dec 1948`, `Dec 1948`, `1948`, `circa 1951`, `1958 to 1962`, `circa 1979-1982`.

    Raises:
        ValueError: the text is none of these.
    """
    text = text.strip().rstrip(".")
    bare = _CIRCA.sub("", text)
    ends = [_DATE.fullmatch(part.strip()) for part in _RANGE.split(bare)]
    if not 1 <= len(ends) <= 2 or None in ends:
        raise ValueError(f"{text!r} is no date as OFAC writes it")
    dates = [_partial(*match.groups()) for match in ends if match is not None]
    approximate = bare != text
    if len(dates) == 1:
        if not approximate:
            return dates[0]
        return PartialDate(value=dates[0].value, approximate=True)
    return PartialDate(value=dates[0].value, until=dates[1].value, approximate=approximate)


def _partial(day: str | None, month: str | None, year: str) -> PartialDate:
    if month and month.lower() not in _MONTHS:
        raise ValueError(f"{month!r} is no month")
    return PartialDate.of(int(year), _MONTHS[month.lower()] if month else None, int(day) if day and int(day) else None)


def person_name(listed: str) -> tuple[str, str, str]:
    """Reading order, given names and family name of a person that OFAC writes `LAST, First Middle, Jr.`

    A name without a comma is given back as it is, with empty parts: the list does not separate them.
    """
    suffix = _SUFFIX.search(listed)
    body = listed[: suffix.start()] if suffix else listed
    family, comma, given = body.partition(",")
    # "KNOWLES, JR., Samuel": the suffix stands with the family name.
    inner, second, rest = given.strip().partition(",")
    if second and _SUFFIX.fullmatch(f", {inner}"):
        family, given = f"{family} {inner}", rest
    family, given = family.strip(), given.strip()
    if not comma or not family or not given:
        return listed, "", ""
    tail = f" {suffix[1]}" if suffix else ""
    return f"{given} {family}{tail}", given, family


@dataclass(slots=True)
class Draft:
    """Collects the values of one party; `entity()` freezes them.

    Attributes:
        source: `ofac_sdn` or `ofac_cons`.
        uid: OFAC's number of the party; both lists share one numbering.
        schema: FollowTheMoney schema.
        report: where problems with a value are written down.
    """

    source: str
    uid: str
    schema: str
    report: Report
    programmes: tuple[str, ...] = ()
    programme_field: str = "program"
    listed_on: PartialDate | None = None
    legal_basis: str = ""
    reference: str = ""
    menu: bool = False
    directives: list[tuple[str, str]] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    dates: list[DatedFact] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    countries: list[CountryLink] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    birth_places: list[Address] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)
    _origins: dict[str, Origin] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        return self.schema == "Person"

    def origin(self, field: str) -> Origin:
        """The origin of a value of this party read from `field`; one object per field."""
        found = self._origins.get(field)
        if found is None:
            found = self._origins[field] = Origin(source=self.source, record=self.uid, field=field)
        return found

    def name(
        self, listed: str, field: str, *, kind: NameKind = "primary", weak: bool = False, inverted: bool = True
    ) -> None:
        """Add a name as OFAC writes it; a person's is turned into reading order and keeps its parts.

        Args:
            inverted: false where the name is known to stand in reading order already.
        """
        value, given, family = person_name(listed) if inverted and self.is_person else (listed, "", "")
        self.names.append(
            Name(value=value, kind=kind, weak=weak, given=given, family=family, origin=self.origin(field))
        )

    def date(self, text: str, field: str, kind: DateKind = "birth") -> bool:
        """Add a date; one that cannot be read becomes an issue and a note, and False is returned."""
        try:
            value = parse_date(text)
        except ValueError as bad:
            self.report.issue(
                "bad_date",
                f"a date could not be read and is kept as a note ({bad})",
                where=f"record {self.uid}",
                field=field,
                example=f"{self.uid}: {text}",
            )
            self.note(f"{kind} date: {text}", field)
            return False
        self.dates.append(DatedFact(date=value, kind=kind, origin=self.origin(field)))
        return True

    def identifier(self, type_: str, value: str, field: str, *, country: str = "", note: str = "") -> None:
        """Add an identifying number; `country` is a code, `note` what the list says besides."""
        self.identifiers.append(
            Identifier(type=type_, value=value, country=country, note=note, origin=self.origin(field))
        )

    def country(self, text: str, field: str, role: CountryRole) -> None:
        """Add a country tie; a text that is no known country keeps its words, and is an issue."""
        if text.lower() in _NOWHERE:
            return
        code = code_of(text)
        if not code:
            self.unknown_country(text, field)
        self.countries.append(CountryLink(text=text, code=code, role=role, origin=self.origin(field)))

    def unknown_country(self, text: str, field: str) -> None:
        """Write down a country text that could not be resolved; its words are kept by the caller."""
        self.report.issue(
            "unknown_country",
            "a country text is not in the table of countries; its words are kept without a code",
            severity="info",
            where=f"record {self.uid}",
            field=field,
            example=text,
        )

    def birth_place(self, text: str, field: str) -> None:
        """Add a place of birth; the country at its end, where there is one, becomes a tie of its own."""
        code = country_at_end(text)
        self.birth_places.append(Address(full=text, country=code, origin=self.origin(field)))
        if code:
            self.countries.append(CountryLink(text=text, code=code, role="birth", origin=self.origin(field)))

    def address(
        self,
        parts: tuple[str, ...],
        country_text: str,
        field: str,
        *,
        street: str = "",
        city: str = "",
        region: str = "",
        postal_code: str = "",
    ) -> None:
        """Add an address from its lines in printing order and a country text; nothing is added when all are empty."""
        full = ", ".join(part for part in (*parts, country_text) if part)
        if not full:
            return
        code = ""
        if country_text and country_text.lower() not in _NOWHERE:
            code = code_of(country_text)
            if not code:
                self.unknown_country(country_text, field)
        self.addresses.append(
            Address(
                full=full,
                street=street,
                city=city,
                region=region,
                postal_code=postal_code,
                country=code,
                origin=self.origin(field),
            )
        )

    def relation(self, kind: str, target: str, field: str, *, target_id: str = "", text: str = "") -> None:
        """Add a tie to another party."""
        self.relations.append(
            Relation(kind=kind, target_name=target, target_id=target_id, text=text, origin=self.origin(field))
        )

    def property(self, name: str, value: str, field: str) -> None:
        """Add any other value under its FollowTheMoney property name."""
        self.properties.append(Property(name=name, value=value, origin=self.origin(field)))

    def note(self, text: str, field: str) -> None:
        """Keep a text that has no field of its own."""
        self.property("notes", text, field)

    def entity(self) -> Entity:
        """The finished party with its designation; unknown programme codes and missing measures become issues."""
        self._check_programmes()
        designation = Designation(
            authority="US",
            programmes=self.programmes,
            measures=measures_for(self.source, self.programmes, self.directives, menu=self.menu),
            listed_on=self.listed_on,
            legal_basis=self.legal_basis,
            reference=self.reference or self.uid,
            origin=self.origin(self.programme_field),
        )
        if not designation.measures:
            self.report.issue(
                "measures_unknown",
                "neither programme nor directive tells what the entry entails",
                severity="info",
                where=f"record {self.uid}",
                field=self.programme_field,
                example=f"{self.uid}: {' '.join(self.programmes)}",
            )
        return Entity(
            id=f"ofac-{self.uid}",
            schema=self.schema,
            names=tuple(self.names),
            dates=tuple(self.dates),
            identifiers=tuple(self.identifiers),
            countries=tuple(self.countries),
            addresses=tuple(self.addresses),
            birth_places=tuple(self.birth_places),
            designations=(designation,),
            relations=tuple(self.relations),
            properties=tuple(self.properties),
        )

    def _check_programmes(self) -> None:
        for code in self.programmes:
            if code not in KNOWN_CODES:
                self.report.issue(
                    "unknown_value",
                    "a programme code is not in the table of programmes; it is kept as it stands",
                    where=f"record {self.uid}",
                    field=self.programme_field,
                    example=code,
                )
        unlisted = [pair for pair in self.directives if pair not in DIRECTIVES]
        if self.source == CONS and unlisted and NON_SDN_BY_DIRECTIVE.intersection(self.programmes):
            self.report.issue(
                "unknown_value",
                "a directive is not in the table of directives; its measures are missing",
                where=f"record {self.uid}",
                field="directive",
                example=f"EO {unlisted[0][0]} directive {unlisted[0][1]}",
            )

"""One OFAC party while it is being read: what CSV, XML and advanced XML have in common.

Owns: names in `LAST, First` order, OFAC's dates and country texts, and the designation that follows from programmes
and directives. Refuses: knowing in which file format a value stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ostrakon.model import Address, Designation, Entity, NameKind, Origin, PartialDate, Relation
from ostrakon.model.entity import DateKind
from ostrakon.names.countries import country_code
from ostrakon.sources.base import Report
from ostrakon.sources.draft import Draft, place
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
class OfacDraft(Draft):
    """Collects the values of one party, whichever of OFAC's formats it is read from.

    Attributes:
        record: OFAC's number of the party; both lists share one numbering.
        programmes, directives: what the entry names; the measures follow from them.
        programme_field: where the programmes were read.
        menu: the entry lists measures picked from a menu.
        listed_on, legal_basis: of the designation.
    """

    programmes: tuple[str, ...] = ()
    programme_field: str = "program"
    directives: list[tuple[str, str]] = field(default_factory=list)
    menu: bool = False
    listed_on: PartialDate | None = None
    legal_basis: str = ""
    _origins: dict[str, Origin] = field(default_factory=dict)

    @classmethod
    def of(cls, uid: str, schema: str, *, source: str, report: Report) -> OfacDraft:
        """An empty draft of the party with this number."""
        return cls(id=f"ofac-{uid}", schema=schema, source=source, record=uid, report=report)

    @property
    def is_person(self) -> bool:
        """Whether the party is a natural person, whose names have an order to be turned."""
        return self.schema == "Person"

    def origin(self, path: str) -> Origin:
        """Where a value of this party was read; one object per field."""
        found = self._origins.get(path)
        if found is None:
            found = self._origins[path] = Origin(source=self.source, record=self.record, field=path)
        return found

    def listed_name(self, listed: str, path: str, *, kind: NameKind = "alias", weak: bool = False) -> None:
        """Add a name as OFAC writes it; a person's is turned into reading order and keeps its parts."""
        value, given, family = person_name(listed) if self.is_person else (listed, "", "")
        self.name(value, path, kind=kind, weak=weak, given=given, family=family)

    def check_name(self, path: str) -> None:
        """Report a party that came without any name: it can be found by its numbers only."""
        if not self.names:
            self.report.issue(
                "no_name",
                "a party has no name; it is kept and can be found by its numbers only",
                severity="error",
                where=f"record {self.record}",
                field=path,
                example=self.record,
            )

    def dated(self, text: str, path: str, kind: DateKind = "birth") -> None:
        """Add a date; one that cannot be read becomes an issue and a note."""
        try:
            value = parse_date(text)
        except ValueError as bad:
            message = f"a date could not be read and is kept as a note ({bad})"
            self.issue("bad_date", message, path=path, example=f"{self.record}: {text}")
            self.note(f"{kind} date: {text}", path)
            return
        self.date(value, path, kind=kind)

    def code(self, text: str, path: str) -> str:
        """The country code of a text; one that stands for no known country is reported and stays as text only."""
        if not text or text.lower() in _NOWHERE:
            return ""
        code = code_of(text)
        if not code:
            message = "a country text is not in the table of countries; its words are kept without a code"
            self.issue("unknown_country", message, path=path, example=text, info=True)
        return code

    def birth_place(self, text: str, path: str) -> None:
        """Add a place of birth; the country at its end, where there is one, becomes a tie of its own."""
        code = country_at_end(text)
        self.birth_places.append(Address(full=text, country=code, origin=self.origin(path)))
        if code:
            self.country(text, path, role="birth", code=code)

    def address(
        self,
        path: str,
        *,
        lines: tuple[str, ...] = (),
        street: str = "",
        city: str = "",
        region: str = "",
        postal_code: str = "",
        country: str = "",
    ) -> None:
        """Add an address; nothing is added when all parts are empty.

        Args:
            lines: what belongs to the full text but to no part of its own.
            country: in words.
        """
        found = place(
            self.origin(path),
            street=street,
            city=city,
            region=region,
            postal_code=postal_code,
            country=country,
            code=self.code(country, path),
            extra=lines,
        )
        if found is not None:
            self.addresses.append(found)

    def tie(self, kind: str, path: str, *, target: str = "", target_id: str = "", text: str = "") -> None:
        """Add a tie to another party, by name or by number."""
        self.relations.append(
            Relation(kind=kind, target_name=target, target_id=target_id, text=text, origin=self.origin(path))
        )

    def note(self, text: str, path: str) -> None:
        """Keep a text that has no field of its own."""
        self.property("notes", text, path)

    def finished(self) -> Entity:
        """The party with its designation; unknown programme codes and missing measures become issues."""
        self._check_programmes()
        measures = measures_for(self.source, self.programmes, self.directives, menu=self.menu)
        if not measures:
            self.issue(
                "measures_unknown",
                "neither programme nor directive tells what the entry entails",
                path=self.programme_field,
                example=f"{self.record}: {' '.join(self.programmes)}",
                info=True,
            )
        self.designations.append(
            Designation(
                authority="US",
                programmes=self.programmes,
                measures=measures,
                listed_on=self.listed_on,
                legal_basis=self.legal_basis,
                reference=self.record,
                origin=self.origin(self.programme_field),
            )
        )
        return self.entity()

    def _check_programmes(self) -> None:
        for code in self.programmes:
            if code not in KNOWN_CODES:
                self.unknown_value(code, self.programme_field, taken_as="it stands, without measures of its own")
        unlisted = [pair for pair in self.directives if pair not in DIRECTIVES]
        if self.source == CONS and unlisted and NON_SDN_BY_DIRECTIVE.intersection(self.programmes):
            order, number = unlisted[0]
            self.unknown_value(f"EO {order} directive {number}", "directive", taken_as="a directive without measures")

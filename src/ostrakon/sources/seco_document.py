"""What stands beside the targets in the Swiss list and is only referred to by them: programmes and places."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ostrakon.model import Measure
from ostrakon.sources.values import clean, measures_in
from ostrakon.sources.xml import local


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsSet:
    """One set of a programme, such as "Financial sanctions, annex 2"."""

    programme: str
    programme_name: str
    name: str

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What the set's English name says."""
        return measures_in(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that addresses and births refer to; `country` as ISO code in lower case, empty if none is given."""

    location: str = ""
    area: str = ""
    country_text: str = ""
    country: str = ""

    @property
    def full(self) -> str:
        """Place, area and country, as far as given."""
        return ", ".join(part for part in (self.location, self.area, self.country_text) if part)


@dataclass(slots=True)
class Tables:
    """Sets by their number, places by theirs."""

    sets: dict[str, SanctionsSet] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def read(self, element: etree._Element) -> None:
        """Take up one `sanctions-program` or `place`."""
        if local(element.tag) == "place":
            country = child(element, "country")
            self.places[element.get("ssid", "")] = Place(
                location=text_of(element, "location"),
                area=text_of(element, "area"),
                country_text=clean(country.text) if country is not None else "",
                country=(country.get("iso-code") or "").lower() if country is not None else "",
            )
            return
        programme, name = _english(element, "program-key"), _english(element, "program-name")
        for item in element:
            if local(item.tag) == "sanctions-set" and (item.get("lang") == "eng" or item.get("ssid") not in self.sets):
                self.sets[item.get("ssid", "")] = SanctionsSet(
                    programme=programme, programme_name=name, name=clean(item.text)
                )


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name."""
    return next((item for item in element if local(item.tag) == name), None)


def text_of(element: etree._Element, name: str) -> str:
    """The cleaned text of the first child of this local name; empty if there is none."""
    found = child(element, name)
    return clean(found.text) if found is not None else ""


def _english(element: etree._Element, name: str) -> str:
    named = [item for item in element if local(item.tag) == name]
    best = next((item for item in named if item.get("lang") == "eng"), named[0] if named else None)
    return clean(best.text) if best is not None else ""

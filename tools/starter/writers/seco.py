"""Switzerland's list of SECO as XML: programmes and their sets, places, then targets with ordered name parts."""

from __future__ import annotations

from itertools import count

from facts import COUNTRIES, Row

from writers.common import document, element

SETS = {
    "UKRAINE": ("27286", "the situation in Ukraine"),
    "BELARUS": ("4387", "Belarus"),
    "CAR": ("27650", "the Central African Republic"),
    "DPRK": ("3978", "the Democratic People's Republic of Korea"),
    "DRC": ("3976", "the Democratic Republic of the Congo"),
    "IRAN": ("8174", "Iran"),
    "ISIL-ALQAIDA": ("47224", "ISIL and Al-Qaida"),
    "LIBYA": ("3980", "Libya"),
    "MYANMAR": ("39362", "Myanmar"),
    "NICARAGUA": ("42032", "Nicaragua"),
    "SOMALIA": ("3983", "Somalia"),
    "SYRIA": ("3986", "Syria"),
    "TALIBAN": ("47225", "the Taliban"),
    "VENEZUELA": ("38373", "Venezuela"),
}
"""Our key of the programme → number of its set of financial sanctions, and what the measures concern."""
_SEX = {"M": "male", "F": "female"}
_FIRST_OWN_NUMBER = 900001
"""Numbers of parts of a record are the publisher's; ours lie far above them."""


def seco(rows: list[Row], generated: str) -> str:
    """The whole list."""
    writer = _Writer()
    used = [key for key in SETS if any(key in row.programme for row in rows)]
    targets = [writer.target(row) for row in rows]
    body = [writer.programme(key) for key in used] + writer.places() + targets
    root = element("swiss-sanctions-list", body, list_type="whole-list", date=generated)
    return document(root)


class _Writer:
    def __init__(self) -> None:
        self.numbers = count(_FIRST_OWN_NUMBER)
        self.known: dict[tuple[str, str], str] = {}

    def _next(self) -> str:
        return str(next(self.numbers))

    def programme(self, key: str) -> str:
        number, words = SETS[key]
        parts = [
            element("program-key", key, lang="eng"),
            element("program-name", f"Measures concerning {words}", lang="eng"),
            element("sanctions-set", "Financial sanctions", ssid=number, lang="eng"),
            element("sanctions-set", "Finanzsanktionen", ssid=number, lang="ger"),
        ]
        return element("sanctions-program", parts, ssid=self._next(), version_date="2026-03-15")

    def _place(self, city: str, country: str) -> str:
        key = (city, country)
        if key not in self.known:
            self.known[key] = self._next()
        return self.known[key]

    def places(self) -> list[str]:
        found = []
        for (city, code), number in self.known.items():
            where = [element("location", city)] if city else []
            found.append(element("place", [*where, element("country", COUNTRIES[code], iso_code=code)], ssid=number))
        return found

    def _name(self, kind: str, quality: str, parts: list[tuple[str, str]]) -> str:
        written = [
            element("name-part", [element("value", value)], order=str(order), name_part_type=type_)
            for order, (type_, value) in enumerate((part for part in parts if part[1]), start=1)
        ]
        return element("name", written, ssid=self._next(), name_type=kind, quality=quality, lang="eng")

    def _names(self, row: Row) -> list[str]:
        if row.is_person and row.family:
            main = [("family-name", row.family), ("given-name", row.given), ("father-name", row.patronymic)]
        else:
            main = [("whole-name", row.name)]
        found = [self._name("primary-name", "good", main)]
        found += [self._name("alias", "good", [("whole-name", name)]) for name in row.all("aka")]
        return found + [self._name("alias", "low", [("whole-name", name)]) for name in row.all("weak")]

    def _identity(self, row: Row) -> str:
        parts = self._names(row)
        if row.nationality:
            land = element("country", COUNTRIES[row.nationality], iso_code=row.nationality)
            parts.append(element("nationality", [land], ssid=self._next()))
        dates = [(birth.start, "low" if birth.circa else "good") for birth in row.births] if row.is_person else []
        dates += [(row.founded, "good")] if row.founded else []
        for date, quality in dates:
            year, month, day = (*date.split("-"), "", "")[:3]
            known = {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}
            known = {name: value for name, value in known.items() if value}
            parts.append(element("day-month-year", ssid=self._next(), **known, calendar="Gregorian", quality=quality))
        if place := row.birth_place:
            where = self._place(place.get("city", ""), place["country"])
            parts.append(element("place-of-birth", ssid=self._next(), place_id=where, quality="good"))
        for place in row.all("address"):
            where = self._place(place.get("city", ""), place["country"])
            lines = [element("address-details", place["street"])] if place.get("street") else []
            lines += [element("zip-code", place["zip"])] if place.get("zip") else []
            parts.append(element("address", lines, ssid=self._next(), place_id=where, quality="good"))
        return element("identity", parts, ssid=self._next(), main="true")

    def target(self, row: Row) -> str:
        sex = {"sex": _SEX[row.gender]} if row.gender else {}
        body = element("individual" if row.is_person else "entity", [self._identity(row)], **sex)
        parts = [element("sanctions-set-id", SETS[key][0]) for key in row.programme]
        return element("target", [*parts, body, element("modification", modification_type="listed")], ssid=row.ref)

"""Ports by code and by name: the bundled table (`data/trade/ports.tsv`), or the official UN/LOCODE file of the user."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ostrakon.intake.trade.locode import Locode
from ostrakon.names.countries import country_key

EARTH_KM = 6371.0
_LOCODE = re.compile(r"\b([A-Z]{2})[ -]?([A-Z]{2}[A-Z2-9]|[A-Z][A-Z2-9]{2})\b")
_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_REGIONS = {"43": "crimea", "40": "crimea", "14": "donetsk", "09": "luhansk", "23": "zaporizhzhia"}
"""Second half of ISO 3166-2:UA → region."""
NAME_WORDS_MAX = 4
NAME_LENGTH_MIN = 3


@dataclass(frozen=True, slots=True)
class Port:
    """A port or place.

    Attributes:
        code: UN/LOCODE. name: its usual name. latitude, longitude: degrees, None where unknown.
        watch: `kp`, `iran`, `crimea`, `donetsk`, `luhansk`, `zaporizhzhia`, `shuttle`, `oil`, or empty.
        sure: whether the code needs no check with the official file.
    """

    code: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    watch: str = ""
    sure: bool = True

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2."""
        return self.code[:2]


@dataclass(slots=True)
class Ports:
    """Ports by code and by folded name; a name may be that of several."""

    by_code: dict[str, Port] = field(default_factory=dict)
    by_name: dict[str, list[Port]] = field(default_factory=dict)

    def add(self, port: Port, names: Iterable[str]) -> None:
        """Take a port in; what stands there under the same code stays."""
        self.by_code.setdefault(port.code, port)
        for name in names:
            held = self.by_name.setdefault(country_key(name), [])
            if port.code not in (one.code for one in held):
                held.append(port)

    def named(self, text: str, country: str = "") -> tuple[Port, int, int] | None:
        """The port that a text names, with the place of its name; the country tells namesakes apart.

        A code counts before a name, a longer name before a shorter one; namesakes that nothing tells apart are none.
        """
        if found := _LOCODE.search(text):
            port = self.by_code.get(found[1] + found[2])
            whole = text.strip() == found.group() or found.group().isalnum()
            if port is not None and whole and (not country or port.country == country):
                return port, found.start(), found.end()
        words = list(_WORDS.finditer(text))
        for length in range(min(NAME_WORDS_MAX, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                start, end = words[first].start(), words[first + length - 1].end()
                if end - start >= NAME_LENGTH_MIN or not text[start:end].isascii():
                    port = self._only(text[start:end], country)
                    if port is not None:
                        return port, start, end
        return None

    def _only(self, name: str, country: str) -> Port | None:
        options = self.by_name.get(country_key(name), [])
        options = [port for port in options if not country or port.country == country]
        return options[0] if len({port.country for port in options}) == 1 else None


@cache
def bundled() -> Ports:
    """The table that comes with this version."""
    ports = Ports()
    text = files("ostrakon.rules").joinpath("data", "trade", "ports.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, latitude, longitude, name, others, watch = line.split("\t")
            port = Port(code.rstrip("?"), name, float(latitude), float(longitude), watch, not code.endswith("?"))
            ports.add(port, (name, *filter(None, others.split("|"))))
    return ports


def with_official(places: Iterable[Locode]) -> Ports:
    """The bundled table with the places of an official file; what rules watch stays as it is.

    A name alone leads to ports only: the official file holds every village with a railway station.
    """
    ports = Ports(dict(bundled().by_code), {name: list(held) for name, held in bundled().by_name.items()})
    for place in places:
        watch = _REGIONS.get(place.subdivision, "") if place.code.startswith("UA") else ""
        watch = watch or {"KP": "kp", "IR": "iran"}.get(place.code[:2], "")
        port = Port(place.code, place.names[0], place.latitude, place.longitude, watch)
        ports.add(port, place.names if place.port else ())
    return ports


def distance_km(one: Port, other: Port) -> float | None:
    """Great-circle distance; None where a place is unknown."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    a, b, c, d = (math.radians(x or 0.0) for x in (one.latitude, one.longitude, other.latitude, other.longitude))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(h, 1.0)))

"""The official UN/LOCODE file (CSV) as a user gives it: codes of ports and other places with their names.

Source: UNECE Recommendation 16 and the description of the code list files: no header; columns change mark, country,
location, name, name without diacritics, subdivision, status, function (eight places, `1` first for a port), date, IATA,
coordinates (`4230N 00131E`), remarks. Lines without a location are names of countries. Encoding UTF-8, earlier ISO
8859-1.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ostrakon.errors import InputError

COLUMNS = 12
_COORDINATES = re.compile(r"(\d{2})(\d{2})([NS])\s+(\d{3})(\d{2})([EW])")
_REMOVED = "X"
_COUNTRY, _PLACE, _NAME, _PLAIN, _PART, _FUNCTION, _COORD = 1, 2, 3, 4, 5, 7, 10
_REMEDY = "Give the file CodeList.csv (or its parts) of the official release, unchanged"


@dataclass(frozen=True, slots=True)
class Locode:
    """One place of the official file.

    Attributes:
        code: five characters, country first. names: with and without diacritics. subdivision: second half of ISO
        3166-2.
        port: whether ships call there. latitude, longitude: degrees, None where the file gives none.
    """

    code: str
    names: tuple[str, ...]
    subdivision: str
    port: bool
    latitude: float | None
    longitude: float | None


def read_locodes(files: Iterable[Path]) -> tuple[Locode, ...]:
    """The places of one or several parts of the file; entries marked for removal are left out.

    Raises:
        InputError: a file cannot be opened, or a line has not the columns of the format.
    """
    found: list[Locode] = []
    for file in files:
        for number, row in enumerate(csv.reader(_text(file).splitlines()), 1):
            if not row or (number == 1 and "country" in (cell.strip().lower() for cell in row)):
                continue
            if len(row) < COLUMNS - 1:
                what = f"{len(row)} columns where the UN/LOCODE file has {COLUMNS}"
                raise InputError(what, where=f"{file}, line {number}", remedy=_REMEDY)
            if row[_PLACE].strip() and row[0].strip() != _REMOVED:
                found.append(_locode(row))
    if not found:
        raise InputError("the file holds no place", where=", ".join(map(str, files)), remedy=_REMEDY)
    return tuple(found)


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as denied:
        raise InputError(f"the file cannot be read ({denied.strerror or denied})", where=str(file)) from denied
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _locode(row: list[str]) -> Locode:
    place = _COORDINATES.search(row[_COORD]) if len(row) > _COORD else None
    latitude = longitude = None
    if place:
        latitude = (int(place[1]) + int(place[2]) / 60) * (1 if place[3] == "N" else -1)
        longitude = (int(place[4]) + int(place[5]) / 60) * (1 if place[6] == "E" else -1)
    names = tuple(dict.fromkeys(n.strip() for n in (row[_NAME], row[_PLAIN]) if n.strip()))
    code = (row[_COUNTRY] + row[_PLACE]).strip().upper()
    return Locode(code, names, row[_PART].strip(), row[_FUNCTION].startswith("1"), latitude, longitude)

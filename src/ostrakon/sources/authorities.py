"""Whose law a listing is, from the words in which other programs name the body that made it."""

from __future__ import annotations

from collections.abc import Sequence

from ostrakon.model.ftm_properties import country_of

_OF_COUNTRY = {"gb": "UK"}
_NAMES = {
    "EU": (
        "european union",
        "council of the european union",
        "council of the eu",
        "european council",
        "european commission",
        "european external action service",
    ),
    "UN": (
        "united nations",
        "united nations security council",
        "un security council",
        "unsc",
    ),
    "US": (
        "united states",
        "ofac",
        "office of foreign assets control",
        "us treasury",
        "department of the treasury",
        "us department of the treasury",
        "united states department of the treasury",
        "bureau of industry and security",
    ),
    "UK": (
        "united kingdom",
        "ofsi",
        "office of financial sanctions implementation",
        "hm treasury",
        "foreign commonwealth and development office",
        "fcdo",
    ),
    "CH": (
        "switzerland",
        "seco",
        "state secretariat for economic affairs",
    ),
    "CA": (
        "canada",
        "global affairs canada",
    ),
}
"""Code of the authority → its names without case, stops and article, `and` for `&`."""

_CODES = {name: code for code, names in _NAMES.items() for name in (*names, code.lower())}


def authority_of(name: str, countries: Sequence[str] = ()) -> str:
    """The code of an authority (`EU`, `UN`, `UK`, …), so that one authority has one name in every answer.

    Args:
        name: the authority in words, with or without its abbreviation in brackets; may be empty.
        countries: codes or names of the authority's country, which decide where one is understood.

    Returns:
        The code; `name` as it stands where it is none that we know.
    """
    country = next((code for text in countries if (code := country_of(text))), "")
    if country:
        return _OF_COUNTRY.get(country, country.upper())
    readings = (name, name.partition("(")[0])
    return next((_CODES[plain] for reading in readings if (plain := _plain(reading)) in _CODES), name)


def _plain(name: str) -> str:
    words = name.casefold().replace("&", " and ").replace(".", "").replace(",", " ").replace("\u2019", "'")
    return " ".join(words.replace("'", "").split()).removeprefix("the ")

"""Countries of a party and of the programmes under which it is listed.

Several lists name no country for a party, but all say under which programme it stands; the table of programmes is the
reviewed file `data/programmes.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ostrakon.model import Entity


def places_of(entity: Entity) -> frozenset[str]:
    """Country codes of the party, of its papers and of its programmes, and themes such as `x-terror`."""
    found = set(entity.country_codes)
    found.update(identifier.country for identifier in entity.identifiers if identifier.country)
    for designation in entity.designations:
        for programme in designation.programmes:
            found.update(_subjects(programme))
    return frozenset(found)


@cache
def _subjects(programme: str) -> frozenset[str]:
    codes, words = _table()
    if programme in codes:
        return codes[programme]
    text = programme.casefold()
    found: set[str] = set()
    for word, places in words.items():
        if word in text:
            found.update(places)
    return frozenset(found)


@cache
def _table() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    text = files("ostrakon.clusters").joinpath("data", "programmes.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    codes, words = ({name: frozenset(places) for name, places in data[part].items()} for part in ("codes", "words"))
    return codes, words

"""Keys of parties, states and bodies as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ostrakon.model import Entity
from ostrakon.names.countries import country_name

_BODIES = {
    "un": "United Nations",
    "eu": "European Union",
    "west": "the West",
    "nato": "NATO",
    "icc": "an international body",
    "iaea": "IAEA",
    "g7": "G7",
    "unnamed": "unnamed sources",
    "official": "officials",
}
AUTHOR = "author"
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


class Namer:
    """Names for the keys of one text, or of several.

    Args:
        mentions: as in `read --json`; a listed party is called by its longest name in the text.
        entities: listed parties by id, for keys that no mention names, or none in Latin letters.
    """

    def __init__(self, mentions: Iterable[Mapping[str, Any]], entities: Mapping[str, Entity] | None = None) -> None:
        self._entities = entities or {}
        self._named: dict[str, str] = {}
        for mention in mentions:
            if mention["kind"] == "party" and len(mention["text"]) > len(self._named.get(mention["key"], "")):
                self._named[mention["key"]] = mention["text"]

    def one(self, key: str) -> str:
        """The name of one key; the key itself where nothing is known of it."""
        entity = self._entities.get(key)
        if key in self._named:
            named = self._named[key]
            return entity.caption if entity and not _LATIN.search(named) else named
        if key == AUTHOR:
            return "the text itself"
        if key.startswith("c:"):
            return country_name(key[2:]) if key != "c:??" else "a state"
        if key.startswith("u:"):
            return _BODIES.get(key[2:], key[2:].replace("_", " ").title())
        return entity.caption if entity else key

    def of(self, keys: Iterable[str]) -> str:
        """Several keys in one line; empty for none."""
        return ", ".join(self.one(key) for key in keys)

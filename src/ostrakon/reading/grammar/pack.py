"""The lexicon of one language: reviewed TOML files → compiled phrases and word lists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ostrakon.reading.grammar.inflection import Forms, forms
from ostrakon.reading.grammar.phrases import Phrases

DATA = Path(__file__).resolve().parents[1] / "data"


@cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a lexicon."""
    return tuple(sorted(folder.name for folder in DATA.iterdir() if folder.is_dir()))


@dataclass(frozen=True)
class Pack:
    """The lexicon of a language. Tables that it lacks are empty: then nothing of their kind is found."""

    language: str
    _tables: Mapping[str, Mapping[str, Any]]

    def words(self, table: str, name: str) -> frozenset[str]:
        """A list of words, small letters."""
        key = (table, name)
        if key not in self._words:
            self._words[key] = frozenset(self._cell(table, name).split())
        return self._words[key]

    def endings(self, table: str, name: str) -> tuple[str, ...]:
        """A list of word endings, as `str.endswith` takes them."""
        key = (table, name)
        if key not in self._endings:
            self._endings[key] = tuple(self._cell(table, name).split())
        return self._endings[key]

    def ordered(self, table: str, name: str) -> list[str]:
        """A list of words in the order of the file."""
        return self._cell(table, name).split()

    def phrases(self, table: str, name: str = "") -> Phrases:
        """Patterns of a table (value: the key), or of one cell (value: the cell's name)."""
        key = (table, name)
        if key not in self._phrases:
            compiled = Phrases()
            cells = {name: self._cell(table, name)} if name else self._tables.get(table, {})
            for value, cell in cells.items():
                for line in str(cell).replace(";", "\n").splitlines():
                    if line.strip():
                        compiled.add(line, value, self.conjugate)
            self._phrases[key] = compiled
        return self._phrases[key]

    def forms(self, table: str, name: str) -> Forms:
        """Every form of the verbs of a list."""
        return {form: tense for verb in self._cell(table, name).split() for form, tense in self.conjugate(verb).items()}

    def conjugate(self, verb: str) -> Forms:
        """The forms of one verb."""
        return forms(verb, self.language, self._irregular)

    def _cell(self, table: str, name: str) -> str:
        return str(self._tables.get(table, {}).get(name, ""))

    @cached_property
    def _irregular(self) -> Mapping[str, str]:
        return {lemma: str(cell) for lemma, cell in self._tables.get("irregular", {}).items()}

    @cached_property
    def _phrases(self) -> dict[tuple[str, str], Phrases]:
        return {}

    @cached_property
    def _endings(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {}

    @cached_property
    def _words(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}


@cache
def pack(language: str) -> Pack:
    """The lexicon of a language; read once. A language without files gives an empty one."""
    tables: dict[str, dict[str, Any]] = {}
    for path in sorted((DATA / language).glob("*.toml")):
        for table, cells in tomllib.loads(path.read_text(encoding="utf-8")).items():
            tables.setdefault(table, {}).update(cells)
    return Pack(language, tables)


def english() -> Pack:
    """The English lexicon, whose names other languages of Latin letters share."""
    return pack("en")

"""A text read with a few listed parties, for the tests of what texts say."""

from __future__ import annotations

from pathlib import Path

from ostrakon.intake.documents.language import language_of
from ostrakon.reading.interpreting import Interpretation, interpret
from ostrakon.reading.reader import Reader
from tests.reading.lists import reader


class Said:
    """Reads texts; built once for a module."""

    def __init__(self, folder: Path) -> None:
        self._reader: Reader = reader(folder)

    def __call__(self, text: str, *, date: str | None = None, language: str = "") -> Interpretation:
        spoken = language or language_of(text) or "en"
        mentions, countries = self._reader.read(text, languages=(spoken,))
        return interpret(text, mentions, countries, language=spoken, date=date)

    def claims(self, text: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
        """Words, act, source and target of each claim."""
        return [(text[c.start : c.end], c.act, c.source, c.target) for c in self(text).claims]

    def events(self, text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
        """Type, actors, targets and status of each event."""
        return [(e.type, e.actors, e.targets, e.status) for e in self(text).events]

    def mentions(self, text: str, kind: str) -> list[tuple[str, str]]:
        """Words and key of each mention of a kind."""
        return [(m.text, m.key) for m in self(text).mentions if m.kind == kind]

"""What a reader noticed besides the rows: unknown fields, doubled keys; none of it is ignored in silence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from ostrakon.intake.records.keys import KEYS_MAX, KeysCollected, KeysSeen

UNKNOWN_FIELDS_MAX = 200
"""Different unknown field names that are counted one by one; a hostile file cannot fill the memory with more.
"""
_EXAMPLES_MAX = 5
_NAME_SHOWN_MAX = 60

_COMMON_MISNOMERS = {
    "id": "query_id",
    "customer_id": "query_id",
    "dob": "birth_date",
    "date_of_birth": "birth_date",
    "birthdate": "birth_date",
    "birthday": "birth_date",
    "nationality": "country",
    "countries": "country",
    "full_name": "name",
    "type": "schema",
    "aka": "aliases",
    "alias": "aliases",
    "passport": "id_passport",
    "imo": "id_imo",
}


@dataclass(slots=True)
class ReadingNotes:
    """Counts that grow while a file is read.

    Attributes:
        unknown: unknown field → in how many rows it had a value.
        duplicates: how many rows repeat a `query_id` of an earlier row; `duplicate_examples` are some of
            them.
        without_id: rows without a `query_id`, which were given their line number.
        keys: those of earlier rows.
    """

    unknown: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    duplicate_examples: list[str] = field(default_factory=list)
    without_id: int = 0
    keys: KeysSeen = field(default_factory=KeysSeen)
    _unknown_rest: int = 0

    def unknown_field(self, name: str, *, rows: int = 1) -> None:
        """Count one more row with a value in a field that we do not know."""
        shown = name if len(name) <= _NAME_SHOWN_MAX else name[:_NAME_SHOWN_MAX] + "…"
        if shown in self.unknown or len(self.unknown) < UNKNOWN_FIELDS_MAX:
            self.unknown[shown] = self.unknown.get(shown, 0) + rows
        else:
            self._unknown_rest += rows

    def key(self, query_id: str) -> None:
        """Remember a key that the user gave, and count it when it was there before."""
        if self.keys.again(query_id):
            self.duplicates += 1
            if len(self.duplicate_examples) < _EXAMPLES_MAX:
                self.duplicate_examples.append(query_id[:_NAME_SHOWN_MAX])

    def take(self, other: ReadingNotes) -> None:
        """Add what was noticed in a later part of the same file, where its keys were only collected."""
        for name, rows in other.unknown.items():
            self.unknown_field(name, rows=rows)
        self._unknown_rest += other._unknown_rest
        self.without_id += other.without_id
        if isinstance(other.keys, KeysCollected):
            for key in other.keys.collected:
                self.key(key)

    def messages(self, known: Iterable[str]) -> list[str]:
        """One line for each thing that a person should know; empty when there is nothing.

        Args:
            known: the field names that we do know, for "did you mean".
        """
        names = list(known)
        lines = [
            f"unknown field {name!r} was not used ({count} {_rows(count)} with a value){_hint(name, names)}"
            for name, count in self.unknown.items()
        ]
        if self._unknown_rest:
            lines.append(f"further unknown fields were not used ({self._unknown_rest} values)")
        if self.duplicates:
            more = ", …" if self.duplicates > _EXAMPLES_MAX else ""
            examples = ", ".join(map(repr, self.duplicate_examples)) + more
            lines.append(
                f"{self.duplicates} {_rows(self.duplicates)} with the query_id of an earlier row ({examples});"
                " each was screened on its own"
            )
        if self.keys.full:
            lines.append(f"repeated query_ids were looked for among the first {KEYS_MAX} keys only")
        if self.without_id:
            lines.append(f"{self.without_id} {_rows(self.without_id)} without query_id: the line number was used")
        return lines


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _hint(name: str, known: list[str]) -> str:
    plain = name.lower().replace(" ", "_").replace("-", "_")
    if plain in _COMMON_MISNOMERS:
        return f"; did you mean {_COMMON_MISNOMERS[plain]!r}?"
    close = difflib.get_close_matches(plain, known, n=1, cutoff=0.8)
    return f"; did you mean {close[0]!r}?" if close else ""

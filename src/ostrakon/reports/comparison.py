"""A customer and a listed party side by side: one row a field, differences marked inside the values, bits at the row.

The bits of the rows and the prior are rounded so that they add up to the printed sum, as in the waterfall.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ostrakon.match.notes import LEVEL_NOTES
from ostrakon.model import Entity
from ostrakon.model.subject import Subject
from ostrakon.reports.differing import dates_apart
from ostrakon.reports.sides import Value, listed_values, our_values
from ostrakon.reports.waterfall import rounded_to_sum
from ostrakon.screening.result import Evidence

Mark = Literal["same", "similar", "differs", "none"]
VALUES_MAX = 3
"""Values shown of one side of a row; `FieldRow.more` counts the others."""
FIELD_OF = {
    **dict.fromkeys(("name", "name_whole", "name_lone", "name_extra", "name_missing", "other_name"), "name"),
    **dict.fromkeys(("country", "nationality"), "country"),
    **dict.fromkeys(("phone", "email", "website"), "contact"),
}
"""Feature → row; other features have a row of their own name."""
LABELS = {
    "name": "Name",
    "alias": "Other names",
    "schema": "Kind",
    "identifier": "Identifier",
    "birth_date": "Date of birth",
    "birth_place": "Place of birth",
    "gender": "Gender",
    "country": "Country",
    "address": "Address",
    "contact": "Contact",
}
"""Rows in their order: identity, then place, then time of acquaintance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field of both sides.

    Attributes:
        ours, listed: values, those that agree first.
        more: listed values that are not shown.
        mark: `same`, `similar`, `differs`; `none` where one side says nothing.
        bits: as printed.
        notes: the rules that were applied.
    """

    field: str
    label: str
    ours: tuple[Value, ...]
    listed: tuple[Value, ...]
    more: int
    mark: Mark
    bits: float
    notes: tuple[str, ...]


def field_rows(subject: Subject, records: Sequence[Entity], evidence: Sequence[Evidence]) -> list[FieldRow]:
    """All fields that one side gives or the evidence speaks of, those first that weigh, in the order of `LABELS`.

    Args:
        records: of the listed party, on whatever lists; none where it is on no list any more.
    """
    by_field: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        by_field[FIELD_OF.get(piece.feature, piece.feature)].append(piece)
    printed = printed_bits(by_field)
    rows = []
    for field in (*LABELS, *(name for name in by_field if name not in LABELS and name != "prior")):
        pieces = by_field[field]
        ours, listed = our_values(field, subject, pieces), listed_values(field, records, pieces)
        if not (ours or listed or pieces):
            continue
        if field == "alias" and not ours and not pieces:
            continue
        bits = math.fsum(piece.bits for piece in pieces)
        mark = _mark(ours, listed, pieces, bits)
        if field == "birth_date" and ours and listed:
            ours, listed = dates(ours, listed)
        ranked = tuple(sorted(listed, key=lambda value: -value.agreeing))
        rows.append(
            FieldRow(
                field=field,
                label=_label(field, subject),
                ours=ours,
                listed=ranked[:VALUES_MAX],
                more=max(0, len(ranked) - VALUES_MAX),
                mark=mark,
                bits=printed.get(field, 0.0),
                notes=tuple(dict.fromkeys(piece.note for piece in pieces if piece.note)),
            )
        )
    return sorted(rows, key=lambda row: abs(row.bits) < 0.05)  # what weighs nothing comes behind


def printed_bits(by_field: dict[str, list[Evidence]]) -> dict[str, float]:
    """The bits of each field (and of the prior) as printed: they add up to the printed sum."""
    sums = {field: math.fsum(piece.bits for piece in pieces) for field, pieces in by_field.items() if pieces}
    total = round(math.fsum(sums.values()), 1)
    return dict(zip(sums, rounded_to_sum(list(sums.values()), total), strict=True))


def dates(ours: tuple[Value, ...], listed: tuple[Value, ...]) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Dates with the year, month or day marked that differs; each side against the nearest of the other."""

    def against(values: Iterable[Value], others: Iterable[Value]) -> tuple[Value, ...]:
        texts = [other.text for other in others]
        return tuple(
            Value(parts=dates_apart(value.text, texts), note=value.note, source=value.source) for value in values
        )

    return against(ours, listed), against(listed, ours)


def _label(field: str, subject: Subject) -> str:
    if field == "birth_date" and subject.schema not in ("", "Person"):
        return "Date built" if subject.schema in ("Vessel", "Airplane") else "Date founded"
    return LABELS.get(field, field.replace("_", " ").capitalize())


def _mark(ours: tuple[Value, ...], listed: tuple[Value, ...], pieces: Sequence[Evidence], bits: float) -> Mark:
    if bits <= -0.05:
        return "differs"
    if bits >= 0.05:
        same = {value.text.casefold() for value in ours} & {value.text.casefold() for value in listed}
        words = [piece for piece in pieces if piece.feature in ("name", "name_extra", "name_missing")]
        exact = bool(words) and all(piece.feature == "name" and piece.note == LEVEL_NOTES["equal"] for piece in words)
        return "same" if same or exact else "similar"
    if not ours or not listed:
        return "none"
    return "same" if {v.text.casefold() for v in ours} & {v.text.casefold() for v in listed} else "similar"

"""What a case turns on, in one sentence, and what would settle it: both from the evidence, neither by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ostrakon.match.fact_weights import fact_weights
from ostrakon.reports.comparison import FIELD_OF, LABELS, FieldRow
from ostrakon.screening.result import Evidence

SHORT_MAX = 60
_CHECKED = frozenset({"imo", "lei", "wallet", "inn", "ogrn"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A part of the sentence; `strong` where it speaks against."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that the listed party has and our record has not.

    Attributes:
        what: of it, as one would ask a customer.
        listed: what the list says.
        bits: what it would add at most if it agreed.
    """

    what: str
    listed: str
    bits: float


def turns_on(rows: Sequence[FieldRow]) -> list[Saying]:
    """The sentence: what agrees, what differs (strong), what cannot be compared."""
    agree = [_agreeing(row) for row in rows if row.mark in ("same", "similar") and row.bits > 0]
    differ = [_differing(row) for row in rows if row.mark == "differs"]
    absent = [row.label.lower() for row in rows if row.mark == "none" and row.listed and not row.ours]
    said = []
    if agree:
        plural = len(agree) > 1 or (agree[0][0].isdigit() and not agree[0].startswith("1 "))
        said.append(Saying(_sentence(_listing(agree), "agree" if plural else "agrees")))
    if differ:
        verb = "differs" if len(differ) == 1 else "differ"
        said.append(Saying(_sentence(_listing(differ), verb), strong=True))
    if absent:
        said.append(Saying(_sentence(_listing(absent), "cannot be compared: our record says nothing")))
    return said or [Saying("Nothing that both sides give agrees or differs.")]


def turns_on_short(evidence: Sequence[Evidence]) -> str:
    """The same in a few words for a row of the queue: what speaks against most, else what speaks for most."""
    sums: dict[str, float] = defaultdict(float)
    for piece in evidence:
        if piece.feature != "prior":
            sums[FIELD_OF.get(piece.feature, piece.feature)] += piece.bits
    named = {field: LABELS.get(field, field.replace("_", " ")).lower() for field in sums}
    against = sorted((bits, field) for field, bits in sums.items() if bits <= -0.05)[:2]
    if against:
        return f"{_listing([named[field] for _, field in against])} {'differs' if len(against) == 1 else 'differ'}"
    best = max(sums, key=sums.__getitem__, default="")
    return f"{named[best]} agrees" if best and sums[best] > 0 else "little to go by"


def settling(rows: Sequence[FieldRow]) -> list[Missing]:
    """Facts to ask for, those first that could weigh most."""
    weights = fact_weights()
    found: list[Missing] = []
    for row in rows:
        if row.ours or not row.listed:
            continue
        first = row.listed[0]
        if row.field == "identifier":
            for value in row.listed:
                checked = value.note in _CHECKED
                bits = weights.identifier["same_checked" if checked else "same"]
                found.append(Missing(value.note, value.text, bits))
        elif row.field == "birth_date":
            bits = weights.birth_date["day" if first.text.count("-") == 2 else "year"]
            found.append(Missing(row.label.lower(), first.text, bits))
        elif row.field == "birth_place":
            found.append(Missing("place of birth", first.text, weights.birth_place["town"]))
        elif row.field == "address":
            found.append(Missing("address", first.text, weights.address["whole"]))
        elif row.field == "country":
            found.append(Missing("nationality", first.text, weights.nationality["same"]))
    kinds = {one.what: one for one in reversed(found)}  # one of each kind: the first
    return sorted(kinds.values(), key=lambda one: -one.bits)


def _agreeing(row: FieldRow) -> str:
    if row.field == "name":
        words = sum(len(part.text.split()) for value in row.ours for part in value.parts if part.kind == "same")
        if row.mark == "same":
            return "the whole name"
        return f"{words} {'word' if words == 1 else 'words'} of the name" if words else "the name (nearly)"
    return row.label.lower()


def _differing(row: FieldRow) -> str:
    if row.field in ("birth_date", "country", "schema") and row.ours and row.listed:
        ours, theirs = row.ours[0].text, row.listed[0].text
        if len(ours) + len(theirs) <= SHORT_MAX:
            return f"{row.label.lower()} ({ours}, listed {theirs})"
    return row.label.lower()


def _listing(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _sentence(subject: str, verb: str) -> str:
    return f"{subject[:1].upper()}{subject[1:]} {verb}."

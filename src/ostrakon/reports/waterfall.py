"""How evidence adds up, laid out as steps for any picture of it (terminal, SVG, HTML)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from ostrakon.screening.result import Evidence

MINUS = "−"
SLIGHT_BITS = 0.05
"""What weighs less is one step of a small picture."""

_LABELS = {
    "prior": "Before any evidence",
    "name": "Name",
    "name_whole": "Whole name",
    "name_lone": "Single rare word",
    "name_extra": "Word only given",
    "name_missing": "Word only listed",
    "alias": "Other names",
    "birth_date": "Date of birth",
    "country": "Country",
    "identifier": "Identifier",
    "schema": "Kind of party",
    "address": "Address",
    "nationality": "Nationality",
    "birth_place": "Place of birth",
    "gender": "Gender",
    "other_name": "Renamed party",
    "phone": "Phone",
    "email": "E-mail",
    "website": "Web site",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One piece of evidence on its way to the sum.

    Attributes:
        label: the feature for a person.
        start, end: the running sum before and after it, in bits.
        shown: its bits as printed, rounded so that the printed figures add up to the printed sum.
        prior: whether it is the starting point and no evidence.
    """

    evidence: Evidence
    label: str
    start: float
    end: float
    shown: float
    prior: bool

    @property
    def side(self) -> str:
        """`prior`, `pro`, `con` or `none`: what the step speaks for."""
        if self.prior:
            return "prior"
        return "none" if round(abs(self.evidence.bits), 2) == 0 else "pro" if self.evidence.bits > 0 else "con"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """All steps of one result.

    Attributes:
        total: the sum in bits, as printed.
        low, high: the range that a picture must show, rounded out to fives, zero included.
    """

    steps: tuple[Step, ...]
    total: float
    low: float
    high: float


def waterfall(evidence: Sequence[Evidence], *, thresholds: Sequence[float] = ()) -> Waterfall:
    """Lay evidence out as steps, in the order given.

    Args:
        evidence: all pieces, the prior included.
        thresholds: bits of the policy's thresholds, which the picture must show too.
    """
    total = round(math.fsum(piece.bits for piece in evidence), 1) + 0.0
    shown = rounded_to_sum([piece.bits for piece in evidence], total)
    times = Counter(piece.feature for piece in evidence)
    steps: list[Step] = []
    running = 0.0
    for piece, figure in zip(evidence, shown, strict=True):
        steps.append(
            Step(
                evidence=piece,
                label=_step_label(piece, several=times[piece.feature] > 1),
                start=running,
                end=running + piece.bits,
                shown=figure,
                prior=piece.feature == "prior",
            )
        )
        running += piece.bits
    reach = [0.0, total, *thresholds, *(step.end for step in steps)]
    low, high = 5 * math.floor(min(reach) / 5), 5 * math.ceil(max(reach) / 5)
    return Waterfall(steps=tuple(steps), total=total, low=float(low), high=float(max(high, low + 5)))


def together(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence for a small picture: pieces of one feature that name no words are one, and so is what weighs nothing.

    The sum stays the same to the last bit: bits are multiples of 1/1024.
    """
    found: list[Evidence] = []
    wordless: dict[str, int] = {}
    slight: list[Evidence] = []
    for piece in evidence:
        if abs(piece.bits) < SLIGHT_BITS and piece.feature != "prior":
            slight.append(piece)
        elif piece.query or piece.listed:
            found.append(piece)
        elif piece.feature in wordless:
            place = wordless[piece.feature]
            found[place] = msgspec.structs.replace(found[place], bits=found[place].bits + piece.bits)
        else:
            wordless[piece.feature] = len(found)
            found.append(piece)
    if slight:
        bits = math.fsum(piece.bits for piece in slight)
        found.append(Evidence(feature=f"{len(slight)} {'other' if len(slight) == 1 else 'others'}", bits=bits))
    return found


def rounded_to_sum(values: Sequence[float], total: float) -> list[float]:
    """Values with one decimal each that add up to `total` exactly (largest remainder)."""
    floors = [math.floor(value * 10) for value in values]
    missing = round(total * 10) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda n: floors[n] - values[n] * 10)
    for place in by_remainder[: max(0, missing)]:
        floors[place] += 1
    return [tenth / 10 for tenth in floors]


def strongest(evidence: Iterable[Evidence], most: int) -> list[tuple[str, str, float]]:
    """What weighs most, all pieces about names taken together: (`pro` or `con`, label, bits), strongest first."""
    sums: dict[str, float] = {}
    for piece in evidence:
        if piece.feature != "prior":
            group = "name" if piece.feature.startswith("name_") else piece.feature
            sums[group] = sums.get(group, 0.0) + piece.bits
    ranked = sorted(sums.items(), key=lambda item: -abs(item[1]))
    return [
        ("pro" if bits > 0 else "con", feature_label(feature), bits)
        for feature, bits in ranked[:most]
        if round(abs(bits), 1)
    ]


def _step_label(piece: Evidence, *, several: bool) -> str:
    label = feature_label(piece.feature)
    word = piece.query or piece.listed
    return f"{label}: {word}" if several and word else label


def feature_label(feature: str) -> str:
    """The feature's name for a person."""
    return _LABELS.get(feature, feature.replace("_", " ").capitalize())


def signed(bits: float) -> str:
    """Bits with sign and one decimal, a true minus: `+4.6`, `−3.4`, `0.0`."""
    figure = round(bits, 1)
    if figure == 0:
        return "0.0"
    return f"{'+' if figure > 0 else MINUS}{abs(figure):.1f}"


def percent(score: float) -> str:
    """A probability for a person; never rounded up to certainty or down to nothing."""
    if score >= 0.9995:
        return ">99.9%"
    if 0 < score < 0.0005:
        return "<0.1%"
    return f"{score * 100:.1f}%"

"""Did anything get worse? The figures of this run beside those that are committed, at the speed of this machine.

A loop that touches nothing of ours runs beside every benchmark; how long it takes now against then says how fast the
machine is. Times and rates are compared after that; shares, counts and memory as they are.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import distance, process

from benchmarks.measure import Section

FALLEN = 0.15
"""Loss from which on a figure has fallen."""
CALIBRATION = "calibration loop"
_ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<bound>at (?:most|least)) [\d.,e+-]+ \| (?P<measured>[\d.,-]+) \|", re.M)
_LOOP = re.compile(rf"^\| {CALIBRATION} \| ([\d.]+) ms", re.M)


@dataclass(frozen=True, slots=True)
class Committed:
    """What the results in the repository say.

    Attributes:
        calibration: milliseconds of the loop; 0 where they do not tell.
        figures: what → whether less is better, and the figure.
    """

    calibration: float
    figures: dict[str, tuple[bool, float]]


def calibrate(*, repeats: int = 5) -> float:
    """Milliseconds of the loop, the best of some: Python objects, numpy, and letters compared in compiled code."""
    words = [f"{'abcdefghij'[n % 10]}{n * 7919 % 100_003}smith{n % 13}" for n in range(4000)]
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        counts: dict[str, int] = {}
        for word in words * 5:
            counts[word[:4]] = counts.get(word[:4], 0) + len(word.upper())
        np.sort(np.frombuffer("".join(words).encode(), dtype=np.uint8).astype(np.int64) * 31 % 1009)
        process.cdist(words[:40], words, scorer=distance.JaroWinkler.normalized_similarity)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def committed(text: str) -> Committed:
    """The figures of a page of results."""
    loop = _LOOP.search(text)
    figures = {
        row["what"].strip(): (row["bound"] == "at most", float(row["measured"].replace(",", "")))
        for row in _ROW.finditer(text)
    }
    return Committed(float(loop[1]) if loop else 0.0, figures)


def clock_of(what: str) -> int:
    """How a figure moves when the machine is slower: 1 it grows (a time), -1 it shrinks (a rate), 0 it stays."""
    if re.search(r"(?:names|requests|payments|rows|MB)(?: a| per) second|per second|requests a second", what):
        return -1
    if re.search(r"seconds|milliseconds|, m?s\b| m?s$|within", what) and "times" not in what:
        return 1
    return 0


def guard(sections: Sequence[Section], before: Committed, calibration: float) -> Section | None:
    """A section that says which figures fell by more than `FALLEN`; None where nothing can be compared."""
    bars = [bar for section in sections for bar in section.bars if bar.what in before.figures]
    if not bars or not before.calibration:
        return None
    slower = calibration / before.calibration
    section = Section(
        "Beside the committed results",
        f"The loop of calibration takes {slower:.2f} times as long as it did then; times and rates are compared after "
        f"that. {len(bars)} figures; those that fell by more than {FALLEN:.0%}:",
        ("figure", "then", "now", "now at the speed of then", "change for the worse"),
    )
    for bar in bars:
        at_most, then = before.figures[bar.what]
        now = bar.measured / slower ** clock_of(bar.what)
        worse = _worse(then, now, at_most=at_most)
        if worse > FALLEN:
            section.rows.append(
                (
                    bar.what,
                    f"{then:,g}",
                    f"{bar.measured:,.4g}",
                    f"{now:,.4g}",
                    "from none" if not then else f"{worse:.0%}",
                )
            )
    if not section.rows:
        section.notes.append("None.")
    return section


def _worse(then: float, now: float, *, at_most: bool) -> float:
    """How much worse, as a share of what it was."""
    change = now - then if at_most else then - now
    if then == 0:
        return float("inf") if change > 0 else 0.0
    return change / abs(then)

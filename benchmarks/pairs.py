"""Labelled pairs of names through `ostrakon compare`: precision and recall at the policy's own verdict.

The pairs (nomenklatura's name bench, MIT) are development data and no part of the repository.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import SHARED
from benchmarks.measure import Bar, Section, ostrakon
from benchmarks.rival import JARO_WINKLER, TOKEN_SORT, WRATIO

CASES = SHARED / "bench" / "nomenklatura_name_bench" / "cases.csv"
RIVAL_THRESHOLD = 0.85
"""Where the rivals' verdict is set, in shares of their highest score."""
CITED = ("nomenklatura logic-v2 at 0.70 (cited, 4.17.4)", "0.760", "0.835", "0.796", "0", "", "", "325 µs")
"""Measured once outside of this run: its packages need a compiler and ICU."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Right and wrong verdicts."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        """Share of the matches that are right."""
        return self.tp / max(1, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """Share of the true pairs that match."""
        return self.tp / max(1, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.tp / max(1, 2 * self.tp + self.fp + self.fn)


def pairs(work: Path) -> list[Section]:
    """One table; none where the pairs are absent."""
    if not CASES.exists():
        return []
    with CASES.open(encoding="utf-8", newline="") as source:
        cases = list(csv.DictReader(source))
    given, scored = work / "pairs.jsonl", work / "pairs.scored.jsonl"
    given.write_text("".join(_line(number, case) for number, case in enumerate(cases)), encoding="utf-8")
    cost = ostrakon("compare", "--input", given, "--output", scored)
    ours = [bool(json.loads(line)["match"]) for line in scored.open(encoding="utf-8")]
    section = Section(
        "Labelled pairs",
        f"{len(cases)} pairs of nomenklatura's name bench by `ostrakon compare`, at the verdict of the shipped policy "
        f"(match from review on); rapidfuzz at {RIVAL_THRESHOLD}. Many pairs come from logic-v2's own tests, and many "
        "labels of the middle tier can be argued with; the tier STRONG is the one to get right in full.",
        ("engine", "precision", "recall", "F1", "errors in STRONG", "F1 in MEDIUM", "F1 in WEAK", "a pair"),
    )
    section.rows.append(_row("Ostrakon", cases, ours, cost.seconds))
    for scorer in (TOKEN_SORT, JARO_WINKLER, WRATIO):
        started = time.perf_counter()
        likeness = [scorer.scorer(scorer.prepare(case["name1"]), scorer.prepare(case["name2"])) for case in cases]
        seconds = time.perf_counter() - started
        most = 100 if max(likeness) > 1 else 1
        section.rows.append(_row(scorer.name, cases, [x >= RIVAL_THRESHOLD * most for x in likeness], seconds))
    section.rows.append(CITED)
    section.notes.append("Time of a pair with Ostrakon: the whole command, start-up and evidence included.")
    wrong = [case for case, match in zip(cases, ours, strict=True) if _tier(case) == "STRONG" and match != _true(case)]
    if wrong:
        named = "; ".join(
            f"{case['name1']} / {case['name2']} ({'missed' if _true(case) else 'false'})" for case in wrong
        )
        section.notes.append(f"Wrong in STRONG: {named}.")
    section.bars.append(Bar("labelled pairs: F1", 0.84, _counts(cases, ours).f1))
    section.bars.append(Bar("labelled pairs: errors in STRONG", 0, len(wrong), at_most=True, digits=0))
    return [section]


def _line(number: int, case: Mapping[str, str]) -> str:
    pair = {
        "pair_id": str(number),
        "query": {"name": case["name1"], "schema": case["schema"]},
        "listed": {"name": case["name2"], "schema": case["schema"]},
    }
    return json.dumps(pair, ensure_ascii=False) + "\n"


def _row(engine: str, cases: Sequence[Mapping[str, str]], matches: Sequence[bool], seconds: float) -> tuple[str, ...]:
    whole = _counts(cases, matches)
    tiers = {
        tier: _counts(*zip(*((c, m) for c, m in zip(cases, matches, strict=True) if _tier(c) == tier), strict=True))
        for tier in ("STRONG", "MEDIUM", "WEAK")
    }
    errors = tiers["STRONG"].fp + tiers["STRONG"].fn
    figures = (f"{whole.precision:.3f}", f"{whole.recall:.3f}", f"{whole.f1:.3f}", str(errors))
    by_tier = (f"{tiers['MEDIUM'].f1:.3f}", f"{tiers['WEAK'].f1:.3f}")
    return engine, *figures, *by_tier, f"{1e6 * seconds / len(cases):,.0f} µs"


def _counts(cases: Iterable[Mapping[str, str]], matches: Iterable[bool]) -> Counts:
    verdicts = [(_true(case), match) for case, match in zip(cases, matches, strict=True)]
    return Counts(verdicts.count((True, True)), verdicts.count((False, True)), verdicts.count((True, False)))


def _true(case: Mapping[str, str]) -> bool:
    return case["is_match"] == "true"


def _tier(case: Mapping[str, str]) -> str:
    return case["quality"] or "MEDIUM"

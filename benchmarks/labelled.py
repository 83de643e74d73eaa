"""Labelled queries and an engine's answers to them: what each answer was worth.

The labelled queries are development data and no part of the repository; their README says how they were made.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import SHARED

BENCH = SHARED / "bench" / "names"
QUERIES = BENCH / "dev_queries.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled query and what an engine made of it.

    Attributes:
        kind, mutation, script, schema, quick: as labelled.
        source: list that the right party stands on; empty for clean names.
        distant: the hidden name is no spelling of any name left on the list.
        best: highest score of any party, 0 without a result.
        best_right: whether a party with the highest score is the right one.
        right: score of the right party, 0 when it is not among the results.
    """

    kind: str
    mutation: str
    script: str
    schema: str
    quick: bool
    source: str
    distant: bool
    best: float
    best_right: bool
    right: float

    @property
    def wanted(self) -> bool:
        """A query whose party stands on the list under some spelling of its name."""
        return self.kind in ("loao", "mutation") and not self.distant

    @property
    def clean(self) -> bool:
        """A name of nobody listed; the purposely near ones (`hard_…`) are none of these."""
        return self.kind == "clean" and not self.hard

    @property
    def hard(self) -> bool:
        """A clean name made to be near listed ones."""
        return self.kind == "clean" and self.mutation.startswith("hard")


def read_queries(*, quick: bool = False) -> list[dict[str, Any]]:
    """The labelled queries, or their stratified quarter."""
    with gzip.open(QUERIES, "rt", encoding="utf-8") as lines:
        return [query for query in map(json.loads, lines) if query["quick"] or not quick]


def read_outcomes(queries: Iterable[Mapping[str, Any]], predictions: Path) -> list[Outcome]:
    """What `predictions` (a JSON object a line: `query_id`, `results` with `id`, `score`, `referents`) holds for each.

    A result counts as right when its id, or one of its referents, is among the query's targets. A right party that ties
    with a wrong one is not the best.
    """
    with predictions.open(encoding="utf-8") as lines:
        answers = {answer["query_id"]: answer["results"] for answer in map(json.loads, lines)}
    return [_outcome(query, answers.get(query["query_id"], ())) for query in queries]


def _outcome(query: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> Outcome:
    targets = set(query.get("target_ids") or ()) if query["kind"] != "clean" else set()
    right = wrong = 0.0
    for result in results:
        score = float(result["score"])
        if targets.isdisjoint((result["id"], *result.get("referents", ()))):
            wrong = max(wrong, score)
        else:
            right = max(right, score)
    return Outcome(
        kind=query["kind"],
        mutation=query["mutation"],
        script=query["script"],
        schema=query["schema"],
        quick=query["quick"],
        source=str(query.get("target_id") or "").partition("-")[0],
        distant=query.get("relation") == "distant",
        best=max(right, wrong),
        best_right=right > wrong,
        right=right,
    )


def threshold(outcomes: Iterable[Outcome], rate: float) -> float:
    """The lowest score at which at most `rate` of the clean names alert: an alert is a score above it."""
    scores = sorted((outcome.best for outcome in outcomes if outcome.clean), reverse=True)
    allowed = int(rate * len(scores) + 1e-9)
    return scores[allowed] if allowed < len(scores) else 0.0

"""How many listed parties are found, and how many clean names alert: labelled queries, ours and the rivals' answers.

The labelled data and its scorer are development data and no part of the repository; without them there are no figures.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.labelled import BENCH, QUERIES, Outcome, read_outcomes, read_queries
from benchmarks.measure import Run, ostrakon, run
from benchmarks.rival import JARO_WINKLER, TOKEN_SORT, BruteForce, Scorer

KEPT = 50
"""Results an engine keeps of each query."""
OURS = "Ostrakon"


@dataclass(frozen=True, slots=True)
class Answered:
    """One engine's answers to the labelled queries.

    Attributes:
        engine: its name.
        outcomes: what each answer was worth.
        whole, quarter: the figures of the data's own scorer over all queries asked, and over the stratified quarter.
    """

    engine: str
    outcomes: Sequence[Outcome]
    whole: Mapping[str, Any]
    quarter: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that the tables are made from.

    Attributes:
        store: where the labelled list is in force.
        queries: the labelled queries that were asked.
        engines: ours first.
        imported, screened: what the two commands cost.
        quick: whether only the quarter was asked.
    """

    store: Path
    queries: Sequence[Mapping[str, Any]]
    engines: Sequence[Answered]
    imported: Run
    screened: Run
    quick: bool


def ask_everybody(work: Path, *, quick: bool) -> Quality | None:
    """Import the labelled list, ask the queries, let the rivals answer them too; None where there are no such data."""
    if not BENCH.is_dir():
        return None
    listed, asked, store = work / "quality.ftm.json", work / "quality.jsonl", work / "quality-store"
    tool: list[str | Path] = [sys.executable, BENCH / "export.py"]
    run([*tool, "list", listed, "--hidden", BENCH / "dev_hidden.txt"])
    run([*tool, "queries", QUERIES, asked, *(["--quick"] if quick else [])])
    queries = read_queries(quick=quick)
    imported = ostrakon("--store", store, "lists", "import", "ftm", listed)
    ours = work / "quality.ours.jsonl"
    ours.unlink(missing_ok=True)
    screen = ("screen", "--input", asked, "--output", ours, "--threshold", "0", "--limit", str(KEPT))
    screened = ostrakon("--store", store, *screen, "--evidence", "none", ok=(0, 1, 3))
    engines = [_answered(OURS, queries, ours, quick=quick)]
    names, owners = listed_names()
    for scorer in (TOKEN_SORT, JARO_WINKLER):
        theirs = work / f"quality.{len(engines)}.jsonl"
        _rival_answers(scorer, queries, names, owners, theirs)
        engines.append(_answered(scorer.name, queries, theirs, quick=quick))
    return Quality(store, queries, engines, imported, screened, quick)


def listed_names() -> tuple[list[str], list[list[str]]]:
    """The names on the labelled list that are not hidden, each once, and the ids of the entities that bear them."""
    hidden = set((BENCH / "dev_hidden.txt").read_text().split())
    owners: dict[str, list[str]] = {}
    with gzip.open(BENCH / "list_index.csv.gz", "rt", encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if row["name_id"] not in hidden:
                owners.setdefault(row["name"], []).append(row["entity_id"])
    return list(owners), list(owners.values())


def _answered(engine: str, queries: Sequence[Mapping[str, Any]], predictions: Path, *, quick: bool) -> Answered:
    quarter = _scored(predictions, quick=True)
    whole = quarter if quick else _scored(predictions, quick=False)
    return Answered(engine, read_outcomes(queries, predictions), whole, quarter)


def _scored(predictions: Path, *, quick: bool) -> Mapping[str, Any]:
    report = predictions.with_suffix(".score.json")
    scorer: list[str | Path] = [sys.executable, BENCH / "score.py", QUERIES, predictions, "--json", report]
    run([*scorer, *(["--quick"] if quick else [])])
    figures: Mapping[str, Any] = json.loads(report.read_text())
    return figures


def _rival_answers(
    scorer: Scorer, queries: Sequence[Mapping[str, Any]], names: list[str], owners: list[list[str]], out: Path
) -> None:
    """Write the rival's 50 best entities a query; an entity counts with its best name."""
    rival = BruteForce(names, scorer)
    with out.open("w", encoding="utf-8") as target:
        for start, scores in rival.blocks([query["name"] for query in queries], workers=-1):
            nearest = np.argpartition(scores, -KEPT * 4, axis=1)[:, -KEPT * 4 :]
            for offset, positions in enumerate(nearest):
                best: dict[str, float] = {}
                falling = np.argsort(-scores[offset, positions].astype(float), kind="stable")
                for position in positions[falling]:
                    for entity in owners[position]:
                        best.setdefault(entity, float(scores[offset, position]))
                results = [{"id": entity, "score": score} for entity, score in list(best.items())[:KEPT]]
                line = {"query_id": queries[start + offset]["query_id"], "results": results}
                target.write(json.dumps(line) + "\n")

"""Estimate the bits of `match/weights.toml` from labelled queries, by ridge logistic regression around them.

    python tools/matching/fit.py BENCH_FOLDER [--rounds 1] [--ridge BITS] [--kinds] [--report FILE] [--write]

BENCH_FOLDER holds `list_index.csv.gz`, `dev_hidden.txt` and `dev_queries.jsonl.gz` (see the folder's own README).
Queries marked `quick` are never used to fit: figures are reported on them. Rows of source `uaw` (non-commercial data)
are left out of the estimate altogether. Each round compares every query with its candidates under the weights so far;
twice the best right name and the best wrong ones of each query are chosen and fitted. The weights before the first
round are the centre of the ridge, so that what the data do not tell stays as reviewed; without --ridge its strength is
the one that predicts queries left out best. --report writes the figures, with --kinds also what is lost on each kind of
alteration when it is left out of the fit. Without --write the fitted table is only printed.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from estimate import F64, SOFT, Bounds, bounds, fit, parameters
from features import Bools, Rows, collect, entities
from report import written

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.index.candidates import Candidates
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.proportions import SIZES

TABLE = Path(__file__).resolve().parents[2] / "src/ostrakon/match/weights.toml"
WRONG_PER_QUERY = 6
CLEAN_WEIGHT = 20.0
HARD_WEIGHT = 36.0
"""Pairs of clean names, and of those made to be confused, count so often: alerts on them are what costs."""
RIDGES = (3.0, 10.0, 30.0, 100.0)
FOLDS = 3
CHOICES = 2
"""How often the pairs to fit on are chosen anew under the weights so far."""


def chosen(rows: Rows, weights: F64, of: Bools) -> np.ndarray:
    """Of the pairs `of`: the best right one and the best wrong ones of each query."""
    at = np.nonzero(of)[0]
    bits = rows.bits(weights)[at]
    order = at[np.lexsort((-bits, rows.right[at], rows.query[at]))]
    query, right = rows.query[order], rows.right[order]
    first = np.concatenate([[True], (query[1:] != query[:-1]) | (right[1:] != right[:-1])])
    rank = np.arange(len(order)) - np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    return np.asarray(order[rank < np.where(right, 1, WRONG_PER_QUERY)])


def importance(rows: Rows) -> F64:
    """How much each query counts."""
    of = {"clean": CLEAN_WEIGHT, "hard": HARD_WEIGHT}
    return np.array([of.get(sort_of(q), 1.0) for q in rows.queries])


def sort_of(query: dict[str, Any]) -> str:
    """`clean`, `hard` (clean, but made to be confused), or `right`."""
    if query["kind"] != "clean":
        return "right"
    return "hard" if query["mutation"].startswith("hard") else "clean"


def fitted(rows: Rows, centre: F64, among: Bools, *, ridge: float, under: Bounds, start: F64 | None = None) -> F64:
    """The weights fitted on the queries `among`."""
    weights = centre if start is None else start
    counts = importance(rows)
    for _ in range(CHOICES if start is None else 1):
        at = chosen(rows, weights, among[rows.query])
        x, y = rows.features[at].astype(np.float64), rows.right[at].astype(np.float64)
        weights = fit(x, y, counts[rows.query[at]], centre, ridge=ridge, under=under, start=weights)
    return weights


def calibrated(rows: Rows, weights: F64, among: Bools) -> F64:
    """The prior moved so that the best answer of a query is right as often as its score says; one parameter."""
    bits = rows.bits(weights)
    right, wrong = rows.best(bits, rows.right), rows.best(bits, ~rows.right)
    best = np.maximum(right, wrong)
    some = among & np.isfinite(best) & np.array([sort_of(q) != "hard" for q in rows.queries])
    steps = np.arange(-9, 9.01, 0.05)
    margin = np.log(2) * (best[some][None, :] + steps[:, None])
    loss = (np.logaddexp(0, margin) - (right > wrong)[some][None, :] * margin).sum(1)
    moved = weights.copy()
    moved[rows.names.index("prior.bits")] += float(steps[int(loss.argmin())])
    return moved


def best_ridge(rows: Rows, centre: F64, among: Bools, under: Bounds) -> float:
    """The strength of the ridge under which queries left out of the fit are told apart best."""
    fold = np.arange(len(rows.queries)) % FOLDS
    counts = importance(rows)
    losses: dict[float, float] = {}
    start: F64 | None = None
    for ridge in RIDGES:
        total = 0.0
        for part in range(FOLDS):
            start = fitted(rows, centre, among & (fold != part), ridge=ridge, under=under, start=start)
            at = chosen(rows, start, (among & (fold == part))[rows.query])
            margin = np.log(2) * rows.bits(start)[at]
            total += float(counts[rows.query[at]] @ (np.logaddexp(0, margin) - rows.right[at] * margin))
        losses[ridge] = total
        print(f"ridge {ridge:g}: loss on queries left out {total:.0f}")
    return min(losses, key=losses.__getitem__)


def replaced(text: str, flat: dict[str, float]) -> str:
    """The table's text with its numbers exchanged, comments kept."""
    section = ""
    lines = []
    for row in text.splitlines():
        line = row
        if head := re.match(r"\[(\w+)\]", line):
            section = head.group(1)
        elif (m := re.match(r"(\w+) = \{ base = [-\d.]+, slope = [-\d.]+ \}(.*)", line)) and section in SOFT:
            base, slope = flat[f"{section}.{m.group(1)}.base"], flat[f"{section}.{m.group(1)}.slope"]
            line = f"{m.group(1)} = {{ base = {base:.2f}, slope = {slope:.3f} }}{m.group(2)}"
        elif (m := re.match(r"(\w+) = [-\d.]+(.*)", line)) and f"{section}.{m.group(1)}" in flat:
            line = f"{m.group(1)} = {flat[f'{section}.{m.group(1)}']:.2f}{m.group(2)}"
        elif (m := re.match(r"(\w+) = \[.*\](.*)", line)) and section == "proportion":
            bits = [flat[f"proportion.{m.group(1)}.{i}"] for i in range(SIZES[m.group(1)])]
            line = f"{m.group(1)} = [{', '.join(f'{b:.2f}' for b in bits)}]{m.group(2)}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def estimated(folder: Path, text: str, options: argparse.Namespace) -> tuple[str, Rows, F64, float, Bounds]:
    """The table refitted: its text, the rows of the last round, the weights, the ridge, the constraints."""
    with tempfile.TemporaryDirectory() as place:
        build_index(entities(folder), Path(place))
        arrays = Arrays.load(Path(place))
        found = Candidates(arrays, Vocabulary.of(arrays))
        data = tomllib.loads(text)
        names = list(parameters(data))
        under, centre = bounds(names), np.array(list(parameters(data).values()))
        ridge: float = options.ridge
        for number in range(options.rounds):
            rows = collect(folder, arrays, found, data)
            among = np.array([not q["quick"] for q in rows.queries])
            ridge = ridge or best_ridge(rows, centre, among, under)
            weights = calibrated(rows, fitted(rows, centre, among, ridge=ridge, under=under), among)
            text = replaced(text, dict(zip(names, weights.tolist(), strict=True)))
            data = tomllib.loads(text)
            print(f"round {number + 1}: {len(rows.right)} pairs of {len(rows.queries)} queries, ridge {ridge:g}")
    return text, rows, weights, ridge, under


def main() -> None:
    """Fit and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--ridge", type=float, default=0.0)
    parser.add_argument("--kinds", action="store_true", help="leave out each kind of alteration in turn")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    before = TABLE.read_text(encoding="utf-8")
    text, rows, weights, ridge, under = estimated(options.folder, before, options)
    if options.write:
        TABLE.write_text(text, encoding="utf-8")
    else:
        print(text)
    if options.report:
        centre = np.array(list(parameters(tomllib.loads(before)).values()))

        def refit(among: Bools, start: F64 | None) -> F64:
            again = fitted(rows, centre, among, ridge=ridge, under=under, start=start)
            return calibrated(rows, again, among)

        options.report.write_text(written(rows, weights, ridge, refit, kinds=options.kinds), encoding="utf-8")


if __name__ == "__main__":
    main()

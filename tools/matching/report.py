"""The report of a fit: figures of the part fitted on and of the part left out, reliability, kinds left out in turn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from estimate import F64
from features import Bools, Rows

ALERT_SHARES = (0.01, 0.001)
BINS = 10
Refit = Callable[[Bools, F64 | None], F64]
"""Queries to fit on, weights to begin from → weights."""


def written(rows: Rows, weights: F64, ridge: float, refit: Refit, *, kinds: bool) -> str:
    """The report as Markdown."""
    quick = np.array([bool(q["quick"]) for q in rows.queries])
    parts = {"fitted on": ~quick, "quick quarter, not fitted on": quick, "all": np.ones_like(quick)}
    lines = [
        "# Report of the fit of match/weights.toml",
        "",
        "Written by `tools/matching/fit.py`. Names of non-commercial lists took no part, neither in the fit nor here.",
        f"Ridge {ridge:g}, {len(weights)} weights, {len(rows.right)} compared pairs of {len(rows.queries)} queries.",
        "",
        "| queries | right first | among ten | found at 1 % alerts | at 0.1 % | confusable names alert at 1 % |",
        "|---|---|---|---|---|---|",
    ]
    for name, part in parts.items():
        lines.append(f"| {name} | " + " | ".join(f"{v:.4f}" for v in figures(rows, weights, part)) + " |")
    half = np.arange(len(rows.queries)) % 2 == 0
    lines += ["", *_reliability(rows, refit(half, weights), ~half)]
    if kinds:
        lines += ["", *_left_out(rows, weights, ~quick, refit)]
    return "\n".join(lines) + "\n"


def _sorts(rows: Rows) -> tuple[Bools, Bools, Bools]:
    """Queries with a right answer, clean ones, and clean ones made to be confused."""
    clean = np.array([q["kind"] == "clean" for q in rows.queries])
    hard = np.array([q["mutation"].startswith("hard") for q in rows.queries]) & clean
    return ~clean, clean & ~hard, hard


def figures(rows: Rows, weights: F64, part: Bools) -> list[float]:
    """Share right first, among the first ten, found at each alert share, and of confusable names that alert."""
    right, clean, hard = _sorts(rows)
    bits = rows.bits(weights)
    mine, others = rows.best(bits, rows.right), rows.best(bits, ~rows.right)
    worse = (bits >= mine[rows.query]) & ~rows.right
    rank = 1 + np.bincount(rows.query[worse], minlength=len(rows.queries))
    asked, found = right & part, np.isfinite(mine)
    limits = [_limit(others[clean & part], share) for share in ALERT_SHARES]
    return [
        float((found & (rank == 1))[asked].mean()),
        float((found & (rank <= 10))[asked].mean()),
        *(float((mine > limit)[asked].mean()) for limit in limits),
        float((others > limits[0])[hard & part].mean()),
    ]


def _limit(best: F64, share: float) -> float:
    """Bits above which this share of the clean names alerts."""
    return float(np.sort(best)[::-1][int(share * len(best))])


def _reliability(rows: Rows, weights: F64, part: Bools) -> list[str]:
    bits = rows.bits(weights)
    mine, others = rows.best(bits, rows.right), rows.best(bits, ~rows.right)
    best = np.maximum(mine, others)
    some = part & np.isfinite(best)
    score, right = 1 / (1 + np.exp2(-best[some])), (mine > others)[some]
    at = np.minimum((score * BINS).astype(int), BINS - 1)
    lines = [
        "## Reliability",
        "",
        "Fitted on one half of the queries, told of the best answers of the other, names made to be confused included.",
        "",
        "| score | answers | mean score | right |",
        "|---|---|---|---|",
    ]
    error = 0.0
    for step in range(BINS):
        here = at == step
        if here.any():
            said, was = float(score[here].mean()), float(right[here].mean())
            error += abs(said - was) * float(here.mean())
            lines.append(f"| {step / BINS:.1f} to {(step + 1) / BINS:.1f} | {here.sum()} | {said:.3f} | {was:.3f} |")
    return [*lines, "", f"Expected calibration error: {error:.4f}."]


def _left_out(rows: Rows, weights: F64, among: Bools, refit: Refit) -> list[str]:
    """What is lost on each kind of alteration at 1 % alerts when the fit has not seen it."""
    right, clean, _ = _sorts(rows)
    kind = np.array([q["mutation"] for q in rows.queries])
    lines = [
        "## Kinds of alteration left out of the fit in turn",
        "",
        "Found at 1 % alerts, with the kind in the fit and without it, each at the threshold of that fit.",
        "",
        "| kind | queries | in the fit | left out | lost |",
        "|---|---|---|---|---|",
    ]

    def found(used: F64, of: Bools) -> float:
        bits = rows.bits(used)
        limit = _limit(rows.best(bits, np.ones_like(rows.right))[clean], ALERT_SHARES[0])
        return float((rows.best(bits, rows.right) > limit)[of].mean())

    lost: list[float] = []
    for name in sorted(set(kind[right].tolist())):
        of = right & (kind == name)
        without = refit(among & ~of, weights)
        seen, unseen = found(weights, of), found(without, of)
        lost.append(seen - unseen)
        lines.append(f"| {name} | {of.sum()} | {seen:.3f} | {unseen:.3f} | {seen - unseen:+.3f} |")
        print(lines[-1])
    return [*lines, "", f"Mean over {len(lost)} kinds: {np.mean(lost):+.4f}."]

"""Ridge logistic regression in bits under order constraints, and what it needs to know of the weights' names.

More agreement may never be worth less and a contradiction never more than nothing: the entries of each chain of
`proportions.CHAINS` are fitted as a first one and increments of one sign, single weights within bounds. The solver is
Newton's method on the free parameters, steps projected on the bounds (Bertsekas, 1982).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.match.proportions import CHAINS, NEUTRAL

F64 = NDArray[np.float64]
SOFT = ("level", "extra", "missing")
FROZEN = (
    "extra.title",
    "missing.title",
    "extra.particle",
    "missing.particle",
    "extra.legal",
    "missing.legal",
    "extra.patronymic",
    "whole.contradiction_given",
    "whole.contradiction_half",
    "whole.contradiction_business",
)
"""Kept as reviewed: decoration, and given names that differ in the middle of a long name, which the benchmark varies in
too few ways to learn their price from; companies of which one word differs, since its clean names hold hardly any."""
AGAINST = ("contradiction", "extra_", "missing_", "weak", "other")
"""Beginnings of the last part of names of weights that speak against a match: never above `AGAINST_MAX`."""
AGAINST_MAX = -0.01
OPEN_MAX = -0.05
"""A word that nothing answers always costs something."""
ROUNDS_MAX = 40
SPREAD_MIN = 0.05
"""Least spread that a feature counts with in the ridge; a feature that hardly occurs stays near its centre."""
MARGIN_MAX = 40.0
LOG2 = float(np.log(2))


def parameters(data: dict[str, Any]) -> dict[str, float]:
    """The fitted numbers of a weights table under flat names such as `level.equal.slope`."""
    flat = {"prior.bits": data["prior"]["bits"], "name.weak": data["name"]["weak"]}
    flat["schema.other"] = data["schema"]["other"]
    flat.update({f"whole.{k}": v for k, v in data["whole"].items() if k != "together"})
    for table in SOFT:
        for name, entry in data[table].items():
            flat[f"{table}.{name}.base"] = entry["base"]
            flat[f"{table}.{name}.slope"] = entry["slope"]
    for table, entries in data["proportion"].items():
        flat.update({f"proportion.{table}.{i}": bits for i, bits in enumerate(entries)})
    return flat


@dataclass(frozen=True, slots=True)
class Bounds:
    """weights = basis @ steps, least <= steps <= most, and frozen ones keep their value."""

    basis: F64
    least: F64
    most: F64
    frozen: NDArray[np.bool_]

    def start(self, weights: F64) -> F64:
        """The steps of given weights, moved into the bounds."""
        return np.asarray(np.clip(np.linalg.solve(self.basis, weights), self.least, self.most))


def bounds(names: list[str]) -> Bounds:
    """The order constraints of the weights of these names."""
    place = {name: i for i, name in enumerate(names)}
    count = len(names)
    basis, least, most = np.eye(count), np.full(count, -np.inf), np.full(count, np.inf)
    frozen = np.array([n in FROZEN or n.rsplit(".", 1)[0] in FROZEN for n in names])
    for table, entries in NEUTRAL.items():
        frozen[[place[f"proportion.{table}.{entry}"] for entry in entries]] = True
    for table, chains in CHAINS.items():
        for chain in chains:
            order = [place[f"proportion.{table}.{entry}"] for entry in chain]
            falling = bool(frozen[order[-1]]) and not frozen[order[0]]
            order = order[::-1] if falling else order
            for i in range(1, len(order)):
                basis[order[i], order[:i]] = 1.0
                least[order[i]], most[order[i]] = (-np.inf, 0.0) if falling else (0.0, np.inf)
    for name, i in place.items():
        table, _, last = name.partition(".")
        if table in ("whole", "name", "schema") and last.startswith(AGAINST):
            most[i] = AGAINST_MAX
        if table in ("extra", "missing"):
            most[i] = 0.0 if last.endswith("slope") else OPEN_MAX
    return Bounds(basis, least, most, frozen)


def fit(
    rows: F64, right: F64, importance: F64, centre: F64, *, ridge: float, under: Bounds, start: F64 | None = None
) -> F64:
    """The weights in bits, pulled towards `centre`.

    Args:
        rows: features of compared pairs, and in the last column bits that no weight explains [pairs, weights + 1].
        right, importance: 1 for the same party, else 0; how much each pair counts [pairs].
        ridge: strength of the pull.
        start: weights to begin from, to save steps.
    """
    features, offset = rows[:, :-1] @ under.basis, rows[:, -1]
    penalty = ridge * np.maximum(rows[:, :-1].std(0), SPREAD_MIN) ** 2
    pull = (under.basis.T * penalty) @ under.basis

    def loss(steps: F64) -> float:
        margin = LOG2 * (features @ steps + offset)
        apart = under.basis @ steps - centre
        return float(importance @ (np.logaddexp(0, margin) - right * margin) + 0.5 * penalty @ apart**2)

    steps = under.start(centre if start is None else start)
    current = loss(steps)
    for _ in range(ROUNDS_MAX):
        p = 1 / (1 + np.exp(-np.clip(LOG2 * (features @ steps + offset), -MARGIN_MAX, MARGIN_MAX)))
        slope = LOG2 * features.T @ (importance * (p - right))
        slope += under.basis.T @ (penalty * (under.basis @ steps - centre))
        held = under.frozen | ((steps <= under.least) & (slope > 0)) | ((steps >= under.most) & (slope < 0))
        free = np.nonzero(~held)[0]
        part = features[:, free]
        curve = (part * (importance * p * (1 - p) * LOG2**2)[:, None]).T @ part + pull[np.ix_(free, free)]
        move = np.zeros_like(steps)
        move[free] = -np.linalg.solve(curve + 1e-6 * np.eye(len(free)), slope[free])
        steps, after = _searched(steps, move, current, loss, under)
        if current - after < 1e-5 * max(1.0, abs(current)):
            break
        current = after
    return np.asarray(under.basis @ steps)


def _searched(steps: F64, move: F64, current: float, loss: Any, under: Bounds) -> tuple[F64, float]:
    """The longest of ever shorter projected moves that does not lose; the old place when none does."""
    size = 1.0
    while size > 1e-4:
        tried = np.clip(steps + size * move, under.least, under.most)
        if (after := loss(tried)) <= current:
            return tried, after
        size /= 2
    return steps, current

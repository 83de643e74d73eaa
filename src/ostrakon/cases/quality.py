"""Quality review of closed cases: which ones are looked at again, and how far two people agree."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far first decisions and reviews agree.

    Attributes:
        cases: reviewed twice.
        share: the same outcome.
        kappa: Cohen's kappa (Educational and Psychological Measurement 20, 1960): 1 agreement, 0 what chance gives;
            None where all outcomes are the same and chance alone gives full agreement.
        pairs: (first, review) → cases.
    """

    cases: int
    share: float
    kappa: float | None
    pairs: dict[str, int]


def in_sample(case_id: int, share: float, *, seed: str) -> bool:
    """Whether a closed case is drawn for review: by a hash, so that nobody can choose, and anybody can check.

    Args:
        share: of all cases, 0 to 1.
        seed: changed from period to period, and not known to analysts.
    """
    drawn = int.from_bytes(hashlib.sha256(f"{seed}:{case_id}".encode()).digest()[:8], "big")
    return drawn < share * 2**64


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """How far pairs of outcomes (first decision, review) agree."""
    counted = Counter(pairs)
    total = sum(counted.values())
    if not total:
        return Agreement(cases=0, share=0.0, kappa=None, pairs={})
    share = sum(count for (first, second), count in counted.items() if first == second) / total
    by_chance = _by_chance(counted, total)
    return Agreement(
        cases=total,
        share=share,
        kappa=None if by_chance == 1 else (share - by_chance) / (1 - by_chance),
        pairs={f"{first}/{second}": count for (first, second), count in sorted(counted.items())},
    )


def _by_chance(counted: Counter[tuple[str, str]], total: int) -> float:
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), count in counted.items():
        first[one] += count
        second[other] += count
    return sum(first[outcome] * second[outcome] for outcome in first) / total**2


def signature(features: Sequence[tuple[str, float]]) -> str:
    """What evidence turns on: each feature with its direction, in a fixed order; look-alikes share it."""
    signs = {name: "+" if bits > 0 else "-" for name, bits in sorted(features) if abs(bits) >= 0.05 and name != "prior"}
    return " ".join(f"{name}{sign}" for name, sign in signs.items())

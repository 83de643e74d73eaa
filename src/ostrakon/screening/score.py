"""Bits ↔ probability.

p = 1 / (1 + 2^-bits) up to `TAIL_BITS`; beyond, where doubles would soon round it to 1, the remaining distance to 1
shrinks as 1/bits instead of 2^-bits, so that two good matches of different strength keep different scores.
"""

from __future__ import annotations

import math

TAIL_BITS = 20.0


def probability(bits: float) -> float:
    """Strictly increasing in `bits`, between 0 and 1, never 1."""
    if bits <= TAIL_BITS:
        return 1.0 / (1.0 + math.exp2(min(-bits, 1000.0)))
    rest = 1.0 - 1.0 / (1.0 + math.exp2(-TAIL_BITS))
    return 1.0 - rest * TAIL_BITS / bits


def bits_of(score: float) -> float:
    """The bits at which `probability` gives `score`; minus infinity for 0 and below."""
    if score <= 0.0:
        return -math.inf
    top = probability(TAIL_BITS)
    if score > top:
        return (1.0 - top) * TAIL_BITS / max(1.0 - score, 1e-300)
    return math.log2(score / (1.0 - score))

"""Why one subject and one listed party match or do not, and which step of a search loses the pair."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.match.evidence import Evidence
from ostrakon.screening.result import Status


@dataclass(frozen=True, slots=True)
class Explained:
    """One pair, judged whether or not a search would have brought the two together.

    Attributes:
        bits, evidence: as in a result; the evidence adds up to the bits.
        status, note: what the pair alone leads to, and why a high score is no hit.
        lost_at: the step at which a search loses the pair, and how; empty when it reports it.
    """

    bits: float
    evidence: tuple[Evidence, ...]
    status: Status
    note: str
    lost_at: str


def outranked(nearer: int) -> str:
    """`Explained.lost_at` of a party that was fetched, but that too many others surpass by name."""
    return f"ranking: {nearer} other parties are nearer by name, and no more are looked at in full"


def below(bits: float, review: float) -> str:
    """`Explained.lost_at` of a party that is compared but does not reach the review threshold (both in bits)."""
    return f"score: {review - bits:.1f} bits below the review threshold"

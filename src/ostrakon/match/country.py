"""Countries as evidence: a shared one speaks a little for a match, only different ones a little against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ostrakon.match.weights import Weights


def compare_countries(query: Collection[str], listed: Sequence[str], weights: Weights) -> tuple[float, str] | None:
    """(bits, rule) of two sets of country codes; None when one side gives none."""
    if not query or not listed:
        return None
    if set(query) & set(listed):
        return weights.country["same"], "a country in common"
    return weights.country["other"], "no country in common"

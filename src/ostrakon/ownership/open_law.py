"""Where the law is open, and what calls for caution, though it changes no verdict."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ostrakon.ownership.graph import CONTROLLING, LINK_RIGHTS, UNIT, Graph, Interest, Party, percent
from ostrakon.ownership.holdings import Held
from ostrakon.ownership.regimes import HALF, Regime
from ostrakon.ownership.worlds import Reached, span

NEAR = 45 * UNIT
"""From this share of the listed side on, an entity that is not blocked calls for caution (ours, no law's)."""
RECENT_DAYS = 365
"""A sale within so many days before a listing is a red flag."""
RECENT_DAYS_UNDATED = 3 * 365
"""The same before the day asked about, where the day of the listing is not known."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that a person should weigh.

    Attributes:
        text: in words, with the source where there is one.
        unsettled: whether the verdict itself may be held to be another.
    """

    text: str
    unsettled: bool


def doubts(
    parties: Mapping[str, Party], held: Held, regime: Regime, reached: Reached, entity: str, *, blocked: bool
) -> Iterator[Doubt]:
    """What is open about an entity, by what others hold in it on the day.

    Args:
        parties: for their names.
        reached: the side, in the world of the largest stakes.
        blocked: whether it is blocked for sure.
    """
    yield from _exactly_half(held, regime, reached)
    if not blocked:
        yield from _near(held, regime, reached)
    for holder, right in held.cautions:
        if holder in reached.order and holder != entity:
            yield _caution(regime, parties[holder].called, right, blocked=blocked)
    if not regime.control:
        for holder in held.controllers & reached.order.keys():
            yield Doubt(f"{parties[holder].called} controls it: {regime.by_control}", unsettled=False)
    if blocked or not any(holder in reached.order for holder in held.shares.low):
        return
    if entity in held.shares.low:
        yield Doubt("it holds shares of itself; whether these count is open", unsettled=True)
    if not regime.arrangements and _arranged(held, reached) > HALF:
        yield Doubt("listed holders are in a joint arrangement with others that hold more than half", unsettled=True)


def sold(graph: Graph, reached: Container[str], regime: str, day: str) -> dict[str, list[Doubt]]:
    """Red flags for entities that a blocked party left near its listing or after it, by an ISO day.

    Where the day of the listing is not known, a sale within so many days before `day` is one.

    Args:
        reached: parties that a regime lists, and those that they reach.
    """
    found: dict[str, list[Doubt]] = {}
    for one in graph.interests:
        if one.end and one.end <= day and one.holder in reached and one.kind != "link":
            text = _sale(one, graph.parties[one.holder], regime, day)
            if text:
                found.setdefault(one.owned, []).append(Doubt(text, unsettled=True))
    return found


def _sale(one: Interest, holder: Party, regime: str, day: str) -> str:
    """What is to be said of an interest that ended; empty where it ended long before."""
    listed = holder.listed_since(regime)
    gone = f"{holder.called} gave its interest up on {one.end}"
    if not listed:
        near = one.end >= _before(day, RECENT_DAYS_UNDATED)
        return f"{gone}: a divestment near a listing is a red flag (day of the listing not known)" if near else ""
    if one.end >= listed:
        return (
            f"{gone}, after its listing on {listed}: such a transfer needs a licence where the property was frozen, "
            "and may be void; a red flag"
        )
    if one.end >= _before(listed, RECENT_DAYS):
        return f"{gone}, shortly before its listing on {listed}: a divestment near a listing is a red flag"
    return ""


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def judged(held: Held, holders: Collection[str], parties: Mapping[str, Party]) -> Iterator[Doubt]:
    """What is open about an entity that is blocked by control alone: dominant influence is a matter of judgement.

    Args:
        holders: by whose control it is blocked.
    """
    mine = [one for one in held.interests if one.holder in holders and one.right in CONTROLLING]
    if mine and all(one.right == "dominant_influence" for one in mine):
        who = parties[mine[0].holder].called
        yield Doubt(f"dominant influence of {who} is a matter of judgement, and can be rebutted", unsettled=True)


def _near(held: Held, regime: Regime, reached: Reached) -> Iterator[Doubt]:
    low, _ = span(held.shares, held, regime, reached.order)
    if NEAR <= low < HALF:
        said = f"{percent(low):g} % is near the threshold"
        yield Doubt(f"{said}: a reason for caution, since small changes or control decide", unsettled=False)


def _exactly_half(held: Held, regime: Regime, reached: Reached) -> Iterator[Doubt]:
    low, high = span(held.shares, held, regime, reached.order)
    if HALF not in (low, high) or regime.half_open == "never":
        return
    if regime.half_open == "always":
        yield Doubt("exactly 50 %: whether that is enough is open in this regime", unsettled=True)
        return
    mine = [holder for holder in held.shares.low if holder in reached.order]
    if any(holder not in reached.roots for holder in mine):
        yield Doubt("exactly 50 % down a chain: whether that is enough is open", unsettled=True)


_WORDS = {
    "veto": "has a veto",
    "golden_share": "has a golden share",
    "director": "has a seat on the board",
    "manager": "manages it",
    "influence": "has influence of a kind that the source does not set out as a majority",
    "trust": "is settlor, trustee, protector or beneficiary of it",
    "contract": "has rights by contract",
    "consolidated": "consolidates its accounts",
    "acts_for": "is the party on whose behalf it acts",
    "family": "is a relative",
    "associate": "is an associate",
    "linked": "is linked to it",
}
_OPEN = frozenset({"veto", "golden_share", "influence", "trust", "contract", "consolidated", "manager"})
"""Rights of which it is open whether they are control, where a regime knows control."""


def _caution(regime: Regime, who: str, right: str, *, blocked: bool) -> Doubt:
    said = f"{who} {_WORDS[right]}"
    if right in _OPEN and regime.control and not blocked:
        source = regime.by_right.get(right) or regime.by_control
        return Doubt(f"{said}; whether that is control is open: {source}", unsettled=True)
    if right in regime.by_right:
        return Doubt(f"{said}: {regime.by_right[right]}", unsettled=False)
    what = "a link, no share" if right in LINK_RIGHTS else "by itself no control, and a reason for caution"
    return Doubt(f"{said}; {what}", unsettled=False)


def _arranged(held: Held, reached: Reached) -> int:
    """The largest sum of shares in one joint arrangement of which a blocked party is part."""
    return max(
        (
            sum(held.shares.low.get(partner, 0) for partner in partners)
            for holder, partners in held.partners.items()
            if holder in reached.order
        ),
        default=0,
    )

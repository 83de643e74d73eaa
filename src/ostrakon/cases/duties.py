"""What a decision obliges to, and by when. Dates are computed, the law is cited; neither is legal advice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Literal

import holidays
import msgspec

from ostrakon.cases.case import Outcome

Regime = Literal["ofac", "eu", "uk", "ch", "un"]


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be done.

    Attributes:
        regime: whose law.
        what: what must be done, one sentence.
        due: ISO day by which; empty: without delay, today.
        source: where that stands.
    """

    regime: Regime
    what: str
    due: str
    source: str


OFAC_DAYS = 10
"""Business days for both reports (31 CFR 501.603(b)(1) and 501.604(c))."""


_REGIMES: dict[str, Regime] = {"ofac_": "ofac", "eu_": "eu", "uk_": "uk", "ch_": "ch", "un_": "un"}


def regimes_of(sources: Iterable[str]) -> tuple[Regime, ...]:
    """Under whose law the lists stand that hold a party.

    Args:
        sources: ids of the lists.
    """
    found = {regime for source in sources for prefix, regime in _REGIMES.items() if source.startswith(prefix)}
    return tuple(sorted(found))


def duties(outcome: Outcome, regimes: tuple[Regime, ...], decided: date) -> tuple[Duty, ...]:
    """The duties that follow when a party is treated as listed.

    Args:
        outcome: block, reject or hold; a clear obliges to nothing.
        regimes: under whose lists the party stands.
        decided: day of the decision, from which clocks run.
    """
    if outcome not in {"block", "reject", "hold"}:
        return ()
    return tuple(duty for regime in regimes for duty in _of(regime, outcome, decided))


def _of(regime: Regime, outcome: Outcome, decided: date) -> tuple[Duty, ...]:
    if outcome == "hold":
        what = "decide soon whether property must be frozen: a hold is no licence to wait"
        return (Duty(regime=regime, what=what, due=decided.isoformat(), source="policy of the house"),)
    if regime == "ofac":
        return _ofac(outcome, decided)
    known = _WITHOUT_DELAY.get(regime)
    if known is None:
        return ()
    what, source = known
    return (Duty(regime=regime, what=what, due="", source=source),)


def _ofac(outcome: Outcome, decided: date) -> tuple[Duty, ...]:
    due = business_days_after(decided, OFAC_DAYS).isoformat()
    if outcome == "reject":
        what = "report the rejected transaction to OFAC"
        return (Duty(regime="ofac", what=what, due=due, source="31 CFR 501.604"),)
    annual = date(decided.year + (decided >= date(decided.year, 7, 1)), 9, 30)
    return (
        Duty(regime="ofac", what="report the blocked property to OFAC", due=due, source="31 CFR 501.603(b)(1)"),
        Duty(
            regime="ofac",
            what="hold it in the annual report of blocked property (as of 30 June)",
            due=annual.isoformat(),
            source="31 CFR 501.603(b)(2)",
        ),
    )


_WITHOUT_DELAY: dict[Regime, tuple[str, str]] = {
    "eu": (
        "supply the national competent authority with information on the frozen assets immediately",
        "for instance Regulation (EU) No 269/2014, article 8(1)",
    ),
    "uk": (
        "inform HM Treasury (OFSI) as soon as practicable",
        "for instance SI 2019/855 (Russia), regulation 70",
    ),
    "ch": ("report to SECO without delay", "for instance SR 946.231.176.72, article 16"),
}


def business_days_after(day: date, count: int) -> date:
    """The day that lies so many US business days behind: no Saturdays, Sundays and federal holidays."""
    found = day
    while count:
        found += timedelta(days=1)
        if found.weekday() < 5 and found not in _federal_holidays(found.year):
            count -= 1
    return found


@cache
def _federal_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("US", years=year, categories=("public",)))

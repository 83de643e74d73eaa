"""Four regimes as strategies: thresholds, what is added up, whether control blocks, and where that stands.

Read from OFAC's FAQ pages, from notes on the EU's Best Practices of July 2024 and SECO's guide, and from the opening
paragraphs of Schedule 1 to the UK regulations; what is not sure is marked in the answers (`settled`).
"""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.errors import UsageError
from ostrakon.ownership.graph import UNIT

HALF = 50 * UNIT
EU_FROM_HALF = "2024-07-03"
"""The day from which the EU's Best Practices count ownership from 50 % on; before: more than 50 %."""
OFAC_ADDS_UP = "2014-08-13"
"""The day of OFAC's revised guidance, which adds the shares of several blocked parties up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """The rule of one regime on one day.

    Attributes:
        id, title: `ofac`, `eu`, `uk`, `ch`.
        least: a blocked party's share in `UNIT`s from which an entity is owned.
        adds_up: whether shares of several blocked parties count together; else one party, with what it controls.
        control: whether control blocks without ownership.
        arrangements: whether a joint arrangement gives each party the shares of all.
        ownership, by_control, chain: citations of what decides.
        half_open: whether the law is open where the sum is exactly half: never, always, or only down a chain.
    """

    id: str
    title: str
    least: int
    adds_up: bool
    control: bool
    arrangements: bool
    ownership: str
    by_control: str
    chain: str
    half_open: str


_OFAC = "OFAC revised 50 Percent Rule guidance, 13 August 2014"
_EU = "EU Best Practices for the effective implementation of restrictive measures, 3 July 2024"
_UK = "Russia (Sanctions) (EU Exit) Regulations 2019, regulation 7 and Schedule 1; OFSI general guidance, chapter 4"
_CH = "SECO interpretation guide on ownership and control, May/June 2024"


def _ofac(day: str) -> Regime:
    together = day >= OFAC_ADDS_UP
    return Regime(
        id="ofac",
        title="United States (OFAC)",
        least=HALF,
        adds_up=together,
        control=False,
        arrangements=False,
        ownership=f"{_OFAC}; FAQ 399 (shares of all blocked persons together), FAQ 401"
        if together
        else "OFAC guidance of 14 February 2008 (50 percent or more of one blocked person)",
        by_control="FAQ 398: control alone does not block; caution",
        chain="FAQ 401: indirect ownership counts in full, without multiplication",
        half_open="never",
    )


def _eu(day: str) -> Regime:
    from_half = day >= EU_FROM_HALF
    return Regime(
        id="eu",
        title="European Union",
        least=HALF if from_half else HALF + 1,
        adds_up=True,
        control=True,
        arrangements=False,
        ownership=f"{_EU}: 50 % or more, listed parties together; recital 28 of Regulation (EU) 2024/1745"
        if from_half
        else "EU Best Practices before July 2024: more than 50 %; Commission FAQ 8 on asset freezes (together)",
        by_control=f"{_EU}: criteria of control, a presumption that can be rebutted",
        chain=f"{_EU}; ownership or control followed down (likely; not decided by the Court)",
        half_open="chain",
    )


def _uk(_day: str) -> Regime:
    return Regime(
        id="uk",
        title="United Kingdom",
        least=HALF + 1,
        adds_up=False,
        control=True,
        arrangements=True,
        ownership=f"{_UK}: more than 50 % of shares or votes of one person; no simple aggregation",
        by_control=f"{_UK}: board majority, or affairs that follow the person's wishes",
        chain=f"{_UK}: shares held through a chain of majority stakes",
        half_open="never",
    )


def _ch(_day: str) -> Regime:
    return Regime(
        id="ch",
        title="Switzerland",
        least=HALF + 1,
        adds_up=True,
        control=True,
        arrangements=False,
        ownership=f"{_CH}: more than 50 %, listed parties together",
        by_control=f"{_CH}: list of criteria, a presumption that can be rebutted",
        chain=f"{_CH}; followed down as in the EU (likely)",
        half_open="always",
    )


_MAKERS = {"ofac": _ofac, "eu": _eu, "uk": _uk, "ch": _ch}
REGIMES = tuple(_MAKERS)
"""Ids of all regimes."""


def regime_on(id_: str, day: str) -> Regime:
    """The rule of a regime as it was on an ISO day.

    Raises:
        UsageError: there is no such regime.
    """
    if id_ not in _MAKERS:
        raise UsageError(f"there is no regime {id_!r}", remedy=f"Known are {', '.join(REGIMES)}")
    return _MAKERS[id_](day)

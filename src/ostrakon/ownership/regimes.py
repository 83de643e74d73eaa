"""Four regimes as strategies: thresholds, what is added up, whether control blocks, and where that stands.

Read from OFAC's FAQ pages, from notes on the EU's Best Practices of July 2024 and SECO's guide, and from the opening
paragraphs of Schedule 1 to the UK regulations; what is not sure is marked in the answers (`settled`).
"""

from __future__ import annotations

from collections.abc import Mapping
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
        by_right: right or tie that decides nothing by itself → what the regime says of it.
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
    by_right: Mapping[str, str]


_OFAC = "OFAC revised 50 Percent Rule guidance, 13 August 2014"
_EU = "EU Best Practices for the effective implementation of restrictive measures, 3 July 2024"
_UK = "Russia (Sanctions) (EU Exit) Regulations 2019, regulation 7 and Schedule 1; OFSI general guidance, chapter 4"
_LED = (
    "OFAC FAQs 398 and 400: an entity is not blocked since a blocked person leads it; that person may not sign or "
    "negotiate for it, so caution"
)
_OFAC_RIGHTS = {
    "acts_for": "OFAC FAQs 398 and 400: dealings in which a blocked person has a part through somebody else are "
    "prohibited; caution",
    "director": _LED,
    "manager": _LED,
}
_EU_RIGHTS = {
    "acts_for": "EU Best Practices: funds given to one that acts on behalf or at the direction of a listed person may "
    "be made available to that person indirectly",
    "director": "EU Best Practices, criteria of control: a seat on the board is none by itself; the power to appoint "
    "the majority, or to direct the business, is",
    "consolidated": "EU Best Practices, criteria of control: business managed on a unified basis with consolidated "
    "accounts",
    "contract": "EU Best Practices, criteria of control: dominant influence by agreement, or use of the assets",
}
_UK_LED = (
    "Russia (Sanctions) (EU Exit) Regulations 2019, regulation 7: control where it is reasonable to expect that "
    "affairs follow the person's wishes, by whatever means; a seat on the board is evidence, and by itself no control"
)
_UK_RIGHTS = {
    "acts_for": "Russia (Sanctions) (EU Exit) Regulations 2019, regulations 12 to 15: nothing may be made available to "
    "or for the benefit of a designated person, directly or indirectly, and so through one that acts for it",
    "director": _UK_LED,
    "manager": _UK_LED,
}
_CH_RIGHTS = {
    "acts_for": "Swiss ordinances: funds may not be made available to a listed person, directly or indirectly; read "
    "as in the EU",
}
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
        by_right=_OFAC_RIGHTS,
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
        by_right=_EU_RIGHTS,
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
        by_right=_UK_RIGHTS,
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
        by_right=_CH_RIGHTS,
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

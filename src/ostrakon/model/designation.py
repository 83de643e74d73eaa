"""Why a party is on a list, and what follows from it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

from ostrakon.model.dates import PartialDate
from ostrakon.model.origin import Origin


class Measure(StrEnum):
    """What a designation forbids or restricts: one "hit" hides different duties."""

    ASSET_FREEZE = "asset_freeze"  # blocking, funds and economic resources frozen
    TRAVEL_BAN = "travel_ban"
    SECTORAL_DEBT = "sectoral_debt"  # new debt beyond a maturity (OFAC SSI directives 1 to 3)
    SECTORAL_EQUITY = "sectoral_equity"
    SECTORAL_SERVICES = "sectoral_services"  # goods and services for oil projects (OFAC SSI directive 4)
    INVESTMENT_BAN = "investment_ban"  # securities may not be bought (NS-CMIC)
    CORRESPONDENT_ACCOUNT = "correspondent_account"  # CAPTA: accounts prohibited or under strict conditions
    MENU_BASED = "menu_based"  # NS-MBS: a choice of lesser measures
    TRANSACTION_BAN = "transaction_ban"
    EXPORT_CONTROL = "export_control"  # a licence is needed (BIS Entity List)
    EXPORT_DENIAL = "export_denial"  # no exports at all (BIS Denied Persons)
    UNVERIFIED_END_USER = "unverified_end_user"  # BIS Unverified List
    MILITARY_END_USER = "military_end_user"
    ARMS_EMBARGO = "arms_embargo"
    PORT_BAN = "port_ban"  # a vessel may not enter or be served
    AIRCRAFT_BAN = "aircraft_ban"
    FINANCIAL_SERVICES_BAN = "financial_services_ban"
    TRUST_SERVICES_BAN = "trust_services_ban"
    DIRECTOR_DISQUALIFICATION = "director_disqualification"
    PROCUREMENT_BAN = "procurement_ban"
    DEBARMENT = "debarment"
    RESEARCH_RESTRICTION = "research_restriction"  # research with it may lose US defence money (section 1286)
    VISA_RESTRICTION = "visa_restriction"
    WANTED_NOTICE = "wanted_notice"  # a notice is no designation
    COUNTER_SANCTION = "counter_sanction"  # of a state against those who sanction it: blocking and anti-boycott law
    OTHER = "other"


ListingClass = Literal["sanctions", "export_control", "debarment", "counter_sanctions", "wanted_notices"]
OFF_BY_DEFAULT: tuple[ListingClass, ...] = ("counter_sanctions", "wanted_notices")
"""Listings that are screened only where a user switches them on: acting on a counter-sanctions list may itself break
the law (blocking statutes, rules against boycotts), and a wanted notice is no designation and may be political."""

_CLASSES: tuple[tuple[frozenset[Measure], ListingClass], ...] = (
    (frozenset({Measure.COUNTER_SANCTION}), "counter_sanctions"),
    (frozenset({Measure.WANTED_NOTICE}), "wanted_notices"),
    (frozenset({Measure.DEBARMENT, Measure.PROCUREMENT_BAN, Measure.RESEARCH_RESTRICTION}), "debarment"),
    (
        frozenset(
            {
                Measure.EXPORT_CONTROL,
                Measure.EXPORT_DENIAL,
                Measure.UNVERIFIED_END_USER,
                Measure.MILITARY_END_USER,
            }
        ),
        "export_control",
    ),
)


class Designation(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One listing of the party by one authority.

    Attributes:
        authority: `US`, `UN`, `EU`, `UK`, `CH`, `CA`, …: whose law this is.
        programmes: the publisher's own codes or names of the programmes.
        measures: what the listing entails as far as list or programme say so; empty when they do not.
        listed_on: when the party was put on the list, where known.
        reference: the publisher's reference of the listing.
        legal_basis: the act (regulation, order, resolution) that the list names.
        reason: the statement of reasons that the list prints.
        active: false for a party that the file keeps as de-listed.
        origin: where it was read.
    """

    authority: str
    origin: Origin
    programmes: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed_on: PartialDate | None = None
    reference: str = ""
    legal_basis: str = ""
    reason: str = ""
    active: bool = True

    @property
    def listing_class(self) -> ListingClass:
        """What kind of list this is. A counter-sanction stays one whatever else it forbids; so does a notice that
        stands alone; debarments and export controls are those that entail nothing else."""
        if Measure.COUNTER_SANCTION in self.measures:
            return "counter_sanctions"
        measures = frozenset(self.measures)
        return next((found for only, found in _CLASSES if measures and measures <= only), "sanctions")

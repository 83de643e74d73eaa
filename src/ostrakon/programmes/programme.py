"""One sanctions programme, as the reviewed files have it."""

from __future__ import annotations

from typing import Literal

import msgspec

from ostrakon.model import Measure

Authority = Literal["UN", "US", "EU", "UK", "CH", "CA"]
Scope = Literal["comprehensive", "sectoral", "list"]
Scheme = Literal["DPRK", "RUSSIA", "IRAN", "SYRIA", "VENEZUELA", "BELARUS", "CT", "CAR", "EXPORT", "GENERIC"]
"""Programmes as the annotation scheme of texts tells them apart; `GENERIC` is any other."""

Theme = Literal[
    "armed_conflict",
    "chemical_weapons",
    "corruption",
    "counter_measure",
    "cyber",
    "democracy",
    "election_interference",
    "export_control",
    "former_regime",
    "hostage_taking",
    "human_rights",
    "hybrid_threats",
    "international_justice",
    "lesser_measures",
    "migration_smuggling",
    "military_industry",
    "misappropriation",
    "narcotics",
    "organised_crime",
    "proliferation",
    "provisional",
    "territorial_integrity",
    "terrorism",
    "threat_to_peace",
]


class _Reviewed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What stands in a reviewed file: a field that nobody knows is an error, not an addition."""


class Code(_Reviewed, frozen=True, kw_only=True):
    """What a list prints for the programme, where it stands for an act of its own.

    Attributes:
        code: as the list prints it (OFAC's program tag, the Commission's code, the title of a UK instrument).
        basis: the act behind it; empty where it is the programme's.
        measures: what it entails, where that differs from the programme's measures.
        start, end: ISO dates or prefixes of one; empty where they are the programme's, or not known.
        to_check: what is unsure.
    """

    code: str
    basis: str = ""
    measures: tuple[Measure, ...] = ()
    start: str = ""
    end: str = ""
    to_check: str = ""


class CountryMeasure(_Reviewed, frozen=True, kw_only=True):
    """A measure on a country as a whole, or on a sector of it, whoever the other party is.

    Attributes:
        what: in our words.
        basis: act and article.
        measures: in the vocabulary of designations; `other` for trade in goods that it has no word for.
        start, end: ISO dates or prefixes of one; empty where not known, or not ended.
        to_check: what is unsure.
    """

    what: str
    basis: str
    measures: tuple[Measure, ...]
    start: str = ""
    end: str = ""
    to_check: str = ""


class Region(_Reviewed, frozen=True, kw_only=True):
    """A part of a country that is under an embargo of its own.

    Attributes:
        name: in English.
        country: the state that it belongs to under the resolutions of the United Nations (ISO 3166-1 alpha-2).
        basis: the act.
        start: ISO date; empty where not known.
        to_check: what is unsure.
    """

    name: str
    country: str
    basis: str
    start: str = ""
    to_check: str = ""


class Programme(_Reviewed, frozen=True, kw_only=True):
    """One sanctions programme of one authority.

    Attributes:
        id: ours: authority and subject.
        title: the authority's, in English.
        scheme: the code that programmes in texts go by.
        scope: `comprehensive` (trade with the whole country or region), `sectoral` (parts of it) or `list` (listed
            parties alone).
        themes, countries: what and whom it is about; countries as ISO 3166-1 alpha-2 in lower case.
        basis: the acts (resolutions, regulations, orders, statutes) on which it stands.
        related: acts that belong to its history; a text that cites one means this programme.
        known_as: names by which texts call it or its acts.
        measures: what a listing under it can entail, as the programme has it; a list entry may carry fewer.
        country_measures: what applies to trade with the country itself.
        regions: embargoed parts of countries.
        start: when it began, ISO date or a prefix of one; empty where not known.
        end: when it lapsed or was revoked; empty while in force.
        ended_by: the act that ended it.
        codes: what lists print for it.
        source: title and address of the official document.
        note: what a reader should know.
        to_check: each fact that is unsure, in words.
        authority, as_of: whose it is, and the month up to which the facts were reviewed; given once a file.
    """

    id: str
    title: str
    scheme: Scheme
    scope: Scope
    themes: tuple[Theme, ...]
    basis: tuple[str, ...]
    measures: tuple[Measure, ...]
    source: tuple[str, str]
    countries: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    country_measures: tuple[CountryMeasure, ...] = ()
    regions: tuple[Region, ...] = ()
    start: str = ""
    end: str = ""
    ended_by: str = ""
    codes: tuple[Code | str, ...] = ()
    note: str = ""
    to_check: tuple[str, ...] = ()
    authority: Authority | Literal[""] = ""
    as_of: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it had not ended when it was reviewed."""
        return not self.end

    @property
    def printed(self) -> tuple[Code, ...]:
        """Its codes, each with what is known of it."""
        return tuple(Code(code=one) if isinstance(one, str) else one for one in self.codes)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Everything that is unsure about it, its codes, measures and regions."""
        parts = [(one.code, one.to_check) for one in self.printed]
        parts += [(one.what, one.to_check) for one in self.country_measures]
        parts += [(one.name, one.to_check) for one in self.regions]
        return self.to_check + tuple(f"{name}: {doubt}" for name, doubt in parts if doubt)


class ProgrammeFile(_Reviewed, frozen=True, kw_only=True):
    """One reviewed file.

    Attributes:
        authority: whose programmes it holds.
        as_of: month up to which its facts were reviewed; later changes are not in it.
        programme: the programmes.
    """

    authority: Authority
    as_of: str
    programme: tuple[Programme, ...]

"""A country as a compliance analyst asks for it: its programmes, what applies, what lists hold."""

from __future__ import annotations

import msgspec

from ostrakon.programmes.holdings import ListHoldings
from ostrakon.programmes.programme import Programme, Region, Scope

NOT_ADVICE = (
    "Reviewed facts for orientation, no legal advice: the official documents decide, and nothing later than the month "
    "given with each programme is in them"
)


class CountryOverview(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a country.

    Attributes:
        code, name: ISO 3166-1 alpha-2 in upper case, English name.
        programmes: those that concern it, lapsed ones too.
        snapshot: the lists that were counted, None where no list is in force.
        lists: what each list in force holds.
        reason: why no list was counted; empty otherwise.
    """

    code: str
    name: str
    programmes: tuple[Programme, ...]
    snapshot: int | None = None
    lists: tuple[ListHoldings, ...] = ()
    reason: str = ""

    @property
    def live(self) -> tuple[Programme, ...]:
        """The programmes that had not ended when they were reviewed."""
        return tuple(one for one in self.programmes if one.in_force)

    @property
    def lapsed(self) -> tuple[Programme, ...]:
        """The programmes that ended."""
        return tuple(one for one in self.programmes if not one.in_force)

    def reaching(self, scope: Scope) -> tuple[Programme, ...]:
        """Programmes in force of one reach that concern the country itself, not only a region of it."""
        return tuple(one for one in self.live if one.scope == scope and not (scope == "comprehensive" and one.regions))

    @property
    def regions(self) -> tuple[tuple[Programme, Region], ...]:
        """Embargoed parts of the country, each with the programme in force that says so."""
        return tuple(
            (one, region) for one in self.live for region in one.regions if region.country == self.code.lower()
        )

    def listed(self, programme_id: str) -> dict[str, int]:
        """Parties listed under a programme, by list."""
        found = {one.id: one.programmes.get(programme_id, 0) for one in self.lists}
        return {source: count for source, count in found.items() if count}

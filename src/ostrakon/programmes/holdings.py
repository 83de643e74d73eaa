"""What lists hold of a country: counts by list, by programme and by kind of party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

import msgspec

from ostrakon.programmes.catalogue import for_designation
from ostrakon.programmes.programme import Programme


class _Coded(msgspec.Struct, frozen=True):
    """A country link of a party."""

    code: str = ""


class _Placed(msgspec.Struct, frozen=True):
    """An address of a party."""

    country: str = ""


class _Listing(msgspec.Struct, frozen=True):
    """A designation of a party."""

    authority: str = ""
    programmes: tuple[str, ...] = ()
    legal_basis: str = ""
    active: bool = True


class ListedParty(msgspec.Struct, frozen=True):
    """The few fields of a stored entity that counting needs; its JSON decodes into this many times faster."""

    schema: str
    countries: tuple[_Coded, ...] = ()
    addresses: tuple[_Placed, ...] = ()
    designations: tuple[_Listing, ...] = ()


class ListHoldings(msgspec.Struct, frozen=True, kw_only=True):
    """What one list holds that is connected with a country.

    Attributes:
        id: source id.
        parties: connected parties: those tied to the country, and those listed under a programme about it.
        tied: parties with a nationality, jurisdiction, flag, address or other tie to the country.
        under_programmes: parties listed under a programme that concerns the country, wherever they are.
        kinds: connected parties by schema.
        programmes: parties under each programme that concerns the country, by our id of the programme.
        codes: parties under each code of the list that stands for such a programme.
        other_programmes: ties to the country under programmes that do not concern it, by our id of the programme;
            empty id where no reviewed programme fits.
    """

    id: str
    parties: int
    tied: int
    under_programmes: int
    kinds: dict[str, int]
    programmes: dict[str, int]
    codes: dict[str, int]
    other_programmes: dict[str, int]


def holdings(
    source: str, parties: Iterable[ListedParty], country: str, programmes: Collection[Programme]
) -> ListHoldings:
    """Count what a list holds of a country; parties that the file keeps as de-listed do not count.

    Args:
        source: id of the list.
        parties: all its parties.
        country: ISO 3166-1 alpha-2 in lower case.
        programmes: those that concern the country.
    """
    concerned = {one.id for one in programmes}
    kinds: Counter[str] = Counter()
    by_programme: Counter[str] = Counter()
    by_code: Counter[str] = Counter()
    others: Counter[str] = Counter()
    tied = under = 0
    known: dict[tuple[str, tuple[str, ...], str], frozenset[str]] = {}
    for party in parties:
        listings = [one for one in party.designations if one.active]
        if not listings:
            continue
        found: set[str] = set()
        codes: set[str] = set()
        for listing in listings:
            key = (listing.authority, listing.programmes, "" if listing.programmes else listing.legal_basis)
            if key not in known:
                known[key] = _ids(listing)
            found |= known[key]
            codes |= {code for code in listing.programmes if _stands_for(listing, code, concerned, known)}
        own = any(one.code == country for one in party.countries) or any(
            one.country == country for one in party.addresses
        )
        hit = found & concerned
        if not own and not hit:
            continue
        kinds[party.schema] += 1
        tied += own
        under += bool(hit)
        by_programme.update(hit)
        by_code.update(codes)
        if not hit:
            others.update(found or {""})
    return ListHoldings(
        id=source,
        parties=kinds.total(),
        tied=tied,
        under_programmes=under,
        kinds=_largest_first(kinds),
        programmes=_largest_first(by_programme),
        codes=_largest_first(by_code),
        other_programmes=_largest_first(others),
    )


def _ids(listing: _Listing) -> frozenset[str]:
    return frozenset(one.id for one in for_designation(listing.authority, listing.programmes, listing.legal_basis))


def _stands_for(
    listing: _Listing,
    code: str,
    concerned: Collection[str],
    known: dict[tuple[str, tuple[str, ...], str], frozenset[str]],
) -> bool:
    key = (listing.authority, (code,), "")
    if key not in known:
        known[key] = frozenset(one.id for one in for_designation(listing.authority, (code,)))
    return not known[key].isdisjoint(concerned)


def _largest_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

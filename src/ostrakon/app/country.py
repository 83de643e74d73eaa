"""`country`: which programmes concern a country, what applies to it, and what the lists in force hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.errors import NotScreened, UsageError
from ostrakon.names.countries import country_code, country_codes, country_name
from ostrakon.programmes import Programme, for_country
from ostrakon.programmes.holdings import ListedParty, holdings
from ostrakon.programmes.overview import NOT_ADVICE, CountryOverview
from ostrakon.store.snapshot import Snapshot, open_snapshot


def read_country(text: str) -> str:
    """The lower-case alpha-2 code of what a person typed: a code of two or three letters, a name in any language.

    Raises:
        UsageError: it is no country that is known, or more than one.
    """
    if code := country_code(text):
        return code
    several = country_codes(text)
    if len(several) > 1:
        raise UsageError(
            f"{text!r} names several countries ({', '.join(code.upper() for code in several)})", remedy="Give one"
        )
    raise UsageError(f"{text!r} is no country that is known", remedy="Give a code such as KP or PRK, or a name")


def country_overview(text: str, store_dir: Path) -> CountryOverview:
    """What is known of a country, and what the lists in force hold; without lists it says so in `reason`.

    Raises:
        UsageError: `text` is no country that is known.
        StoreError: the folder is damaged.
    """
    code = read_country(text)
    overview = CountryOverview(code=code.upper(), name=country_name(code), programmes=for_country(code))
    try:
        snapshot = open_snapshot(store_dir)
    except NotScreened as nothing:
        return msgspec.structs.replace(overview, reason=str(nothing))
    counted = tuple(
        holdings(source, _parties(snapshot, source), code, overview.programmes) for source in snapshot.lists
    )
    return msgspec.structs.replace(overview, snapshot=snapshot.number, lists=counted)


def country_object(overview: CountryOverview) -> dict[str, Any]:
    """The overview as `country --json` gives it."""
    return {
        "country": {"code": overview.code, "name": overview.name},
        "status": "not_screened" if overview.reason else "done",
        "reason": overview.reason,
        "applies": {
            "comprehensive": [one.id for one in overview.reaching("comprehensive")],
            "sectoral": [one.id for one in overview.reaching("sectoral")],
            "list": [one.id for one in overview.reaching("list")],
            "regions": [{"programme": one.id, **msgspec.to_builtins(region)} for one, region in overview.regions],
        },
        "programmes": [programme_object(one, overview.listed(one.id)) for one in overview.programmes],
        "lists": [msgspec.to_builtins(one) for one in overview.lists],
        "note": NOT_ADVICE,
    }


def programme_object(one: Programme, listed: dict[str, int]) -> dict[str, Any]:
    """One programme whole, with what is unsure about any part of it, and how many parties each list holds."""
    apart = ("codes", "source", "to_check")
    plain = {name: getattr(one, name) for name in one.__struct_fields__ if name not in apart}
    return {
        **msgspec.to_builtins(plain),
        "in_force": one.in_force,
        "codes": [msgspec.to_builtins(code) for code in one.printed],
        "source": {"title": one.source[0], "address": one.source[1]},
        "to_check": one.doubts,
        "listed": listed,
    }


def _parties(snapshot: Snapshot, source: str) -> Iterator[ListedParty]:
    decode = msgspec.json.Decoder(ListedParty).decode
    for _, line in snapshot.tables[source].lines():
        yield decode(line)

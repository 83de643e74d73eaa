"""All programmes, and the ways to find one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from ostrakon.errors import InputError
from ostrakon.programmes.citations import citations
from ostrakon.programmes.programme import Programme, ProgrammeFile

DATA = Path(__file__).resolve().parent / "data"
_AUTHORITIES = ("UN", "US", "EU", "UK", "CH", "CA")
COUNTRIES_REMEMBERED = 500  # saves time alone
_SCOPES = ("comprehensive", "sectoral", "list")


def read_file(path: Path) -> tuple[Programme, ...]:
    """The programmes of one reviewed file, each with the file's authority and review date.

    Raises:
        InputError: the file is no valid TOML, or has a field, measure or theme that there is not.
    """
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=ProgrammeFile)
    except (msgspec.MsgspecError, ValueError) as wrong:
        raise InputError(f"the file of programmes cannot be read ({wrong})", where=path.name) from wrong
    return tuple(
        msgspec.structs.replace(one, authority=found.authority, as_of=one.as_of or found.as_of)
        for one in found.programme
    )


@cache
def all_programmes() -> tuple[Programme, ...]:
    """Every programme: by authority, in each those in force first, widest reach first, then by title; read once."""
    found = [one for path in sorted(DATA.glob("*.toml")) for one in read_file(path)]
    return tuple(sorted(found, key=_rank))


def _rank(one: Programme) -> tuple[int, bool, int, str]:
    return _AUTHORITIES.index(one.authority), not one.in_force, _SCOPES.index(one.scope), one.title


def programme(programme_id: str) -> Programme | None:
    """One programme by our id."""
    return _by_id().get(programme_id)


@lru_cache(maxsize=COUNTRIES_REMEMBERED)
def for_country(country: str) -> tuple[Programme, ...]:
    """The programmes that concern a country (ISO 3166-1 alpha-2, any case), lapsed ones too."""
    code = country.lower()
    return tuple(
        one for one in all_programmes() if code in one.countries or any(r.country == code for r in one.regions)
    )


def for_code(code: str, authority: str = "") -> tuple[Programme, ...]:
    """The programmes for which a list prints `code`; several where a code stands for more than one.

    Args:
        code: as printed; case, blanks, apostrophes and a leading article do not count.
        authority: whose list it is; empty looks at all.
    """
    key = _plain(code)
    found = _by_code().get(key, ())
    if not found and authority and key.startswith(f"{authority.lower()}-"):
        found = _by_code().get(key.removeprefix(f"{authority.lower()}-"), ())
    return tuple(one for one in found if not authority or one.authority == authority)


def for_citation(key: str, authority: str = "") -> tuple[Programme, ...]:
    """The programmes that stand on an act or to whose history it belongs; keys as `citations` gives them."""
    found = _by_citation().get(key, ())
    return tuple(one for one in found if not authority or one.authority == authority)


def for_designation(authority: str, codes: Iterable[str], legal_basis: str = "") -> tuple[Programme, ...]:
    """The programmes of one listing: by its codes, else by the acts that its legal basis cites.

    Args:
        authority: whose law the listing is (`US`, `UN`, …).
        codes: the publisher's codes of programmes.
        legal_basis: what the list says of the act.
    """
    found = [one for code in codes for one in for_code(code, authority)]
    if not found:
        found = [one for key in citations(legal_basis) for one in for_citation(key, authority)]
    return tuple(dict.fromkeys(found))


@cache
def _by_id() -> Mapping[str, Programme]:
    return MappingProxyType({one.id: one for one in all_programmes()})


@cache
def _by_code() -> Mapping[str, tuple[Programme, ...]]:
    found: defaultdict[str, list[Programme]] = defaultdict(list)
    for one in all_programmes():
        for code in one.printed:
            found[_plain(code.code)].append(one)
    return MappingProxyType({key: tuple(dict.fromkeys(ones)) for key, ones in found.items()})


@cache
def _by_citation() -> Mapping[str, tuple[Programme, ...]]:
    found: defaultdict[str, list[Programme]] = defaultdict(list)
    for one in all_programmes():
        printed = (code.basis for code in one.printed if not code.to_check)
        for text in (*one.basis, *one.related, *printed, *(measure.basis for measure in one.country_measures)):
            for key in citations(text):
                found[key].append(one)
    return MappingProxyType({key: tuple(dict.fromkeys(ones)) for key, ones in found.items()})


def _plain(code: str) -> str:
    text = unicodedata.normalize("NFKC", code).casefold().replace("\u2019", "'")
    return re.sub(r"\s+", " ", text).strip().removeprefix("the ")

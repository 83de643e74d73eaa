"""`shipment`: files of trade documents against the lists in force and the rules over trade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import payment_filter
from ostrakon.errors import InputError
from ostrakon.filtering.hits import Unread
from ostrakon.filtering.shipment import FilteredPaper, ShipmentFilter
from ostrakon.index.arrays import Arrays
from ostrakon.index.facts import unpack_facts
from ostrakon.intake.payments import Part
from ostrakon.intake.trade import TradePaper, read_trade
from ostrakon.intake.trade.blocks import as_part
from ostrakon.intake.trade.locode import read_locodes
from ostrakon.intake.trade.register import read_register
from ostrakon.rules.trade.address_book import AddressBook
from ostrakon.rules.trade.catalogue import RULES
from ostrakon.rules.trade.ports import bundled, with_official

SIZE_MAX = 256 * 1024 * 1024
"""Bytes of one file: it is read as a whole."""


def shipment_filter(engine: Ostrakon, *, vessels: Path | None = None, locodes: Iterable[Path] = ()) -> ShipmentFilter:
    """A filter over the lists of an open engine; keep it for many files.

    Args:
        vessels: the user's register of vessels (CSV).
        locodes: the official UN/LOCODE file or its parts.

    Raises:
        InputError: register or code list cannot be read, or the policy names a rule that there is not.
    """
    unknown = engine.policy.trade.keys() - {rule.id for rule in RULES}
    if unknown:
        raise InputError(
            f"trade.rules.{min(unknown)} of the policy is no rule over trade documents",
            remedy="docs/trade.md lists the rules",
        )
    places = tuple(locodes)
    return ShipmentFilter(
        engine.answer,
        payment_filter(engine).hits,
        ports=with_official(read_locodes(places)) if places else bundled(),
        register=read_register(vessels) if vessels else {},
        severities=engine.policy.trade,
        book=AddressBook(lambda: _listed_addresses(engine), lambda party: _caption(engine, party)),
    )


def _listed_addresses(engine: Ostrakon) -> Iterator[tuple[str, str]]:
    """Every address of a party on the lists, with its id."""
    arrays = Arrays.load(engine.index_folder)
    packed, offsets = arrays.ent_facts.tobytes(), arrays.ent_facts_off
    for party in range(len(offsets) - 1):
        for text in unpack_facts(packed[int(offsets[party]) : int(offsets[party + 1])]).addresses:
            yield text, arrays.entity_id(party)


def _caption(engine: Ostrakon, entity_id: str) -> str:
    entity = engine.entity(entity_id)
    return entity.caption if entity else entity_id


def filter_shipments(
    chosen: ShipmentFilter, files: Iterable[Path], *, stale: str = ""
) -> Iterator[tuple[FilteredPaper, Part]]:
    """The decision about each document of the files, in their order, with its texts.

    A file that cannot be opened costs only itself.

    Args:
        stale: why the lists give no answer now; every document is then not screened.
    """
    for file in files:
        content, problem = _content(file)
        if problem:
            yield _unread(str(file), problem), Part("", ())
            continue
        for paper in read_trade(content, str(file)):
            yield _decided(chosen, paper, stale), as_part(paper)


def filter_papers(chosen: ShipmentFilter, content: bytes, name: str, *, stale: str = "") -> Iterator[FilteredPaper]:
    """The decision about each document in some bytes; `name` and `stale` as in `filter_shipments`."""
    return (_decided(chosen, paper, stale) for paper in read_trade(content, name))


def _decided(chosen: ShipmentFilter, paper: TradePaper, stale: str) -> FilteredPaper:
    filtered = chosen.filter(paper)
    if not stale:
        return filtered
    problems = (*filtered.problems, Unread(message=stale))
    return msgspec.structs.replace(filtered, status="not_screened", problems=problems)


def _unread(file: str, problem: str) -> FilteredPaper:
    return FilteredPaper(file=file, type="", id="", status="not_screened", problems=(Unread(message=problem),))


def _content(file: Path) -> tuple[bytes, str]:
    try:
        if file.stat().st_size > SIZE_MAX:
            return b"", f"larger than {SIZE_MAX // 1024**2} MiB; divide it"
        return file.read_bytes(), ""
    except OSError as denied:
        return b"", f"the file cannot be read ({denied.strerror or denied})"


def shipment_object(filtered: FilteredPaper) -> dict[str, Any]:
    """A decision as `shipment --json` gives it."""
    found: dict[str, Any] = msgspec.to_builtins(filtered)
    return found

"""Lists that the project ammitto converts to JSON-LD: one `@graph` of parties and of entries about them.

Read for lists whose publishers offer web pages or PDF files only, or that we have in no other form: China's and
Russia's counter-sanctions, Japan's End User List, the vessels of the EU's and the UN's lists. A party's address
names its list (`…/entity/ru/…`). What an entry says of measures is the converter's reading; only its dates, regime
and status are used. Ids: a prefix of the list and the publisher's number, a hash of the name where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Measure, NameKind, PartialDate
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.draft import Draft
from ostrakon.sources.files import ListFile
from ostrakon.sources.plain import json_objects
from ostrakon.sources.sniff import head_text
from ostrakon.sources.values import clean, hashed_id


@dataclass(frozen=True, slots=True)
class _Listing:
    """A list of the graph: our source, whose law it is, what it entails, and the prefix of its ids."""

    source: str
    authority: str
    measures: tuple[Measure, ...]
    prefix: str
    numbered: bool


_LISTS: Mapping[str, _Listing] = {
    "cn": _Listing("cn_unreliable", "CN", (Measure.COUNTER_SANCTION,), "cnuel", numbered=False),
    "ru": _Listing("ru_stop_list", "RU", (Measure.COUNTER_SANCTION, Measure.TRAVEL_BAN), "ru", numbered=False),
    "jp": _Listing("jp_meti_eul", "JP", (Measure.EXPORT_CONTROL,), "jpeul", numbered=False),
    "eu_vessels": _Listing("eu_vessels", "EU", (Measure.PORT_BAN,), "euship", numbered=True),
    "un_vessels": _Listing("un_vessels", "UN", (Measure.ASSET_FREEZE, Measure.PORT_BAN), "unship", numbered=True),
}
"""Segment of a party's address → its list. Numbers of China, Russia and Japan are the converter's, so not taken."""

_SCHEMATA = {"person": "Person", "organization": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
_ADDRESS = re.compile(r"/entity/([a-z_]+)/")
_REMARK = re.compile(r"(?:^|;\s*)(List|Title|Country):\s*(.*?)(?=;\s*(?:List|Title|Country):|$)", re.DOTALL)
_TWO_SCRIPTS = re.compile(r"^(.*[A-Za-z].*?)\s*[(\uff08]([^A-Za-z()\uff08\uff09]{2,})[)\uff09]$")
_COUNTRY = re.compile(r"[A-Za-z][A-Za-z ,.'()-]+$")
FIELDS = {
    "id": "used: which list, and which party an entry is about",
    "entity_type": "used: schema",
    "names": "used: names, primary or alias, original where the script is not Latin",
    "source_references": "used: id of vessels",
    "imo_number": "used: identifier imo",
    "remarks": "used: properties position and notes, country",
    "birth_info": "used: dates of birth; nearly always empty",
    "entity_id": "used: joins an entry to its party",
    "authority": "unused: told by the list",
    "regime": "used: programme",
    "effects": "unused: the converter's reading of the law",
    "status": "used: whether the designation is active",
    "reference_number": "unused: the converter's number",
    "period": "used: date of the designation",
    "raw_source_data": "unused: repeats the party",
}


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every party of the graph, with what its entry says."""
    audit = FieldAudit(FIELDS, report)
    nodes = list(json_objects(files[0], "@graph"))
    entries: dict[str, list[dict[str, Any]]] = {}
    for where, node in nodes:
        for member in node:
            audit.seen(member, where=where)
        if "names" not in node and isinstance(about := node.get("entity_id"), str):
            entries.setdefault(about, []).append(node)
    for where, node in nodes:
        if "names" not in node:
            continue
        entity = _party(node, entries, source, report, where)
        if entity is not None:
            yield entity


def _party(
    node: dict[str, Any], entries: Mapping[str, list[dict[str, Any]]], source: str, report: Report, where: str
) -> Entity | None:
    address = str(node.get("id", ""))
    found = _ADDRESS.search(address)
    listing = _LISTS.get(found[1]) if found else None
    if listing is not None and listing.source != source:
        raise ListRefused(
            f"the file holds parties of {listing.source}, not of {source}",
            reason="wrong_content",
            where=where,
            remedy=f"Import it as {listing.source}, or let `auto` find the source",
        )
    names = [n for n in node["names"] if isinstance(n, dict) and clean(str(n.get("full_name") or ""))]
    if listing is None or not names:
        report.issue("no_name", "a party without a name or a known list was left out", severity="error", where=where)
        return None
    names.sort(key=lambda n: not n.get("is_primary"))
    first = clean(str(names[0]["full_name"]))
    country = clean(_remarks(node).get("Country"))
    number = clean(address.rpartition("/")[2]) if listing.numbered else ""
    record = f"{listing.prefix}-{number}" if number else hashed_id(listing.prefix, first, country)
    draft = Draft(record, _SCHEMATA.get(str(node.get("entity_type")), "LegalEntity"), source, record, report)
    for position, name in enumerate(names):
        other = position > 0 and str(name.get("script") or "Latn") != "Latn"
        _name(draft, clean(str(name["full_name"])), "primary" if position == 0 else "original" if other else "alias")
    draft.identifier("imo", clean(str(node.get("imo_number") or "")), "imo_number")
    _facts(draft, node, country)
    draft.designations.extend(_designations(draft, listing, entries.get(address, [])))
    return draft.entity()


def _name(draft: Draft, text: str, kind: NameKind) -> None:
    """A name; one in another script that stands in brackets behind it is a name of its own."""
    both = _TWO_SCRIPTS.match(text)
    draft.name(both[1] if both else text, "names", kind=kind)
    draft.name(both[2] if both else "", "names", kind="original")


def _remarks(node: Mapping[str, Any]) -> dict[str, str]:
    return {name: clean(text) for name, text in _REMARK.findall(str(node.get("remarks") or ""))}


def _facts(draft: Draft, node: Mapping[str, Any], country: str) -> None:
    said = _remarks(node)
    draft.property("position", said.get("Title", ""), "remarks")
    if country:
        english = _COUNTRY.search(country)
        draft.country(english[0].strip() if english else country, "remarks", role="country")
    if not said:
        draft.property("notes", clean(str(node.get("remarks") or "")), "remarks")
    for born in node.get("birth_info") or []:
        if isinstance(born, dict) and (text := clean(str(born.get("date") or born.get("year") or ""))):
            try:
                draft.date(PartialDate.parse(text, approximate=bool(born.get("circa"))), "birth_info")
            except ValueError:
                draft.issue("bad_date", "no date", path="birth_info", example=text)


def _designations(draft: Draft, listing: _Listing, entries: Sequence[dict[str, Any]]) -> Iterator[Designation]:
    for entry in entries or [{}]:
        regime, period = entry.get("regime") or {}, entry.get("period") or {}
        listed_on = None
        if text := clean(str(period.get("listed_date") or "")):
            try:
                listed_on = PartialDate.parse(text)
            except ValueError:
                draft.issue("bad_date", "no date", path="period", example=text)
        programme = clean(str(regime.get("name") or ""))
        yield Designation(
            authority=listing.authority,
            origin=draft.origin("regime"),
            programmes=(programme,) if programme else (),
            measures=listing.measures,
            listed_on=listed_on,
            active=clean(str(entry.get("status") or "active")) == "active",
        )


def _recognise(_name: str, head: bytes) -> str | None:
    text = head_text(head)
    if not text.lstrip("\ufeff \t\r\n").startswith("{") or '"@graph"' not in text[:400]:
        return None
    found = _ADDRESS.search(text)
    listing = _LISTS.get(found[1]) if found else None
    return listing.source if listing else None


FORMAT = Format(
    name="graph-jsonld",
    title="Lists converted to JSON-LD (ammitto)",
    sources=tuple(listing.source for listing in _LISTS.values()),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)

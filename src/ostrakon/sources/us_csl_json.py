"""US Consolidated Screening List as JSON: an object with `results`, one object a party.

Written from the published description of the list's API; no original file in this form was at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from ostrakon.errors import ListRefused
from ostrakon.model import Entity
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.csl_record import CslRow, entity_of
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import head_text
from ostrakon.sources.us_csl_csv import FIELDS as CSV_FIELDS
from ostrakon.sources.values import clean

CONTENT_BYTES_MAX = 256 * 1024 * 1024
"""The list has some 40 MB; it is one JSON value and so is read as a whole."""

_TEXT = (
    *("source", "name", "entity_number", "type", "title", "federal_register_notice", "start_date", "end_date"),
    *("standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage"),
    *("gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_information_url"),
)
_LISTS = ("programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")

FIELDS: Mapping[str, str] = {
    **{name: use for name, use in CSV_FIELDS.items() if name != "_id"},
    "id": "unused: the aggregator's own key, not stable over editions",
    "country": "unused: repeats the country of the only address",
    "addresses/address": "used: address",
    "addresses/city": "used: address",
    "addresses/state": "used: address",
    "addresses/postal_code": "used: address",
    "addresses/country": "used: address",
    "ids/type": "used: identifier",
    "ids/number": "used: identifier",
    "ids/country": "used: identifier",
    "ids/issue_date": "unused: a date of the document, not of the party",
    "ids/expiration_date": "unused: a date of the document, not of the party",
}


class _File(msgspec.Struct):
    results: list[dict[str, Any]]
    total: int | None = None


def recognise(name: str, head: bytes) -> str | None:
    """`us_csl` for a JSON object whose results have this list's members."""
    del name
    text = head_text(head).lstrip("\ufeff \t\r\n")
    is_ours = text.startswith("{") and '"results"' in text and '"federal_register_notice"' in text
    return "us_csl" if is_ours else None


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every result that names a party.

    Raises:
        ListRefused: no JSON (a cut file is none), or larger than `CONTENT_BYTES_MAX`.
    """
    audit = FieldAudit(FIELDS, report)
    for file in files:
        content = _decoded(file)
        if content.total is not None:
            report.declared = (report.declared or 0) + content.total
        for number, result in enumerate(content.results, start=1):
            where = f"{file.path.name}, result {number}"
            entity = entity_of(_row(result, audit, where), source, report, where)
            if entity is None:
                report.skipped += 1
            else:
                yield entity


def _decoded(file: ListFile) -> _File:
    with file.open() as stream:
        data = stream.read(CONTENT_BYTES_MAX + 1)
    if len(data) > CONTENT_BYTES_MAX:
        raise ListRefused(f"more than {CONTENT_BYTES_MAX:,} bytes of JSON", reason="too_large", where=file.path.name)
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as bad:
        raise ListRefused(
            f"the JSON is malformed or truncated: {bad}",
            reason="malformed",
            where=file.path.name,
            remedy="Fetch it again from the official address",
        ) from bad


def _row(result: Mapping[str, Any], audit: FieldAudit, where: str) -> CslRow:
    for member, value in result.items():
        audit.seen(member, value=str(value), where=where)
    texts = {member: _text(result.get(member)) for member in _TEXT}
    lists = {member: [t for v in _list(result.get(member)) if (t := _text(v))] for member in _LISTS}
    return CslRow(
        **texts,  # type: ignore[arg-type]  # every member of `texts` is a text
        **lists,  # type: ignore[arg-type]
        addresses=[a for a in (_address(v, audit, where) for v in _list(result.get("addresses"))) if a[0]],
        ids=[_id(v, audit, where) for v in _list(result.get("ids"))],
    )


def _address(value: object, audit: FieldAudit, where: str) -> tuple[str, str]:
    if not isinstance(value, dict):
        return _text(value), ""
    for member in value:
        audit.seen(f"addresses/{member}", where=where)
    parts = [_text(value.get(member)) for member in ("address", "city", "state", "postal_code", "country")]
    return ", ".join(part for part in parts if part), parts[-1]


def _id(value: object, audit: FieldAudit, where: str) -> tuple[str, str, str]:
    if not isinstance(value, dict):
        return "", _text(value), ""
    for member in value:
        audit.seen(f"ids/{member}", where=where)
    return _text(value.get("type")), _text(value.get("number")), _text(value.get("country"))


def _text(value: object) -> str:
    return "" if value is None else clean(str(value))


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


FORMAT = Format(
    name="us-csl-json",
    title="US Consolidated Screening List (JSON)",
    sources=("us_csl",),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)

"""Firms and individuals that the World Bank debarred, source `wb_debarred`: JSON as the bank's service gives it.

A debarment keeps a party out of projects that the bank pays for. It is no sanction under any law, so its only
measure is `debarment`. Read are the service's own answer (`response/ZPROCSUPP`, members in capitals) and the same
records one a line. Ids: `wb-` and the supplier's number. The day on which the answer was made is its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean

_MARKS = ("supp_id", "supp_name", "debar_from_date")
_INNER = "unused: a field of the bank's own work, which says nothing about the party"
FIELDS: Mapping[str, str] = {
    "supp_id": "used: id",
    "supp_name": "used: name",
    "supp_type_code": "used: schema (I is an individual)",
    "supp_pre_acrn": "used: part of the name (`PT`), unless a title",
    "supp_post_acrn": "used: part of the name (`LTD`)",
    "land1": "used: country code of the address",
    "country_name": "used: country",
    **{
        f"supp_{part}": "used: address" for part in ("state_code", "city", "addr", "zip_code", "post_code", "prov_name")
    },
    "debar_from_date": "used: date of the designation",
    "debar_to_date": "used: property notes; 2999 means without end",
    "debar_reason": "used: reason of the designation",
    "add_supp_info": "used: former names, names in another script, registration numbers; property notes",
    "elig_stat": "used: programme (debarred, or cross-debarred for another bank's decision)",
    "ineligibly_status": "used: property notes",
    "last_refresh_date": "used: date of the edition",
    "supp_elig_stat": "unused: repeats elig_stat",
    "inelig_flg": "unused: repeats elig_stat",
    **dict.fromkeys(
        (
            *(
                "mandt",
                "legacy_flg",
                "un_supp_flg",
                "debar_type",
                "aml_entr_ind",
                "dnb_id",
                "dnb_par_id",
                "dnb_ultm_id",
            ),
            *("cris_supp_id", "crpd_match", "crpd_stat", "create_user", "create_date", "create_time", "upd_user"),
            *("upd_date", "upd_time", "register", "register_id", "parent", "create_user_name", "upd_user_name"),
            *("rechk_ind", "file"),
        ),
        _INNER,
    ),
}
_NO_END = "2999"
_SCHEMATA = {"I": "Person", "F": "Organization"}
_TITLES = {"m/s", "mr", "mrs", "ms", "dr", "m/s."}
_BRACKETS = re.compile(r"[(\uff08]([^()\uff08\uff09]+(?:\([^()]*\)[^()]*)?)[)\uff09]")
_NUMBER = re.compile(
    r"^(?:reg(?:istration)?\.?|company|unified|unified social credit|business)\.?\s*"
    r"(?:reg(?:istration)?\.?\s*)?(?:no\.?|number|code|id)s?[.:]*\s*([A-Z0-9][A-Z0-9./-]{4,30})$",
    re.IGNORECASE,
)
_FORMER = re.compile(r"^(?:formerly|f/?k/?a|previously)\s+(?:known as\s+)?(.+)$", re.IGNORECASE)
_ALSO = re.compile(r"^(?:(?:now|also)\s+known as|a/?k/?a\.?|d/?b/?a\.?|trading as)\s+(.+)$", re.IGNORECASE)
_OTHER_SCRIPT = re.compile(r"^[^A-Za-z]*[^\W\d_A-Za-z\u00c0-\u024f][^A-Za-z]*$")


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every supplier."""
    within = "" if files[0].head().lstrip()[:200].count(b'"ZPROCSUPP"') == 0 else "response/ZPROCSUPP"
    for where, row in plain_rows(files[0], report, FIELDS, marks=_MARKS, within=within):
        report.published = max(filter(None, (report.published, clean(row.get("last_refresh_date"))[:10])), default=None)
        number, name = clean(row["supp_id"]), _name(row)
        if not number or not name:
            report.issue("no_name", "a record without number or name was left out", severity="error", where=where)
            continue
        yield _entity(number, name, row, source, report)


def _name(row: Mapping[str, str]) -> str:
    before, after = clean(row.get("supp_pre_acrn")), clean(row.get("supp_post_acrn"))
    before = "" if before.casefold() in _TITLES else before
    return clean(f"{before} {row['supp_name']} {after}")


def _entity(number: str, name: str, row: Cells, source: str, report: Report) -> Entity:
    draft = Draft(f"wb-{number}", "LegalEntity", source, number, report)
    draft.schema = _SCHEMATA.get(clean(row.get("supp_type_code")), "LegalEntity")
    draft.name(name, "supp_name", kind="primary")
    _information(draft, clean(row.get("add_supp_info")))
    country = clean(row.get("country_name"))
    code = clean(row.get("land1")).lower() or draft.code(country, "country_name")
    found = place(
        draft.origin("supp_addr"),
        street=clean(row.get("supp_addr")),
        city=clean(row.get("supp_city")),
        region=clean(f"{row.get('supp_prov_name', '')} {row.get('supp_state_code', '')}"),
        postal_code=clean(row.get("supp_zip_code")) or clean(row.get("supp_post_code")),
        country=country,
        code=code,
    )
    draft.addresses.extend(filter(None, [found]))
    draft.country(country, "country_name", role="country", code=code)
    until = clean(row.get("debar_to_date"))[:10]
    end = "without end" if until.startswith(_NO_END) else f"until {until}" if until else ""
    draft.property("notes", f"Debarred {end}" if end else "", "debar_to_date")
    draft.property("notes", clean(row.get("ineligibly_status")), "ineligibly_status")
    draft.designations.append(_designation(draft, row))
    return draft.entity()


def _information(draft: Draft, text: str) -> None:
    """Brackets hold former names, names in the own script and registration numbers; a star leads to a footnote."""
    for part in _BRACKETS.findall(text):
        said = clean(part)
        if number := _NUMBER.match(said):
            draft.identifier("registration", number[1], "add_supp_info")
        elif former := _FORMER.match(said):
            draft.name(former[1], "add_supp_info", kind="former")
        elif also := _ALSO.match(said):
            draft.name(also[1], "add_supp_info", kind="alias")
        elif _OTHER_SCRIPT.match(said):
            draft.name(said, "add_supp_info", kind="original")
    draft.property("notes", re.sub(r"\s*\*\d+$", "", text), "add_supp_info")


def _designation(draft: Draft, row: Mapping[str, str]) -> Designation:
    text = clean(row.get("debar_from_date"))[:10]
    listed_on = None
    try:
        listed_on = PartialDate.parse(text) if text else None
    except ValueError:
        draft.issue("bad_date", "no date", path="debar_from_date", example=text)
    cross = clean(row.get("elig_stat")).upper().startswith("X")
    return Designation(
        authority="World Bank",
        origin=draft.origin("debar_from_date"),
        programmes=("Cross-debarment" if cross else "Debarment",),
        measures=(Measure.DEBARMENT,),
        listed_on=listed_on,
        reference=draft.record,
        reason=clean(row.get("debar_reason")),
    )


def _recognise(_name: str, head: bytes) -> str | None:
    return "wb_debarred" if set(_MARKS) <= columns_in(head) else None


FORMAT = Format(
    name="wb-debarred-json",
    title="World Bank debarred firms and individuals (JSON)",
    sources=("wb_debarred",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)

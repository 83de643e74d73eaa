"""Annexes of EU sanctions regulations as the CSV into which OpenSanctions brings the Official Journal, `eu_journal`.

One file a regulation, one row a party of an annex. The Financial Sanctions Files hold only parties whose funds are
frozen; these annexes hold besides who may not be financed, sold to, served or let into a port (Regulation 833/2014).
Name the files of all regulations in one call. Ids: `euoj-` and a hash of regulation, annex, kind and name, since
numbers within an annex change when it is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.model.entity import DateKind
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.lettered import lettered
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean, english_date, hashed_id, split_values

_MARKS = ("celex", "annex", "measure", "name", "weakalias")
_IDENTIFIERS = {
    "imonumber": "imo",
    "mmsi": "mmsi",
    "leicode": "lei",
    "swiftbic": "bic",
    "inncode": "inn",
    "ogrncode": "ogrn",
    "kppcode": "kpp",
    "okpocode": "okpo",
    "passportnumber": "passport",
    "registrationnumber": "registration",
    "taxnumber": "tax_id",
}
_PROPERTIES = {
    "position": "position",
    "gender": "gender",
    "appearance": "appearance",
    "ethnicity": "ethnicity",
    "fathername": "fatherName",
    "mothername": "motherName",
    "legalform": "legalForm",
    "sector": "sector",
    "ticker": "ticker",
    "idnumber": "idNumber",
    "phone": "phone",
    "email": "email",
    "website": "website",
    "notes": "notes",
}
FIELDS = {
    "celex": "used: legal basis, and part of the id",
    "recordid": "unused: the place within the file",
    "programkey": "used: programme",
    "annex": "used: reference, and part of the id",
    "measure": "used: measures",
    "startdate": "used: date of the designation",
    "reason": "used: reason of the designation",
    "schema": "used: schema",
    "name": "used: name, and part of the id",
    "alias": "used: aliases",
    "weakalias": "used: weak aliases",
    "previousname": "used: former names",
    "country": "used: country",
    "nationality": "used: country with role nationality",
    "jurisdiction": "used: country with role jurisdiction",
    "flag": "used: country with role flag",
    "birthdate": "used: dates of birth; a note where it is no date alone",
    "incorporationdate": "used: date of incorporation; a note where it is no date alone",
    "birthplace": "used: places of birth",
    "address": "used: addresses",
    **{column: f"used: identifier {kind}" for column, kind in _IDENTIFIERS.items()},
    **{column: f"used: property {name}" for column, name in _PROPERTIES.items()},
}
_MEASURES = {
    "asset freeze": Measure.ASSET_FREEZE,
    "export control": Measure.EXPORT_CONTROL,
    "financial restrictions": Measure.SECTORAL_DEBT,
    "transportation restrictions": Measure.PORT_BAN,
    "services ban": Measure.TRANSACTION_BAN,
    "investment ban": Measure.INVESTMENT_BAN,
}
_DAY = re.compile(r"^(?:(\d{1,2})\.)?(?:(\d{1,2})\.)?(\d{4})$")
_OR = re.compile(r"\s+or\s+")
_TWO_SCRIPTS = re.compile(r"^(.*[A-Za-z].*?)\s*\(([^()]*[\u0370-\u1fff\u3000-\uffff][^()]*)\)$")
_NUMBER = re.compile(r"^[A-Z]{0,3}[\s.-]?\d[\dA-Z /.-]{3,20}$")


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every row; a party of several annexes has one record in each."""
    for file in sorted(files, key=lambda f: f.name):
        for where, row in plain_rows(file, report, FIELDS, marks=_MARKS):
            if not clean(row["name"]):
                report.issue("no_name", "a row without a name was left out", severity="error", where=where)
                continue
            yield _entity(row, source, report)


def _entity(row: Cells, source: str, report: Report) -> Entity:
    schema = clean(row.get("schema")) or "LegalEntity"
    record = hashed_id("euoj", row["celex"], row["annex"], schema, row["name"])
    draft = Draft(record, "LegalEntity" if schema == "Asset" else schema, source, record, report)
    for column, kind, weak in (("name", "primary", False), ("alias", "alias", False), ("weakalias", "alias", True)):
        for text in [clean(row[column])] if column == "name" else _values(row, column):
            both = _TWO_SCRIPTS.match(text)
            draft.name(both[1] if both else text, column, kind=kind, weak=weak)  # type: ignore[arg-type]
            draft.name(both[2] if both else "", column, kind="original", weak=weak)
    for text in _values(row, "previousname"):
        draft.name(text, "previousname", kind="former")
    _dates(draft, row)
    for column, role in (("nationality", "nationality"), ("jurisdiction", "jurisdiction"), ("flag", "flag")):
        for text in _values(row, column):
            draft.country(text, column, role=role)  # type: ignore[arg-type]  # these three are roles
    for text in split_values(row.get("country")):
        draft.country(text, "country", role="country")
    for text in _values(row, "birthplace"):
        draft.birth_places.extend(filter(None, [place(draft.origin("birthplace"), city=text)]))
    for text in _values(row, "address"):
        draft.addresses.extend(filter(None, [place(draft.origin("address"), street=text)]))
    _numbers(draft, row)
    for column, name in _PROPERTIES.items():
        for text in split_values(row.get(column)):
            draft.property(name, text, column)
    draft.designations.append(_designation(draft, row))
    return draft.entity()


def _values(row: Cells, column: str) -> list[str]:
    """The values of a cell: divided by semicolons, lettered, or both."""
    return [part for text in split_values(row.get(column)) for part in lettered(text, dividers="")]


def _dates(draft: Draft, row: Cells) -> None:
    kinds: tuple[tuple[str, DateKind], ...] = (("birthdate", "birth"), ("incorporationdate", "incorporation"))
    for column, kind in kinds:
        for text in _values(row, column):
            found = [_day(part) for part in _OR.split(text)]
            if all(found):
                for date in found:
                    draft.date(date, column, kind=kind)
            else:
                draft.property("notes", f"{kind} date: {text}", column)
                draft.issue("bad_date", "more than a date; kept as a note", path=column, example=text, info=True)


def _day(text: str) -> PartialDate | None:
    """`26.11.1972`, `11.1972`, `1972`, or a date in English words; None for anything else."""
    found = _DAY.match(clean(text))
    if found is None:
        try:
            return english_date(text)
        except ValueError:
            return None
    first, second, year = (int(part) if part else None for part in found.groups())
    try:
        return PartialDate.of(year or 0, second or first, first if second else None)
    except ValueError:
        return None


def _numbers(draft: Draft, row: Cells) -> None:
    """Numbers alone become identifiers; cells that say more are kept as they are."""
    for column, kind in _IDENTIFIERS.items():
        for text in split_values(row.get(column)):
            if kind in ("imo", "mmsi", "lei", "bic") or _NUMBER.match(text.rstrip(". ")):
                draft.identifier(kind, text.rstrip(". "), column)
            else:
                draft.property("notes", f"{column}: {text}", column)


def _designation(draft: Draft, row: Cells) -> Designation:
    words = clean(row["measure"])
    measure = _MEASURES.get(words.casefold())
    if measure is None:
        draft.unknown_value(words, "measure", taken_as="another measure")
    start = split_values(row.get("startdate"))
    return Designation(
        authority="EU",
        origin=draft.origin("annex"),
        programmes=tuple(filter(None, (clean(row.get("programkey")),))),
        measures=(measure or Measure.OTHER,),
        listed_on=_day(start[0]) if start else None,
        reference=f"Annex {clean(row['annex'])}",
        legal_basis=f"CELEX {clean(row['celex'])}",
        reason=clean(row.get("reason")),
    )


def _recognise(_name: str, head: bytes) -> str | None:
    return "eu_journal" if {*_MARKS, "programkey"} <= columns_in(head) else None


FORMAT = Format(
    name="eu-journal-csv",
    title="Annexes of EU sanctions regulations (OpenSanctions' CSV of the Official Journal)",
    sources=("eu_journal",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
    several_files=True,
)

"""EU consolidated list as the CSV of before 2019 (`Naal_…`, `Addr_…`), source `eu_fsf`: for look-backs, not for use.

Divided by semicolons, one row for each name, address, birth date, document or citizenship, the party's columns on every
row; `Entity_logical_id` is the name of six columns, so cells are read by their place. A copy that a spreadsheet quoted
line by line is read too. Countries have three letters. The file does not say which aliases are weak.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from ostrakon.errors import ListRefused
from ostrakon.model import Entity
from ostrakon.names.countries import country_code
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.delimited import FIELD_CHARS_MAX, encoding_of
from ostrakon.sources.draft import squash
from ostrakon.sources.eu_common import EuRecord, entity_of
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import head_text

_ACT = {"numtitle": "numberTitle", "publication_date": "publicationDate", "url": "publicationUrl"}
_BLOCKS: dict[str, tuple[str, Mapping[str, str]]] = {
    "naal": (
        "names",
        {
            "lastname": "lastName",
            "firstname": "firstName",
            "middlename": "middleName",
            "wholename": "wholeName",
            "gender": "gender",
            "title": "title",
            "function": "function",
            "language": "nameLanguage",
        },
    ),
    "addr": (
        "addresses",
        {"street": "street", "zipcode": "zipCode", "city": "city", "country": "country", "other": "contactInfo"},
    ),
    "birt": ("births", {"date": "date", "place": "place", "country": "country"}),
    "iden": ("identifications", {"number": "number", "country": "country"}),
    "citi": ("citizenships", {"country": "country"}),
}
FIELDS: dict[str, str] = {
    "date_file": "used: date of the edition",
    "entity_logical_id": "used: joins the rows; property recordId",
    "subject_type": "used: person or enterprise",
    "programme": "used: programme of the designation",
    "entity_remark": "used: property notes; date of listing where it names one",
    "eu_ref_num": "used: id and reference of the designation",
    **{f"leba_{column}": f"used: as {name} of the XML's regulation" for column, name in _ACT.items()},
    **{
        f"{prefix}_{column}": f"used: as {name} of the XML"
        for prefix, (_, columns) in _BLOCKS.items()
        for column, name in columns.items()
    },
    "addr_number": "used: street",
    **{f"{prefix}_logical_id": "used: a row that repeats a value is known by it" for prefix in _BLOCKS},
    **{
        f"{prefix}_{column}": "unused: the act that added this one value; the party's own is used"
        for prefix in _BLOCKS
        for column in (*(f"leba_{c}" for c in _ACT), "programme")
    },
}
_MARKS = ("naal_wholename", "entity_logical_id", "leba_numtitle")
_DOCUMENT = re.compile(r"^(.*?)\s*\((\w+)-([^()]*)\)\s*(.*)$", re.DOTALL)
_LOST = re.compile(r"\?{2,}|^\?|\?$")


def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
    """Parties in file order.

    Raises:
        ListRefused: no header, cut off within a row, or rows of the wrong length beyond a tenth.
    """
    audit = FieldAudit(FIELDS, report)
    report.issue(
        "no_alias_quality",
        "the file does not say which aliases are weak; all are taken as strong (the XML says it)",
        severity="info",
        field="naal_wholename",
    )
    record: EuRecord | None = None
    for row in _rows(files[0], report, audit):
        key = row.one("entity_logical_id")
        if record is None or key != record.logical_id:
            if record is not None and (entity := entity_of(record, source_id, report)):
                yield entity
            report.published = report.published or _iso(row.one("date_file"))
            record = EuRecord(logical_id=key, reference=row.one("eu_ref_num"), subject=row.one("subject_type"))
        _add(record, row, report)
    if record is not None and (entity := entity_of(record, source_id, report)):
        yield entity


class _Row:
    """Cells by column; the first column of a name that stands several times is the party's own."""

    def __init__(self, names: Sequence[str], cells: Sequence[str]) -> None:
        self._cells: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            self._cells.setdefault(name, squash(cell.replace("\\n", " ")))

    def one(self, name: str) -> str:
        return self._cells.get(name, "")


def _rows(file: ListFile, report: Report, audit: FieldAudit) -> Iterator[_Row]:
    encoding, errors = encoding_of(file, report)
    where = file.path.name
    before = csv.field_size_limit(FIELD_CHARS_MAX)
    try:
        with file.open() as stream, io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="") as text:
            yield from _cells(csv.reader(text, delimiter=";", strict=True), report, audit, where)
    except csv.Error as bad:
        cut = "end of data" in str(bad)
        raise ListRefused(
            f"the quoting is damaged ({bad})", reason="truncated" if cut else "malformed", where=where
        ) from bad
    finally:
        csv.field_size_limit(before)


def _cells(reader: Iterator[list[str]], report: Report, audit: FieldAudit, where: str) -> Iterator[_Row]:
    names: list[str] = []
    good = bad = 0
    short = False
    for number, raw in enumerate(reader, start=1):
        cells = _unwrapped(raw)
        if not names:
            names = [_column(cell) for cell in cells]
            if not set(_MARKS) <= set(names):
                raise ListRefused("the header line is missing", reason="wrong_content", where=where)
            for name in names:
                audit.seen(name, where=f"{where}:1")
            continue
        if not any(cells):
            continue
        short = len(cells) < len(names)
        if short or any(cells[len(names) :]):
            bad += 1
            report.issue(
                "bad_row",
                f"the row does not have the {len(names)} cells of the header; it was left out",
                severity="error",
                where=f"{where}:{number}",
            )
            continue
        good += 1
        yield _Row(names, cells)
    if short or bad > good // 10:
        reason = "truncated" if short else "malformed"
        raise ListRefused("rows do not have the cells of the header", reason=reason, where=where)


def _unwrapped(row: list[str]) -> list[str]:
    """The cells of a row; also where a spreadsheet made one quoted cell of it, with tabs behind."""
    if len(row) == 1 and ";" in row[0]:
        return next(csv.reader([row[0].rstrip("\t")], delimiter=";"))
    return row


def _column(cell: str) -> str:
    name = cell.strip().lower()
    return "date_file" if name.startswith("date_file") else name


def _add(record: EuRecord, row: _Row, report: Report) -> None:
    act = {name: row.one(f"leba_{column}") for column, name in _ACT.items()} | {"programme": row.one("programme")}
    if act not in record.regulations:
        record.regulations.append(act)
    remark = row.one("entity_remark")
    if remark and remark not in record.remarks:
        record.remarks.append(remark)
    for prefix, (attribute, columns) in _BLOCKS.items():
        number = row.one(f"{prefix}_logical_id")
        block = {name: value for column, name in columns.items() if (value := row.one(f"{prefix}_{column}"))}
        if not number or not block:
            continue
        if prefix == "naal" and _LOST.search(block.get("wholeName", "")):
            report.issue(
                "damaged_name",
                "a name whose letters became question marks before the file reached us was left out",
                field="naal_wholename",
                example=f"{record.reference}: {block['wholeName']}",
            )
            continue
        block = _as_xml(prefix, block, row) | {"logicalId": number}
        blocks = getattr(record, attribute)
        if block not in blocks:
            blocks.append(block)


def _as_xml(prefix: str, block: dict[str, str], row: _Row) -> dict[str, str]:
    """The block with the attributes of the XML."""
    if country := block.pop("country", ""):
        block |= {"countryIso2Code": country_code(country).upper(), "countryDescription": country}
    match prefix:
        case "addr" if house := row.one("addr_number"):
            block["street"] = f"{house} {block.get('street', '')}".strip()
        case "birt":
            date = block.pop("date", "")
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
                block["birthdate"] = date
            elif re.fullmatch(r"\d{4}", date):
                block["year"] = date
            elif date and date != "N/A":
                block["remark"] = f"Date of birth: {date}"
            block = {name: value for name, value in block.items() if value != "-"}
        case "iden":
            found = _DOCUMENT.match(block["number"])
            if found:
                block |= {"number": found[1], "identificationTypeCode": found[2], "remark": found[4].strip(" ()?")}
            block.setdefault("identificationTypeCode", "other")
    return block


def _iso(text: str) -> str | None:
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else (text or None)


def _recognise(_name: str, head: bytes) -> str | None:
    first = head_text(head).lstrip("\ufeff\r\n").split("\n", 1)[0].lower()
    return "eu_fsf" if all(mark in first for mark in _MARKS) else None


FORMAT = Format(
    name="eu-legacy-csv",
    title="EU consolidated financial sanctions list (CSV of before 2019)",
    sources=("eu_fsf",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)

"""Japan's asset freezes under the Foreign Exchange Act (`shisantouketsu….xlsx`) of the Ministry of Finance, `jp_mof`.

A workbook with a sheet for each programme, numbered in their titles (`29.ロシア連邦(個人)`), each with its own columns
below some lines of text; two or three sheets may have none, since their programme ended. A row is a party under a
number that the notice gave it; deleted numbers stay as rows without a name. Ids: `jp-` with the numbers of sheet
and row. Names are written in Japanese and in Latin letters; aliases hold both in one cell. The file's name carries
the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources import jp_text
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.lettered import given, lettered
from ostrakon.sources.values import clean
from ostrakon.sources.workbook import HEAD_MARK, Sheet, sheets

_USES: Mapping[str, str] = {
    "alias": "used: aliases",
    "former": "used: former names",
    "weak": "used: weak aliases",
    "born": "used: dates of birth",
    "place": "used: places of birth",
    "country": "used: country with role nationality",
    "address": "used: addresses",
    "passport": "used: property passportNumber as written",
    "number": "used: property idNumber as written",
    "position": "used: property position",
    "phone": "used: property phone",
    "un": "used: property unscId",
    "notes": "used: property notes",
}
_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("別名", "別名・別称", "別称", "別称・旧称", "別称・別名", "確定可能な別名"), "alias"),
    **dict.fromkeys(("旧称", "旧称・以前の呼称", "以前の別名", "過去の別名"), "former"),
    "確定に十分でない別名": "weak",
    **dict.fromkeys(("生年月日", "生年月日・出生地"), "born"),
    **dict.fromkeys(("出生地", "出生地・出身地"), "place"),
    "国籍": "country",
    **dict.fromkeys(
        ("住所", "所在地", "住所・所在地", "住所等", "活動地域・住所", "所在地・住所登録された事務所の住所"), "address"
    ),
    "旅券番号": "passport",
    **dict.fromkeys(("ID番号", "身分登録番号", "身分証番号"), "number"),
    **dict.fromkeys(("称号", "役職", "肩書", "肩書等"), "position"),
    **dict.fromkeys(("電話", "電話番号", "FAX"), "phone"),
    "国連参照番号": "un",
    **dict.fromkeys(
        (
            *("その他の情報", "詳細", "指定の根拠", "決議1483上の根拠", "リスト掲載日"),
            *("国連制裁員会による指定日", "国連制裁委員会による指定日"),
        ),
        "notes",
    ),
}
"""Heading → what the column holds; headings as the ministry writes them, blanks and line ends left out."""

FIELDS: Mapping[str, str] = {
    "告示日付": "used: date of the designation, the first of the cell; a deletion leaves the row out",
    "告示番号": "used: id and reference of the designation",
    "日本語表記": "used: name in Japanese",
    "英語表記": "used: primary name",
    **{heading: _USES[use] for heading, use in _COLUMNS.items()},
}
_MARKS = ("告示日付", "日本語表記", "英語表記")
_HEADER_ROWS = 12
_SHEET = re.compile(r"^\s*(\d+)\s*[.．]\s*(.*)$")
_NUMBER = re.compile(r"\d+")
_NOTICE = re.compile(r"(\d{4})[.．](\d{1,2})[.．](\d{1,2})")
_ORIGINAL = re.compile(r"[（(]?\s*original script\s*[:：]\s*([^）)]+)[）)]?", re.IGNORECASE)
_PUBLISHED = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_DELETED = "削除"
_ENDED = "解除"


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet: its number and title, the columns of its header, its rows with their places."""

    number: str
    title: str
    rows: Sequence[tuple[str, Mapping[str, str]]]


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every row that names a party.

    Raises:
        ListRefused: not a sheet has the columns of this list.
    """
    file, audit = files[0], FieldAudit(FIELDS, report)
    if found := _PUBLISHED.search(file.name):
        report.published = "-".join(found.groups())
    tables = [table for sheet in sheets(file.content(), file.path.name) if (table := _table(sheet, audit, file))]
    if not tables:
        raise ListRefused("no sheet has the columns of this list", reason="wrong_content", where=file.path.name)
    for table in tables:
        for where, row in table.rows:
            if not row.get("英語表記") and not row.get("日本語表記"):
                code, words = ("deleted", "a number whose party was taken off the list was left out")
                if _DELETED not in row.get("告示日付", ""):
                    code, words = ("no_name", "a row without a name was left out")
                report.issue(code, words, severity="info", where=where, example=row.get("告示番号", ""))
                continue
            yield _entity(table, row, source, report)


def _table(sheet: Sheet, audit: FieldAudit, file: ListFile) -> _Table | None:
    titled = _SHEET.match(sheet.name)
    names: list[str] = []
    rows: list[tuple[str, Mapping[str, str]]] = []
    for number, cells in enumerate(sheet.rows, start=1):
        where = f"{file.path.name}, {sheet.name}:{number}"
        plain = [re.sub(r"\s+", "", cell) for cell in cells]
        if not names:
            if set(_MARKS) <= set(plain):
                names = plain
                for name in names:
                    if name and not name.startswith("（注"):
                        audit.seen(name, where=where)
            elif number >= _HEADER_ROWS:
                return None
        elif any(cells):
            rows.append((where, {n: c.strip() for n, c in zip(names, cells, strict=False) if n}))
    if not names or titled is None:
        return None
    return _Table(titled[1], clean(titled[2]), rows)


def _entity(table: _Table, row: Mapping[str, str], source: str, report: Report) -> Entity:
    said = jp_text.half_width(row.get("告示番号", ""))
    number = _NUMBER.search(said)
    record = f"{table.number}-{number[0] if number else clean(row.get('英語表記')) or clean(row.get('日本語表記'))}"
    draft = Draft(f"jp-{record}", "LegalEntity", source, record, report)
    if "個人" in table.title or row.get("生年月日"):
        draft.schema = "Person"
    elif "団体" in table.title or "銀行" in table.title:
        draft.schema = "Organization"
    _names(draft, row)
    for heading, cell in row.items():
        _fact(draft, heading, _COLUMNS.get(heading, ""), cell)
    draft.designations.append(_designation(draft, table, row))
    return draft.entity()


def _names(draft: Draft, row: Mapping[str, str]) -> None:
    english, japanese = jp_text.half_width(row.get("英語表記", "")), jp_text.half_width(row.get("日本語表記", ""))
    originals = [clean(text) for text in _ORIGINAL.findall(english)]
    english, japanese = clean(_ORIGINAL.sub("", english)), clean(japanese)
    draft.name(english, "英語表記", kind="primary")
    draft.name(japanese, "日本語表記", kind="spelling" if draft.names else "primary", language="ja")
    for text in originals:
        draft.name(text, "英語表記", kind="original")


def _fact(draft: Draft, heading: str, use: str, cell: str) -> None:
    text = given(jp_text.half_width(cell))
    if not text:
        return
    match use:
        case "alias" | "former" | "weak":
            for name in jp_text.names(cell):
                language = "ja" if jp_text.is_japanese(name) else ""
                kind = "former" if use == "former" else "alias"
                draft.name(name, heading, kind=kind, weak=use == "weak", language=language)  # type: ignore[arg-type]
        case "born":
            _born(draft, heading, cell, text)
        case "place":
            for part in lettered(text, dividers=";\n"):
                draft.birth_places.extend(filter(None, [place(draft.origin(heading), city=part)]))
        case "country":
            for part in lettered(text, dividers=";、\n"):
                draft.country(part, heading, role="nationality")
        case "address":
            for part in lettered(text, dividers=";\n"):
                draft.addresses.extend(filter(None, [place(draft.origin(heading), street=part)]))
        case _ if use:
            names = {"passport": "passportNumber", "number": "idNumber", "un": "unscId"}
            draft.property(names.get(use, use), text, heading)


def _born(draft: Draft, heading: str, cell: str, text: str) -> None:
    found = list(jp_text.dates(cell))
    for date in found:
        draft.date(date, heading)
    if not found or heading != "生年月日":  # the other heading holds a place, too
        draft.property("notes", text, heading)


def _designation(draft: Draft, table: _Table, row: Mapping[str, str]) -> Designation:
    listed_on = None
    if found := _NOTICE.search(row.get("告示日付", "")):
        try:
            listed_on = PartialDate.of(*(int(part) for part in found.groups()))
        except ValueError:
            draft.issue("bad_date", "no date", path="告示日付", example=found[0])
    return Designation(
        authority="JP",
        origin=draft.origin("告示番号"),
        programmes=(table.title,),
        measures=(Measure.ASSET_FREEZE,),
        listed_on=listed_on,
        reference=f"{table.number}-{clean(row.get('告示番号'))}",
        legal_basis="Foreign Exchange and Foreign Trade Act",
        active=_ENDED not in table.title and _DELETED not in row.get("告示日付", ""),
    )


def _recognise(_name: str, head: bytes) -> str | None:
    text = head.decode(errors="replace") if head.startswith(HEAD_MARK) else ""
    return "jp_mof" if all(mark in text for mark in _MARKS) else None


FORMAT = Format(
    name="jp-mof-xlsx",
    title="Japanese asset freezes (workbook of the Ministry of Finance)",
    sources=("jp_mof",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)

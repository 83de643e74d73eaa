"""Workbooks written for tests: the parts that a spreadsheet writes, as few as a reader needs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY_ZERO = date(1899, 12, 30)
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")

Rows = Sequence[Sequence[str]]


def parts(sheets: Mapping[str, Rows]) -> dict[str, str]:
    """Name → XML of each part. Whole numbers become numbers and ISO dates become dates, as spreadsheets keep them."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, (n, _) in numbered)
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i, _ in numbered
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for i, _ in numbered
    )
    return {
        "[Content_Types].xml": _HEAD
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + '<Override PartName="/xl/workbook.xml" '
        + 'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + kinds
        + "</Types>",
        "_rels/.rels": _HEAD
        + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook {_NS} xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _HEAD
        + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + f'{relations}<Relationship Id="rId0" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{_HEAD}<styleSheet {_NS}><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{i}.xml": _sheet(rows) for i, (_, rows) in numbered},
    }


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """The bytes of a workbook with these sheets."""
    return zipped(parts(sheets))


def zipped(content: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts, the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def from_text(path: Path) -> bytes:
    r"""A workbook kept as text: a line a row, cells divided by tabs, `\n` for a line end, `#NAME` begins a sheet."""
    sheets: dict[str, list[list[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            sheets[line[1:]] = []
        else:
            sheets.setdefault("Sheet1", []) if not sheets else None
            sheets[next(reversed(sheets))].append([cell.replace("\\n", "\n") for cell in line.split("\t")])
    return workbook(sheets)


def _sheet(rows: Rows) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{_letters(column)}{number}", text) for column, text in enumerate(row) if text)
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"{_HEAD}<worksheet {_NS}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def _cell(place: str, text: str) -> str:
    if _ISO.match(text) and text > "1900-03-01":
        return f'<c r="{place}" s="1"><v>{(date.fromisoformat(text) - _DAY_ZERO).days}</v></c>'
    if text.isdigit() and not text.startswith("0"):
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letters(column: int) -> str:
    found = ""
    while column >= 0:
        found = chr(65 + column % 26) + found
        column = column // 26 - 1
    return found

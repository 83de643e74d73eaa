"""Workbooks: cells as text, and every way refused in which a zip of XML can be cut, damaged or hostile."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.sources import workbook as books
from ostrakon.sources.files import ListFile
from ostrakon.sources.registry import recognise
from ostrakon.sources.workbook import HEAD_MARK, sheets
from tests.sources.golden_lists import LISTS
from tests.sources.workbooks import parts, workbook, zipped

ROWS = [["Name", "Born", "Number"], ["JANE ROE", "1970-05-23", "12"], ["", "", ""], ["X  Y\nZ", "c. 1950", "012"]]


def _refusal(data: bytes) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        list(sheets(data, "list.xlsx"))
    return caught.value


def test_cells_come_as_text_dates_as_iso_numbers_as_written() -> None:
    (sheet,) = sheets(workbook({"A & B": ROWS}), "x")
    assert sheet.name == "A & B"
    assert [list(row) for row in sheet.rows] == ROWS


def test_every_sheet_is_read_and_an_empty_one_has_no_rows() -> None:
    found = list(sheets(workbook({"1": ROWS, "2": [], "3": [["x"]]}), "x"))
    assert [(sheet.name, len(sheet.rows)) for sheet in found] == [("1", 4), ("2", 0), ("3", 1)]


@pytest.mark.parametrize("doctype", ["<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "<!doctype w>"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_a_doctype_or_entity_in_any_part_is_refused_before_it_is_read(part: str, doctype: str) -> None:
    content = parts({"S": ROWS})
    head, end, rest = content[part].partition("?>\n")
    refusal = _refusal(zipped({**content, part: f"{head}{end}{doctype}{rest}"}))
    assert refusal.reason == "hostile"
    assert part in refusal.what


def test_an_entity_hidden_across_the_border_of_two_chunks_or_in_utf_16_is_found() -> None:
    content: dict[str, str | bytes] = dict(parts({"S": ROWS}))
    blanks = " " * (books._CHUNK - 4)
    for text in (f"{blanks}<!ENTITY x 'y'>".encode(), "<?xml version='1.0'?><!DOCTYPE x>".encode("utf-16")):
        assert _refusal(zipped({**content, "docProps/app.xml": text})).reason == "hostile"


def test_a_part_that_becomes_far_larger_than_it_is_stored_is_refused() -> None:
    content: dict[str, str | bytes] = dict(parts({"S": ROWS}))
    content["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * (books.RATIO_FROM_BYTES + books._CHUNK)
    assert _refusal(zipped(content)).reason == "hostile"


def test_parts_that_are_together_larger_than_any_list_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "INFLATED_BYTES_MAX", 1_000)
    assert _refusal(workbook({"S": ROWS})).reason == "hostile"
    monkeypatch.setattr(books, "STORED_BYTES_MAX", 100)
    assert _refusal(workbook({"S": ROWS})).reason == "too_large"


def test_a_sheet_that_claims_cells_which_it_does_not_hold_is_refused() -> None:
    content = parts({"S": ROWS})
    sheet = content["xl/worksheets/sheet1.xml"]
    claimed = sheet.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert _refusal(zipped({**content, "xl/worksheets/sheet1.xml": claimed})).reason == "hostile"


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(workbook({"S": ROWS}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert _refusal(out.getvalue()).reason == "hostile"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_workbook_is_refused_as_truncated(share: float) -> None:
    whole = workbook({"S": ROWS * 50})
    assert _refusal(whole[: int(len(whole) * share)]).reason == "truncated"


def test_a_flipped_bit_in_a_part_is_noticed_by_its_checksum() -> None:
    whole = bytearray(workbook({"S": ROWS * 50}))
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    whole[at] ^= 0x10
    assert _refusal(bytes(whole)).reason in ("truncated", "malformed")


def test_a_zip_that_is_no_workbook_or_lacks_its_parts_is_malformed() -> None:
    content = parts({"S": ROWS})
    del content["xl/workbook.xml"]
    assert _refusal(zipped(content)).reason == "malformed"


@pytest.mark.parametrize("damage", ["name", "version"])
def test_a_directory_whose_numbers_lead_nowhere_is_damage_and_no_fault_of_ours(tmp_path: Path, damage: str) -> None:
    whole = bytearray(workbook({"S": ROWS}))
    at = whole.index(b"PK\x01\x02")
    if damage == "version":
        whole[at + 6 : at + 8] = (840).to_bytes(2, "little")
    else:
        name = whole.index(b"[Content_Types].xml", at)
        whole[name : name + 19] = b"[content_types].xm/"
        whole[at + 28 : at + 30] = (0).to_bytes(2, "little")
    path = tmp_path / "list.xlsx"
    path.write_bytes(whole)
    with pytest.raises(ListRefused):
        recognise([ListFile(path)])


def test_a_workbook_is_known_by_its_content_under_any_name_and_compression(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.format == "au-dfat-xlsx")
    data = golden.content()
    for name, content in (("download", data), ("a.xlsx", data), ("a.xlsx.gz", gzip.compress(data, mtime=0))):
        path = tmp_path / name
        path.write_bytes(content)
        assert ListFile(path).head().startswith(HEAD_MARK)
        assert recognise([ListFile(path)])[0][0] == "au_dfat"


def test_a_workbook_of_another_kind_is_refused_as_such(tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(workbook({"S": ROWS}))
    with pytest.raises(ListRefused, match="workbook") as caught:
        recognise([ListFile(path)])
    assert caught.value.reason == "wrong_content"

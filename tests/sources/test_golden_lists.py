"""Every list format, walked over: read whole, told from all others, and refused where it is cut, shrunken or wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ostrakon.app import admission
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import IndexBuilder
from ostrakon.errors import ListRefused
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import ParsedList, parse_list
from ostrakon.sources.registry import FORMATS, recognise, source
from ostrakon.store import open_snapshot
from tests.sources.golden_lists import LISTS, Golden
from tests.sources.test_mutilation import starter_sets
from tests.sources.workbooks import workbook

ids = [golden.file for golden in LISTS]
each = pytest.mark.parametrize("golden", LISTS, ids=ids)


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is not needed here."""
    monkeypatch.setattr(admission, "index_builder", lambda: IndexBuilder(lambda snapshot, folder: None, "0"))


def _read(path: Path) -> ParsedList:
    ((sid, format_, files),) = recognise([ListFile(path)])
    return parse_list(files, sid, format_)


def test_every_format_is_walked_over_by_these_tests_or_the_starter_lists() -> None:
    covered = {golden.format for golden in LISTS} | {name.split()[1] for name in starter_sets()}
    with_tests_of_their_own = {"ofac-xml", "ofac-advanced-xml", "eu-csv", "uk-sl-csv", "us-csl-json"}
    assert {found.name for found in FORMATS} - covered == with_tests_of_their_own


@each
def test_the_list_is_known_by_one_format_only_whatever_it_is_called(golden: Golden, tmp_path: Path) -> None:
    file = ListFile(golden.write(tmp_path))
    for name in (file.name,) if golden.source == "wallets" else (file.name, "download(3)"):
        takers = [found.name for found in FORMATS if found.recognise(name, file.head())]
        assert takers == [golden.format]
    assert golden.format in source(golden.source).formats


@each
def test_every_party_and_name_is_read_with_its_place(golden: Golden, tmp_path: Path) -> None:
    parsed = _read(golden.write(tmp_path))
    assert (parsed.source, len(parsed.entities)) == (golden.source, golden.entities)
    assert sum(len(entity.names) for entity in parsed.entities) == golden.names
    assert {issue.severity for issue in parsed.issues} <= {"info"}
    for entity in parsed.entities:
        assert entity.designations, entity.id
        assert all(name.origin.source == golden.source and name.origin.field for name in entity.names)


@each
def test_the_same_bytes_give_the_same_parties(golden: Golden, tmp_path: Path) -> None:
    assert _read(golden.write(tmp_path)).entities == _read(golden.write(tmp_path / "again")).entities


@each
def test_the_end_of_the_file_missing_is_never_a_poorer_list_in_force(golden: Golden, tmp_path: Path) -> None:
    path = golden.write(tmp_path)
    whole = path.read_bytes()
    assert not import_lists(tmp_path / "store", [path], source_id=golden.source).refused
    before = open_snapshot(tmp_path / "store").lists[golden.source]
    for share in (0.4, 0.8):
        path.write_bytes(whole[: int(len(whole) * share)])
        result = import_lists(tmp_path / "store", [path], source_id=golden.source)
        (refused,) = result.refused
        assert refused.reason in ("truncated", "malformed", "wrong_content", "shrunk", "replaced"), refused.message
        assert open_snapshot(tmp_path / "store").lists[golden.source] == before


@each
def test_half_of_the_records_gone_is_refused_as_shrunken(golden: Golden, tmp_path: Path) -> None:
    path = golden.write(tmp_path)
    assert not import_lists(tmp_path / "store", [path], source_id=golden.source).refused
    path.write_bytes(_halved(golden))
    (refused,) = import_lists(tmp_path / "store", [path], source_id=golden.source).refused
    expected = "malformed" if golden.format == "jp-meti-ru-text" else "shrunk"  # it has numbers: a gap is noticed
    assert refused.reason == expected


def _halved(golden: Golden) -> bytes:
    text = golden.content()
    if ".xlsx" in golden.file:
        from tests.sources.golden_lists import GOLDEN  # noqa: PLC0415  # the text form, before it is zipped

        lines = (GOLDEN / golden.file).read_text(encoding="utf-8").splitlines()
        head, rows = lines[0].split("\t"), [line.split("\t") for line in lines[1 : len(lines) // 2]]
        if lines[0].startswith("#"):
            return workbook({lines[0][1:]: [row for row in rows if not row[0].startswith("#")]})
        return workbook({"Sheet1": [head, *rows]})
    if golden.file.endswith((".json", ".jsonld")):
        whole = json.loads(text)
        return json.dumps(_half(whole)).encode()
    lines = text.decode("utf-8").splitlines(keepends=True)
    return "".join(lines[: len(lines) // 2]).encode()


def _half(value: object) -> object:
    """The first half of every list of records."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        if "names" in value[0]:
            parties = [item for item in value if "names" in item]
            kept = {item["id"] for item in parties[: len(parties) // 2]}
            return [item for item in value if item.get("id") in kept or item.get("entity_id") in kept]
        return value[: len(value) // 2]
    if isinstance(value, dict):
        return {name: _half(item) for name, item in value.items()}
    return value


@each
def test_another_list_under_its_name_is_refused(golden: Golden, tmp_path: Path) -> None:
    other = LISTS[(LISTS.index(golden) + 5) % len(LISTS)]
    for wrong in {other.source, "ofac_sdn"} - {golden.source}:
        if golden.format in source(wrong).formats:
            continue  # the graph's lists share one form; which list it is stands within, and is checked there
        with pytest.raises(ListRefused) as caught:
            recognise([ListFile(golden.write(tmp_path))], wrong)
        assert caught.value.reason == "wrong_content"
        assert golden.source in caught.value.remedy


def test_a_graph_of_another_list_than_the_named_one_is_refused(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.source == "ru_stop_list")
    with pytest.raises(ListRefused) as caught:
        ((sid, format_, files),) = recognise([ListFile(golden.write(tmp_path))], "eu_vessels")
        parse_list(files, sid, format_)
    assert caught.value.reason == "wrong_content"


@each
def test_an_error_page_is_refused_with_what_it_looks_like(golden: Golden, tmp_path: Path) -> None:
    path = tmp_path / golden.name
    path.write_bytes(b"<!DOCTYPE html><html><head><title>503</title></head><body>Service unavailable</body></html>")
    with pytest.raises(ListRefused) as caught:
        recognise([ListFile(path)], golden.source)
    assert "HTML" in caught.value.what


FIRST_MEMBERS = (
    *("dataid", "unique_id", "ssid", "names", "entity_type", "SUPP_NAME", "Name", "name", "type", "country"),
    *("eu_reference_number", "address"),
)
"""Members of the records themselves, not of what stands within them; the first that a file has is taken."""
NAMED_FIELDS = [golden for golden in LISTS if golden.file.endswith((".csv", ".json", ".jsonl", ".jsonld"))]


@pytest.mark.parametrize("golden", NAMED_FIELDS, ids=[golden.file for golden in NAMED_FIELDS])
def test_a_field_that_the_table_does_not_know_is_named(golden: Golden, tmp_path: Path) -> None:
    path = golden.write(tmp_path)
    text = path.read_text(encoding="utf-8")
    if golden.file.endswith(".csv"):
        head, *rows = text.splitlines()
        mark = ";" if head.count(";") > head.count(",") else ","
        text = "\n".join([f"{head}{mark}Colour", *(f"{row}{mark}red" for row in rows)]) + "\n"
    else:
        mark = next(f'"{member}"' for member in FIRST_MEMBERS if f'"{member}"' in text)
        text = text.replace(mark, '"colour": "red", ' + mark)
    path.write_text(text, encoding="utf-8")
    found = [issue for issue in _read(path).issues if issue.code == "unknown_field"]
    assert [issue.field.lower() for issue in found] == ["colour"]

"""Files find their format and source by content, sets come together, everything else is refused with its looks."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused, UsageError
from ostrakon.model import Entity
from ostrakon.sources.base import Format
from ostrakon.sources.files import ListFile
from ostrakon.sources.registry import FORMATS, SOURCES, recognise, source
from tests.shared import shared

SDN = b'1,"X CO","-0- ","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
ALT = b'1,2,"aka","Y CO",-0- \r\n\x1a'
DPL = (
    b'"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t"Expiration_Date"'
    b'\t"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n'
)
SECO = b'<?xml version="1.0"?><swiss-sanctions-list list-type="whole-list" date="2026-01-01"></swiss-sanctions-list>'
UN = b'<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-01-01"></CONSOLIDATED_LIST>'
FTM = b'{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\n'


def _file(folder: Path, name: str, content: bytes) -> ListFile:
    path = folder / name
    path.write_bytes(content)
    return ListFile(path)


def _refusal(files: list[ListFile], source_id: str | None = None) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        recognise(files, source_id)
    return caught.value


def test_every_source_names_formats_that_exist_and_read_it() -> None:
    by_name = {found.name: found for found in FORMATS}
    assert len(by_name) == len(FORMATS)
    for known in SOURCES:
        assert known.formats
        for name in known.formats:
            assert known.id in by_name[name].sources


def test_every_format_belongs_to_a_known_source_and_accounts_for_its_fields() -> None:
    ids = {known.id for known in SOURCES}
    for found in FORMATS:
        assert set(found.sources) <= ids
        assert found.fields, found.name
        assert all(use.startswith(("used", "unused")) for use in found.fields.values()), found.name


def test_official_addresses_are_https_and_every_source_has_terms() -> None:
    for known in SOURCES:
        assert all(url.startswith("https://") for url in known.urls)
        assert known.terms
        assert known.publisher


def test_a_named_import_of_the_border_format_is_a_source_of_its_own() -> None:
    assert source("ftm:ours").id == "ftm"
    assert source("ftm").id == "ftm"


@pytest.mark.parametrize("wrong", ["ofac", "ftm:", "ftm:../x", "ftm:a b", "OFAC_SDN", ""])
def test_an_unknown_source_is_refused_with_the_known_ones(wrong: str) -> None:
    with pytest.raises(UsageError, match="ofac_sdn"):
        source(wrong)


def test_the_parts_of_a_set_come_together_and_other_lists_apart(tmp_path: Path) -> None:
    files = [
        _file(tmp_path, "sdn.csv", SDN),
        _file(tmp_path, "consolidated.xml", UN),
        _file(tmp_path, "alt.csv.gz", gzip.compress(ALT)),
    ]
    found = [(sid, form.name, [m.name for m in members]) for sid, form, members in recognise(files)]
    assert found == [
        ("ofac_sdn", "ofac-csv", ["sdn.csv", "alt.csv"]),
        ("un_sc", "un-xml", ["consolidated.xml"]),
    ]


def test_content_tells_the_format_whatever_the_file_is_called(tmp_path: Path) -> None:
    found = recognise([_file(tmp_path, "download(3)", DPL), _file(tmp_path, "export.txt", SECO)])
    assert [(sid, form.name) for sid, form, _ in found] == [("us_dpl", "us-dpl-tsv"), ("ch_seco", "ch-seco-xml")]


def test_the_name_of_an_import_is_kept(tmp_path: Path) -> None:
    ((sid, form, _),) = recognise([_file(tmp_path, "x.json", FTM)], "ftm:ours")
    assert (sid, form.name) == ("ftm:ours", "ftm-jsonl")


def test_a_file_of_another_source_than_the_named_one_is_refused(tmp_path: Path) -> None:
    refusal = _refusal([_file(tmp_path, "list.xml", UN)], "ch_seco")
    assert refusal.reason == "wrong_content"
    assert "un_sc" in refusal.remedy


def test_a_named_source_that_does_not_exist_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        recognise([_file(tmp_path, "list.xml", UN)], "nowhere")


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"<!DOCTYPE html><html><body>Error 503</body></html>", "HTML"),
        (b"\n\n<HTML><head><title>Moved</title>", "HTML"),
        ("<html>".encode("utf-16"), "HTML"),
        (b'<?xml version="1.0"?><!-- c --><a:rss xmlns:a="x"><b/></a:rss>', "<rss>"),
        (b"%PDF-1.7 ...", "PDF"),
        (b'{"error": "not found"}', "JSON"),
        (b"[1, 2]", "JSON"),
        (bytes(range(128, 256)) * 4, "binary"),
        (b"name;address\nx;y\n", "name;address"),
        (gzip.compress(gzip.compress(b"x" * 500, mtime=0), mtime=0), "compressed twice"),
    ],
)
@pytest.mark.parametrize("named", [None, "ofac_sdn", "un_sc", "us_csl", "ftm"])
def test_what_is_no_list_is_refused_with_what_it_looks_like(
    tmp_path: Path, content: bytes, looks: str, named: str | None
) -> None:
    refusal = _refusal([_file(tmp_path, "list.csv", content)], named)
    assert refusal.reason == "wrong_content"
    assert looks in refusal.what
    assert refusal.where == "list.csv"


def test_two_editions_of_one_list_in_one_call_are_refused(tmp_path: Path) -> None:
    refusal = _refusal([_file(tmp_path, "old.xml", UN), _file(tmp_path, "new.xml", UN)])
    assert refusal.reason == "wrong_content"
    assert "newest" in refusal.remedy


def test_one_list_in_two_formats_in_one_call_is_refused(tmp_path: Path) -> None:
    xml = b'<sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation/></sdnList>'
    refusal = _refusal([_file(tmp_path, "sdn.csv", SDN), _file(tmp_path, "sdn.xml", xml)])
    assert refusal.reason == "wrong_content"
    assert "several formats" in refusal.what


REAL = {
    "ofac_sdn": ["ofac/2024-05-03/sdn.csv.xz"],
    "ofac_cons": ["ofac/consolidated/cons_prim.csv.xz", "ofac/consolidated/cons_alt.csv"],
    "un_sc": ["un/2026-02-27/consolidated.xml.xz"],
    "eu_fsf": ["eu/rebuilt/xmlFullSanctionsList_1_1.xml.xz"],
    "uk_sl": ["uk/rebuilt/UK-Sanctions-List.xml.xz"],
    "uk_ofsi": ["uk/2014/sanctionsconlist.csv.xz"],
    "ch_seco": ["ch/rebuilt/consolidated-list.xml.xz"],
    "us_csl": ["us_csl/2019-12/csl.csv"],
    "us_dpl": ["us_csl/2022-09/dpl.txt"],
    "ca_sema": ["ca/sema-lmes.xml.xz"],
    "os_simple": ["opensanctions/ua_war_sanctions/targets.simple.csv.xz"],
    "ftm": ["opensanctions/zala_ftm/entities.ftm.json"],
}


def test_real_files_of_every_source_are_told_apart_in_one_call() -> None:
    files = [ListFile(shared("data", "lists", *name.split("/"))) for names in REAL.values() for name in names]
    assert [sid for sid, _, _ in recognise(files)] == list(REAL)


def test_each_real_file_is_recognised_by_one_format_only() -> None:
    for sid, names in REAL.items():
        file = ListFile(shared("data", "lists", *names[0].split("/")))
        head = file.head()
        takers = [form.name for form in FORMATS if form.recognise(file.name, head)]
        assert len(takers) == 1, (sid, takers)


def test_a_format_describes_itself_by_its_parser() -> None:
    """Guards the shape that every format module shares."""
    assert all(isinstance(found, Format) and found.title and callable(found.parse) for found in FORMATS)
    assert Entity(id="x", schema="Person").caption == "x"

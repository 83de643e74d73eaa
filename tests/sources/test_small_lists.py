"""Traps of the smaller lists: row keys, lettered cells, words for "none", debarments that are no sanctions."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Measure
from ostrakon.sources import (
    au_dfat,
    cn_measures,
    eu_journal,
    eu_legacy,
    jp_meti_ru,
    jp_mof,
    jp_text,
    nz_mfat,
    pk_nacta,
    tr_hmb,
    us_1286,
    wb_debarred,
)
from ostrakon.sources.au_dfat import dates_in
from ostrakon.sources.files import ListFile
from ostrakon.sources.lettered import given, lettered
from ostrakon.sources.plain import plain_name
from ostrakon.sources.reading import ParsedList, parse_list
from ostrakon.sources.wallets_json import FORMAT as WALLETS_OWNED
from ostrakon.sources.wallets_text import FORMAT as WALLETS
from tests.sources.golden_lists import LISTS
from tests.sources.reading import codes, issue, names, read_text, values
from tests.sources.workbooks import workbook

AU_HEAD = [
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth"),
    *("Citizenship", "Address", "Additional Information", "Listing Information", "Committees", "Control Date"),
]


def _au(tmp_path: Path, *rows: str, head: list[str] = AU_HEAD) -> ParsedList:
    sheet = [head, *([*row.split("|"), *[""] * len(head)][: len(head)] for row in rows)]
    return read_text(tmp_path, workbook({"Sheet1": sheet}), au_dfat.FORMAT)


def test_rows_of_one_number_are_one_party_whatever_letters_follow_and_wherever_they_stand(tmp_path: Path) -> None:
    parsed = _au(
        tmp_path,
        "12|JANE ROE|Individual|Primary Name",
        "12a|Janey|individual |Aka ",
        "13|ACME LTD|Entity|Primary name",
        "12b1|Джейн Роу|Individual|original Script",
        "13a|Acme Old|Entity|Formerly known as",
    )
    one, two = parsed.entities
    assert (one.id, one.schema, [(n.value, n.kind) for n in one.names]) == (
        "au-12",
        "Person",
        [("JANE ROE", "primary"), ("Janey", "alias"), ("Джейн Роу", "original")],
    )
    assert (two.id, two.schema, [n.kind for n in two.names]) == ("au-13", "Organization", ["primary", "former"])
    assert codes(parsed) == set()


def test_an_alias_row_without_its_primary_row_still_gives_the_party(tmp_path: Path) -> None:
    (party,) = _au(tmp_path, "12a|JANEY|Individual|Aka").entities
    assert names(party, "primary") == ["JANEY"]


def test_a_row_without_a_number_costs_only_itself(tmp_path: Path) -> None:
    parsed = _au(tmp_path, "12|JANE ROE|Individual|Primary Name", "n/a|JOHN DOE|Individual|Primary Name")
    assert len(parsed.entities) == 1
    assert issue(parsed, "no_id").examples == ("n/a JOHN DOE",)


def test_columns_of_measures_decide_where_they_are_and_else_the_list_is_one_of_freezes(tmp_path: Path) -> None:
    old = _au(tmp_path, "12|JANE ROE|Individual|Primary Name").entities[0]
    assert old.designations[0].measures == (Measure.ASSET_FREEZE,)
    head = [*AU_HEAD, "Targeted Financial Sanction", "Travel Ban", "IMO Number"]
    row = "12|JANE ROE|Individual|Primary Name|||||||||No|Yes|"
    assert _au(tmp_path, row, head=head).entities[0].designations[0].measures == (Measure.TRAVEL_BAN,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1955", ["1955"]),
        ("19/05/1961", ["1961-05-19"]),
        ("19 Apr. 1982", ["1982-04-19"]),
        ("Approximately 1955- 1958", ["circa 1955 to 1958"]),
        ("Between 1945 and 1950", ["1945 to 1950"]),
        ("1958 or 1959", ["1958", "1959"]),
        ("c. 1950", ["circa 1950"]),
        ("1963, alt DOB 01/01/1969", ["1963", "1969-01-01"]),
    ],
)
def test_dates_of_the_australian_list_are_read_as_it_writes_them(text: str, found: list[str]) -> None:
    assert [str(date) for date in dates_in(text)] == found


def test_a_date_that_is_none_becomes_a_note(tmp_path: Path) -> None:
    parsed = _au(tmp_path, "12|JANE ROE|Individual|Primary Name|in her fifties")
    assert codes(parsed) == {"bad_date"}
    assert values(parsed.entities[0], "notes") == ["Date of birth: in her fifties"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a) One b) Two", ["One", "Two"]),
        ("(a)One(b)Two (c) Three", ["One", "Two", "Three"]),
        ("One; Two;One", ["One", "Two"]),
        ("b) is no first mark", ["b) is no first mark"]),
        ("NA", []),
        ("(a)アブー(b)アベル", ["アブー", "アベル"]),
        ("Plan B) Ltd", ["Plan B) Ltd"]),
    ],
)
def test_lettered_cells_come_apart_only_where_letters_rise(text: str, parts: list[str]) -> None:
    assert lettered(text) == parts


def test_words_for_none_are_no_values() -> None:
    assert [given(text) for text in ("na", "N/A", "不明", "unknown", "Nana")] == ["", "", "", "", "Nana"]
    assert plain_name(" Alias / Alternate spellings ") == "alias_alternate_spellings"


def test_a_japanese_cell_gives_names_of_both_scripts_and_dates_in_words() -> None:
    cell = "(a)モラーフ・ファダル(b)ファーディル\n (a.k.a.: (a)Molah Fazl (b)Fazel Mazloom)"
    assert list(jp_text.names(cell)) == ["モラーフ・ファダル", "ファーディル", "Molah Fazl", "Fazel Mazloom"]
    assert list(jp_text.names("バーベキュー（Barbeque）")) == ["バーベキュー", "Barbeque"]
    assert list(jp_text.names("（別称、株式会社AOMZ）\n(a.k.a. Azov Plant JSC; a.k.a. AOMZ AO)")) == [
        "株式会社AOMZ",
        "Azov Plant JSC",
        "AOMZ AO",
    ]
    assert [str(date) for date in jp_text.dates("(a)1955年-1958年頃\n(b)１945年5月1日")] == [
        "circa 1955 to 1958",
        "1945-05-01",
    ]


def test_a_number_that_japan_took_off_its_list_is_no_party_and_the_files_name_gives_the_date(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.format == "jp-mof-xlsx")
    parsed = parse_list([ListFile(golden.write(tmp_path))], "jp_mof", jp_mof.FORMAT)
    assert parsed.published == "2026-03-05"
    by_id = {party.id: party for party in parsed.entities}
    assert "jp-2-1" not in by_id
    assert by_id["jp-29-1"].schema == "Person"
    assert names(by_id["jp-29-1"])[:2] == ["Vladimir Putin", "ウラジーミル・プーチン"]
    assert str(by_id["jp-29-1"].dates[0].date) == "1952-10-07"


def test_a_debarment_is_no_sanction(tmp_path: Path) -> None:
    record = {"SUPP_ID": 7, "SUPP_NAME": "ACME", "SUPP_TYPE_CODE": "F", "DEBAR_FROM_DATE": "2020-01-02"} | {
        "DEBAR_TO_DATE": "2999-12-31",
        "ADD_SUPP_INFO": "(formerly Old Acme)(Reg. No.: AB-12345)(極東商会)*12",
        "ELIG_STAT": "X-DEBARRED",
        "LAST_REFRESH_DATE": "2021-01-18T23:00:54.000Z",
    }
    parsed = read_text(tmp_path, json.dumps({"response": {"ZPROCSUPP": [record]}}), wb_debarred.FORMAT)
    (party,) = parsed.entities
    assert [(n.value, n.kind) for n in party.names] == [
        ("ACME", "primary"),
        ("Old Acme", "former"),
        ("極東商会", "original"),
    ]
    assert [(i.type, i.value) for i in party.identifiers] == [("registration", "AB-12345")]
    assert party.designations[0].measures == (Measure.DEBARMENT,)
    assert party.designations[0].listing_class == "debarment"
    assert "Debarred without end" in values(party, "notes")
    assert parsed.published == "2021-01-18"


def test_an_institution_of_several_yearly_reports_is_one_party(tmp_path: Path) -> None:
    head = (
        "schema,name,aliases,topics,program,authority,reason,report-date,start-date,end-date,country,notes,source_url\n"
    )
    rows = "".join(f"Company,X University,XU,debarment,Section 1286 of,US,,{year},,,,,\n" for year in (2023, 2024))
    (party,) = read_text(tmp_path, head + rows, us_1286.FORMAT).entities
    assert [str(d.listed_on) for d in party.designations] == ["2023", "2024"]
    assert party.designations[0].listing_class == "debarment"


def test_yes_and_no_of_the_new_zealand_register_are_its_measures(tmp_path: Path) -> None:
    row = {"type": "Ship", "unique_identifier": "SHIP-1", "name": "X", "date_of_sanction": "2024-01-02"} | {
        "sanction_status": "Sanctioned",
        "ship_ban": "yes",
        "asset_freeze": "No",
        "imo_number": "9288693",
    }
    (party,) = read_text(tmp_path, json.dumps(row), nz_mfat.FORMAT).entities
    assert (party.id, party.schema) == ("nz-ship-1", "Vessel")
    assert party.designations[0].measures == (Measure.PORT_BAN,)
    sheet = workbook({"Notes": [["read me"]], "Register": [[*row], [*row.values()]]})
    assert read_text(tmp_path, sheet, nz_mfat.FORMAT).entities[0].id == "nz-ship-1"


def test_remarks_of_the_turkish_tables_are_weak_names_at_most(tmp_path: Path) -> None:
    row = {"name": "ÖRNEK ŞİRKETİ (EXAMPLE COMPANY)", "entity_type": "person", "program": "Law No. 7262"} | {
        "listed_date": "24.2.2021/ 3578",
        "reference_number": "5",
        "remarks": "a) Example Trading b) Seoul temsilcisi, 2 kez",
        "passport_number": "IMO number: 5936312",
    }
    (party,) = read_text(tmp_path, json.dumps(row), tr_hmb.FORMAT).entities
    assert party.id == "tr-2021-02-24-5"
    assert party.schema == "LegalEntity"
    assert [(n.value, n.weak) for n in party.names] == [
        ("ÖRNEK ŞİRKETİ", False),
        ("EXAMPLE COMPANY", False),
        ("Example Trading", True),
    ]
    assert [(i.type, i.value) for i in party.identifiers] == [("imo", "5936312")]


def test_no_id_shows_an_identity_number_and_nicknames_are_weak(tmp_path: Path) -> None:
    row = {"Name": "X Y @ Danger", "FatherName": "Z", "CNIC": "0" * 12 + "1", "Province": "P", "District": "D"}
    (party,) = read_text(tmp_path, json.dumps([row]), pk_nacta.FORMAT).entities
    assert "0001" not in party.id
    assert [(n.value, n.weak) for n in party.names] == [("X Y", False), ("Danger", True)]


def test_a_chinese_measure_that_ended_before_the_newest_of_the_file_is_not_active(tmp_path: Path) -> None:
    head = (
        "Type,QID,Name,Alias,Chinese name,Country,Topics,Summary,Chinese summary,Body,List,Date,End date,"
        "Source URL,Address"
    )
    rows = [
        "Company,,A,,甲,US,export.control,,,B,L,01.02.2024,05.03.24,,",
        "Company,,C,,,US,sanction,,,B,L,01.02.2025,,,",
    ]
    ended, in_force = read_text(tmp_path, "\n".join([head, *rows]) + "\n", cn_measures.FORMAT).entities
    assert [ended.designations[0].active, in_force.designations[0].active] == [False, True]
    assert {d.listing_class for p in (ended, in_force) for d in p.designations} == {"counter_sanctions"}


def test_the_old_european_file_reads_the_same_when_a_spreadsheet_quoted_its_lines(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.format == "eu-legacy-csv")
    plain = golden.content().decode("utf-8")
    quoted = "".join('"' + line.replace('"', '""') + '\t\t\t"\n' for line in plain.splitlines())
    first = read_text(tmp_path, plain, eu_legacy.FORMAT)
    assert read_text(tmp_path, quoted, eu_legacy.FORMAT).entities == first.entities
    assert first.published == "2018-07-04"
    assert first.entities[0].id == "eu-EU.36.64"


def test_names_that_became_question_marks_are_named_and_left_out(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.format == "eu-legacy-csv")
    text = golden.content().decode("utf-8").replace("Robert Gabriel Mugabe", "?????? ??????", 1)
    parsed = read_text(tmp_path, text, eu_legacy.FORMAT)
    assert issue(parsed, "damaged_name").count == 1
    assert all("??" not in name for party in parsed.entities for name in names(party))


def test_a_wallet_file_whose_name_or_end_is_missing_is_refused(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.source == "wallets")
    path = golden.write(tmp_path)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    with pytest.raises(ListRefused) as caught:
        parse_list([ListFile(path)], "wallets", WALLETS)
    assert caught.value.reason == "truncated"
    with pytest.raises(ListRefused, match="currency"):
        read_text(tmp_path, golden.content(), WALLETS)


def test_wallets_with_owners_bear_the_ids_of_the_sdn_list(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.source == "ofac_wallets")
    parsed = parse_list([ListFile(golden.write(tmp_path))], "ofac_wallets", WALLETS_OWNED)
    hydra = next(party for party in parsed.entities if party.caption == "Hydra Market")
    assert hydra.id == "ofac-36216"
    assert {(i.type, i.note) for i in hydra.identifiers} == {("wallet", "XBT")}


def test_a_party_of_an_annex_has_the_measure_of_that_annex_and_its_names_in_both_scripts(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.format == "eu-journal-csv")
    head = golden.content().decode("utf-8").splitlines()[0]
    row = dict.fromkeys(head.split(","), "") | {"celex": "32014R0833", "annex": "IV", "measure": "Export control"}
    row |= {"schema": "Person", "name": "Jane ROE", "alias": "Jan ROE (Ян РОУ); (a) Jenny (b) Janey", "weakAlias": "J"}
    row |= {"birthDate": "26.11.1972 or 1973; 28 September", "startDate": "17.3.2014"}
    out = io.StringIO()
    csv.DictWriter(out, list(row)).writerows([dict(zip(row, row, strict=True)), row])
    (party,) = read_text(tmp_path, out.getvalue(), eu_journal.FORMAT).entities
    assert [(n.value, n.weak) for n in party.names] == [
        ("Jane ROE", False),
        ("Jan ROE", False),
        ("Ян РОУ", False),
        ("Jenny", False),
        ("Janey", False),
        ("J", True),
    ]
    assert [str(fact.date) for fact in party.dates] == ["1972-11-26", "1973"]
    assert values(party, "notes") == ["birth date: 28 September"]
    assert party.designations[0].measures == (Measure.EXPORT_CONTROL,)
    assert str(party.designations[0].listed_on) == "2014-03-17"


def test_numbered_entries_of_the_ban_on_russian_entities_are_told_apart_where_a_page_ends(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.format == "jp-meti-ru-text")
    parsed = parse_list([ListFile(golden.write(tmp_path))], "jp_meti_ru", jp_meti_ru.FORMAT)
    by_number = {party.designations[0].reference: party for party in parsed.entities}
    assert names(by_number["1"]) == ["Admiralty Shipyard JSC", "株式会社アドミラルティ造船所"]
    assert names(by_number["3"]) == ["Federal Security Service (FSB)", "連邦保安庁", "Federalnaya Sluzhba Bezopasnosti"]
    assert "Russian Quantum Center" in names(by_number["4"])
    assert names(by_number["6"], "primary") == ["Crocus Nano Electronics"]
    assert [address.full[:13] for address in by_number["4"].addresses] == [
        "Business-cent",
        "30 Bolshoy Bl",
        "100A Novaya S",
    ]
    assert (parsed.published, str(by_number["1"].designations[0].listed_on)) == ("2025-09-12", "2022-03-01")
    assert by_number["1"].designations[0].listing_class == "export_control"


def test_a_number_that_is_missing_refuses_the_text(tmp_path: Path) -> None:
    golden = next(found for found in LISTS if found.format == "jp-meti-ru-text")
    text = golden.content().decode("utf-8").replace("\n5 ", "\n15 ", 1)
    with pytest.raises(ListRefused, match="numbered"):
        read_text(tmp_path, text, jp_meti_ru.FORMAT)

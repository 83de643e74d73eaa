"""OFAC's CSV sets."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_csv import FIELDS, FORMAT
from tests.shared import shared
from tests.sources.ofac_files import codes, csv_file, read, sdn_row

KIM = sdn_row(
    "20157",
    "KIM, Jong Un",
    kind="individual",
    program="DPRK3",
    title="Chairman of the Workers' Party of Korea",
    remarks="DOB 08 Jan 1984; Gender Male; Chairman of the Workers' Party of Korea; a.k.a. 'KIM, Jong-eun'.",
)
BANK = sdn_row("306", "BANCO NACIONAL DE CUBA", program="CUBA", remarks="a.k.a. 'BNC'.")
SHIP = sdn_row(
    "15036", "ABADEH", kind="vessel", program="IRAN] [NPWMD] [IFSR", vessel="9HDQ9|Bulk Carrier|1|2|Malta|NITC"
)
ALT = '306,220,"aka","NATIONAL BANK OF CUBA",-0- '
ADD = '306,199,"Zweierstrasse 35","Zurich CH-8022","Switzerland",-0- '


def full_set(folder: Path) -> list[ListFile]:
    return [
        csv_file(folder, "sdn.csv", KIM, BANK, SHIP),
        csv_file(folder, "alt.csv", ALT, '15036,1,"fka","PACIFIC QUEEN",-0- '),
        csv_file(folder, "add.csv", ADD, f"20157,2,{'-0- ,' * 3}-0- "),
        csv_file(folder, "sdn_comments.csv", '999999,"Linked To: NOBODY."'),
    ]


def test_a_set_becomes_entities_with_an_origin_for_every_value(tmp_path: Path) -> None:
    entities, report = read(FORMAT, *full_set(tmp_path))
    kim, bank, ship = entities["ofac-20157"], entities["ofac-306"], entities["ofac-15036"]
    assert (kim.schema, kim.caption, kim.names[0].family) == ("Person", "Jong Un KIM", "KIM")
    assert kim.dates[0].date.value == "1984-01-08"
    assert kim.addresses == ()
    assert [p.value for p in kim.properties if p.name == "position"] == ["Chairman of the Workers' Party of Korea"]
    assert (bank.schema, [n.value for n in bank.names]) == (
        "Organization",
        ["BANCO NACIONAL DE CUBA", "NATIONAL BANK OF CUBA", "BNC"],
    )
    assert [n.weak for n in bank.names] == [False, False, True]
    assert (bank.addresses[0].full, bank.addresses[0].country) == (
        "Zweierstrasse 35, Zurich CH-8022, Switzerland",
        "ch",
    )
    assert bank.designations[0].measures == ("asset_freeze",)
    assert (ship.schema, ship.designations[0].programmes) == ("Vessel", ("IRAN", "NPWMD", "IFSR"))
    assert [(n.value, n.kind) for n in ship.names] == [("ABADEH", "primary"), ("PACIFIC QUEEN", "former")]
    assert (ship.identifiers[0].type, ship.countries[0].role, ship.relations[0].target_name) == (
        "call_sign",
        "flag",
        "NITC",
    )
    origin = bank.names[1].origin
    assert (origin.source, origin.record, origin.field) == ("ofac_sdn", "306", "alt.csv:name")
    for entity in entities.values():
        values = (*entity.names, *entity.dates, *entity.addresses, *entity.properties, *entity.designations)
        assert all(value.origin.record and value.origin.field for value in values)
    assert codes(report) == {"orphan_row"}


@pytest.mark.parametrize(("newline", "end"), [("\r\n", "\r\n\x1a"), ("\n", "\n"), ("\r\n", ""), ("\n", "\n\x1a")])
def test_line_ends_and_control_z_make_no_difference(tmp_path: Path, newline: str, end: str) -> None:
    entities, report = read(FORMAT, csv_file(tmp_path, "sdn.csv", KIM, BANK, newline=newline, end=end))
    assert list(entities) == ["ofac-20157", "ofac-306"]
    assert ("no_end_mark" in codes(report)) == ("\x1a" not in end)


def test_a_cut_remark_goes_on_in_the_comments_file(tmp_path: Path) -> None:
    whole = "; ".join(f"a.k.a. 'WEAK NAME {number:03d}'" for number in range(60)) + "."
    row = sdn_row("28263", "PARK, Jin Hyok", kind="individual", program="DPRK3", remarks=whole[:1000])
    files = [
        csv_file(tmp_path, "sdn.csv", row),
        csv_file(tmp_path, "sdn_comments.csv", f'28263,"{whole[1000:]}"'),
    ]
    entities, report = read(FORMAT, *files)
    assert [n.value for n in entities["ofac-28263"].names if n.weak] == [f"WEAK NAME {n:03d}" for n in range(60)]
    assert "cut_remark" not in codes(report)
    alone, lone_report = read(FORMAT, files[0])
    names = [n.value for n in alone["ofac-28263"].names if n.weak]
    assert names == [f"WEAK NAME {n:03d}" for n in range(len(names))]
    assert 30 < len(names) < 60
    assert "cut_remark" in codes(lone_report)


def test_two_rows_of_one_number_are_merged_with_an_issue(tmp_path: Path) -> None:
    entities, report = read(FORMAT, csv_file(tmp_path, "sdn.csv", BANK, KIM, BANK.replace("BANCO", "BANQUE")))
    assert [n.value for n in entities["ofac-306"].names] == [
        "BANCO NACIONAL DE CUBA",
        "BNC",
        "BANQUE NACIONAL DE CUBA",
    ]
    assert "duplicate_record" in codes(report)


def test_aliases_without_a_primary_row_can_still_be_found(tmp_path: Path) -> None:
    alt = csv_file(tmp_path, "alt.csv", ALT, '55555,9,"aka","A PARTY LISTED LATER",-0- ')
    add = csv_file(tmp_path, "add.csv", '66666,9,-0- ,"Lusaka","Zambia",-0- ')
    entities, report = read(FORMAT, csv_file(tmp_path, "sdn.csv", BANK), alt, add)
    orphan = entities["ofac-55555"]
    assert (orphan.schema, orphan.caption) == ("LegalEntity", "A PARTY LISTED LATER")
    assert "ofac-66666" not in entities
    assert {(i.code, i.field) for i in report.issues} >= {("orphan_row", "alt.csv"), ("orphan_row", "add.csv")}


def test_a_missing_part_is_an_issue_but_aliases_alone_are_refused(tmp_path: Path) -> None:
    _, report = read(FORMAT, csv_file(tmp_path, "sdn.csv", BANK))
    assert {i.field for i in report.issues if i.code == "missing_part"} == {"alt", "add", "comments"}
    with pytest.raises(ListRefused) as refused:
        read(FORMAT, csv_file(tmp_path, "alt.csv", ALT))
    assert refused.value.reason == "incomplete_set"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([BANK, KIM[:30]], "malformed"),
        ([BANK, KIM.replace('"individual"', '"individual')], "malformed"),
        ([BANK, "not a number" + KIM], "malformed"),
        ([BANK.replace('"CUBA"', '"MOON"')], "malformed"),
        ([BANK.replace('-0- ,"CUBA"', '"CUBA","CUBA"', 1)], "malformed"),
        ([",".join(BANK.split(",")[:11])], "wrong_content"),
    ],
)
def test_damage_refuses_the_set(tmp_path: Path, rows: list[str], reason: str) -> None:
    """A list that lacks a party is worse than the one in force, so nothing is taken from a damaged file."""
    with pytest.raises(ListRefused) as refused:
        read(FORMAT, csv_file(tmp_path, "sdn.csv", *rows))
    assert refused.value.reason == reason


def test_two_primary_files_in_one_call_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="two files"):
        read(FORMAT, csv_file(tmp_path, "sdn.csv", BANK), csv_file(tmp_path, "cons_prim.csv", BANK))


def test_unknown_values_are_reported_and_kept(tmp_path: Path) -> None:
    rows = [BANK.replace("306,", f"{n},") for n in range(1, 40)]
    rows.append(sdn_row("41", "ROCKET 1", kind="spacecraft", program="MARS-EO1"))
    alt = csv_file(tmp_path, "alt.csv", ALT.replace("306,", "41,"), '41,3,"zka","ROCKET ONE",-0- ')
    entities, report = read(FORMAT, csv_file(tmp_path, "sdn.csv", *rows), alt)
    rocket = entities["ofac-41"]
    assert (rocket.schema, rocket.designations[0].programmes) == ("LegalEntity", ("MARS-EO1",))
    assert [n.kind for n in rocket.names] == ["primary", "alias", "alias"]
    assert {i.field for i in report.issues if i.code == "unknown_value"} == {
        "sdn.csv:type",
        "program",
        "alt.csv:type",
    }


def test_a_column_more_is_an_unknown_field(tmp_path: Path) -> None:
    _, report = read(FORMAT, csv_file(tmp_path, "sdn.csv", BANK + ',"new"', KIM + ",-0- "))
    assert "unknown_field" in codes(report)


def test_bytes_that_are_not_utf8_are_read_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "sdn.csv"
    path.write_bytes(BANK.replace("BANCO", "PEÑA").encode("cp1252") + b"\r\n\x1a")
    entities, report = read(FORMAT, ListFile(path))
    assert entities["ofac-306"].caption == "PEÑA NACIONAL DE CUBA"
    assert "bad_encoding" in codes(report)


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("sdn.csv", KIM, "ofac_sdn"),
        ("2024-05-03_sdn.csv", KIM, "ofac_sdn"),
        ("download", KIM, "ofac_sdn"),
        ("alt.csv", ALT, "ofac_sdn"),
        ("add.csv", ADD, "ofac_sdn"),
        ("sdn_comments.csv", '28263,"hn; x"', "ofac_sdn"),
        ("download", '28263,"hn\'; Linked To: LAZARUS GROUP."', "ofac_sdn"),
        ("cons_prim.csv", KIM, "ofac_cons"),
        ("download", sdn_row("9639", "HANIYA, Ismail", kind="individual", program="NS-PLC"), "ofac_cons"),
        ("cons_alt.csv", ALT, "ofac_cons"),
        ("cons_add.csv", ADD, "ofac_cons"),
        ("cons_comments.csv", '17014,"x"', "ofac_cons"),
        ("sdn.csv", "<html><body>Sorry</body></html>", None),
        ("sdn.csv", "", None),
        ("customers.csv", "1,Jane,Doe,1970,UK,x", None),
        ("customers.csv", '1,"Jane Doe"', None),
    ],
)
def test_files_are_recognised_by_content_with_the_name_as_a_hint(name: str, content: str, source: str | None) -> None:
    assert FORMAT.recognise(name, content.encode()) == source


def test_every_column_is_accounted_for() -> None:
    assert all(text.startswith(("used: ", "unused: ")) for text in FIELDS.values())
    assert len(FIELDS) == 12 + 5 + 6 + 2


@pytest.mark.parametrize(
    ("edition", "entries", "primary", "aliases"),
    [
        ("2019-01", 7379, 7379, 9682),
        ("2021-07", 8976, 8976, 11910),
        ("2022-01", 9043, 9044, 12409),
        ("2024-01", 13821, 13821, 17091),
        ("2024-05-03", 14965, 14965, 0),
    ],
)
def test_real_sets_hold_what_an_independent_count_found(edition: str, entries: int, primary: int, aliases: int) -> None:
    folder = shared("data/lists/ofac", edition)
    entities, report = read(FORMAT, *(ListFile(path) for path in sorted(folder.iterdir())))
    names = [name for entity in entities.values() for name in entity.names]
    assert len(entities) == entries
    assert sum(name.kind == "primary" for name in names) == primary
    assert sum(name.origin.field == "alt.csv:name" for name in names) == aliases
    assert not [issue for issue in report.issues if issue.severity == "error"]


def test_the_remarks_of_a_real_list_give_its_identifiers_and_weak_aliases() -> None:
    entities, _ = read(FORMAT, ListFile(shared("data/lists/ofac/2024-05-03/sdn.csv.xz")))
    numbers: dict[str, set[str]] = {}
    for entity in entities.values():
        for identifier in entity.identifiers:
            numbers.setdefault(identifier.type, set()).add(identifier.value)
    assert len(numbers["bic"]) == 162
    assert len(numbers["imo"]) >= 979
    # Two of the 3,578 quoted aliases of this edition are cut at 1,000 characters, so they are no names.
    assert sum(n.weak and n.kind == "alias" for e in entities.values() for n in e.names) == 3576


def test_the_real_non_sdn_set_and_its_xml_agree_on_what_they_entail() -> None:
    folder = shared("data/lists/ofac/consolidated")
    files = [ListFile(path) for path in sorted(folder.iterdir()) if path.name.startswith("cons_")]
    entities, report = read(FORMAT, *files, source="ofac_cons")
    names = [name for entity in entities.values() for name in entity.names]
    assert (len(entities), sum(n.origin.field == "alt.csv:name" for n in names)) == (442, 1073)
    assert "cut_remark" not in codes(report)
    sberbank = entities["ofac-17018"]
    assert {m.value for m in sberbank.designations[0].measures} == {
        "sectoral_debt",
        "sectoral_equity",
        "correspondent_account",
    }
    assert all(e.designations[0].measures for e in entities.values())
    assert not [e for e in entities.values() if "asset_freeze" in e.designations[0].measures]


def test_aliases_of_a_later_edition_keep_parties_whose_primary_name_is_not_known_yet() -> None:
    """alt.csv of 2026 beside sdn.csv of 2024: the aliases of 1,724 later parties are all that is known of them."""
    newer = shared("data/lists/ofac/2026-06")
    files = [ListFile(shared("data/lists/ofac/2024-05-03/sdn.csv.xz")), ListFile(newer / "alt.csv.xz")]
    entities, report = read(FORMAT, *files)
    orphans = [entity for entity in entities.values() if entity.schema == "LegalEntity"]
    assert (len(entities), len(orphans)) == (14965 + 1724, 1724)
    names = [name for entity in entities.values() for name in entity.names]
    assert sum(name.origin.field == "alt.csv:name" for name in names) == 20260
    assert next(i.count for i in report.issues if i.code == "orphan_row") == 1724
    with pytest.raises(ListRefused, match="without the primary file"):
        read(FORMAT, ListFile(newer / "alt.csv.xz"), ListFile(newer / "add.csv.xz"))

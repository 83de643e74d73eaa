"""The UK Sanctions List in XML and CSV and OFSI's ConList: golden files, traps, real files against their count."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Entity, Measure
from ostrakon.sources import uk_conlist, uk_sl_csv, uk_sl_xml
from ostrakon.sources.base import Format
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import ParsedList
from ostrakon.sources.uk_values import day, imo_number, measures_of
from tests.shared import shared
from tests.sources.reading import GOLDEN, codes, issue, names, read_file, read_text, values

CONLIST_2022 = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
    "National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,"
    "Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,"
    "Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID"
)
COLUMNS = CONLIST_2022.split(",")


def designation(inner: str, kind: str = "Individual", names_: str = "") -> str:
    first = "<Name><Name1>Ivan</Name1><Name6>IVANOV</Name6><NameType>Primary Name</NameType></Name>"
    return (
        "<Designations><DateGenerated>20/02/2026</DateGenerated><Designation><UniqueID>RUS0001</UniqueID>"
        f"<Names>{first}{names_}</Names><RegimeName>R</RegimeName>"
        f"<IndividualEntityShip>{kind}</IndividualEntityShip>{inner}</Designation></Designations>"
    )


def one(folder: Path, inner: str, kind: str = "Individual", names_: str = "") -> tuple[Entity, ParsedList]:
    parsed = read_text(folder, designation(inner, kind, names_), uk_sl_xml.FORMAT)
    return parsed.entities[0], parsed


def conlist(*rows: dict[str, str], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    out.write("Last Updated,02/04/2025\r\n")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({"Group Type": "Individual", "Regime": "Syria", "Group ID": "1", **row})
    return out.getvalue().encode(encoding)


def test_the_golden_xml_gives_person_ship_and_company_complete() -> None:
    parsed = read_file(GOLDEN / "uk/UK-Sanctions-List.xml", uk_sl_xml.FORMAT)
    person, ship, company = parsed.entities
    assert not parsed.issues
    assert parsed.published == "2026-02-20"
    assert (person.id, person.schema, person.caption) == (
        "uk-RUS0251",
        "Person",
        "Vladimir Vladimirovich PUTIN",
    )
    main = person.names[0]
    assert (main.given, main.middle, main.family) == ("Vladimir", "Vladimirovich", "PUTIN")
    assert [(n.value, n.kind, n.weak, n.language) for n in person.names[1:]] == [
        ("Vova", "alias", True, ""),
        ("Wladimir PUTIN", "spelling", False, ""),
        ("Владимир Владимирович ПУТИН", "original", False, "ru"),
    ]
    assert person.dates[0].date.value == "1952-10-07"
    assert {(link.role, link.code) for link in person.countries} == {("nationality", "ru"), ("birth", "ru")}
    listed = person.designations[0]
    assert listed.measures == (
        Measure.ASSET_FREEZE,
        Measure.TRAVEL_BAN,
        Measure.TRUST_SERVICES_BAN,
        Measure.DIRECTOR_DISQUALIFICATION,
    )
    assert listed.listed_on is not None
    assert listed.listed_on.value == "2022-02-25"
    assert listed.reason == "President of the Russian Federation."
    assert person.addresses[0].full == "The Kremlin, Moscow, 103132, Russia"
    assert values(person, "gender") == ["male"]
    assert (ship.schema, ship.identifiers[0].type, ship.identifiers[0].value) == ("Vessel", "imo", "9562233")
    assert (ship.countries[0].role, ship.countries[0].code) == ("flag", "km")
    assert (values(ship, "pastFlags"), values(ship, "type")) == (["India"], ["Bulk Carrier"])
    assert (ship.dates[0].kind, ship.dates[0].date.value) == ("build", "2011")
    assert (ship.relations[0].kind, ship.relations[0].target_name) == (
        "owned_by",
        "Global United Shipping India",
    )
    assert ship.designations[0].measures == (Measure.PORT_BAN,)
    assert (company.id, company.schema) == ("uk-14181", "Organization")
    assert [(i.type, i.value) for i in company.identifiers] == [
        ("inn", "7704274402"),
        ("ogrn", "1077799030847"),
    ]
    assert [relation.kind for relation in company.relations] == ["owned_by"]


def test_the_csv_of_the_same_designations_gives_the_same_entities() -> None:
    from_xml = read_file(GOLDEN / "uk/UK-Sanctions-List.xml", uk_sl_xml.FORMAT)
    from_csv = read_file(GOLDEN / "uk/UK-Sanctions-List.csv", uk_sl_csv.FORMAT)
    assert from_csv.published == "2026-02-20"
    assert not from_csv.issues
    by_id = {entity.id: entity for entity in from_csv.entities}
    assert set(by_id) == {entity.id for entity in from_xml.entities}
    for entity in from_xml.entities:
        other = by_id[entity.id]
        assert set(entity.names) == set(other.names)
        assert (entity.dates, entity.identifiers, entity.countries) == (
            other.dates,
            other.identifiers,
            other.countries,
        )
        assert set(entity.designations[0].measures) == set(other.designations[0].measures)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Primary Name", "primary"),
        ("Primary name", "primary"),
        ("PRIMARY  NAME", "primary"),
        ("Primary Name Variation", "spelling"),
        ("Primary name variation", "spelling"),
        ("ALias", "alias"),
        ("AKA", "alias"),
        ("FKA", "former"),
    ],
)
def test_every_spelling_of_the_name_type_is_understood(tmp_path: Path, written: str, kind: str) -> None:
    entity, parsed = one(tmp_path, "", names_=f"<Name><Name6>X</Name6><NameType>{written}</NameType></Name>")
    assert entity.names[1].kind == kind
    assert not parsed.issues


def test_an_unknown_name_type_or_strength_is_reported_and_the_name_kept(tmp_path: Path) -> None:
    entity, parsed = one(
        tmp_path,
        "",
        names_="<Name><Name6>X</Name6><NameType>Nickname</NameType><AliasStrength>So so</AliasStrength></Name>",
    )
    assert names(entity, "alias") == ["X"]
    assert {item.examples[0] for item in parsed.issues if item.code == "unknown_value"} == {"Nickname", "So so"}


def test_names_of_companies_have_no_family_name(tmp_path: Path) -> None:
    entity, _ = one(tmp_path, "", kind="Entity")
    assert (entity.names[0].value, entity.names[0].family) == ("Ivan IVANOV", "")


def test_an_element_for_a_name_without_a_name_says_nothing(tmp_path: Path) -> None:
    entity, _ = one(tmp_path, "", names_="<Name><NameType>Primary Name Variation</NameType></Name>")
    assert len(entity.names) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07/10/1952", "1952-10-07"),
        ("00/00/1965", "1965"),
        ("00/05/1965", "1965-05"),
        ("dd/mm/1971", "1971"),
        ("dd/05/1971", "1971-05"),
        ("1973", "1973"),
        ("1973-02-01", "1973-02-01"),
    ],
)
def test_dates_with_unknown_parts_keep_what_is_known(text: str, value: str) -> None:
    assert day(text).value == value


def test_a_date_that_is_none_is_a_note_with_an_issue(tmp_path: Path) -> None:
    entity, parsed = one(
        tmp_path, "<IndividualDetails><Individual><DOBs><DOB>15/08/19yy</DOB></DOBs></Individual></IndividualDetails>"
    )
    assert (entity.dates, values(entity, "notes")) == ((), ["DOB: 15/08/19yy"])
    assert issue(parsed, "bad_date").examples == ("15/08/19yy",)


def test_sanctions_imposed_are_measures_and_an_unknown_one_is_reported(tmp_path: Path) -> None:
    text = 'Asset freeze|Shipping sanctions: (see "Other information")|Ban of dancing'
    entity, parsed = one(tmp_path, f"<SanctionsImposed>{text}</SanctionsImposed>")
    assert entity.designations[0].measures == (Measure.ASSET_FREEZE, Measure.PORT_BAN, Measure.OTHER)
    assert issue(parsed, "unknown_value").examples == ("Ban of dancing",)
    assert values(entity, "provisions") == [text]
    assert measures_of("Prohibition on correspondent banking and sterling clearing") == (Measure.CORRESPONDENT_ACCOUNT,)


def test_a_ship_without_an_imo_number_takes_the_only_one_that_the_reasons_name(tmp_path: Path) -> None:
    text = "IMO 9286023 (NEXT) carries oil. Namely, IMO 9286023 carried it in May."
    entity, _ = one(tmp_path, f"<UKStatementofReasons>{text}</UKStatementofReasons>", "Ship")
    assert [(i.value, i.note) for i in entity.identifiers] == [("9286023", "from the statement of reasons")]
    two = f"<UKStatementofReasons>{text} Close to IMO 9286024.</UKStatementofReasons>"
    assert one(tmp_path, two, "Ship")[0].identifiers == ()


def test_imo_numbers_lose_their_letters_and_others_are_reported(tmp_path: Path) -> None:
    assert (imo_number("IMO9562233"), imo_number(" 9562233"), imo_number("none")) == ("9562233", "9562233", "")
    inner = "<ShipDetails><Ship><IMONumbers><IMONumber>95-62</IMONumber></IMONumbers></Ship></ShipDetails>"
    entity, parsed = one(tmp_path, inner, "Ship")
    assert entity.identifiers[0].value == "95-62"
    assert issue(parsed, "unknown_value").field == "IMONumber"


def test_unknown_elements_and_kinds_are_reported(tmp_path: Path) -> None:
    entity, parsed = one(tmp_path, "<ShoeSize>44</ShoeSize>", "Robot")
    assert entity.schema == "LegalEntity"
    assert issue(parsed, "unknown_field").field == "Designation/ShoeSize"
    assert issue(parsed, "unknown_value").examples == ("robot",)


def test_an_unknown_column_of_the_csv_is_reported(tmp_path: Path) -> None:
    content = (GOLDEN / "uk/UK-Sanctions-List.csv").read_text().replace("Length of ship", "Draught of ship")
    parsed = read_text(tmp_path, content, uk_sl_csv.FORMAT)
    assert issue(parsed, "unknown_field").field == "Draught of ship"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (designation("")[:-20], "malformed"),
        ("<Designations/>", "truncated"),
        ("<html/>", "wrong_content"),
    ],
)
def test_what_is_no_complete_xml_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(ListRefused) as refused:
        read_text(tmp_path, content, uk_sl_xml.FORMAT)
    assert refused.value.reason == reason


@pytest.mark.parametrize("format_", [uk_sl_csv.FORMAT, uk_conlist.FORMAT])
def test_what_is_no_csv_of_the_list_is_refused(tmp_path: Path, format_: Format) -> None:
    for content in ("", "<html></html>", "a,b,c\n1,2,3\n"):
        with pytest.raises(ListRefused) as refused:
            read_text(tmp_path, content, format_)
        assert refused.value.reason == "wrong_content"


def test_rows_of_a_group_are_one_entity_wherever_they_stand(tmp_path: Path) -> None:
    shared_cells = {"DOB": "00/00/1965", "Country": "Syria", "Address 6": "Damascus"}
    parsed = read_text(
        tmp_path,
        conlist(
            {"Name 6": "ASSAD", "Name 1": "Bashar", "Alias Type": "Primary name", **shared_cells},
            {"Name 6": "BANK", "Group Type": "Entity", "Group ID": "2", "Alias Type": "Primary name"},
            {"Name 6": "ASSAD", "Name 1": "Bashar", "Alias Type": "Primary name", "DOB": "11/09/1965"},
            {"Name 6": "ASAD", "Alias Type": "AKA", "Alias Quality": "Low", **shared_cells},
        ),
        uk_conlist.FORMAT,
    )
    person, bank = parsed.entities
    assert parsed.published == "2025-04-02"
    assert (person.id, bank.id) == ("uk-1", "uk-2")
    assert [(n.value, n.kind, n.weak) for n in person.names] == [
        ("Bashar ASSAD", "primary", False),
        ("ASAD", "alias", True),
    ]
    assert (person.names[0].given, person.names[0].family) == ("Bashar", "ASSAD")
    assert [fact.date.value for fact in person.dates] == ["1965", "1965-09-11"]
    assert [address.full for address in person.addresses] == ["Damascus, Syria"]
    assert person.designations[0].measures == (Measure.ASSET_FREEZE,)
    assert not parsed.issues


def test_windows_1252_is_recognised(tmp_path: Path) -> None:
    rows = {"Name 6": "MÜLLER", "Other Information": "the bank’s owner", "Alias Type": "AKA"}
    entity = read_text(tmp_path, conlist(rows, encoding="cp1252"), uk_conlist.FORMAT).entities[0]
    assert (names(entity), values(entity, "notes")) == (["MÜLLER"], ["the bank’s owner"])


def test_a_party_on_both_uk_lists_has_one_id(tmp_path: Path) -> None:
    text = "(UK Sanctions List Ref):RUS0251. (UN Ref): TAi.001."
    row = {"Name 6": "X", "Alias Type": "Primary name", "Other Information": text, "Group ID": "14197"}
    entity = read_text(tmp_path, conlist(row), uk_conlist.FORMAT).entities[0]
    assert (entity.id, values(entity, "recordId")) == ("uk-RUS0251", ["14197"])
    assert values(entity, "unscId") == ["TAi.001"]


def test_numbered_cells_hold_several_values(tmp_path: Path) -> None:
    assert uk_conlist.numbered("(1)-(2) Tunisia (3) Libya") == ["Tunisia", "Libya"]
    assert uk_conlist.numbered("(1) to (6) Algeria (7) Morocco") == ["Algeria", "Morocco"]
    assert uk_conlist.numbered("(1) (2) (4) Libya (3) Morocco") == ["Libya", "Morocco"]
    row = {
        "Name 6": "X",
        "Alias Type": "AKA",
        "Nationality": "(1) Somali (2) Swedish",
        "Passport Details": "(1) A-000111 (Somali). Issued 1999 (2) Travel document 0000222 (3) lost",
    }
    entity = read_text(tmp_path, conlist(row), uk_conlist.FORMAT).entities[0]
    assert [link.code for link in entity.countries] == ["so", "se"]
    assert [(i.value, i.country) for i in entity.identifiers] == [("A-000111", "so"), ("0000222", "")]
    assert values(entity, "notes") == ["passport: lost"]


def test_a_conlist_cut_within_a_row_is_refused(tmp_path: Path) -> None:
    content = conlist({"Name 6": "X", "Alias Type": "AKA"}, {"Name 6": "Y", "Alias Type": "AKA"})
    with pytest.raises(ListRefused) as refused:
        read_text(tmp_path, content[:-20], uk_conlist.FORMAT)
    assert refused.value.reason == "truncated"


def test_the_rebuilt_xml_gives_the_counted_names() -> None:
    parsed = read_file(shared("data", "lists", "uk", "rebuilt", "UK-Sanctions-List.xml.xz"), uk_sl_xml.FORMAT)
    assert (len(parsed.entities), parsed.published) == (6035, "2026-03-15")
    assert sum(len(names(e, "primary")) for e in parsed.entities) == 6037
    assert sum(len(e.names) for e in parsed.entities) == 6037 + 12606
    assert sum(name.weak for e in parsed.entities for name in e.names) == 602
    assert codes(parsed) <= {"unknown_country"}


def test_the_real_conlist_gives_every_name_of_every_group_once() -> None:
    """The README counts 8,950 rows (2,297 primary, 6,653 others), since the file repeats a name on a row for each
    address and birth date; ours are the distinct names of each group, counted here from the rows themselves."""
    path = shared("data", "lists", "uk", "2014", "sanctionsconlist.csv.xz")
    parsed = read_file(path, uk_conlist.FORMAT)
    with ListFile(path).open() as stream:
        rows = list(csv.reader(io.StringIO(stream.read().decode("cp1252"))))[2:]
    assert len([row for row in rows if len(row) == 29]) == 2297 + 6653
    distinct = {(row[28], " ".join(" ".join([*row[1:6], row[0]]).split())) for row in rows}
    assert parsed.published == "2014-04-02"
    assert len(parsed.entities) == 2297
    assert sum(len(names(e, "primary")) for e in parsed.entities) == 2297
    assert {(e.id.removeprefix("uk-"), name) for e in parsed.entities for name in names(e)} == distinct
    assert sum(len(e.names) for e in parsed.entities) == len(distinct)
    assert not {"unknown_field", "unknown_value", "bad_row", "orphan_row"} & codes(parsed)

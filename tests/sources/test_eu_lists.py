"""The EU list in XML and CSV: the golden file, each trap, and the rebuilt files against their count."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Entity, Measure
from ostrakon.sources import eu_csv, eu_xml
from ostrakon.sources.reading import ParsedList
from tests.shared import shared
from tests.sources.reading import GOLDEN, codes, issue, names, read_file, read_text, values

HEAD = '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01T00:00:00.000+01:00">'
COLUMNS = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;"
    "NameAlias_WholeName;NameAlias_NameLanguage;NameAlias_LogicalId;Address_City;BirthDate_Year;BirthDate_Circa"
)


def document(inner: str, subject: str = "person") -> str:
    return (
        f'{HEAD}<sanctionEntity euReferenceNumber="EU.1.1" logicalId="7"><subjectType code="{subject}"/>'
        f'<nameAlias wholeName="Ivan Ivanov" strong="true"/>{inner}</sanctionEntity></export>'
    )


def one(folder: Path, inner: str, subject: str = "person") -> tuple[Entity, ParsedList]:
    parsed = read_text(folder, document(inner, subject), eu_xml.FORMAT)
    return parsed.entities[0], parsed


def table(*lines: str) -> str:
    return "\ufeff" + "\n".join((COLUMNS, *lines)) + "\n"


def test_the_golden_file_gives_person_and_company_complete() -> None:
    parsed = read_file(GOLDEN / "eu/xmlFullSanctionsList_1_1.xml", eu_xml.FORMAT)
    person, company = parsed.entities
    assert not parsed.issues
    assert parsed.published == "2026-03-10T16:45:47.301+01:00"
    assert (person.id, person.schema, person.caption) == (
        "eu-EU.7510.16",
        "Person",
        "Vladimir Vladimirovich PUTIN",
    )
    main = next(name for name in person.names if name.kind == "primary")
    assert (main.given, main.middle, main.family) == ("Vladimir", "Vladimirovich", "PUTIN")
    assert [name.language for name in person.names] == ["ru", "", "fr", ""]
    assert [name.value for name in person.names if name.weak] == ["V. V. Putin"]
    assert person.dates[0].date.value == "1952-10-07"
    assert {(link.role, link.code) for link in person.countries} == {("citizenship", "ru"), ("birth", "ru")}
    designation = person.designations[0]
    assert (designation.authority, designation.programmes) == ("EU", ("UKR",))
    assert designation.measures == (Measure.ASSET_FREEZE,)
    assert designation.legal_basis == "2022/332 (OJ L53), published 2022-02-25, in force 2022-02-25"
    assert designation.listed_on is not None
    assert designation.listed_on.value == "2022-02-25"
    assert (company.schema, values(company, "unscId")) == ("Organization", ["KPe.020"])
    assert [(i.type, i.value, i.country) for i in company.identifiers] == [("imo", "1790183", "")]
    assert company.identifiers[0].note == "IMO number; company number"
    assert company.addresses[0].full == (
        "Donghung Dong, Central District, PO Box 120, Pyongyang, KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF "
        "(at the time of listing)"
    )
    assert company.addresses[0].country == "kp"


def test_a_name_stands_even_where_only_its_parts_are_given(tmp_path: Path) -> None:
    entity, _ = one(tmp_path, '<nameAlias wholeName="" firstName="Jan" lastName="Kowalski" nameLanguage="PL"/>')
    assert names(entity) == ["Ivan Ivanov", "Jan Kowalski"]


def test_an_unknown_country_is_no_country(tmp_path: Path) -> None:
    entity, parsed = one(
        tmp_path,
        '<birthdate calendarType="GREGORIAN" year="1960" countryIso2Code="00" countryDescription="UNKNOWN"/>'
        '<identification number="A1" identificationTypeCode="passport" countryIso2Code="00"/>',
    )
    assert entity.countries == ()
    assert entity.identifiers[0].country == ""
    assert not parsed.issues


@pytest.mark.parametrize(
    ("attributes", "value", "until", "approximate"),
    [
        ('birthdate="1962-09-03" year="1962" monthOfYear="9" dayOfMonth="3"', "1962-09-03", "", False),
        ('birthdate="" year="1968" monthOfYear="3" dayOfMonth=""', "1968-03", "", False),
        ('birthdate="" year="1958" circa="true"', "1958", "", True),
        ('yearRangeFrom="1958" yearRangeTo="1963"', "1958", "1963", False),
    ],
)
def test_birth_dates_keep_the_precision_they_have(
    tmp_path: Path, attributes: str, value: str, until: str, approximate: bool
) -> None:
    entity, _ = one(tmp_path, f'<birthdate calendarType="GREGORIAN" {attributes}/>')
    date = entity.dates[0].date
    assert (date.value, date.until, date.approximate) == (value, until, approximate)


def test_a_date_of_another_calendar_is_kept_as_text_and_never_taken_for_gregorian(tmp_path: Path) -> None:
    entity, parsed = one(
        tmp_path,
        '<birthdate calendarType="ISLAMIC" birthdate="" year="1343"/>'
        '<birthdate calendarType="ISLAMIC" birthdate="1982-04-19" year="1402" monthOfYear="6" dayOfMonth="24"/>',
    )
    assert [fact.date.value for fact in entity.dates] == ["1982-04-19"]
    assert "Date of birth in the calendar ISLAMIC: year 1343" in values(entity, "notes")
    assert issue(parsed, "other_calendar").count == 2


def test_an_impossible_date_is_a_note_with_an_issue(tmp_path: Path) -> None:
    entity, parsed = one(tmp_path, '<birthdate calendarType="GREGORIAN" year="1970" monthOfYear="13"/>')
    assert entity.dates == ()
    assert issue(parsed, "bad_date").field == "birthdate@birthdate"
    assert values(entity, "notes") == ["Date of birth: monthOfYear 13 year 1970"]


def test_a_birth_block_without_a_date_gives_only_the_place(tmp_path: Path) -> None:
    entity, parsed = one(
        tmp_path, '<birthdate city="Minsk" countryIso2Code="BY" countryDescription="BELARUS" circa="true"/>'
    )
    assert (entity.dates, entity.birth_places[0].full) == ((), "Minsk, BELARUS")
    assert not parsed.issues


@pytest.mark.parametrize(
    ("code", "number", "type_"),
    [
        ("passport", "A1", "passport"),
        ("id", "1", "national_id"),
        ("regnumber", "1", "registration"),
        ("fiscalcode", "1", "tax_id"),
        ("imo", "8514306", "imo"),
        ("swiftbic", "AAAABBCC", "bic"),
        ("regnumber", "ИНН 7717653542", "inn"),
        ("unssn", "91370303MA3ERW0G0M", "other"),
    ],
)
def test_identification_codes_become_identifier_types(tmp_path: Path, code: str, number: str, type_: str) -> None:
    entity, parsed = one(tmp_path, f'<identification number="{number}" identificationTypeCode="{code}"/>')
    assert entity.identifiers[0].type == type_
    assert not parsed.issues


def test_flags_of_a_document_are_in_its_note_and_a_dash_is_no_number(tmp_path: Path) -> None:
    entity, parsed = one(
        tmp_path,
        '<identification number="A1" identificationTypeCode="passport" knownFalse="true" issuedBy="Minsk"/>'
        '<identification number="-" identificationTypeCode="passport"/>',
    )
    assert [(i.value, i.note) for i in entity.identifiers] == [("A1", "false; issued by Minsk")]
    assert issue(parsed, "no_number").count == 1


def test_unknown_codes_are_reported_and_the_value_kept(tmp_path: Path) -> None:
    entity, parsed = one(tmp_path, '<identification number="1" identificationTypeCode="dna"/>', "ghost")
    assert (entity.schema, entity.identifiers[0].type) == ("LegalEntity", "other")
    assert {item.field for item in parsed.issues if item.code == "unknown_value"} == {
        "subjectType@code",
        "identification@identificationTypeCode",
    }


def test_unknown_attributes_and_elements_are_reported(tmp_path: Path) -> None:
    _, parsed = one(tmp_path, '<nameAlias wholeName="B" pseudonym="yes"/><wealth amount="1"/>')
    assert {item.field for item in parsed.issues if item.code == "unknown_field"} == {
        "sanctionEntity/nameAlias@pseudonym",
        "sanctionEntity/wealth",
    }


def test_remarks_are_kept_but_not_those_that_say_nothing(tmp_path: Path) -> None:
    entity, _ = one(tmp_path, "<remark>none</remark><remark>Brother of Petr</remark><remark>.</remark>")
    assert values(entity, "notes") == ["Brother of Petr"]


def test_contacts_of_an_address_become_properties(tmp_path: Path) -> None:
    entity, _ = one(tmp_path, '<address city="Minsk"><contactInfo key="EMAIL" value="a@example.org"/></address>')
    assert values(entity, "email") == ["a@example.org"]


def test_csv_rows_of_one_entity_come_together(tmp_path: Path) -> None:
    parsed = read_text(
        tmp_path,
        table(
            "01/02/2026;7;EU.1.1;person;Ivan Ivanov;EN;1;;;",
            "01/02/2026;7;EU.1.1;person;Иван Иванов;RU;2;;;",
            "01/02/2026;7;EU.1.1;person;Иван Иванов;RU;2;;;",
            "01/02/2026;7;EU.1.1;person;;;;Minsk;;",
            "01/02/2026;7;EU.1.1;person;;;;;1960;true",
            "01/02/2026;8;EU.2.2;enterprise;Bank;EN;3;;;",
        ),
        eu_csv.FORMAT,
    )
    person, bank = parsed.entities
    assert parsed.published == "2026-02-01"
    assert names(person) == ["Ivan Ivanov", "Иван Иванов"]
    assert person.addresses[0].city == "Minsk"
    assert (person.dates[0].date.value, person.dates[0].date.approximate) == ("1960", True)
    assert bank.schema == "Organization"
    assert issue(parsed, "no_alias_quality").severity == "info"


def test_a_year_of_another_calendar_in_a_csv_without_that_column_is_not_taken(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, table("01/02/2026;7;EU.1.1;person;Ivan;EN;1;;1343;"), eu_csv.FORMAT)
    assert parsed.entities[0].dates == ()
    assert issue(parsed, "bad_date").examples == ("year 1343",)


def test_csv_damage_is_named_and_a_cut_file_refused(tmp_path: Path) -> None:
    good = "01/02/2026;7;EU.1.1;person;Ivan;EN;1;;;"
    rows = [good.replace(";7;EU.1", f";{n};EU.{n}") for n in range(10, 30)]
    parsed = read_text(tmp_path, table(*rows, good[:-8], "01/02/2026;;;person;Nobody;EN;1;;;", good), eu_csv.FORMAT)
    assert {"bad_row", "orphan_row"} <= codes(parsed)
    assert len(parsed.entities) == 21
    for content, reason in (
        (table(*rows)[:-12], "truncated"),
        (table(*rows) + '01/02/2026;7;"EU.1', "truncated"),
        (table(good, *[good[:-8]] * 5, good), "malformed"),
        (table(), "truncated"),
        ("Name;Address\nIvan;Minsk\n", "wrong_content"),
        ("<html></html>", "wrong_content"),
        ("", "wrong_content"),
    ):
        with pytest.raises(ListRefused) as refused:
            read_text(tmp_path, content, eu_csv.FORMAT)
        assert refused.value.reason == reason


def test_damaged_utf8_is_reported_and_not_taken_for_another_encoding(tmp_path: Path) -> None:
    content = table("01/02/2026;7;EU.1.1;person;Иван Иванов;RU;1;;;").encode()
    parsed = read_text(tmp_path, content.replace("в".encode(), b"\xd0\x20", 1), eu_csv.FORMAT)
    assert issue(parsed, "bad_encoding").severity == "error"
    assert "\ufffd" in parsed.entities[0].names[0].value


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document("")[:-20], "malformed"),
        ("<CONSOLIDATED_LIST/>", "wrong_content"),
        (f"{HEAD}</export>", "truncated"),
    ],
)
def test_what_is_no_complete_list_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(ListRefused) as refused:
        read_text(tmp_path, content, eu_xml.FORMAT)
    assert refused.value.reason == reason


def test_the_rebuilt_files_give_the_counted_names_and_the_same_in_both_formats() -> None:
    from_xml = read_file(shared("data", "lists", "eu", "rebuilt", "xmlFullSanctionsList_1_1.xml.xz"), eu_xml.FORMAT)
    from_csv = read_file(shared("data", "lists", "eu", "rebuilt", "csvFullSanctionsList_1_1.csv.xz"), eu_csv.FORMAT)
    for parsed in (from_xml, from_csv):
        assert len(parsed.entities) == 5860
        assert sum(len(names(e, "primary")) for e in parsed.entities) == 5860
        assert sum(len(names(e, "alias")) for e in parsed.entities) == 23949
        assert not {"unknown_field", "unknown_value", "bad_row", "orphan_row"} & codes(parsed)
    assert [(e.id, e.schema, e.names) for e in from_xml.entities] == [
        (e.id, e.schema, e.names) for e in from_csv.entities
    ]
    assert issue(from_xml, "other_calendar").count == 5


def test_every_official_column_is_accounted_for() -> None:
    header = next(csv.reader(io.StringIO(COLUMNS), delimiter=";"))
    assert set(header) <= set(eu_csv.FIELDS)
    assert all(use.startswith(("used:", "unused:")) for use in (*eu_csv.FIELDS.values(), *eu_xml.FIELDS.values()))

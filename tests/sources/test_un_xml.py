"""The UN consolidated list: the golden file, each trap, and the real files against an independent count."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Entity, Measure
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import ParsedList
from ostrakon.sources.un_values import alias_text, date_in_words, document_number, script_names
from ostrakon.sources.un_xml import FORMAT
from tests.shared import shared
from tests.sources.reading import GOLDEN, codes, issue, names, read_file, read_text, values

EDITIONS = {
    "2018-10-29": (1093, 3074, "2018-10-29T19:09:49.856-04:00"),
    "2024-11-30": (879, 3099, "2024-11-30T00:00:00.875Z"),
    "2025-04-19": (877, 3084, "2025-04-19T23:00:04.625Z"),
    "2026-02-27": (1003, 3130, "2026-02-27T00:00:09.554Z"),
}
"""Edition → entries, aliases with original script as counted by the README of the lists, date generated."""


def document(person: str = "", entity: str = "", attributes: str = 'dateGenerated="2026-01-01"') -> str:
    return (
        f"<CONSOLIDATED_LIST {attributes}><INDIVIDUALS>{person}</INDIVIDUALS>"
        f"<ENTITIES>{entity}</ENTITIES></CONSOLIDATED_LIST>"
    )


def person(inner: str, reference: str = "<REFERENCE_NUMBER>TAi.001</REFERENCE_NUMBER>") -> str:
    head = "<DATAID>1</DATAID><FIRST_NAME>ABDUL</FIRST_NAME><UN_LIST_TYPE>Taliban</UN_LIST_TYPE>"
    return f"<INDIVIDUAL>{head}{reference}{inner}</INDIVIDUAL>"


def one(folder: Path, inner: str) -> tuple[Entity, ParsedList]:
    parsed = read_text(folder, document(person(inner)), FORMAT)
    return parsed.entities[0], parsed


def born(inner: str) -> str:
    return f"<INDIVIDUAL_DATE_OF_BIRTH>{inner}</INDIVIDUAL_DATE_OF_BIRTH>"


def alias(name: str, quality: str = "Good", more: str = "") -> str:
    return f"<INDIVIDUAL_ALIAS><QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME>{more}</INDIVIDUAL_ALIAS>"


def test_the_golden_file_gives_person_and_company_complete() -> None:
    parsed = read_file(GOLDEN / "un/consolidated.xml", FORMAT)
    leader, company = parsed.entities
    assert not parsed.issues
    assert parsed.published == "2026-02-27T00:00:09.554Z"
    assert (leader.id, leader.schema) == ("un-QDi.299", "Person")
    assert leader.caption == "IBRAHIM AWWAD IBRAHIM ALI AL-BADRI AL-SAMARRAI"
    assert names(leader, "original") == ["إبراهيم عواد إبراهيم علي البدري السامرائي"]
    assert [(n.value, n.weak) for n in leader.names if n.kind == "alias"] == [
        ("Ibrahim Awwad Ibrahim al-Samarra'i", False),
        ("Abu Du'a", True),
    ]
    assert leader.dates[0].date.value == "1971"
    assert leader.countries[0].code == "iq"
    assert leader.addresses[0].full == "Iraq (previous)"
    assert leader.birth_places[0].city == "Samarra"
    assert values(leader, "recordId") == ["6908434"]
    assert values(leader, "modifiedAt") == ["2021-11-15"]
    designation = leader.designations[0]
    assert (designation.authority, designation.programmes) == ("UN", ("Al-Qaida",))
    assert designation.listed_on is not None
    assert designation.listed_on.value == "2011-10-05"
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert (company.id, company.schema) == ("un-KPe.020", "Organization")
    assert company.designations[0].measures == (Measure.ASSET_FREEZE,)
    assert [(i.type, i.value) for i in company.identifiers] == [("imo", "1790183")]
    assert company.addresses[0].country == "kp"


def test_every_value_carries_its_list_record_and_field() -> None:
    for entity in read_file(GOLDEN / "un/consolidated.xml", FORMAT).entities:
        for group in (entity.names, entity.dates, entity.identifiers, entity.countries, entity.addresses):
            for value in group:
                assert (value.origin.source, value.origin.record) == ("un_sc", entity.id.removeprefix("un-"))
                assert value.origin.field.startswith(("INDIVIDUAL", "ENTITY"))


def test_name_parts_are_positional_and_never_taken_for_given_and_family_names(tmp_path: Path) -> None:
    entity, _ = one(tmp_path, "<SECOND_NAME>GHANI</SECOND_NAME><THIRD_NAME>BARADAR</THIRD_NAME>")
    name = entity.names[0]
    assert name.value == "ABDUL GHANI BARADAR"
    assert (name.given, name.middle, name.family) == ("", "", "")


def test_a_record_without_reference_number_is_known_by_its_data_id(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, document(person("", reference="")), FORMAT)
    assert parsed.entities[0].id == "un-1"


def test_elements_in_another_order_mean_the_same(tmp_path: Path) -> None:
    forward = person("<LISTED_ON>2001-01-25</LISTED_ON><GENDER>Male</GENDER>" + alias("Abdul Ghani"))
    backward = person(alias("Abdul Ghani") + "<GENDER>Male</GENDER>\n  <LISTED_ON>2001-01-25</LISTED_ON>")
    first = read_text(tmp_path, document(forward), FORMAT).entities
    assert first == read_text(tmp_path, document(backward), FORMAT).entities


def test_both_forms_of_the_date_of_the_edition_are_kept(tmp_path: Path) -> None:
    for stamp in ("2018-10-29T19:09:49.856-04:00", "2024-11-30T00:00:00.875Z"):
        parsed = read_text(tmp_path, document(person(""), attributes=f'dateGenerated="{stamp}"'), FORMAT)
        assert parsed.published == stamp
    assert "no_date" in codes(read_text(tmp_path, document(person(""), attributes=""), FORMAT))


def test_quality_of_entities_tells_former_names(tmp_path: Path) -> None:
    entry = (
        "<ENTITY><DATAID>2</DATAID><FIRST_NAME>A</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old</ALIAS_NAME></ENTITY_ALIAS>"
        "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Other</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"
    )
    entity = read_text(tmp_path, document(entity=entry), FORMAT).entities[0]
    assert [(n.value, n.kind) for n in entity.names[1:]] == [("Old", "former"), ("Other", "alias")]


def test_an_unknown_quality_is_reported_and_the_alias_kept(tmp_path: Path) -> None:
    entity, parsed = one(tmp_path, alias("Ghani", "Medium"))
    assert names(entity, "alias") == ["Ghani"]
    assert issue(parsed, "unknown_value").examples == ("Medium",)


def test_an_unknown_element_is_reported_with_its_content(tmp_path: Path) -> None:
    _, parsed = one(tmp_path, "<SHOE_SIZE><VALUE>44</VALUE></SHOE_SIZE>")
    found = issue(parsed, "unknown_field")
    assert (found.field, found.examples) == ("INDIVIDUAL/SHOE_SIZE", ("44",))


def test_a_new_section_of_the_list_is_reported_and_not_lost_in_silence(tmp_path: Path) -> None:
    text = document(person("")).replace("<ENTITIES>", "<VESSELS><VESSEL><NAME>X</NAME></VESSEL></VESSELS><ENTITIES>")
    fields = {item.field for item in read_text(tmp_path, text, FORMAT).issues if item.code == "unknown_field"}
    assert "CONSOLIDATED_LIST/VESSELS/VESSEL" in fields


def test_variants_joined_by_semicolons_are_names_of_their_own() -> None:
    assert alias_text("Haj Qasem; Haji Qassem; Sardar Soleimani").names == (
        "Haj Qasem",
        "Haji Qassem",
        "Sardar Soleimani",
    )
    assert alias_text("حسن غول (Hassan Ghul; Hassan Gul)").names == ("حسن غول", "Hassan Ghul", "Hassan Gul")
    assert alias_text("A Sabet b) M. Javad Sabet; M. Jawad Sabet").names == (
        "A Sabet",
        "M. Javad Sabet",
        "M. Jawad Sabet",
    )


def test_a_name_in_brackets_is_a_second_name_only_in_another_script() -> None:
    assert alias_text("Jin Tiesan (金铁三)").names == ("Jin Tiesan", "金铁三")
    assert alias_text("Office (Bureau)").names == ("Office (Bureau)",)


def test_a_birth_date_inside_an_alias_becomes_a_date_and_the_rest_a_note(tmp_path: Path) -> None:
    entity, parsed = one(tmp_path, alias("Safia Farkash, born 1 Jan. 1953 (Oman)"))
    assert names(entity, "alias") == ["Safia Farkash"]
    assert entity.dates[0].date.value == "1953-01-01"
    assert values(entity, "notes") == ["Safia Farkash: born 1 Jan. 1953 (Oman)"]
    assert issue(parsed, "remark_in_name").severity == "info"


def test_a_remark_on_a_false_identity_is_no_part_of_the_name() -> None:
    found = alias_text("Abdel Ilah Sabri (false identity, passport confiscated)")
    assert found.names == ("Abdel Ilah Sabri",)
    assert "false identity" in found.remark


def test_birth_data_given_with_an_alias_are_kept(tmp_path: Path) -> None:
    more = (
        "<DATE_OF_BIRTH>1958 - 1964</DATE_OF_BIRTH><CITY_OF_BIRTH>Mahdia</CITY_OF_BIRTH>"
        "<COUNTRY_OF_BIRTH>Tunisia</COUNTRY_OF_BIRTH>"
    )
    entity, _ = one(tmp_path, alias("Omar", more=more))
    assert (entity.dates[0].date.value, entity.dates[0].date.until) == ("1958", "1964")
    assert entity.birth_places[0].full == "Mahdia, Tunisia"
    assert entity.countries[0].role == "birth"


def test_original_script_holds_two_names_or_one_name_twice() -> None:
    assert script_names("عزیز الرحمان عزیز الرحمان") == (("عزیز الرحمان",), "")
    assert script_names("Иванов; Петров") == (("Иванов", "Петров"), "")
    assert script_names("ፍትዊ ዓብዱረዛቕ (Tigrinya)") == (("ፍትዊ ዓብዱረዛቕ",), "Tigrinya")


def test_a_note_with_the_original_script_gives_a_name_and_one_of_earlier_listing_a_former_name(
    tmp_path: Path,
) -> None:
    entity, _ = one(
        tmp_path,
        alias("Abu Banat", more="<NOTE>original script: Абу Банат</NOTE>")
        + alias("Omar", more="<NOTE>previously listed as</NOTE>"),
    )
    assert names(entity, "original") == ["Абу Банат"]
    assert names(entity, "former") == ["Omar"]


def test_a_note_that_says_more_than_the_name_is_kept(tmp_path: Path) -> None:
    note = "DOB: 11 Apr. 1963. POB: Monufia. In\nArabic: سيف العدل"
    entity, _ = one(tmp_path, alias("Sayf-Al Adl", more=f"<NOTE>{note}</NOTE>"))
    assert names(entity, "original") == ["سيف العدل"]
    assert entity.dates[0].date.value == "1963-04-11"
    assert values(entity, "notes") == ["Sayf-Al Adl: DOB: 11 Apr. 1963. POB: Monufia"]


@pytest.mark.parametrize(
    ("inner", "value", "until", "approximate"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1962-01-04</DATE>", "1962-01-04", "", False),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1962-01-04-04:00</DATE>", "1962-01-04", "", False),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>", "1971", "", False),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1968</YEAR>", "1968", "", True),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1973</TO_YEAR>",
            "1968",
            "1973",
            False,
        ),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><NOTE>Approximately </NOTE><FROM_YEAR>1968</FROM_YEAR>"
            "<TO_YEAR>1973</TO_YEAR>",
            "1968",
            "1973",
            True,
        ),
        ("<YEAR>1955</YEAR>", "1955", "", False),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>", "1973-11", "", False),
        (
            "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Between Aug. and Sep. 1977</NOTE>",
            "1977-08",
            "1977-09",
            False,
        ),
    ],
)
def test_birth_dates_keep_the_precision_they_have(
    tmp_path: Path, inner: str, value: str, until: str, approximate: bool
) -> None:
    entity, _ = one(tmp_path, born(inner))
    date = entity.dates[0].date
    assert (date.value, date.until, date.approximate) == (value, until, approximate)


def test_a_birth_date_that_cannot_be_read_stays_as_a_note_with_an_issue(tmp_path: Path) -> None:
    entity, parsed = one(
        tmp_path, born("<NOTE>30-35 years old</NOTE>") + born("<NOTE>24/06/1402 (Hijri Calendar)</NOTE>")
    )
    assert entity.dates == ()
    assert values(entity, "notes") == [
        "Date of birth: 30-35 years old",
        "Date of birth: 24/06/1402 (Hijri Calendar)",
    ]
    assert {"bad_date", "other_calendar"} <= codes(parsed)


def test_an_empty_birth_date_element_says_nothing(tmp_path: Path) -> None:
    entity, parsed = one(tmp_path, born("<TYPE_OF_DATE/>") + "<INDIVIDUAL_DOCUMENT/>" + alias("", ""))
    assert (entity.dates, entity.identifiers, len(entity.names)) == ((), (), 1)
    assert not parsed.issues


def test_documents_take_the_more_special_type_and_the_issuing_country(tmp_path: Path) -> None:
    entity, _ = one(
        tmp_path,
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Número de pasaporte</TYPE_OF_DOCUMENT><NUMBER>K0001</NUMBER>"
        "<ISSUING_COUNTRY>Pakistan</ISSUING_COUNTRY><DATE_OF_ISSUE>2001-02-03</DATE_OF_ISSUE>"
        "<NOTE>expired</NOTE></INDIVIDUAL_DOCUMENT>"
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>"
        "<TYPE_OF_DOCUMENT2>Ration card no.</TYPE_OF_DOCUMENT2><NUMBER>0000001</NUMBER></INDIVIDUAL_DOCUMENT>",
    )
    passport, card = entity.identifiers
    assert (passport.type, passport.country) == ("passport", "pk")
    assert passport.note == "issued 2001-02-03; expired"
    assert (card.type, card.note) == ("other", "Ration card no.")


def test_a_number_that_stands_only_in_note_or_type_is_found(tmp_path: Path) -> None:
    assert document_number("Residential card number 123", "") == "123"
    assert document_number("", "Ruritanian passport number L 000111 issued on 28 Feb. 1996") == "L 000111"
    entity, parsed = one(
        tmp_path,
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
        "<NOTE>issued in 1993, under another name</NOTE></INDIVIDUAL_DOCUMENT>",
    )
    assert entity.identifiers == ()
    assert values(entity, "notes") == ["Passport: issued in 1993, under another name"]
    assert issue(parsed, "no_number").count == 1


def test_measures_that_a_libyan_entry_names_stand_instead_of_the_regime_s(tmp_path: Path) -> None:
    entry = person("<COMMENTS1>Listed pursuant to paragraph 15 of resolution 1970 (Travel Ban).</COMMENTS1>").replace(
        "Taliban", "Libya"
    )
    entity = read_text(tmp_path, document(entry), FORMAT).entities[0]
    assert entity.designations[0].measures == (Measure.TRAVEL_BAN,)


def test_an_unknown_regime_is_reported_and_has_no_measures(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, document(person("").replace("Taliban", "Atlantis")), FORMAT)
    assert parsed.entities[0].designations[0].measures == ()
    assert issue(parsed, "unknown_value").examples == ("Atlantis",)


def test_a_country_that_stands_for_none_is_kept_as_text(tmp_path: Path) -> None:
    entity, parsed = one(tmp_path, "<NATIONALITY><VALUE>Unresolved</VALUE></NATIONALITY>")
    assert (entity.countries[0].text, entity.countries[0].code) == ("Unresolved", "")
    assert issue(parsed, "unknown_country").examples == ("Unresolved",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document(person(""))[:-30], "malformed"),
        ("<export/>", "wrong_content"),
        (document(), "truncated"),
        ("", "malformed"),
        ("<html><body>Service unavailable</body></html>", "wrong_content"),
        ('<!DOCTYPE x [<!ENTITY e "x">]>' + document(person("")), "hostile"),
    ],
)
def test_what_is_no_complete_list_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(ListRefused) as refused:
        read_text(tmp_path, content, FORMAT)
    assert refused.value.reason == reason


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_real_editions_give_the_counted_entries_and_aliases(edition: str) -> None:
    """The README counts one alias for each non-empty alias element and each original script.

    Ours are more by three rules, each counted here from the file itself: variants joined by semicolons or in
    brackets are names of their own, and notes may hold the name in its own script.
    """
    path = shared("data", "lists", "un", edition, "consolidated.xml.xz")
    entries, aliases, stamp = EDITIONS[edition]
    parsed = read_file(path, FORMAT)
    assert parsed.published == stamp
    assert len(parsed.entities) == entries
    assert sum(len(names(e, "primary")) for e in parsed.entities) == entries
    with ListFile(path).open() as stream:
        root = ET.parse(stream).getroot()
    texts = [" ".join((e.text or "").split()) for e in root.iter("ALIAS_NAME")]
    extra = sum(len(alias_text(text).names) - 1 for text in texts if text)
    notes = [" ".join((e.text or "").split()) for e in root.findall(".//*[ALIAS_NAME]/NOTE")]
    extra += sum(1 for note in notes if re.search(r"original script:|[Ii]n Arabic( script)?:", note))
    assert sum(len(e.names) for e in parsed.entities) - entries == aliases + extra
    assert not [item for item in parsed.issues if item.severity == "error"]
    assert not {"unknown_field", "unknown_value", "no_name"} & codes(parsed)


def test_dates_in_words_are_read() -> None:
    assert str(date_in_words("in Kandahar on 01 Jan.1967")) == "1967-01-01"
    assert date_in_words("31 Feb. 1990") is None

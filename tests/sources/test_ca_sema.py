"""Canada's list: no numbers, bilingual countries, one text of aliases, one column for births and ships' building."""

from __future__ import annotations

import lzma
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Measure
from ostrakon.sources.ca_aliases import split_aliases
from ostrakon.sources.ca_sema import FORMAT
from tests.shared import shared
from tests.sources.reading import codes, issue, names, read_file, read_text, values

PERSON = {
    "Country": "Belarus / Bélarus",
    "LastName": "DOE",
    "GivenName": "Jane Maria",
    "Schedule": "1, Part 1",
    "Item": "4",
    "DateOfListing": "2020-09-28",
}
SHIP = {
    "Country": "Russia / Russie",
    "EntityOrShip": "Gull III",
    "TitleOrShip": "Oil Tanker",
    "ShipIMONumber": "7612448",
    "DateOfBirthOrShipBuildDate": "1980",
    "Schedule": "1.1",
    "Item": "1",
    "DateOfListing": "2025-02-21",
}


def _list(*records: dict[str, str]) -> str:
    body = "".join(
        "<record>" + "".join(f"<{name}>{text}</{name}>" for name, text in record.items()) + "</record>"
        for record in records
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><data-set>{body}</data-set>'


def test_a_person_has_names_in_reading_order_and_the_regime_as_programme(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, _list(PERSON), FORMAT).entities
    (designation,) = party.designations
    assert party.schema == "Person"
    assert names(party) == ["Jane Maria DOE"]
    assert (party.names[0].given, party.names[0].family) == ("Jane Maria", "DOE")
    assert designation.programmes == ("Belarus",)
    assert designation.reference == "Schedule 1, Part 1, item 4"
    assert designation.measures == (Measure.ASSET_FREEZE,)
    assert str(designation.listed_on) == "2020-09-28"
    assert (party.countries[0].code, party.countries[0].text) == ("by", "Belarus / Bélarus")
    assert party.names[0].origin.record == "Belarus, 1, Part 1, item 4"


def test_a_ship_has_its_number_its_type_and_the_date_of_its_building(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, _list(SHIP), FORMAT).entities
    assert party.schema == "Vessel"
    assert [(i.type, i.value) for i in party.identifiers] == [("imo", "7612448")]
    assert [(fact.kind, str(fact.date)) for fact in party.dates] == [("build", "1980")]
    assert values(party, "type") == ["Oil Tanker"]


def test_a_title_of_a_person_is_no_type_of_ship(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, _list({**PERSON, "TitleOrShip": "Major General/major-général"}), FORMAT).entities
    assert values(party, "title") == ["Major General/major-général"]
    assert party.schema == "Person"


def test_the_id_survives_renumbered_items_and_a_later_birth_date(tmp_path: Path) -> None:
    (before,) = read_text(tmp_path, _list(PERSON), FORMAT).entities
    changed = {**PERSON, "Item": "9", "Schedule": "1, Part 2", "DateOfBirthOrShipBuildDate": "1970"}
    (after,) = read_text(tmp_path, _list(changed), FORMAT).entities
    assert before.id == after.id
    assert before.id.startswith("ca-")
    assert len(before.id) == 13


def test_namesakes_listed_on_different_days_are_two_parties(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _list(PERSON, {**PERSON, "DateOfListing": "2022-01-01"}), FORMAT)
    assert len(parsed.entities) == 2


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1972", ["1972"]),
        ("1972-08", ["1972-08"]),
        (" 1965-04-29 ", ["1965-04-29"]),
        ("1963-1964", ["1963 to 1964"]),
        ("1963 or 1964", ["1963", "1964"]),
        ("1965-07-15 OR 1969-09-28", ["1965-07-15", "1969-09-28"]),
        ("born in the early 1970s", ["circa 1970 to 1973"]),
    ],
)
def test_one_column_holds_years_days_ranges_and_alternatives(tmp_path: Path, text: str, dates: list[str]) -> None:
    (party,) = read_text(tmp_path, _list({**PERSON, "DateOfBirthOrShipBuildDate": text}), FORMAT).entities
    assert [str(fact.date) for fact in party.dates] == dates


def test_a_date_that_a_spreadsheet_spoilt_is_reported(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _list({**PERSON, "DateOfBirthOrShipBuildDate": "Sep-76"}), FORMAT)
    assert issue(parsed, "bad_date").examples == ("Sep-76",)


def test_a_regime_that_is_no_country_is_a_programme_only(tmp_path: Path) -> None:
    regime = "Justice for Victims of Corrupt Foreign Officials Regulations (JVCFOR) / Règlement (RJVDEC)"
    parsed = read_text(tmp_path, _list({**PERSON, "Country": regime}), FORMAT)
    assert parsed.entities[0].countries == ()
    assert parsed.entities[0].designations[0].programmes[0].endswith("(JVCFOR)")
    assert codes(parsed) == set()


def test_schedules_on_financing_do_not_freeze(tmp_path: Path) -> None:
    record = {k: v for k, v in SHIP.items() if k not in ("ShipIMONumber", "TitleOrShip")}
    parsed = read_text(tmp_path, _list({**record, "Schedule": "3"}, {**record, "Schedule": "2", "Item": "2"}), FORMAT)
    (party,) = parsed.entities
    assert [d.measures for d in party.designations] == [
        (Measure.SECTORAL_DEBT,),
        (Measure.SECTORAL_DEBT, Measure.SECTORAL_EQUITY),
    ]


def test_a_record_without_a_name_and_an_unknown_element_are_reported(tmp_path: Path) -> None:
    nameless = {k: v for k, v in PERSON.items() if "Name" not in k}
    parsed = read_text(tmp_path, _list(PERSON, nameless, {**PERSON, "Colour": "red"}), FORMAT)
    assert issue(parsed, "no_name").severity == "error"
    assert issue(parsed, "unknown_field").field == "record/Colour"


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused) as caught:
        read_text(tmp_path, _list(PERSON, SHIP)[:-20], FORMAT)
    assert caught.value.reason == "malformed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Иван Иванов; Ivan Ivanov", ["Иван Иванов", "Ivan Ivanov"]),
        ("Иван ПЕТРОВ / Iван ПЕТРОВ", ["Иван ПЕТРОВ", "Iван ПЕТРОВ"]),
        ("حسن علي/حسن محمد", ["حسن علي", "حسن محمد"]),
        ("Raman Bizi, Belarusian: Раман Бiзi, Russian : Роман Бизи", ["Raman Bizi", "Раман Бiзi", "Роман Бизи"]),
        (
            "Abd Dagalo, Abdel Dagalo and Abdul Dagalo Arabic:عبد دقلو",
            ["Abd Dagalo", "Abdel Dagalo", "Abdul Dagalo", "عبد دقлو".replace("л", "ل")],
        ),
        ("Баранов, Олег Анатольевич", ["Олег Анатольевич Баранов"]),
        ("Maung Har, Maung Ha", ["Maung Har", "Maung Ha"]),
        ("Roman Karn or Roman Korn", ["Roman Karn", "Roman Korn"]),
        ("(Иван РУЩ / Iван РУЩ", ["Иван РУЩ", "Iван РУЩ"]),
        ("Иван Мировнев\u200b;  \xa0Ivan\nMirovnev ", ["Иван Мировнев", "Ivan Mirovnev"]),
    ],
)
def test_aliases_of_a_person_are_taken_apart(text: str, expected: list[str]) -> None:
    assert [alias.value for alias in split_aliases(text, person=True)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Рембаза, АО", ["Рембаза, АО"]),
        ("General Trading Co., Ltd., GTC", ["General Trading Co., Ltd.", "GTC"]),
        ("Министерство образования, науки и молодежи", ["Министерство образования, науки и молодежи"]),
        ('Завод "Сокол, Восход"; ЗСВ', ['Завод "Сокол, Восход"', "ЗСВ"]),
        ("Центр (боевой, учебный) войск", ["Центр (боевой, учебный) войск"]),
        ('АО "БНБ"/ ОАО "БНБ-Банк"', ['АО "БНБ"', 'ОАО "БНБ-Банк"']),
        ("Bank and Trust Company", ["Bank and Trust Company"]),
        ("GORT/ORTAS", ["GORT/ORTAS"]),
    ],
)
def test_aliases_of_an_entity_keep_the_commas_that_belong_to_them(text: str, expected: list[str]) -> None:
    assert [alias.value for alias in split_aliases(text, person=False)] == expected


def test_labels_tell_the_language_and_single_words_of_a_person_are_weak() -> None:
    found = split_aliases("Andrii, Russian: Андрей Иванов", person=True)
    assert [(a.value, a.language, a.weak) for a in found] == [("Andrii", "", True), ("Андрей Иванов", "rus", False)]
    assert not split_aliases("GORT", person=False)[0].weak


def test_the_real_list_gives_every_record_and_every_alias() -> None:
    path = shared("data", "lists", "ca", "sema-lmes.xml.xz")
    records = list(ET.fromstring(lzma.decompress(path.read_bytes())).iter("record"))
    parsed = read_file(path, FORMAT)
    assert len(records) == len(parsed.entities) == 4759
    plain = [a for r in records for a in (r.findtext("Aliases") or "").split(";") if a.strip()]
    assert len(plain) == 3131
    assert sum(len(names(party, "alias")) for party in parsed.entities) > len(plain)
    labels = {"Russian", "Belarusian", "Belarussian", "Arabic", "or", "and"}
    words = {w for text in plain for w in re.findall(r"\w+", text)} - labels
    assert words <= {w for party in parsed.entities for name in names(party) for w in re.findall(r"\w+", name)}
    assert codes(parsed) == {"bad_date"}
    assert issue(parsed, "bad_date").count == 1
    assert sum(party.schema == "Vessel" for party in parsed.entities) == 109
    assert all(link.code for party in parsed.entities for link in party.countries)

"""The Swiss list: ordered name parts with variants, sets and places by number, targets that left the list."""

from __future__ import annotations

import lzma
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Measure
from ostrakon.sources.ch_seco import FORMAT
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import ParsedList, parse_list
from tests.shared import shared
from tests.sources.reading import codes, issue, names, read_file, read_text, values

PROGRAMME = """
<sanctions-program ssid="10" version-date="2026-01-01">
 <program-key lang="ger">BEISPIEL</program-key><program-key lang="eng">EXAMPLE</program-key>
 <program-name lang="eng">Ordinance of 1 January 2020 (SR 946.231.000)</program-name>
 <sanctions-set ssid="11" lang="ger">Finanzsanktionen</sanctions-set>
 <sanctions-set ssid="11" lang="eng">Financial sanctions, annex 1</sanctions-set>
 <sanctions-set ssid="12" lang="eng">Travel ban, annex 2</sanctions-set>
 <origin>UN, EU</origin>
</sanctions-program>"""
PLACE = """
<place ssid="20"><location>Akron</location><area area-type="state">Ohio</area>
<country iso-code="US">United States</country></place>"""
PERSON = """
<target ssid="1000"><sanctions-set-id>11</sanctions-set-id><sanctions-set-id>12</sanctions-set-id>
 <individual sex="female">
  <identity ssid="1001" main="true">
   <name ssid="1002" name-type="primary-name" quality="good" lang="eng">
    <name-part order="1" name-part-type="family-name"><value>Ivanova</value>
     <spelling-variant lang="rus">Иванова</spelling-variant><spelling-variant lang="fre">Ivanowa</spelling-variant>
    </name-part>
    <name-part order="2" name-part-type="given-name"><value>Anna</value>
     <spelling-variant lang="rus">Анна</spelling-variant></name-part>
    <name-part order="3" name-part-type="father-name"><value>Petrovna</value></name-part>
    <name-part order="4" name-part-type="title"><value>Dr</value></name-part>
    <name-part order="5" name-part-type="maiden-name"><value>Sidorova</value></name-part>
   </name>
   <name name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name"><value>Anya</value>
   </name-part></name>
   <nationality><country iso-code="RU">Russian Federation</country></nationality>
   <day-month-year day="5" month="3" year="1970" quality="low"/>
   <place-of-birth place-id="20"/>
   <address place-id="20" main="true"><address-details>1 Main Street</address-details><zip-code>44116</zip-code>
    <remark>old</remark></address>
   <identification-document document-type="passport"><number>A123</number><issuer code="RU">Russia</issuer>
    <expiry-date year="2030" month="1" day="2"/></identification-document>
  </identity>
  <identity ssid="1005" main="false">
   <name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name">
    <value>Olga Orlova</value></name-part></name>
   <day-month-year year="1972"/>
  </identity>
  <justification>Because.</justification>
  <relation target-id="2000" relation-type="spouse-of"><remark>since 1990</remark></relation>
 </individual>
 <modification modification-type="listed" effective-date="2020-02-03"/>
 <modification modification-type="amended" effective-date="2021-02-03"/>
</target>"""


def _list(*parts: str, kind: str = "whole-list") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><swiss-sanctions-list list-type="{kind}" date="2026-02-18">'
        f"{''.join(parts)}</swiss-sanctions-list>"
    )


def _target(body: str, ssid: str = "5", sets: str = "11", history: str = "") -> str:
    return f'<target ssid="{ssid}"><sanctions-set-id>{sets}</sanctions-set-id>{body}{history}</target>'


def _entity(name: str, inside: str = "", tag: str = "entity", attributes: str = "") -> str:
    return (
        f'<{tag}{attributes}><identity main="true"><name name-type="primary-name" quality="good"><name-part order="1"'
        f' name-part-type="whole-name"><value>{name}</value></name-part></name></identity>{inside}</{tag}>'
    )


@pytest.mark.parametrize("order", [(PROGRAMME, PLACE, PERSON), (PERSON, PLACE, PROGRAMME)], ids=["before", "after"])
def test_sets_and_places_are_found_before_and_after_the_targets(tmp_path: Path, order: tuple[str, ...]) -> None:
    parsed = read_text(tmp_path, _list(*order), FORMAT)
    (party,) = parsed.entities
    (designation,) = party.designations
    assert parsed.published == "2026-02-18"
    assert designation.programmes == ("EXAMPLE",)
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert designation.legal_basis == "Ordinance of 1 January 2020 (SR 946.231.000)"
    assert designation.reason == "Because."
    assert str(designation.listed_on) == "2020-02-03"
    assert designation.active
    assert party.addresses[0].full == "1 Main Street, Akron, Ohio, 44116, United States (old)"
    assert (party.addresses[0].country, party.birth_places[0].full) == ("us", "Akron, Ohio, United States")
    assert codes(parsed) == set()


def test_name_parts_are_put_into_reading_order_with_their_variants(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, _list(PROGRAMME, PLACE, PERSON), FORMAT).entities
    assert [(n.value, n.kind, n.weak) for n in party.names] == [
        ("Anna Petrovna Ivanova", "primary", False),
        ("Анна Petrovna Иванова", "original", False),
        ("Anna Petrovna Ivanowa", "spelling", False),
        ("Anna Petrovna Sidorova", "maiden", False),
        ("Anya", "alias", True),
        ("Olga Orlova", "alias", False),
    ]
    first = party.names[0]
    assert (first.given, first.patronymic, first.family) == ("Anna", "Petrovna", "Ivanova")
    assert party.names[1].language == "rus"
    assert values(party, "title") == ["Dr"]


def test_facts_of_all_identities_belong_to_the_party(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, _list(PROGRAMME, PLACE, PERSON), FORMAT).entities
    assert [str(fact.date) for fact in party.dates] == ["circa 1970-03-05", "1972"]
    assert [(c.code, c.role) for c in party.countries] == [("ru", "nationality")]
    assert [(i.type, i.value, i.country, i.note) for i in party.identifiers] == [
        ("passport", "A123", "ru", "passport, expires 2030-1-2")
    ]
    assert values(party, "gender") == ["female"]
    assert [(r.kind, r.target_id, r.text) for r in party.relations] == [("family", "ch-2000", "spouse-of since 1990")]


def test_an_alias_of_one_part_is_put_together_with_the_rest_of_the_name(tmp_path: Path) -> None:
    """Alone, such an alias would make everybody called Anya a hit."""
    given = PERSON.replace('type="whole-name"><value>Anya', 'type="given-name"><value>Anya')
    (party,) = read_text(tmp_path, _list(PROGRAMME, PLACE, given), FORMAT).entities
    assert "Anya Petrovna Ivanova" in names(party, "alias")
    assert "Anya" not in names(party)


def test_the_main_identity_gives_the_primary_name_wherever_it_stands(tmp_path: Path) -> None:
    swapped = PERSON.replace('main="true">', 'main="x">', 1).replace('main="false"', 'main="true"')
    (party,) = read_text(tmp_path, _list(PROGRAMME, PLACE, swapped), FORMAT).entities
    assert party.caption == "Olga Orlova"
    assert names(party, "primary") == ["Olga Orlova"]


def test_a_target_that_left_the_list_is_no_designation_in_force(tmp_path: Path) -> None:
    history = (
        '<modification modification-type="de-listed" effective-date="2024-01-01"/>'
        '<modification modification-type="listed" effective-date="2020-01-01"/>'
    )
    (party,) = read_text(tmp_path, _list(PROGRAMME, _target(_entity("Gone Ltd"), history=history)), FORMAT).entities
    assert not party.designations[0].active


def test_a_target_that_came_back_is_in_force(tmp_path: Path) -> None:
    history = (
        '<modification modification-type="listed" effective-date="2020-01-01"/>'
        '<modification modification-type="de-listed" effective-date="2022-01-01"/>'
        '<modification modification-type="listed" effective-date="2024-01-01"/>'
    )
    (party,) = read_text(tmp_path, _list(PROGRAMME, _target(_entity("Back Ltd"), history=history)), FORMAT).entities
    assert party.designations[0].active
    assert str(party.designations[0].listed_on) == "2020-01-01"


def test_targets_without_a_name_are_counted_by_whether_they_left(tmp_path: Path) -> None:
    gone = _target("", ssid="7", history='<modification modification-type="de-listed" publication-date="2024-01-01"/>')
    parsed = read_text(tmp_path, _list(PROGRAMME, PERSON, gone, _target("", ssid="8")), FORMAT)
    assert len(parsed.entities) == 1
    assert issue(parsed, "delisted_without_name").severity == "info"
    assert issue(parsed, "no_name").examples == ("8",)


def test_a_vessel_has_the_number_that_stands_in_its_information(tmp_path: Path) -> None:
    body = _entity(
        "GULL",
        "<other-information>IMO number: 9187629, flag unknown</other-information>",
        "object",
        ' object-type="vessel"',
    )
    (party,) = read_text(tmp_path, _list(PROGRAMME, _target(body)), FORMAT).entities
    assert party.schema == "Vessel"
    assert [(i.type, i.value) for i in party.identifiers] == [("imo", "9187629")]


def test_references_into_nothing_are_reported(tmp_path: Path) -> None:
    programme = PROGRAMME.replace('ssid="11"', 'ssid="13"').replace('ssid="12"', 'ssid="14"')
    parsed = read_text(tmp_path, _list(programme, PERSON), FORMAT)
    assert parsed.entities[0].designations[0].programmes == ("set 11", "set 12")
    assert [(i.field, i.count) for i in parsed.issues if i.code == "dangling_reference"] == [
        ("target/sanctions-set-id", 2),
        ("identity/address@place-id", 1),
        ("identity/place-of-birth@place-id", 1),
    ]


def test_a_file_without_any_programme_says_so_once_and_keeps_the_numbers_of_its_sets(tmp_path: Path) -> None:
    """Thousands of warnings about single targets would hide what else is wrong."""
    others = [_target(_entity(f"Company {n}"), ssid=str(n)) for n in range(3)]
    parsed = read_text(tmp_path, _list(PLACE, PERSON, *others), FORMAT)
    assert [(i.code, i.severity, i.count) for i in parsed.issues] == [("no_programmes", "warning", 1)]
    assert [d.programmes for p in parsed.entities for d in p.designations] == [("set 11", "set 12"), *3 * [("set 11",)]]


def test_a_file_whose_targets_name_no_set_misses_no_programme(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _list(f'<target ssid="5">{_entity("Company")}</target>'), FORMAT)
    assert codes(parsed) == set()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('name-type="alias"', 'name-type="nickname"', "name@name-type"),
        ('name-part-type="father-name"', 'name-part-type="dog-name"', "name-part@name-part-type"),
        ('document-type="passport"', 'document-type="library-card"', "identity/identification-document@document-type"),
        ('relation-type="spouse-of"', 'relation-type="pen-friend"', "individual/relation@relation-type"),
        ('modification-type="amended"', 'modification-type="blurred"', "target/modification@modification-type"),
    ],
)
def test_an_unknown_value_is_reported_and_the_rest_kept(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in PERSON
    parsed = read_text(tmp_path, _list(PROGRAMME, PLACE, PERSON.replace(old, new)), FORMAT)
    assert issue(parsed, "unknown_value").field == field
    assert len(parsed.entities) == 1


def test_an_unknown_element_or_attribute_is_reported(tmp_path: Path) -> None:
    strange = PERSON.replace("<justification>", '<shoe-size eu="43"/><justification mood="sad">')
    parsed = read_text(tmp_path, _list(PROGRAMME, PLACE, strange, "<weather>rain</weather>"), FORMAT)
    assert {i.field for i in parsed.issues if i.code == "unknown_field"} == {
        "target/individual/shoe-size",
        "target/individual/justification@mood",
        "swiss-sanctions-list/weather",
    }


def test_a_birth_day_without_a_year_is_reported(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _list(PROGRAMME, PLACE, PERSON.replace(' year="1970"', "")), FORMAT)
    assert issue(parsed, "bad_date").examples == ("?-3-5",)


def test_another_kind_of_list_is_refused_and_so_is_an_amendment_alone(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="delta"):
        read_text(tmp_path, _list(PERSON, kind="delta"), FORMAT)
    with pytest.raises(ListRefused) as caught:
        read_text(tmp_path, _list(PERSON, kind="amendment"), FORMAT)
    assert caught.value.reason == "incomplete_set"
    assert "whole list" in caught.value.remedy


def _amended(folder: Path, whole: str, *amendments: str) -> ParsedList:
    """The whole list of 2026-02-18, with amendments given as (date, content)."""
    files = []
    for number, text in enumerate((*amendments, whole)):  # the order in which files are named does not matter
        path = folder / f"list-{number}.xml"
        path.write_text(text, encoding="utf-8")
        files.append(ListFile(path))
    return parse_list(files, "ch_seco", FORMAT)


def _amendment(date: str, *parts: str) -> str:
    return _list(PROGRAMME, *parts, kind="amendment").replace('date="2026-02-18"', f'date="{date}"')


def test_an_amendment_changes_adds_and_takes_off_targets_of_the_whole_list(tmp_path: Path) -> None:
    whole = _list(PROGRAMME, _target(_entity("Alpha"), "1"), _target(_entity("Beta"), "2"), _target(_entity("C"), "3"))
    left = '<modification modification-type="de-listed" effective-date="2026-02-20"/>'
    parsed = _amended(
        tmp_path,
        whole,
        _amendment("2026-03-05", _target(_entity("Delta"), "4"), _target(_entity("Beta Trading"), "2")),
        _amendment("2026-02-20", _target(_entity("Beta Holding"), "2"), _target(_entity("C"), "3", history=left)),
    )
    assert {party.id: (names(party), party.designations[0].active) for party in parsed.entities} == {
        "ch-1": (["Alpha"], True),
        "ch-2": (["Beta Trading"], True),
        "ch-3": (["C"], False),
        "ch-4": (["Delta"], True),
    }
    assert parsed.published == "2026-03-05"


def test_an_amendment_from_before_the_whole_list_is_left_out_and_two_whole_lists_are_refused(tmp_path: Path) -> None:
    whole = _list(PROGRAMME, _target(_entity("Alpha"), "1"))
    parsed = _amended(tmp_path, whole, _amendment("2025-12-31", _target(_entity("Beta"), "2")))
    assert [party.id for party in parsed.entities] == ["ch-1"]
    assert codes(parsed) == {"older_amendment"}
    with pytest.raises(ListRefused) as caught:
        _amended(tmp_path, whole, whole)
    assert caught.value.reason == "wrong_content"


def test_the_published_sample_reads_without_loss(tmp_path: Path) -> None:
    whole = tmp_path / "whole.xml"
    whole.write_text(_list(PROGRAMME, _target(_entity("Alpha"), "1")).replace("2026-02-18", "2024-01-01"))
    sample = ListFile(shared("data", "lists", "ch", "seco_amendment_sample.xml"))
    parsed = parse_list([sample, ListFile(whole)], "ch_seco", FORMAT)
    assert parsed.published == "2024-01-17"
    assert sorted(name for party in parsed.entities for name in names(party)) == ["Alpha", "Test A", "Test B", "Test C"]
    assert {measure for party in parsed.entities for measure in party.designations[0].measures} == {
        Measure.ASSET_FREEZE,
        Measure.TRAVEL_BAN,
    }
    assert codes(parsed) == set()


def test_the_rebuilt_list_gives_every_name_that_a_plain_reading_finds() -> None:
    path = shared("data", "lists", "ch", "rebuilt", "consolidated-list.xml.xz")
    targets = list(ET.fromstring(lzma.decompress(path.read_bytes())).iter("target"))
    parsed = read_file(path, FORMAT)
    named = [target for target in targets if target.find(".//name") is not None]
    assert (len(targets), len(named), len(parsed.entities)) == (8254, 7608, 7608)
    assert issue(parsed, "no_name").count == 8254 - 7608
    assert issue(parsed, "no_programmes").count == 1
    assert "dangling_reference" not in codes(parsed)
    assert sum(len(names(party, "primary")) for party in parsed.entities) == 7608
    others = [n for target in named for n in target.iter("name") if n.get("name-type") != "primary-name"]
    maiden = sum(p.get("name-part-type") == "maiden-name" for t in named for p in t.iter("name-part"))
    kinds = [{p.get("name-part-type") for p in n.iter("name-part")} for n in others]
    only_maiden, only_title = kinds.count({"maiden-name"}), kinds.count({"title"})
    found = sum(name.kind != "primary" for party in parsed.entities for name in party.names)
    assert len(others) == 5455
    assert found == 5455 + maiden - only_maiden - only_title
    low = sum(n.get("quality") == "low" and k != {"title"} for n, k in zip(others, kinds, strict=True))
    assert sum(name.weak for party in parsed.entities for name in party.names) == low

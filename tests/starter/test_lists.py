"""The bundled lists are read by the program's own formats without a complaint, and hold what the facts say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.model import Entity
from ostrakon.model.identifiers import IDENTIFIER_TYPES
from ostrakon.sources import registry
from ostrakon.starter import starter_lists
from tests.starter.loading import GOLDEN, built, parties, read

LISTS = dict(starter_lists())
GOLDEN_FILES = {
    "sdn.xml": ("ofac_sdn", "ofac-xml", 10),
    "sdn_advanced.xml": ("ofac_sdn", "ofac-advanced-xml", 7),
    "csvFullSanctionsList_1_1.csv": ("eu_fsf", "eu-csv", 8),
    "UK-Sanctions-List.csv": ("uk_sl", "uk-sl-csv", 6),
    "csl.json": ("us_csl", "us-csl-json", 7),
}
NUMBERED = {"ofac_sdn": "ofac-", "ofac_cons": "ofac-", "un_sc": "un-", "eu_fsf": "eu-", "ch_seco": "ch-"} | {
    "uk_sl": "uk-",
    "uk_ofsi": "uk-",
}
"""Lists whose publishers number their entries → prefix of our ids."""
PERSONAL = {"passport", "national_id", "social_security", "driving_licence", "tax_id", "inn"}


def _entity(source: str, entity_id: str) -> Entity:
    return next(entity for entity in read(LISTS[source])[2] if entity.id == entity_id)


def test_files_are_what_the_generator_writes() -> None:
    """The facts are the only place to edit: a file changed by hand, or facts without a new build, show here."""
    for path, data in built().items():
        assert path.read_bytes() == data, f"{path.name}: run tools/starter/build.py"


def test_no_file_lies_beside_the_generated_ones() -> None:
    folder = LISTS["ofac_sdn"][0].parent
    assert {path for path in folder.iterdir() if path.is_file()} == {path for path in built() if path.parent == folder}
    assert set(GOLDEN.iterdir()) == {path for path in built() if path.parent == GOLDEN}


def test_every_starter_list_is_one_that_can_be_read() -> None:
    readable = {source for kind in registry.FORMATS for source in kind.sources}
    assert set(LISTS) <= readable
    assert len(LISTS) == 12


@pytest.mark.parametrize("source", LISTS)
def test_a_starter_list_is_recognised_and_read_without_any_issue(source: str) -> None:
    found, _, entities, issues = read(LISTS[source])
    assert found == source
    assert not issues, [f"{issue.code} {issue.field} {issue.examples}" for issue in issues]
    assert len(entities) == sum(source in party["on"] for party in parties())


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_a_golden_file_is_recognised_and_read_without_losing_anything(name: str) -> None:
    found, kind, entities, issues = read([GOLDEN / name])
    assert (found, kind, len(entities)) == GOLDEN_FILES[name]
    assert not [issue for issue in issues if issue.severity != "info"]


@pytest.mark.parametrize(("source", "prefix"), NUMBERED.items())
def test_references_of_the_facts_are_the_ids_of_the_entities(source: str, prefix: str) -> None:
    expected = {prefix + party["on"][source]["ref"] for party in parties() if source in party["on"]}
    assert {entity.id for entity in read(LISTS[source])[2]} == expected


@pytest.mark.parametrize("source", LISTS)
def test_no_numbers_of_persons_are_in_the_lists(source: str) -> None:
    for entity in read(LISTS[source])[2]:
        kinds = {identifier.type for identifier in entity.identifiers}
        assert kinds <= set(IDENTIFIER_TYPES)
        assert not kinds & PERSONAL, entity.id


@pytest.mark.parametrize("source", LISTS)
def test_every_party_has_a_name_and_a_designation(source: str) -> None:
    for entity in read(LISTS[source])[2]:
        assert entity.caption != entity.id
        assert entity.designations, entity.id
        assert all(designation.origin.source == source for designation in entity.designations)


def test_captions_stand_in_reading_order() -> None:
    captions = {
        "ofac_sdn": ("ofac-20157", "Jong Un KIM"),
        "un_sc": ("un-KPe.001", "KOREA MINING DEVELOPMENT TRADING CORPORATION"),
        "eu_fsf": ("eu-EU.7510.16", "Vladimir Vladimirovich PUTIN"),
        "uk_sl": ("uk-RUS0252", "Sergei Viktorovich LAVROV"),
        "ch_seco": ("ch-49812", "Vladimir Vladimirovich Putin"),
    }
    for source, (entity_id, caption) in captions.items():
        assert _entity(source, entity_id).caption == caption


def test_remarks_continue_in_the_comments_file_in_the_middle_of_a_wallet() -> None:
    wallets = [i.value for i in _entity("ofac_sdn", "ofac-33151").identifiers if i.type == "wallet"]
    assert len(wallets) == 16
    assert "1B64QRxfaa35MVkf7sDjuGUYAP5izQt7Qi" in wallets


def test_a_weak_alias_that_stands_only_in_the_comments_file_is_found() -> None:
    weak = [name.value for name in _entity("ofac_cons", "ofac-30930").names if name.weak]
    assert weak == ["CCCC"]


@pytest.mark.parametrize("language", ["ru", "be", "ar", "fa", "ko", "zh"])
def test_names_in_their_own_script_come_through(language: str) -> None:
    rows = [{**party, **party["on"]["eu_fsf"]} for party in parties() if "eu_fsf" in party["on"]]
    expected = {
        row["original"][language] for row in rows if row.get("native", True) and language in row.get("original", {})
    }
    names = {name.value for entity in read(LISTS["eu_fsf"])[2] for name in entity.names}
    assert expected
    assert expected <= names


def test_the_same_party_reads_alike_in_every_format_of_its_list() -> None:
    for name, (source, _, _) in GOLDEN_FILES.items():
        ours = {entity.id: entity for entity in read(LISTS[source])[2]}
        for entity in read([GOLDEN / name])[2]:
            twin = ours[entity.id]
            assert entity.schema == twin.schema, (name, entity.id)
            assert {n.value for n in twin.names if n.kind == "primary"} <= {n.value for n in entity.names}
            assert {str(d.date) for d in entity.dates if d.kind == "birth"} == {
                str(d.date) for d in twin.dates if d.kind == "birth"
            }, (name, entity.id)


def test_bundled_files_stay_small() -> None:
    folder = LISTS["ofac_sdn"][0].parents[1]
    files: list[Path] = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    assert sum(path.stat().st_size for path in files) < 400_000

"""FollowTheMoney files: parties with their ties, whichever comes first, by whoever wrote them."""

from __future__ import annotations

import gzip
import json
import lzma
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Entity, Measure, to_ftm
from ostrakon.sources.files import ListFile
from ostrakon.sources.ftm_fields import PROPERTIES, UNUSED_PROPERTIES
from ostrakon.sources.ftm_jsonl import FORMAT
from ostrakon.sources.reading import ParsedList, parse_list
from tests.shared import shared
from tests.sources.reading import codes, issue, names, read_file, read_text, values

Ftm = dict[str, Any]


def _ftm(id_: str, schema: str, **properties: Any) -> Ftm:
    top = {key: properties.pop(key) for key in ("target", "caption", "datasets", "referents") if key in properties}
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": id_, "schema": schema, "properties": lists, **top}


def _read(folder: Path, *entities: Ftm) -> ParsedList:
    return read_text(folder, "\n".join(json.dumps(entity) for entity in entities) + "\n", FORMAT)


def _by_id(parsed: ParsedList) -> dict[str, Entity]:
    return {party.id: party for party in parsed.entities}


ANNA = _ftm("a", "Person", name="Anna", caption="Anna", addressEntity="adr", datasets=["x", "y"], referents=["r1"])
ACME = _ftm("b", "Company", name="Acme", caption="Acme", target=False)
SANCTION = _ftm(
    "s",
    "Sanction",
    entity="a",
    country="gb",
    authority="Foreign Office",
    program="Example Regulations",
    programId="GB-X",
    provisions=["Asset freeze", "Travel Ban"],
    startDate="2022-03-01",
    listingDate="2022-03-02",
    reason="Because.",
    authorityId="GB-7",
)
OF_THE_UNION = _ftm("s2", "Sanction", entity="a", authority="Council of the European Union", programId="EU-X")
OWNERSHIP = _ftm("o", "Ownership", owner="a", asset="b", percentage="60", role="shareholder")
ADDRESS = _ftm("adr", "Address", full="1 Main Street, Akron", city="Akron", country="us")
PASSPORT = _ftm("p", "Passport", holder="a", number="N1", country="ru")
ALL = (ANNA, ACME, SANCTION, OWNERSHIP, ADDRESS, PASSPORT)


def test_an_authority_in_words_gets_the_code_that_other_lists_use(tmp_path: Path) -> None:
    (designation,) = _by_id(_read(tmp_path, ANNA, OF_THE_UNION))["a"].designations
    assert (designation.authority, designation.programmes) == ("EU", ("EU-X",))


@pytest.mark.parametrize("order", [ALL, tuple(reversed(ALL))], ids=["ties last", "ties first"])
def test_ties_reach_their_parties_in_any_order(tmp_path: Path, order: tuple[Ftm, ...]) -> None:
    parsed = _read(tmp_path, *order)
    anna, acme = _by_id(parsed)["a"], _by_id(parsed)["b"]
    (designation,) = anna.designations
    assert (designation.authority, designation.programmes, designation.reference) == ("UK", ("GB-X",), "GB-7")
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert (str(designation.listed_on), designation.reason) == ("2022-03-02", "Because.")
    assert designation.origin.record == "s"
    assert [(r.kind, r.target_id, r.target_name, r.text) for r in anna.relations] == [
        ("owns", "b", "Acme", "shareholder 60%")
    ]
    assert [(r.kind, r.target_id, r.target_name) for r in acme.relations] == [("owned_by", "a", "Anna")]
    assert [(a.full, a.city, a.country) for a in anna.addresses] == [("1 Main Street, Akron", "Akron", "us")]
    assert [(i.type, i.value, i.country) for i in anna.identifiers] == [("passport", "N1", "ru")]
    assert values(anna, "sourceDataset") == ["x", "y"]
    assert values(anna, "referent") == ["r1"]
    assert codes(parsed) == set()


def test_a_party_that_is_in_the_file_for_its_ties_is_not_in_force(tmp_path: Path) -> None:
    found = _by_id(_read(tmp_path, *ALL))
    assert found["a"].designations[0].active
    assert not found["b"].designations[0].active


@pytest.mark.parametrize("extra", [{"endDate": "2024-01-01"}, {"status": "Delisted"}])
def test_a_sanction_that_ended_is_not_in_force(tmp_path: Path, extra: dict[str, str]) -> None:
    ended = {**SANCTION, "properties": {**SANCTION["properties"], **{k: [v] for k, v in extra.items()}}}
    assert not _by_id(_read(tmp_path, ANNA, ended))["a"].designations[0].active


@pytest.mark.parametrize(
    ("tie", "mine", "other"),
    [
        (_ftm("t", "Directorship", director="a", organization="b"), "director_of", "linked_to"),
        (_ftm("t", "Family", person="a", relative="b", relationship="brother"), "family", "family"),
        (_ftm("t", "Associate", person="a", associate="b"), "associate", "associate"),
        (_ftm("t", "UnknownLink", subject="a", object="b", role="x"), "linked_to", "linked_to"),
        (_ftm("t", "Membership", member="a", organization="b"), "member_of", "linked_to"),
        (_ftm("t", "Representation", agent="a", client="b"), "acting_for", "linked_to"),
    ],
)
def test_every_tie_between_parties_is_seen_from_both_sides(tmp_path: Path, tie: Ftm, mine: str, other: str) -> None:
    found = _by_id(_read(tmp_path, tie, ANNA, ACME))
    assert [(r.kind, r.target_id) for r in found["a"].relations] == [(mine, "b")]
    assert [(r.kind, r.target_id) for r in found["b"].relations] == [(other, "a")]


def test_ties_nested_in_a_party_count_as_well(tmp_path: Path) -> None:
    nested = {**ANNA, "properties": {**ANNA["properties"], "sanctions": [SANCTION], "addressEntity": [ADDRESS]}}
    (anna,) = _read(tmp_path, nested).entities
    assert anna.designations[0].authority == "UK"
    assert [address.full for address in anna.addresses] == ["1 Main Street, Akron"]


def test_what_is_no_party_is_counted_and_an_unknown_schema_reported(tmp_path: Path) -> None:
    parsed = _read(tmp_path, ANNA, _ftm("q", "Position", name="Minister"), _ftm("z", "Spaceship", name="X"))
    assert issue(parsed, "not_a_party").severity == "info"
    assert issue(parsed, "unknown_value").examples == ("Spaceship",)
    assert issue(parsed, "unknown_value").severity == "error"


def test_our_own_export_comes_back_as_it_went(tmp_path: Path) -> None:
    (anna,) = _read(tmp_path, ANNA, SANCTION).entities
    again = _read(tmp_path, to_ftm(anna))
    assert again.entities == (anna,)


def test_several_files_are_one_list(tmp_path: Path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json.gz"
    first.write_text(json.dumps(ANNA))
    second.write_bytes(gzip.compress(json.dumps(SANCTION).encode()))
    (anna,) = parse_list([ListFile(first), ListFile(second)], "ftm:x", FORMAT).entities
    assert anna.designations[0].authority == "UK"
    assert anna.sources == ("ftm:x",)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (json.dumps(ANNA)[:-5], "no JSON object"),
        ("[1]", "no JSON object"),
        ('{"id": "x", "schema": "Person"}', "no properties"),
        ('{"id": 5, "schema": "Person", "properties": {}}', "no id"),
        ('{"id": "", "schema": "Person", "properties": {}}', "id"),
    ],
)
def test_a_bad_line_refuses_the_file_with_its_number(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(ListRefused, match=words) as caught:
        read_text(tmp_path, json.dumps(ANNA) + "\n" + line, FORMAT)
    assert caught.value.reason == "malformed"
    assert caught.value.where.endswith(":2")


def test_the_fixture_of_another_service_gives_its_parties_and_ties() -> None:
    path = shared("data", "lists", "opensanctions", "zala_ftm", "entities.ftm.json")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    parsed = read_file(path, FORMAT)
    parties = {row["id"]: row for row in rows if row["schema"] in ("Person", "Company")}
    assert len(parties) == 17
    assert set(_by_id(parsed)) == set(parties)
    for id_, row in parties.items():
        party = _by_id(parsed)[id_]
        assert party.caption == row["caption"]
        listed = {n for kind in ("name", "alias", "weakAlias") for n in row["properties"].get(kind, [])}
        assert listed <= set(names(party))
    sanctions = [row for row in rows if row["schema"] == "Sanction"]
    held = {d.origin.record for party in parsed.entities for d in party.designations}
    assert {row["id"] for row in sanctions if row["properties"]["entity"][0] in parties} <= held
    owned = [r for party in parsed.entities for r in party.relations if r.kind == "owned_by"]
    assert len(owned) == sum(row["schema"] == "Ownership" for row in rows) == 14
    assert codes(parsed) == set()


def test_a_larger_foreign_export_gives_every_person_and_name() -> None:
    path = shared("data", "lists", "opensanctions", "small_dataset", "entities.ftm.json.xz")
    rows = [json.loads(line) for line in lzma.decompress(path.read_bytes()).decode().splitlines()]
    people = [row for row in rows if row["schema"] == "Person"]
    parsed = read_file(path, FORMAT)
    assert len(parsed.entities) == len(people) == 607
    shown = [n for row in people for k in ("name", "alias", "weakAlias") for n in row["properties"].get(k, [])]
    assert {n.strip() for n in shown} - {""} <= {n for party in parsed.entities for n in names(party)}
    assert codes(parsed) == {"misplaced_property", "unknown_property", "not_a_party"}
    assert {i.field for i in parsed.issues if i.code == "misplaced_property"} >= {"birthCountry", "deathDate", "title"}


def test_the_export_of_the_name_benchmark_is_read(tmp_path: Path) -> None:
    script = shared("bench", "names", "export.py")
    target = tmp_path / "list.ftm.json"
    subprocess.run([sys.executable, "-B", str(script), "list", str(target)], check=True, capture_output=True)
    expected: dict[str, set[str]] = {}
    with target.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found = expected.setdefault(row["id"], set())
            for kind in ("name", "alias", "weakAlias"):
                found.update(text.strip() for text in row["properties"].get(kind, []))
    parsed = read_file(target, FORMAT)
    assert {party.id: set(names(party)) for party in parsed.entities} == expected
    assert codes(parsed) == set()


def test_every_property_is_accounted_for_and_none_is_lost(tmp_path: Path) -> None:
    assert all(text.startswith(("used: ", "unused: ")) for text in FORMAT.fields.values())
    given = {name: f"value of {name}" for name in PROPERTIES if name not in ("birthDate", "deathDate")}
    (party,) = _read(tmp_path, _ftm("a", "Person", **given)).entities
    found = {p.value for p in party.properties} | {n.value for n in party.names} | {i.value for i in party.identifiers}
    found |= {c.text for c in party.countries} | {a.full for a in (*party.addresses, *party.birth_places)}
    lost = {name for name, value in given.items() if value not in found}
    assert lost == UNUSED_PROPERTIES | {"addressEntity"}


def test_a_property_that_followthemoney_does_not_have_is_kept_and_named(tmp_path: Path) -> None:
    parsed = _read(tmp_path, _ftm("a", "Person", name="Anna", hobby="chess", eyeColor="green"))
    assert values(parsed.entities[0], "hobby") == ["chess"]
    assert issue(parsed, "unknown_property").examples == ("hobby",)


def test_properties_beside_the_properties_are_read_like_them(tmp_path: Path) -> None:
    row = {**_ftm("a", "Person", name="Anna", country="ru"), "birthDate": ["1970"], "country": ["de"], "title": "Dr"}
    parsed = _read(tmp_path, row)
    (party,) = parsed.entities
    assert [str(fact.date) for fact in party.dates] == ["1970"]
    assert [link.code for link in party.countries] == ["ru", "de"]
    assert values(party, "title") == ["Dr"]
    assert {i.field for i in parsed.issues if i.code == "misplaced_property"} == {"birthDate", "country", "title"}

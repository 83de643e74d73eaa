"""US Consolidated Screening List: rows of several agencies, joined values, CSV and JSON alike."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Entity, Measure
from ostrakon.sources import us_csl_csv, us_csl_json
from ostrakon.sources.csl_record import LISTS
from tests.shared import shared
from tests.sources.reading import codes, issue, names, read_file, read_text, values

COLUMNS = [column for column in us_csl_csv.FIELDS if column != "_id"]
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
EL = "Entity List (EL) - Bureau of Industry and Security"


def _csv(*rows: dict[str, str]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def _one(folder: Path, **cells: str) -> Entity:
    (party,) = read_text(
        folder, _csv({"source": SDN, "entity_number": "1", "name": "X", **cells}), us_csl_csv.FORMAT
    ).entities
    return party


def test_a_row_of_ofac_is_the_party_of_ofacs_own_files(tmp_path: Path) -> None:
    party = _one(tmp_path, entity_number="15205", type="Individual", name="ROE, Jane", alt_names="DOE, Jane; J.R.")
    assert party.id == "ofac-15205"
    assert party.schema == "Person"
    assert names(party) == ["Jane ROE", "Jane DOE", "J.R."]
    assert (party.names[0].given, party.names[0].family) == ("Jane", "ROE")
    assert party.designations[0].measures == (Measure.ASSET_FREEZE,)
    assert party.names[0].origin.record == "15205"


def test_a_row_of_another_agency_gets_a_key_of_list_and_name(tmp_path: Path) -> None:
    party = _one(tmp_path, source=EL, entity_number="", name=" Acme,  Ltd.")
    again = _one(tmp_path, source=EL, entity_number="", name="ACME, LTD.", addresses="Here, HK")
    assert party.id == again.id
    assert party.id.startswith("csl-")
    assert len(party.id) == 14
    assert names(party) == ["Acme, Ltd."]
    assert party.schema == "LegalEntity"


def test_an_entity_number_of_another_agency_makes_no_ofac_id(tmp_path: Path) -> None:
    assert _one(tmp_path, source=EL, entity_number="77").id.startswith("csl-")


@pytest.mark.parametrize(
    ("source", "measures"),
    [
        (EL, {Measure.EXPORT_CONTROL}),
        ("Denied Persons List (DPL) - Bureau of Industry and Security", {Measure.EXPORT_DENIAL}),
        ("Unverified List (UVL) - Bureau of Industry and Security", {Measure.UNVERIFIED_END_USER}),
        ("Military End User (MEU) List - Bureau of Industry and Security", {Measure.MILITARY_END_USER}),
        ("ITAR Debarred (DTC) - State Department", {Measure.DEBARMENT}),
        ("Capta List (CAP) - Treasury Department", {Measure.CORRESPONDENT_ACCOUNT}),
        (
            "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department",
            {Measure.INVESTMENT_BAN},
        ),
        ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", {Measure.MENU_BASED}),
        ("Palestinian Legislative Council List (PLC) - Treasury Department", {Measure.TRANSACTION_BAN}),
        (
            "Sectoral Sanctions Identifications List (SSI) - Treasury Department",
            {Measure.SECTORAL_DEBT, Measure.SECTORAL_EQUITY},
        ),
    ],
)
def test_a_hit_on_each_list_means_what_that_list_means(tmp_path: Path, source: str, measures: set[Measure]) -> None:
    assert set(_one(tmp_path, source=source).designations[0].measures) == measures


def test_the_directive_tells_what_a_sectoral_listing_restricts(tmp_path: Path) -> None:
    ssi = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
    ids = "77, Tax ID No.; Subject to Directive 4, Executive Order 13662 Directive Determination -"
    party = _one(tmp_path, source=ssi, ids=ids)
    assert party.designations[0].measures == (Measure.SECTORAL_SERVICES,)
    assert [(i.type, i.value) for i in party.identifiers] == [("tax_id", "77")]


def test_a_list_that_is_not_known_is_reported_and_the_party_kept(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _csv({"source": "New List (NEW) - Office", "name": "X"}), us_csl_csv.FORMAT)
    assert issue(parsed, "unknown_value").field == "source"
    assert parsed.entities[0].designations[0].measures == ()


def test_ids_are_taken_apart_by_kind(tmp_path: Path) -> None:
    party = _one(
        tmp_path,
        type="Vessel",
        vessel_flag="Panama",
        vessel_owner="SEA CO",
        vessel_type="Tanker",
        call_sign="3FXX",
        ids=(
            "IMO 9116412, Vessel Registration Identification; Liberia, Former Vessel Flag; www.a.example, Website; "
            "CH, CHE-427.006.032, Company Number; 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2, Digital Currency Address - XBT; "
            "Some Regulations, section 5, Secondary sanctions risk:; AAAABBCC, SWIFT/BIC; A1, RU, Passport"
        ),
    )
    found = [(i.type, i.value, i.country) for i in party.identifiers]
    assert ("imo", "9116412", "") in found
    assert ("registration", "CHE-427.006.032", "ch") in found
    assert ("bic", "AAAABBCC", "") in found
    assert ("call_sign", "3FXX", "") in found
    assert next(i.note for i in party.identifiers if i.type == "wallet") == "XBT"
    assert [(link.role, link.code) for link in party.countries] == [("flag", "pa"), ("flag", "lr")]
    assert values(party, "website") == ["www.a.example"]
    assert values(party, "notes") == ["Secondary sanctions risk: Some Regulations, section 5"]
    assert [(r.kind, r.target_name) for r in party.relations] == [("owned_by", "SEA CO")]


def test_weak_aliases_and_ties_in_remarks_are_found(tmp_path: Path) -> None:
    party = _one(tmp_path, remarks="a.k.a. 'SHORTY'; (Linked To: ACME, LTD.)")
    assert [(name.value, name.weak) for name in party.names] == [("X", False), ("SHORTY", True)]
    assert [(r.kind, r.target_name) for r in party.relations] == [("linked_to", "ACME, LTD.")]


def test_the_last_of_joined_aliases_loses_its_and(tmp_path: Path) -> None:
    assert names(_one(tmp_path, alt_names="A Institute; B Bureau; and C Office")) == [
        "X",
        "A Institute",
        "B Bureau",
        "C Office",
    ]


def test_dates_of_birth_in_the_shapes_of_us_lists(tmp_path: Path) -> None:
    party = _one(tmp_path, dates_of_birth="10 Dec 1948; 1955; circa 1951; 1958 to 1962; Feb 1960")
    assert [str(fact.date) for fact in party.dates] == [
        "1948-12-10",
        "1955",
        "circa 1951",
        "1958 to 1962",
        "1960-02",
    ]


def test_a_country_code_ends_an_address_even_alone(tmp_path: Path) -> None:
    party = _one(tmp_path, addresses="1 Main St, Akron, OH, 44116, US; CN; No country here")
    assert [address.country for address in party.addresses] == ["us", "cn", ""]


def test_the_real_excerpt_gives_the_counts_that_a_plain_reading_gives() -> None:
    path = shared("data", "lists", "us_csl", "2019-12", "csl.csv")
    with path.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    parsed = read_file(path, us_csl_csv.FORMAT)
    assert len(rows) == 115
    assert len(parsed.entities) == len({(r["source"], r["entity_number"], r["name"]) for r in rows}) == 110
    aliases = [a for r in rows for a in r["alt_names"].split(";") if a.strip()]
    assert sum(len(names(party, "alias")) for party in parsed.entities) == len(aliases) == 161
    assert {i.code for i in parsed.issues} == {"duplicate_id"}
    assert sum(party.id.startswith("ofac-") for party in parsed.entities) == 68


RESULT: dict[str, Any] = {
    "id": "abc",
    "source": SDN,
    "entity_number": 4321,
    "type": "Individual",
    "programs": ["SDGT", "IFSR"],
    "name": "ROE, Jane",
    "title": None,
    "addresses": [{"address": "1 Main St", "city": "Akron", "state": None, "postal_code": "44116", "country": "US"}],
    "federal_register_notice": None,
    "alt_names": ["DOE, Jane"],
    "nationalities": ["IR"],
    "dates_of_birth": ["1961-05"],
    "places_of_birth": ["Akron"],
    "ids": [{"type": "Passport", "number": "A1", "country": "IR", "issue_date": None, "expiration_date": None}],
}


def test_the_json_form_gives_the_same_party_as_the_csv_form(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, json.dumps({"total": 1, "results": [RESULT]}), us_csl_json.FORMAT).entities
    same = _one(
        tmp_path,
        entity_number="4321",
        type="Individual",
        programs="SDGT; IFSR",
        name="ROE, Jane",
        addresses="1 Main St, Akron, 44116, US",
        alt_names="DOE, Jane",
        nationalities="IR",
        dates_of_birth="1961-05",
        places_of_birth="Akron",
        ids="IR, A1, Passport",
    )
    assert party == same


def test_the_json_form_is_known_by_its_members() -> None:
    head = json.dumps({"search_performed_at": "x", "results": [RESULT]}).encode()
    assert us_csl_json.recognise("consolidated.json", head) == "us_csl"
    assert us_csl_json.recognise("consolidated.json", b'{"results": []}') is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (json.dumps({"total": 1, "results": [RESULT]})[:-30], "malformed"),
        (json.dumps({"total": 2, "results": [RESULT]}), "truncated"),
        (json.dumps({"results": []}), "truncated"),
        ('{"results": {"a": 1}}', "malformed"),
    ],
)
def test_a_cut_json_file_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(ListRefused) as caught:
        read_text(tmp_path, content, us_csl_json.FORMAT)
    assert caught.value.reason == reason


def test_an_unknown_member_is_reported(tmp_path: Path) -> None:
    content = json.dumps({"results": [{**RESULT, "colour": "red", "ids": [{"type": "X", "number": "1", "hue": 2}]}]})
    parsed = read_text(tmp_path, content, us_csl_json.FORMAT)
    assert {i.field for i in parsed.issues if i.code == "unknown_field"} == {"colour", "ids/hue"}


def test_every_short_name_of_a_list_is_read_from_its_brackets() -> None:
    assert {"SDN", "EL", "DPL", "UVL", "MEU", "ISN", "DTC", "CAP", "CMIC", "SSI"} <= set(LISTS)


def test_the_number_column_of_later_editions_is_known(tmp_path: Path) -> None:
    text = _csv({"source": SDN, "entity_number": "1", "name": "X"})
    later = "\n".join(f"{cell},{line}" for cell, line in zip(["_id", "8a7f"], text.splitlines(), strict=True))
    parsed = read_text(tmp_path, later + "\n", us_csl_csv.FORMAT)
    assert parsed.entities[0].id == "ofac-1"
    assert codes(parsed) == set()


def test_a_header_that_names_a_column_twice_is_refused(tmp_path: Path) -> None:
    text = _csv({"source": SDN, "entity_number": "1", "name": "X"}).replace(",title,", ",name,")
    with pytest.raises(ListRefused, match="twice"):
        read_text(tmp_path, text, us_csl_csv.FORMAT)

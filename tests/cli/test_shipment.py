"""`ostrakon shipment`, as a program and a person see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from ostrakon import Ostrakon
from ostrakon.app.shipping import shipment_filter
from ostrakon.intake.trade import fields as known
from ostrakon.intake.trade import read_trade
from tests.cli.page import Page
from tests.cli.running import Run

PLAIN: dict[str, Any] = {
    "type": "bill of lading",
    "bl_number": "BL7",
    "date": "2024-05-02",
    "shipper": {"name": "Nordwind Papier GmbH", "country": "DE"},
    "consignee": {"name": "Atelier Lumiere SARL", "country": "FR"},
    "vessel": {"name": "NORDIC GRACE", "imo": "9074729", "flag": "NO"},
    "port_of_loading": "Bremen",
    "port_of_discharge": "Le Havre",
    "lines": [{"hs": "4802.55", "description": "Printing paper", "gross_weight": "1200 kg"}],
}


@pytest.fixture(scope="module")
def listed_vessel(store: Path) -> tuple[str, str]:
    """Name and IMO number of a vessel on the bundled lists."""
    with Ostrakon.open(store) as engine:
        for source in engine.snapshot.tables.values():
            for _, line in source.lines():
                entity = json.loads(line)
                numbers = [i["value"] for i in entity.get("identifiers", []) if i["type"] == "imo"]
                if entity["schema"] == "Vessel" and numbers:
                    return entity["names"][0]["value"], numbers[0]
    raise AssertionError("the bundled lists hold no vessel with an IMO number")


def _file(folder: Path, **changes: Any) -> Path:
    path = folder / f"{len(list(folder.glob('*.json')))}.json"
    path.write_text(json.dumps(PLAIN | changes), encoding="utf-8")
    return path


def _one(run: Run, store: Path, *arguments: object) -> dict[str, Any]:
    [document] = run("--store", store, "shipment", *arguments, "--json").json["documents"]
    assert isinstance(document, dict)
    return document


def test_a_plain_sale_is_clear_and_ends_with_0(run: Run, store: Path, tmp_path: Path) -> None:
    ran = run("--store", store, "shipment", _file(tmp_path))
    assert ran.code == 0
    assert "clear" in ran.out


def test_a_listed_consignee_is_a_hit_with_its_field_characters_and_evidence(
    run: Run, store: Path, tmp_path: Path
) -> None:
    ran = run("--store", store, "shipment", _file(tmp_path, consignee={"name": "Mr KIM Jong Un"}), "--json")
    assert ran.code == 1
    [document] = ran.json["documents"]
    assert (document["type"], document["id"], document["status"]) == ("bill_of_lading", "BL7", "hit")
    hit = document["hits"][0]
    assert hit["field"] == "/consignee/name"
    assert sum(e["bits"] for e in hit["results"][0]["evidence"]) == hit["results"][0]["bits"]


def test_a_firm_called_by_a_surname_alone_is_none_of_those_who_bear_it(run: Run, store: Path, tmp_path: Path) -> None:
    for name in ("Kim", "Kim Ltd"):
        assert _one(run, store, _file(tmp_path, bl_number=name, shipper=name, carrier=name))["hits"] == []


def test_a_port_or_an_address_names_no_ship(
    run: Run, store: Path, tmp_path: Path, listed_vessel: tuple[str, str]
) -> None:
    name = f"{listed_vessel[0]} tanker berth"
    shipper = {"name": "Nordwind Papier GmbH", "country": "DE", "address": name}
    document = _one(run, store, _file(tmp_path, shipper=shipper, port_of_discharge=name))
    assert document["hits"] == []


def test_a_listed_name_is_found_in_a_field_that_nobody_knows(run: Run, store: Path, tmp_path: Path) -> None:
    document = _one(run, store, _file(tmp_path, cigar_box={"inside": "on behalf of Kim Jong Un"}))
    assert document["unknown"] == ["/cigar_box"]
    [hit] = document["hits"]
    assert (hit["field"], hit["text"]) == ("/cigar_box/inside", "Kim Jong Un")


def test_a_vessel_with_a_new_name_is_found_by_its_number(
    run: Run, store: Path, tmp_path: Path, listed_vessel: tuple[str, str]
) -> None:
    document = _one(run, store, _file(tmp_path, vessel={"name": "OCEAN JOY", "imo": listed_vessel[1]}))
    assert document["status"] == "hit"
    [finding] = [f for f in document["findings"] if f["rule"] == "VES-LISTED"]
    assert finding["severity"] == "block"
    assert "OCEAN JOY" in finding["because"]


def test_a_namesake_with_another_number_wants_a_person_and_stops_nothing(
    run: Run, store: Path, tmp_path: Path, listed_vessel: tuple[str, str]
) -> None:
    document = _one(run, store, _file(tmp_path, vessel={"name": listed_vessel[0], "imo": "9074729"}))
    assert document["status"] == "review"


def test_a_finding_that_blocks_is_a_hit_and_one_for_review_is_review(run: Run, store: Path, tmp_path: Path) -> None:
    blocked = _one(run, store, _file(tmp_path, port_of_discharge="Nampo"))
    looked_at = _one(run, store, _file(tmp_path, vessel={"name": "ANNA", "imo": "9074728"}))
    assert (blocked["status"], looked_at["status"]) == ("hit", "review")
    assert looked_at["findings"][0]["fields"] == [{"field": "/vessel/imo", "end": 7}]


@pytest.mark.parametrize("code", ["85423", "85.4a", "7701.10"])
def test_a_code_that_cannot_be_read_is_not_screened(run: Run, store: Path, tmp_path: Path, code: str) -> None:
    document = _one(run, store, _file(tmp_path, lines=[{"hs": code, "description": "x"}]))
    assert document["status"] == "not_screened"
    assert document["problems"][0]["where"] == "/lines/0/hs"


def test_what_cannot_be_read_is_not_screened_and_the_others_are_decided(run: Run, store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"consignee": "A"', encoding="utf-8")
    ran = run("--store", store, "shipment", broken, tmp_path / "absent.json", _file(tmp_path), "--json")
    assert ran.code == 3
    assert [d["status"] for d in ran.json["documents"]] == ["not_screened", "not_screened", "clear"]
    assert ran.json["documents"][0]["problems"][0]["where"] == "line 1, column 18"


def test_one_number_on_two_documents_with_other_content(run: Run, store: Path, tmp_path: Path) -> None:
    files = _file(tmp_path), _file(tmp_path), _file(tmp_path, port_of_discharge="Lagos")
    documents = run("--store", store, "shipment", *files, "--json").json["documents"]
    found = [[f["rule"] for f in d["findings"]] for d in documents]
    assert [("VES-DOCS" in rules) for rules in found] == [False, False, True]


def test_your_register_tells_that_a_vessel_is_called_otherwise(run: Run, store: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("imo,name,flag\n9074729,NORDIC PRIDE,NO\n", encoding="utf-8")
    document = _one(run, store, _file(tmp_path), "--vessels", register)
    assert [f["rule"] for f in document["findings"]] == ["VES-REGISTER"]
    register.write_text("imo,name\n9074728,NORDIC PRIDE\n", encoding="utf-8")
    ran = run("--store", store, "shipment", _file(tmp_path), "--vessels", register)
    assert ran.code == 2
    assert "line 2, imo" in ran.err


def test_places_of_the_official_code_list_are_known(run: Run, store: Path, tmp_path: Path) -> None:
    codes = tmp_path / "codes.csv"
    codes.write_text(',"UA","ZZZ","Testove","Testove","43","AI","1-------","0701",,"4500N 03400E",\n', encoding="utf-8")
    file = _file(tmp_path, port_of_discharge={"locode": "UA ZZZ"})
    assert "TRD-REGION" not in [f["rule"] for f in _one(run, store, file)["findings"]]
    assert "TRD-REGION" in [f["rule"] for f in _one(run, store, file, "--locodes", codes)["findings"]]


def test_a_letter_of_credit_names_its_vessel_in_a_text(
    run: Run, store: Path, tmp_path: Path, listed_vessel: tuple[str, str]
) -> None:
    file = tmp_path / "lc.fin"
    file.write_text(
        "{1:F01COBADEFFAXXX0000000000}{2:I700CHASUS33XXXXN}{4:\n:20:LC22\n:50:NORDWIND PAPIER GMBH\n:59:ATELIER SARL\n"
        f":44E:BREMEN\n:44F:LAGOS\n:45A:PULP\n:46A:BILL OF LADING MV OCEAN JOY\nIMO {listed_vessel[1]} TO ORDER\n-}}"
    )
    document = _one(run, store, file)
    assert (document["type"], document["status"]) == ("MT700", "hit")
    assert any(hit["field"] == "46A" for hit in document["hits"])
    assert "VES-LISTED" in [f["rule"] for f in document["findings"]]


def test_a_person_sees_findings_by_gravity_and_unknown_fields_and_no_control_characters(
    run: Run, store: Path, tmp_path: Path
) -> None:
    file = _file(tmp_path, port_of_discharge="Nampo", odd="\x1b[31mred")
    out = run("--store", store, "shipment", file).out
    assert out.index("(block)") < out.index("unknown fields")
    assert "\x1b[31mred" not in out


def test_the_policy_changes_a_rule_or_switches_it_off(run: Run, store: Path, tmp_path: Path) -> None:
    shipped = files("ostrakon.screening").joinpath("policy.toml").read_text(encoding="utf-8")
    policy = tmp_path / "policy.toml"
    file = _file(tmp_path, vessel={"name": "ANNA", "imo": "9074728"})
    for severity, status in (("off", "clear"), ("info", "clear"), ("block", "hit")):
        policy.write_text(shipped.replace("[trade.rules]", f'[trade.rules]\nVES-IMO = "{severity}"'), encoding="utf-8")
        assert _one(run, store, file, "--policy", policy)["status"] == status
    for wrong in ('VES-IMO = "loud"', 'NO-RULE = "info"'):
        policy.write_text(shipped.replace("[trade.rules]", f"[trade.rules]\n{wrong}"), encoding="utf-8")
        ran = run("--store", store, "shipment", file, "--policy", policy)
        assert ran.code == 2
        assert "trade.rules" in ran.err


def _planted(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Documents with a listed name in one field each: of the document, of each thing in it, and flat."""
    for key in sorted({*known.FACTS, *known.FREE, *known.IDS, *known.HAPPENINGS, *known.PLACE_ROLES, *known.PARTY_ROLES,
                       *known.VESSEL_LISTS, *known.GOODS_LISTS, *known.FLAT_VESSEL, "type", "strange"}):  # fmt: skip
        yield key, {key: name}
    inner = {
        "consignee": {*known.PARTY_FIELDS, *known.CONTACT_FIELDS, *known.ID_FIELDS, "strange"},
        "vessel": {*known.VESSEL_FIELDS, *known.VESSEL_CHANGES, *known.VESSEL_ROLES, "strange"},
        "lines": {*known.HS_FIELDS, *known.DESCRIPTION_FIELDS, *known.GOODS_FACTS, "strange"},
        "ports": {*known.PLACE_FIELDS, "strange"},
        "ais_gaps": {*known.HAPPENING_FACTS, "strange"},
    }
    for thing, keys in inner.items():
        for key in sorted(keys):
            yield f"{thing}.{key}", {thing: {key: name}}


def test_a_listed_name_is_found_in_every_field_of_the_tables(store: Path) -> None:
    with Ostrakon.open(store) as engine:
        chosen = shipment_filter(engine)
        for where, content in _planted("payment to Kim Jong Un"):
            [paper] = read_trade(json.dumps({"parties": {"bank": "Bank"}} | content).encode(), "a.json")
            decided = chosen.filter(paper)
            assert decided.status == "not_screened" or any("Kim Jong Un" in hit.text for hit in decided.hits), where


def test_the_report_marks_words_where_they_stand_and_lets_nothing_of_a_document_become_markup(
    run: Run, store: Path, tmp_path: Path
) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="a()">'
    file = _file(tmp_path, consignee={"name": "Kim Jong Un"}, vessel={"name": evil, "imo": "9074728"}, **{evil: evil})
    broken = tmp_path / "broken.json"
    broken.write_text('{"consignee": ', encoding="utf-8")
    run("--store", store, "shipment", file, broken, "--html", tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    page = Page(text)
    assert {("hit", "Kim Jong Un"), ("review", "9074728")} <= set(page.marks)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)
    assert not page.tags & {"script", "img"} and page.handlers == []
    assert "Not read:" in text and "Fields that are not known" in text


def test_json_has_the_policy_and_figures_over_all_documents(run: Run, store: Path, tmp_path: Path) -> None:
    found = run(
        "--store", store, "shipment", _file(tmp_path), _file(tmp_path, port_of_discharge="Nampo"), "--json"
    ).json
    assert found["summary"]["by_status"] == {"clear": 1, "review": 0, "hit": 1, "not_screened": 0}
    assert found["summary"]["by_rule"]["VES-PORT"] == {"block": 1}
    assert len(found["policy"]["sha256"]) == 64

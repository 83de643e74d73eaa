"""Every rule over trade documents finds what it must and stays quiet where it must."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ostrakon.rules.trade.catalogue import RULES as ALL
from ostrakon.rules.trade.codes import chpl
from ostrakon.rules.trade.facts import ListedShip, ShipmentFacts
from tests.rules.trade import TOWER, paper, trade

RULES = {rule.id: rule for rule in ALL}
LISTED = ListedShip("9187629", "ofac-1", "CHONG RIM 2")
END_USER = {"name": "Bharat Motors", "country": "IN", "address": "Pune"}


def vessel(**fields: object) -> ShipmentFacts:
    """A bill of lading that tells of nothing but its vessel and its day."""
    return paper(type="bill_of_lading", date="2024-06-01", vessel=fields)


def line(**fields: object) -> ShipmentFacts:
    """An invoice of one line."""
    return paper(type="invoice", lines=[fields])


def chips(
    value: int, day: str, *, buyer: str = "Ala Too OsOO", before: Sequence[ShipmentFacts] = (), **more: object
) -> ShipmentFacts:
    """An invoice over processors of the priority list."""
    goods = {"hs": "8542.31", "value": value, **more}
    return paper(
        type="invoice", date=day, buyer=buyer, seller="Elektro GmbH", currency="USD", lines=[goods], before=before
    )


FOUND: dict[str, list[ShipmentFacts]] = {
    "TRD-CHPL": [
        trade("8542.31.90 00", "processors", to="BY"),
        trade("854140", "photodiodes", to="KG"),
        trade("8542", "circuits", to="RU"),
        paper(consignee={"name": "X", "country": "BY"}, remarks="HS code 8542.31"),
        paper(consignee={"name": "X", "country": "BY"}, remarks="код ТН ВЭД 8542319010"),
    ],
    "TRD-TRANSIT": [trade("8541.29", "transistors", to="KG"),
                    trade("8541.29", "transistors", via=["Istanbul"])],
    "TRD-NEWCO": [
        trade("8526.91", "receivers", buyer={"name": "Kwun Tong Trade", "country": "HK", "founded": "2022-05-12"})
    ],
    "TRD-KP-SECTOR": [
        trade("2701.11", "anthracite", origin="RU", port_of_loading="Nampo"),
        paper(goods="coal in bulk", port_of_loading="KPNAM"),
    ],
    "TRD-KP-LUX": [trade("9101.11", "watches", port_of_discharge="Dandong", notify={"name": "A",
    "address": "Sinuiju"})],
    "TRD-ARMS": [trade("9306.21", "cartridges", to="MM"), trade("4802", "artillery shells")],
    "TRD-RU-IMPORT": [trade("7208.10", "coils", origin="RU")],
    "TRD-RU-OIL": [trade("2709.00", "crude", origin="RU"), trade("", "Urals blend", origin="RU")],
    "TRD-IR-PETRO": [trade("2905.11", "methanol", port_of_loading="Assaluyeh")],
    "TRD-IR-METAL": [trade("7207.11", "billets", origin="IR")],
    "TRD-AVIATION": [trade("8411.12", "turbofan", to="RU")],
    "TRD-UAV": [trade("8806.22", "quadcopters", to="RU")],
    "TRD-DUAL": [trade("9014.20", "fibre optic gyroscope", to="IR")],
    "TRD-OILCAP": [
        trade("2709.00", "Urals crude", origin="RU", price_per_barrel="USD 71.00", attestation="yes"),
        trade("2709.00", "Urals crude", origin="RU", price_per_barrel="55"),
        trade("2710.19", "diesel", origin="RU", price_per_barrel=90, attestation="yes", freight=400, total=1000),
        trade("2709.00", "crude", origin="RU", price_per_tonne="520", attestation="yes"),
        trade("2709.00", "crude", origin="RU", price_usd_per_barrel=71, attestation="yes"),
    ],
    "TRD-PAYER": [
        trade(payer={"name": "Ali Karim", "country": "AE"}),
        paper(consignee="Bank of the East", issuing_bank="Bank of the East"),
    ],
    "TRD-ENDUSE": [
        trade("8542.31", "chips", consignee={"name": "Silk Road Logistics", "country": "KZ"}),
        line(description="spare parts", net_weight=2, value=1800),
        trade(no_re_export="refused by the buyer"),
        trade(remarks="для в/ч 12345"),
    ],
    "TRD-RENAME": [trade(buyer={"name": "B Trading", "renamed_on": "2023-11-01", "former_name": "A Trading"})],
    "TRD-EMBARGO": [trade(port_of_discharge="Bandar Abbas"), trade(notify={"name": "A", "address": "12 Revo Ave, "
    "Tehran"}),
                    trade(port_of_discharge="나진")],
    "TRD-REGION": [
        trade(port_of_discharge="Sevastopol"), trade(port_of_loading="UAMPW"), trade(via="Berdyansk"),
        trade(buyer={"name": "A", "country": "RU", "address": "4 Lenina, Simferopol"}),
    ],
    "VES-PORT": [
        paper(ports=["KPNAM"]), paper(ports=[{"name": "Rajin (나진)"}]), trade("9306", "rounds", via="Vostochny"),
        trade("8542.31", "chips", port_of_discharge="Novorossiysk"),
    ],
    "TRD-DUAL-STATE": [trade(origin="RU", to="KP")],
    "TRD-DEST": [trade(port_of_discharge="Istanbul", end_user={"name": "Z", "country": "RU"})],
    "TRD-ROUTE": [
        trade(port_of_loading="Hamburg", port_of_discharge="Saint Petersburg", transshipment=["Jebel Ali",
        "Novorossiysk"])
    ],
    "VES-IMO": [vessel(name="A", imo="9074728"), paper(goods="pulp", remarks="per MV ANNA, IMO 9074728"),
                vessel(name="A", imo="unknown")],
    "VES-LISTED": [
        paper(vessel={"name": "OCEAN JOY", "imo": "9187629"}, listed={"9187629": LISTED}),
        paper(vessel={"name": "CHONG RIM 2", "imo": "9074729"}, namesakes={"9074729": LISTED}),
    ],
    "VES-RENAME": [
        vessel(name="C", imo="9074729", former_names=[{"name": "A", "until": "2023-01-05"},
                                                     {"name": "B", "until": "2023-12-01"}]),
        vessel(name="C", former_names=["A", "B"]),
    ],
    "VES-FLAG": [
        vessel(name="C", flag="GA", flag_history=["CK", "KM"]),
        vessel(name="C", flag="PA", flag_changed_on="2024-03-01", former_flag="LR"),
        vessel(name="C", flag="Eswatini"),
    ],
    "VES-MMSI": [vessel(name="C", flag="PA", mmsi="273456780"), vessel(name="C", mmsi="27345678")],
    "VES-AGE": [vessel(name="C", type="crude oil tanker", built=2003)],
    "VES-REGISTER": [
        vessel(name="BLUE SKY", imo="9074729"), vessel(name="NORDIC GRACE", imo="9074729", flag="PA"),
        vessel(name="NORDIC GRACE", imo="9187629"),
        vessel(name="NORDIC GRACE", imo="9074729", owner="Other Ltd"), vessel(imo="9074729", mmsi="273000000"),
    ],
    "VES-AIS": [
        paper(ais_gaps=[{"hours": 52, "area": "Gulf of Oman", "draught_before": 9, "draught_after": 14}]),
        paper(vessel={"name": "A", "ais": [{"gap_hours": 30, "area": "mid-Atlantic"}]}),
        paper(ais={"positions": [{"lat": 1, "lon": 2, "time": "2024-05-01T00:00"},
                                 {"lat": 1.1, "lon": 2, "time": "2024-05-02T01:00"}]}),
        paper(positions=[{"lat": 1, "lon": 2, "time": "2024-05-01T02:00"},
                         {"lat": 9, "lon": 2, "time": "2024-05-01T00:00"}]),
        paper(ais_gaps=[{"from": "2024-05-01T00:00", "to": "2024-05-02T06:00", "place": "mid-Atlantic"}]),
    ],
    "VES-STS": [paper(sts=[{"with": "MT ANNA", "hours": 6, "place": "off Kalamata"}]),
                paper(goods="crude", remarks="discharged by STS in the Laconian Gulf")],
    "TRD-HS-SHORT": [trade("8542")],
    "TRD-HS-DESC": [trade("0803.90", "Coal in bulk"), trade("8703.23", "frozen fish")],
    "TRD-MISSING": [
        paper(type="bill of lading", bl_number="1", shipper="A", goods="paper"),
        paper(type="invoice", consignee="TO ORDER", seller="A", goods="paper", total=5),
    ],
    "TRD-WEIGHT": [line(description="paper", net_weight=120, gross_weight=100),
                   paper(lines=[{"net_weight": 5}, {"net_weight": 6}], total_net_weight="20 kg")],
    "TRD-VALUE": [line(description="paper", quantity=10, unit_price="5.00", value="80.00"),
                  paper(lines=[{"value": 500}, {"value": 600}], total_amount="USD 2,000.00")],
    "TRD-ADDRESS": [
        trade(buyer={"name": "B Trading", "address": "315 Lockhart Rd., Lucky Plaza 7/F, Flat 12, Wanchai, Hong Kong"}),
    ],
    "TRD-VOLUME": [
        chips(400_000, "2022-05-10", before=[chips(40_000, "2021-06-01", buyer="Another Ltd")]),
        chips(200_000, "2022-05-10", before=[chips(20_000, "2021-06-01"), chips(150_000, "2022-04-20")]),
        chips(5_000, "2024-05-10", quantity=10, before=[chips(1_000, "2024-05-01", quantity=10) for _ in range(5)]),
    ],
    "VES-DOCS": [
        paper(shipped_on_board="2024-05-01", port_of_loading={"name": "Bremen", "arrival": "2024-05-03"}),
        paper(type="bill of lading", bl_date="2024-05-01", goods="paper", load_port_arrival="2024-05-03"),
        paper(vessel={"name": "A", "dwt": 5000}, lines=[{"gross_weight": "7,000 t"}]),
        trade("2709.00", "crude", country_of_origin="SG"),
        paper(goods="paper", bl_number="7", same_number="other.json"),
        paper(shipped_on_board="2024-05-01", delivered_on="2024-04-01", goods="paper"),
    ],
}  # fmt: skip
QUIET: dict[str, list[ShipmentFacts]] = {
    "TRD-CHPL": [trade("8542.31", "processors", origin="JP", to="DE"), trade("8543.70", "machines", to="RU")],
    "TRD-TRANSIT": [trade("8541.29", "transistors", to="IN", end_user=END_USER), trade(to="TR")],
    "TRD-NEWCO": [
        trade("8526.91", "receivers", buyer={"name": "Kwun Tong Trade", "country": "HK", "founded": "1998-01-01"}),
        trade("1905.31", "biscuits", buyer={"name": "Kwun Tong Trade", "country": "HK", "founded": "2023-01-01"}),
    ],
    "TRD-KP-SECTOR": [trade("2701.11", "anthracite", origin="AU", to="KR")],
    "TRD-KP-LUX": [trade("9101.11", "watches", to="KR", address="Seoul")],
    "TRD-ARMS": [trade("9504", "video games", to="MM"), trade(description="printing paper, shells of cardboard")],
    "TRD-RU-IMPORT": [trade("7208.10", "coils", origin="DE"),
                      trade("7208.10", "coils", port_of_loading="Novorossiysk", country_of_origin="KZ")],
    "TRD-RU-OIL": [trade("2709.00", "CPC blend", port_of_loading="Novorossiysk", country_of_origin="KZ")],
    "TRD-IR-PETRO": [trade("2905.11", "methanol", port_of_loading="Jubail", origin="SA")],
    "TRD-IR-METAL": [trade("7207.11", "billets", origin="TR")],
    "TRD-AVIATION": [trade("8411.12", "turbofan", to="US")],
    "TRD-UAV": [trade("8806.22", "quadcopters", to="ES")],
    "TRD-DUAL": [trade("9014.20", "fibre optic gyroscope", to="NL")],
    "TRD-OILCAP": [
        trade("2709.00", "CPC blend", port_of_loading="Novorossiysk", country_of_origin="KZ", price_per_barrel=71),
        trade("2709.00", "Urals crude", origin="RU", price_per_barrel=58, attestation="tier 2, attached"),
    ],
    "TRD-PAYER": [
        trade(payer={"name": "Lumiere Holding", "country": "BE", "note": "parent of the buyer"}),
        trade(payer={"name": "ATELIER LUMIERE SARL", "country": "FR"}),
        paper(consignee="Atelier Lumiere", issuing_bank="Bank of the East"),
    ],
    "TRD-ENDUSE": [
        trade("8542.31", "chips", consignee={"name": "Silk Road Logistics", "country": "KZ"},
              end_user={"name": "Almaty Elevators", "country": "KZ", "address": "Abay 4"}),
        line(description="spare parts", net_weight=200, value=1800),
        trade(no_re_export="accepted"),
    ],
    "TRD-RENAME": [trade(buyer={"name": "B Trading", "renamed_on": "2015-11-01"})],
    "TRD-EMBARGO": [trade(notify={"name": "A", "address": "4 Tehran Street, Cairo"}), trade(to="TR")],
    "TRD-REGION": [trade(port_of_discharge="Odesa"),
                   trade(buyer={"name": "A", "country": "TR", "address": "Simferopol Street 4, Yalova"})],
    "VES-PORT": [
        trade(buyer={"name": "Nampo Holdings", "country": "JP"}), trade("1001.99", "wheat", via="Vostochny"),
        trade("1001.99", "wheat", port_of_loading="Novorossiysk"),
    ],
    "TRD-DUAL-STATE": [trade(origin="RU", to="TR")],
    "TRD-DEST": [trade(port_of_discharge="Rotterdam", end_user={"name": "Z", "country": "DE"})],
    "TRD-ROUTE": [
        trade(port_of_loading="Shanghai", port_of_discharge="Rotterdam", transshipment=["Singapore", "Port Said"]),
        trade(port_of_loading="Hamburg", port_of_discharge="Saint Petersburg", transshipment=["Gdansk"]),
    ],
    "VES-IMO": [vessel(name="A", imo="IMO 9074729"), vessel(name="A", imo="02310945"), vessel(name="A",
    mmsi="257000000")],
    "VES-LISTED": [paper(vessel={"name": "NORDIC GRACE", "imo": "9074729"}, listed={"9187629": LISTED})],
    "VES-RENAME": [vessel(name="C", former_names=["A"]), vessel(name="C", names=["A", "C"]),
                   vessel(name="C", former_names=[{"name": "A", "until": "2009-01-05"},
                                                  {"name": "B", "until": "2012-12-01"}])],
    "VES-FLAG": [vessel(name="C", flag="PA", flag_changed_on="2022-07-01", former_flag="LR"), vessel(name="C",
    flag="NO")],
    "VES-MMSI": [vessel(name="C", flag="Panama", mmsi="351 456 780"), vessel(name="C", flag="LR", mmsi="999456780")],
    "VES-AGE": [
        vessel(name="C", type="container ship", built=2003),
        vessel(name="C", type="tanker", built=2003, owner="Nordic AS", insurer="Gard P. & I. (Bermuda)"),
        vessel(name="C", type="tanker", built=2019),
    ],
    "VES-REGISTER": [vessel(name="M/T Nordic Grace", imo="9074729", flag="Norway", owner="NORDIC SHIPPING AS")],
    "VES-AIS": [
        paper(ais_gaps=[{"hours": 20, "area": "mid-Atlantic"}]),
        paper(positions=[{"lat": 1, "lon": 2, "time": "2024-05-01T00:00"},
                         {"lat": 1.5, "lon": 2, "time": "2024-05-01T03:00"}]),
        paper(ais_gaps=[{"hours": 30, "area": "off Somalia", "reason": "piracy, transponder off on advice"}]),
    ],
    "VES-STS": [paper(sts=[{"with": "bunker barge", "place": "Singapore, bunkering within port limits"}]),
                paper(goods="paper", remarks="ship-to party as above")],
    "TRD-HS-SHORT": [trade("4802.55")],
    "TRD-HS-DESC": [trade("8430.31", "coal cutting machines of steel"), trade("4802.55", "paper"),
                    trade("3923.10", "plastic boxes for fish")],
    "TRD-MISSING": [
        paper(type="bill of lading", bl_number="1", shipper="A", consignee="TO ORDER OF BANK", notify="C",
        goods="paper",
              vessel={"name": "ANNA", "imo": "9074729"}, port_of_loading="Bremen", port_of_discharge="Lagos"),
        paper(type="invoice", seller="A", buyer="B", goods="paper", total="5"),
    ],
    "TRD-WEIGHT": [line(description="paper", net_weight="1.2 t", gross_weight="1250 kg"),
                   paper(lines=[{"net_weight": 5}, {"net_weight": 6}], total_net_weight="11 kg")],
    "TRD-VALUE": [line(description="paper", quantity="1,000", unit_price="5.00", value="USD 5,000.00"),
                  paper(lines=[{"value": 500}, {"value": 600}], freight=100, total_amount="1.200,00")],
    "TRD-ADDRESS": [
        trade(buyer={"name": "B Trading", "address": "Flat 12, 7/F, Pioneer Centre, 750 Nathan Road, Hong Kong"}),
        trade(buyer={"name": "B Trading", "address": "Lucky Plaza, Wanchai, Hong Kong"}),
        trade(buyer={"name": "B Trading", "address": TOWER}),
    ],
    "TRD-VOLUME": [
        chips(400_000, "2022-05-10"),
        chips(110_000, "2023-05-10", before=[chips(100_000, f"2021-{month:02}-10") for month in (2, 5, 8, 11)]),
        chips(1_100, "2024-05-10", quantity=10, before=[chips(1_000, "2024-05-01", quantity=10) for _ in range(5)]),
    ],
    "VES-DOCS": [
        paper(shipped_on_board="2024-05-04", port_of_loading={"name": "Bremen", "arrival": "2024-05-03"}),
        paper(vessel={"name": "A", "dwt": 9000}, lines=[{"gross_weight": "7,000 t"}]),
        trade("2709.00", "crude", country_of_origin="NO"),
        paper(shipped_on_board="2024-05-01", delivered_on="2024-06-01", goods="paper"),
    ],
}  # fmt: skip
INFORMS = {"TRD-HS-SHORT"}
"""Rules that only ever inform."""


def test_every_rule_has_an_example_that_is_found_and_one_that_is_not() -> None:
    assert FOUND.keys() == QUIET.keys() == RULES.keys()


@pytest.mark.parametrize(("rule", "facts"), [(rule, facts) for rule in sorted(FOUND) for facts in FOUND[rule]])
def test_what_must_be_found_is_found_with_its_words_and_places(rule: str, facts: ShipmentFacts) -> None:
    found = [f for f in RULES[rule].check(facts) if f.severity != "info" or rule in INFORMS]
    assert found
    assert all(f.rule == rule and f.because and f.fields for f in found)


@pytest.mark.parametrize(("rule", "facts"), [(rule, facts) for rule in sorted(QUIET) for facts in QUIET[rule]])
def test_what_must_stay_quiet_is_at_most_information(rule: str, facts: ShipmentFacts) -> None:
    assert [f for f in RULES[rule].check(facts) if f.severity != "info" or rule in INFORMS] == []


def test_no_rule_finds_anything_in_a_plain_sale() -> None:
    plain = trade(port_of_loading="Bremen", port_of_discharge="Le Havre", vessel={"name": "ANNA", "imo": "9074729"})
    found = [f for rule in ALL if rule.id != "VES-REGISTER" for f in rule.check(plain)]
    assert found == []


def test_a_rule_gives_no_more_than_the_severity_that_its_table_names() -> None:
    order = ("info", "review", "block")
    for rule, cases in FOUND.items():
        for facts in cases:
            assert all(order.index(f.severity) <= order.index(RULES[rule].severity) for f in RULES[rule].check(facts))


def test_the_priority_list_has_its_fifty_codes_in_their_tiers() -> None:
    tiers = [entry.tier for entry in chpl().values()]
    assert {tier: tiers.count(tier) for tier in sorted(set(tiers))} == {
        "1": 4, "2": 5, "3A": 16, "3B": 9, "4A": 11, "4B": 5}  # fmt: skip


def test_the_worst_tier_towards_russia_stops_and_a_low_tier_wants_a_person() -> None:
    [worst] = RULES["TRD-CHPL"].check(trade("8542.31", "processors", to="RU"))
    [low] = RULES["TRD-CHPL"].check(trade("9030.20", "oscilloscopes", to="RU"))
    assert (worst.severity, low.severity) == ("block", "review")
    assert worst.fields[0].field == "/lines/0/hs"


def test_an_old_code_says_that_it_only_may_be_on_the_list() -> None:
    [finding] = RULES["TRD-CHPL"].check(trade("8541.40", "photodiodes", to="RU"))
    assert "may be" in finding.because


def test_goods_under_secondary_sanctions_are_a_class_of_alert_of_their_own() -> None:
    [finding] = RULES["TRD-IR-PETRO"].check(trade("2905.11", "methanol", port_of_loading="Assaluyeh"))
    assert finding.kind == "secondary_sanctions"


def test_the_count_of_listed_parties_at_a_tower_is_told() -> None:
    [finding] = RULES["TRD-ADDRESS"].check(trade(buyer={"name": "B Trading", "address": TOWER}))
    assert finding.severity == "info"
    assert "and 4 more" in finding.because


def test_an_old_change_of_name_is_told_without_counting_none() -> None:
    [finding] = RULES["VES-RENAME"].check(vessel(name="C", former_names=[{"name": "A", "until": "2009-01-05"}]))
    assert "A" in finding.because
    assert not finding.because.startswith("0")

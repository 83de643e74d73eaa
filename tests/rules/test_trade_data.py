"""The reviewed files behind the rules over trade documents hold together."""

from __future__ import annotations

import pytest

from ostrakon.intake.trade.locode import Locode
from ostrakon.names.countries import country_code
from ostrakon.rules.trade.codes import chpl, codes_in_text, priority, read_codes
from ostrakon.rules.trade.controls import groups
from ostrakon.rules.trade.papers import goods_words
from ostrakon.rules.trade.ports import bundled, distance_km, with_official
from ostrakon.rules.trade.states import allied_states, false_flags, target_states

WATCHED = {"", "kp", "iran", "crimea", "donetsk", "zaporizhzhia", "shuttle", "oil"}


def test_ports_have_a_country_and_a_place_on_earth() -> None:
    ports = bundled().by_code.values()
    assert len(ports) > 300
    for port in ports:
        assert country_code(port.country) == port.country.lower(), port
        assert port.latitude is not None and -60 < port.latitude < 75, port
        assert port.longitude is not None and -180 < port.longitude < 180, port
        assert port.watch in WATCHED, port


def test_ports_of_one_state_lie_near_each_other() -> None:
    """A sign or a digit that is wrong moves a port to another part of the world."""
    wide = {"RU", "US", "FR", "ES", "PT", "RE", "CA", "ID", "AU"}
    ports = list(bundled().by_code.values())
    for one in ports:
        near = [distance_km(one, other) for other in ports if other.country == one.country and other is not one]
        assert not near or one.country in wide or min(d for d in near if d is not None) < 2_500, one


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NOVOROSSIYSK", "RUNVS"),
        ("Port of Bandar-e Abbas, Iran", "IRBND"),
        ("Новороссийск", "RUNVS"),
        ("KP NAM", "KPNAM"),
        ("남포", "KPNAM"),
        ("St. Petersburg", "RULED"),
        ("Hong Kong", "HKHKG"),
    ],
)
def test_ports_are_found_by_code_and_by_name_in_several_scripts(text: str, code: str) -> None:
    found = bundled().named(text)
    assert found is not None
    assert found[0].code == code


def test_namesakes_are_told_apart_by_their_country_and_else_are_none() -> None:
    assert bundled().named("Cartagena") is None
    for country in ("ES", "CO"):
        found = bundled().named("Cartagena", country)
        assert found is not None and found[0].country == country


def test_the_official_file_adds_places_and_keeps_what_is_watched() -> None:
    ports = with_official([Locode("RUNVS", ("Novorossiysk",), "", True, 44.7, 37.8),
                           Locode("KPZZZ", ("Testpo",), "", True, None, None),
                           Locode("DEZZZ", ("Bahnhof",), "", False, None, None)])  # fmt: skip
    assert ports.by_code["RUNVS"].watch == "oil"
    assert ports.by_code["KPZZZ"].watch == "kp"
    assert ports.named("Bahnhof") is None
    assert "KPZZZ" not in bundled().by_code


def test_codes_of_measures_are_of_chapters_that_there_are() -> None:
    codes = {code for group in groups() for code in group.codes} | set(chpl())
    codes |= {home for homes in goods_words().values() for home in homes}
    for code in codes:
        assert code.isdigit() and len(code) in {2, 4, 6}, code
        assert 1 <= int(code[:2]) <= 97 and code[:2] != "77", code


def test_states_are_states() -> None:
    states = {state for group in groups() for state in group.states}
    states |= allied_states() | target_states() | set(false_flags())
    assert {state for state in states if country_code(state) != state.lower()} == set()


def test_each_group_says_what_it_is_about_and_where_it_comes_from() -> None:
    for group in groups():
        assert group.title and group.source.title and group.states and group.codes, group


def test_codes_are_read_in_the_ways_in_which_people_write_them() -> None:
    assert [digits for digits, problem in read_codes("8542.31.90 00, 0102 / 39") if not problem] == [
        "8542319000", "0102", "39"]  # fmt: skip
    assert all(problem for _, problem in read_codes("85423; 77; eight; 000000; 12345678901234"))
    assert [code for code, _, _ in codes_in_text("HS code: 8542.31, hts no. 9013.10.00 and 123456")] == [
        "854231", "90131000"]  # fmt: skip


def test_a_longer_code_is_on_the_list_and_a_heading_only_may_be() -> None:
    exact, heading = priority("8542319000"), priority("8542")
    assert exact and not exact.maybe and exact.tier == "1"
    assert heading and heading.maybe
    assert priority("854370") is None

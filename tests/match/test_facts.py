"""Facts beside name, date and number: each says little, in the right direction, and more the more exact it is."""

from __future__ import annotations

import pytest

from ostrakon.match.contacts import compare_contacts
from ostrakon.match.country import compare_countries, compare_nationalities
from ostrakon.match.fact_weights import fact_weights
from ostrakon.match.gender import compare_genders, gender_shown
from ostrakon.match.places import compare_addresses, compare_birth_places
from ostrakon.profile.name import profile_name

WEIGHTS = fact_weights()


def address(one: str, two: str) -> float:
    found = compare_addresses(one, [two], WEIGHTS)
    assert found is not None
    return found.bits


def birth(one: str, *listed: str) -> float:
    found = compare_birth_places(one, listed, WEIGHTS)
    return found.bits if found else 0.0


def test_a_former_state_is_neither_the_same_as_its_successor_nor_another() -> None:
    def bits(one: str, two: str) -> float:
        found = compare_countries([one], [two], "person", WEIGHTS)
        assert found is not None
        return found.bits

    assert bits("ru", "ru") > bits("su", "ru") > 0 > bits("ru", "ir")
    assert bits("hk", "cn") > 0


def test_a_flag_that_differs_says_less_than_a_persons_country() -> None:
    vessel = compare_countries(["pa"], ["ir"], "vessel", WEIGHTS)
    person = compare_countries(["pa"], ["ir"], "person", WEIGHTS)

    assert vessel is not None and person is not None
    assert person.bits < vessel.bits < 0


def test_two_nationalities_contradict_more_than_two_countries_of_any_kind() -> None:
    nationality = compare_nationalities(["fr"], ["ir"], WEIGHTS)
    country = compare_countries(["fr"], ["ir"], "person", WEIGHTS)

    assert nationality is not None and country is not None
    assert nationality.bits < country.bits
    assert compare_nationalities(["fr", "ir"], ["ir"], WEIGHTS).bits > 0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Anna Ivanovna Petrova", "female"),
        ("Ivan Ivanovich Petrov", "male"),
        ("Mrs Anna Petrova", "female"),
        ("Anna Petrova", ""),
        ("Milovan Djilas", ""),
    ],
)
def test_a_patronymic_or_title_shows_a_gender_and_nothing_else_does(name: str, gender: str) -> None:
    assert gender_shown(profile_name(name, "person"))[0] == gender


def test_another_gender_contradicts_and_the_same_says_little() -> None:
    same = compare_genders("male", ["male"], WEIGHTS)
    other = compare_genders("female", ["male"], WEIGHTS)

    assert same is not None and other is not None
    assert 0 < same.bits < 1
    assert other.bits < -4
    assert compare_genders("", ["male"], WEIGHTS) is None


def test_a_place_of_birth_counts_by_its_town_whatever_it_is_called_now() -> None:
    assert birth("Bandar Abbas, Iran", "Bandar-e Abbas, Hormozgan, IRAN") > 3
    assert birth("Leningrad, USSR", "Saint Petersburg, Russia") > 0
    assert birth("Kyiv", "Kiev, Ukraine") > 0
    assert birth("Tehran, Iran", "Isfahan, Iran") < 0
    assert birth("Lyon, France", "Isfahan, Iran") < birth("Tehran, Iran", "Isfahan, Iran")
    assert birth("", "Isfahan, Iran") == 0.0


def test_an_address_that_is_only_a_country_is_no_other_address() -> None:
    assert compare_addresses("1 Mira Street, Pyongyang", ["Korea, North"], WEIGHTS) is None
    assert birth("Korea, North", "Pyongyang, Korea, North") == WEIGHTS.birth_place["country"]


def test_the_best_of_several_listed_places_of_birth_counts() -> None:
    assert birth("Sirte, Libya", "Tripoli, Libya", "Sirte") == birth("Sirte, Libya", "Sirte")


def test_an_address_is_compared_by_its_words_not_by_its_spelling() -> None:
    listed = "Office 17, 24 Mira Avenue, Sevastopol, 299011"

    assert address("299011 Sevastopol, prospekt Mira 24, of. 17", listed) > 3
    assert address("Sevastopol", listed) < address("299011 Sevastopol, Mira 24", listed)
    assert address("12 Rue de la Paix, 75002 Paris", listed) < 0


def test_a_town_in_common_is_no_address_in_common() -> None:
    assert 0 <= address("Tehran, Iran", "No. 40 Azadi Street, Tehran, Iran") < 3


@pytest.mark.parametrize(
    ("kind", "one", "two", "agree"),
    [
        ("phone", "+98 21 8888 1234", "0098-21-88881234", True),
        ("phone", "021 8888 1234", "+98 (0)21 88881234", True),
        ("phone", "+98 21 8888 1234", "+98 21 8888 1235", False),
        ("phone", "n/a", "n/a", False),
        ("email", "Info@Example-Trade.ir", "info@example-trade.ir", True),
        ("email", "sales@example-trade.ir", "info@example-trade.ir", True),
        ("email", "ali@gmail.com", "reza@gmail.com", False),
        ("website", "https://www.example-trade.ir/", "example-trade.ir", True),
        ("website", "https://facebook.com/one", "facebook.com/two", False),
    ],
)
def test_ways_to_reach_a_party_agree_or_say_nothing(kind: str, one: str, two: str, agree: bool) -> None:
    found = compare_contacts(kind, [one], [two], WEIGHTS)

    assert (found is not None and found.bits > 0) == agree


def test_a_shared_mailbox_says_more_than_a_shared_domain() -> None:
    mailbox = compare_contacts("email", ["info@example-trade.ir"], ["info@example-trade.ir"], WEIGHTS)
    domain = compare_contacts("email", ["sales@example-trade.ir"], ["info@example-trade.ir"], WEIGHTS)

    assert mailbox is not None and domain is not None
    assert mailbox.bits > domain.bits


@pytest.mark.parametrize(
    ("kind", "one", "two", "rule"),
    [
        ("phone", "+98 21 8888 1234", "0098-21-88881234", "same"),
        ("phone", "021 8888 1234", "+98 (0)21 88881234", "same_end"),
        ("email", "info@example-trade.ir", "info@example-trade.ir", "same"),
        ("email", "sales@example-trade.ir", "info@example-trade.ir", "domain"),
        ("website", "https://www.example-trade.ir/", "example-trade.ir", "same"),
    ],
)
def test_each_way_to_reach_a_party_weighs_what_its_rule_says(kind: str, one: str, two: str, rule: str) -> None:
    found = compare_contacts(kind, [one], [two], WEIGHTS)
    assert found is not None
    assert found.bits == getattr(WEIGHTS, kind)[rule]


def test_the_table_is_in_order() -> None:
    """More exact agreement is never worth less, contradiction never more than silence."""
    for table, order in (
        (WEIGHTS.birth_place, ("town", "town_common", "country", "other_town", "other")),
        (WEIGHTS.address, ("whole", "most", "part", "little", "none")),
        (WEIGHTS.nationality, ("same", "successor", "other")),
        (WEIGHTS.email, ("same", "domain")),
        (WEIGHTS.identifier, ("same_checked", "same", "same_country_unknown", "same_other_country")),
        *((rules, ("same", "successor", "other")) for rules in WEIGHTS.country.values()),
    ):
        values = [table[rule] for rule in order]
        assert values == sorted(values, reverse=True), order
    assert all(bits < 0 for rule, bits in WEIGHTS.identifier.items() if rule.startswith("other_"))
    assert all(bits > 0 for rule, bits in WEIGHTS.identifier.items() if not rule.startswith("other_"))

"""The reviewed files: what must hold of every entry, and facts that an examiner would ask for."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ostrakon.errors import InputError
from ostrakon.model import Measure, PartialDate
from ostrakon.names.countries import country_code
from ostrakon.programmes import Programme, all_programmes, for_country, programme
from ostrakon.programmes.catalogue import DATA, read_file

TODAY = "2026-11-24"
COUNTRIES = (
    *("kp", "ru", "ua", "by", "ir", "sy", "ve", "cu", "mm", "ly", "ml", "sd", "ss", "cf", "cd", "so", "ye", "af"),
    *("hk", "ni", "zw", "et", "ba", "lb", "iq", "gt", "md", "ht", "bi", "ci", "lr"),
)
THEMES = (
    *("terrorism", "cyber", "human_rights", "corruption", "chemical_weapons", "proliferation", "narcotics"),
    *("organised_crime", "hostage_taking", "export_control"),
)


@pytest.mark.parametrize("one", all_programmes(), ids=lambda one: one.id)
def test_an_entry_is_complete_and_consistent(one: Programme) -> None:
    title, address = one.source
    assert title and re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/\S*)?", address)
    assert one.id.startswith(one.authority.lower() + "-")
    assert one.basis and all(one.basis) and one.measures and one.themes
    assert re.fullmatch(r"202\d-\d\d", one.as_of) and one.as_of <= TODAY
    for country in (*one.countries, *(region.country for region in one.regions)):
        assert country == country.lower() and country_code(country) == country, country
    assert all(region.country in one.countries for region in one.regions)
    assert bool(one.ended_by) == bool(one.end)
    for part in (one, *one.printed, *one.country_measures):
        for day in (part.start, part.end):
            assert not day or PartialDate.parse(day)
            assert day <= TODAY
        assert not (part.start and part.end) or part.start <= part.end
    for part in (*one.printed, *one.country_measures):
        assert not (part.start and one.end) or part.start <= one.end
    if any(not measure.end for measure in one.country_measures):
        assert one.scope != "list"
    if one.scope == "sectoral" and one.in_force and one.authority != "CA":
        assert one.country_measures or Measure.ARMS_EMBARGO in one.measures


def test_ids_are_unique_and_every_file_holds_one_authority() -> None:
    counts = Counter(one.id for one in all_programmes())
    assert counts.most_common(1)[0][1] == 1
    for path in DATA.glob("*.toml"):
        assert len({one.authority for one in read_file(path)}) == 1


def test_a_code_stands_for_one_programme_of_an_authority_but_where_the_publisher_mixes_regimes() -> None:
    counts = Counter((one.authority, code.code) for one in all_programmes() for code in one.printed)
    assert {key for key, count in counts.items() if count > 1} == {("EU", "IRN"), ("EU", "UKR")}


def test_every_country_that_was_asked_for_has_its_programmes() -> None:
    assert [code for code in COUNTRIES if not for_country(code)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_that_was_asked_for_has_a_programme_in_force(theme: str) -> None:
    assert [one.id for one in all_programmes() if theme in one.themes and one.in_force]


@pytest.mark.parametrize(
    ("programme_id", "end", "by"),
    [
        ("us-syria", "2025-06-30", "14312"),
        ("us-syria-caesar", "2025-12-18", "Defense Authorization"),
        ("us-zimbabwe", "2024-03-04", "14118"),
        ("us-burundi", "2021-11-18", "14054"),
        ("us-cote-divoire", "2016-09-14", "13739"),
        ("us-liberia", "2015-11-12", "13710"),
        ("us-sudan-1997", "2017-10-12", "13761"),
        ("us-west-bank", "2025-01-20", "14148"),
        ("us-iraq-embargo", "2004-07-29", "13350"),
        ("un-mali", "2023-08-31", "2649"),
        ("un-cote-divoire", "2016-04-28", "2283"),
        ("un-liberia", "2016-05-25", "2288"),
        ("un-eritrea", "2018-11-14", "2444"),
    ],
)
def test_lapsed_programmes_say_when_and_by_what(programme_id: str, end: str, by: str) -> None:
    found = programme(programme_id)
    assert found is not None
    assert found.end == end and by in found.ended_by and not found.in_force


def test_comprehensive_programmes_in_force_are_those_that_a_bank_stops_at() -> None:
    found = {one.id for one in all_programmes() if one.scope == "comprehensive" and one.in_force}
    assert found == {"us-dprk", "us-iran", "us-cuba", "eu-crimea", "eu-occupied-regions"}


@pytest.mark.parametrize(
    "text",
    [
        'authority = "UN"\nas_of = "2026-02"\n[[programme]]\nid = "un-x"\n',
        'authority = "UN"\nas_of = "2026-02"\nsurprise = 1\nprogramme = []\n',
        'authority = "XX"\nas_of = "2026-02"\nprogramme = []\n',
        "authority = ",
    ],
)
def test_a_file_with_a_gap_or_an_unknown_field_is_refused_by_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "un.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"un\.toml"):
        read_file(path)

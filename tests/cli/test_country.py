"""`ostrakon country`: what an analyst sees of a country, with lists and without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import Run

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "country"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled lists."""
    from ostrakon.cli.main import main  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("country")
    main(["demo", "--out", str(folder)])
    return folder / "store"


@pytest.mark.parametrize("code", ["KP", "RU", "IR", "CU", "SY"])
def test_what_is_shown_of_the_countries_that_matter_most(code: str, run: Run, store: Path) -> None:
    """After a reviewed change of the data: `OSTRAKON_GOLDEN=write`, and read the difference."""
    shown = run("--store", store, "country", code)
    path = GOLDEN / f"{code}.txt"
    text = "".join(f"{line.rstrip()}\n" for line in shown.out.splitlines())
    if os.environ.get("OSTRAKON_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert shown.code == 0, shown.err
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [["KP"], ["kp"], ["PRK"], ["North Korea"], ["Nordkorea"], ["Corée du Nord"], ["Corea", "del", "Norte"],
              ["Северная Корея"], ["북한"], ["朝鲜"]]
)  # fmt: skip
def test_a_country_is_understood_by_code_and_by_name_in_common_languages(words: list[str], run: Run) -> None:
    assert run("country", *words, "--json").json["country"] == {"code": "KP", "name": "North Korea"}


def test_the_json_says_what_applies_and_what_the_lists_hold(run: Run, store: Path) -> None:
    found = run("--store", store, "country", "KP", "--json").json

    assert (found["snapshot"], found["status"]) == (1, "done")
    assert found["applies"]["comprehensive"] == ["us-dprk"]
    assert {"un-dprk", "eu-dprk", "uk-dprk", "ch-dprk"} <= set(found["applies"]["sectoral"])
    own = next(one for one in found["programmes"] if one["id"] == "us-dprk")
    assert own["scheme"] == "DPRK" and own["in_force"] and own["source"]["address"].startswith("https://ofac.")
    assert {"DPRK2", "DPRK3"} <= {code["code"] for code in own["codes"]}
    listed = next(one for one in found["lists"] if one["id"] == "ofac_sdn")
    assert listed["programmes"]["us-dprk"] == own["listed"]["ofac_sdn"] > 0
    assert sum(listed["kinds"].values()) == listed["parties"] >= max(listed["tied"], listed["under_programmes"])


def test_embargoed_regions_are_named_with_the_state_they_belong_to(run: Run, store: Path) -> None:
    regions = run("--store", store, "country", "UA", "--json").json["applies"]["regions"]

    assert {"Crimea and Sevastopol"} <= {one["name"] for one in regions if one["programme"] == "us-ukraine"}
    assert run("--store", store, "country", "RU", "--json").json["applies"]["regions"] == []


def test_without_lists_the_programmes_are_shown_and_the_exit_code_says_that_nothing_was_counted(run: Run) -> None:
    shown = run("country", "IR")
    found = run("country", "IR", "--json")

    assert shown.code == found.code == 3
    assert "Iran Sanctions" in shown.out and "no list is in force" in shown.out and "no list is in force" in shown.err
    assert found.json["status"] == "not_screened" and found.json["lists"] == [] and "snapshot" not in found.json


def test_a_country_without_programme_says_so_and_still_counts(run: Run, store: Path) -> None:
    shown = run("--store", store, "country", "Norway")

    assert shown.code == 0
    assert "No programme in the reviewed files concerns this country" in shown.out


@pytest.mark.parametrize(
    ("words", "says"), [("Atlantis", "no country that is known"), ("Iran/Iraq", "several countries")]
)
def test_what_is_no_single_country_is_refused_with_a_remedy(words: str, says: str, run: Run) -> None:
    refused = run("country", words)

    assert refused.code == 2 and refused.out == ""
    assert says in refused.err and refused.err.count("\n") == 1

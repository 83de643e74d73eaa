"""`ostrakon explain`: the same sum in the terminal, in JSON and in the picture, and the step that loses a party."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.score import bits_of, probability
from tests.cli.running import Run

KIM = "ofac-20157"
SVG = "{http://www.w3.org/2000/svg}"
PAIRS = (
    ("Kim Jong Un", KIM, ("--birth-date", "1984-01-08", "--country", "kp")),
    ("Kim Chong-un", KIM, ()),
    ("Anna Lindqvist", KIM, ("--birth-date", "1999")),
    ("Vladimir Putin", KIM, ("--schema", "vessel")),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the starter lists."""
    folder = tmp_path_factory.mktemp("starter") / "store"
    import_starter(folder)
    return folder


def figure(text: str) -> float:
    return float(text.replace("−", "-").replace("+", ""))


@pytest.mark.parametrize(("name", "entity_id", "facts"), PAIRS)
def test_the_bits_in_json_add_up_exactly_and_give_the_score(
    run: Run, store: Path, name: str, entity_id: str, facts: tuple[str, ...]
) -> None:
    found = run("explain", name, entity_id, *facts, "--json", "--store", store).json

    assert sum(piece["bits"] for piece in found["evidence"]) == found["bits"]
    assert found["score"] == probability(found["bits"])
    assert found["evidence"][0]["feature"] == "prior"
    assert all(piece["note"] for piece in found["evidence"]), "every piece names the rule that gave it"
    assert bool(found["lost_at"]) == (found["bits"] < bits_of(shipped_policy().review) or not found["fetched"])


@pytest.mark.parametrize(("name", "entity_id", "facts"), PAIRS)
def test_the_figures_printed_add_up_to_the_sum_printed(
    run: Run, store: Path, name: str, entity_id: str, facts: tuple[str, ...]
) -> None:
    printed = run("explain", name, entity_id, *facts, "--store", store).out
    found = run("explain", name, entity_id, *facts, "--json", "--store", store).json
    rows = re.findall(r"^ (\S.*?) +([+−]?\d+\.\d) ", printed, flags=re.MULTILINE)
    bits = [figure(number) for label, number in rows if not label.startswith(("evidence", "Sum"))]
    total = next(figure(number) for label, number in rows if label == "Sum")

    assert len(bits) == len(found["evidence"])
    assert round(sum(bits), 1) == total
    assert total == pytest.approx(found["bits"], abs=0.051)


@pytest.mark.parametrize(("name", "entity_id", "facts"), PAIRS)
def test_the_bars_of_the_picture_follow_each_other_to_the_sum(
    run: Run, store: Path, tmp_path: Path, name: str, entity_id: str, facts: tuple[str, ...]
) -> None:
    picture = tmp_path / "why.svg"
    ran = run("explain", name, entity_id, *facts, "--svg", picture, "--store", store)
    found = run("explain", name, entity_id, *facts, "--json", "--store", store).json
    root = ElementTree.parse(picture).getroot()
    words = root.findtext(f"{SVG}desc") or ""

    assert str(picture) in ran.out
    together = re.search(r"together ([+−]?\d+\.\d) bits", words)
    assert together
    assert figure(together.group(1)) == pytest.approx(found["bits"], abs=0.051)
    # Each piece is told in words to a reader who cannot see the picture.
    assert len(re.findall(r"[+−]\d+\.\d|(?<= )0\.0", words)) >= len(found["evidence"])


def test_a_pair_that_no_search_reports_says_which_step_lost_it(run: Run, store: Path) -> None:
    never = run("explain", "Zoltan Brzezicki", KIM, "--json", "--store", store).json
    low = run("explain", "Kim Jong Un", KIM, "--birth-date", "1938-11-25", "--json", "--store", store).json

    assert not never["fetched"]
    assert never["lost_at"].startswith("candidates")
    assert low["fetched"]
    assert low["lost_at"].startswith("score")
    assert not any(result["id"] == KIM for result in run(
        "screen", "Kim Jong Un", "--birth-date", "1938-11-25", "--json", "--store", store
    ).json["results"])  # fmt: skip


def test_what_a_search_reports_an_explanation_repeats(run: Run, store: Path) -> None:
    searched = run("screen", "Kim Jong Un", "--birth-date", "1984-01-08", "--json", "--store", store).json["results"][0]
    explained = run(
        "explain", "Kim Jong Un", searched["id"], "--birth-date", "1984-01-08", "--json", "--store", store
    ).json

    assert explained["bits"] == searched["bits"]
    assert explained["evidence"] == searched["evidence"]
    assert explained["lost_at"] == ""

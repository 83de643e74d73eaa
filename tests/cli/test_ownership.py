"""`ostrakon ownership`, as a program and a person see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.running import Run

ALL = ["ofac", "eu", "uk", "ch"]


def graph(tmp_path: Path, *interests: dict[str, Any], **more: Any) -> Path:
    entities = [
        {"id": "L", "name": "Listed <party>", "listed": ALL},
        {"id": "M", "name": "Second listed", "listed": ALL},
        *({"id": one, "name": f"Company {one}"} for one in "ABX"),
    ]
    file = tmp_path / "graph.json"
    file.write_text(json.dumps({"entities": entities, "interests": list(interests), **more}))
    return file


def own(owner: str, owned: str, share: Any, **more: Any) -> dict[str, Any]:
    return {"owner": owner, "owned": owned, "share": share, "kind": "ownership", **more}


def verdicts(run: Run, file: Path, regime: str, *more: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = run("ownership", file, "--regime", regime, "--json", *more).json
    return found


def test_a_chain_is_shown_with_its_rule_and_facts(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path, own("L", "A", 70), own("X", "A", 30), own("A", "B", 55), own("X", "B", 45))
    found = verdicts(run, file, "ofac")
    assert [one["id"] for one in found["blocked"]] == ["A", "B"]
    below = found["blocked"][1]
    assert [(step["owner"], step["owned"]) for step in below["paths"][0]] == [("L", "A"), ("A", "B")]
    assert below["share"] == [55.0, 55.0]
    assert "FAQ 401" in below["because"]
    assert {(one["owner"], one["owned"]) for one in below["facts"]} == {("A", "B"), ("L", "A")}
    assert [one["id"] for one in found["clear"]] == ["X"]
    text = run("ownership", file, "--regime", "ofac")
    assert text.code == 1
    assert "─70%→ Company A (A) ─55%→ Company B (B)" in text.out


def test_shares_are_exact_decimals(run: Run, tmp_path: Path) -> None:
    thirds = [own("L", "A", 16.67), own("M", "A", 16.67), own("L", "A", 16.66), own("X", "A", 50)]
    assert [one["id"] for one in verdicts(run, graph(tmp_path, *thirds), "ofac")["blocked"]] == ["A"]


def test_what_would_decide_is_named(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path, own("L", "A", [25, 75]), own("X", "A", 25), own("A", "B", 60), own("X", "B", 40))
    found = verdicts(run, file, "eu")
    assert [one["id"] for one in found["undetermined"]] == ["A", "B"]
    for one in found["undetermined"]:
        assert one["would_decide"]["owned"] == "A"
        assert one["would_decide"]["owner"] == "L"
        assert one["would_decide"]["needed"] == 50.0
    remainder = verdicts(run, graph(tmp_path, own("L", "A", 40)), "ofac")["undetermined"][0]["would_decide"]
    assert remainder["owner"] == ""
    assert "60 % of Company A that no record names" in remainder["what"]


def test_the_law_and_the_facts_of_the_day_count(run: Run, tmp_path: Path) -> None:
    file = graph(
        tmp_path, own("L", "A", 50), own("X", "A", 50, end="2025-06-01"), own("M", "A", 50, start="2025-06-01")
    )
    assert not verdicts(run, file, "eu", "--as-of", "2024-01-01")["blocked"]
    assert verdicts(run, file, "eu", "--as-of", "2024-07-03")["blocked"]
    assert verdicts(run, file, "uk", "--as-of", "2025-06-01")["clear"]


def test_open_law_is_said(run: Run, tmp_path: Path) -> None:
    half = verdicts(run, graph(tmp_path, own("L", "A", 50), own("X", "A", 50)), "ch")
    assert [one["settled"] for one in half["clear"] if one["id"] == "A"] == [False]
    golden = {"owner": "L", "owned": "A", "kind": "control", "right": "golden_share"}
    found = verdicts(run, graph(tmp_path, own("X", "A", 100), golden), "eu")
    assert [one["settled"] for one in found["clear"] if one["id"] == "A"] == [False]


def test_a_sale_shortly_before_is_a_red_flag(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path, own("L", "A", 80, end="2026-01-10"), own("X", "A", 100, start="2026-01-10"))
    found = verdicts(run, file, "ofac", "--as-of", "2026-03-01")
    sold = next(one for one in found["clear"] if one["id"] == "A")
    assert "red flag" in sold["notes"][0]
    assert not sold["settled"]


@pytest.mark.parametrize(
    ("interest", "words"),
    [
        (own("L", "nobody", 60), "'nobody'"),
        (own("L", "A", 160), "160"),
        (own("L", "A", [60, 20]), "range"),
        (own("L", "A", 1, start="soon"), "'soon'"),
        ({"owner": "L", "owned": "A", "kind": "control"}, "right"),
        ({"owner": "L", "owned": "A"}, "share"),
    ],
)
def test_a_graph_that_cannot_be_read_is_refused_with_the_place(
    run: Run, tmp_path: Path, interest: dict[str, Any], words: str
) -> None:
    ran = run("ownership", graph(tmp_path, interest), "--regime", "ofac")
    assert ran.code == 2
    assert words in ran.err


def test_the_picture_is_one_svg_that_runs_nothing(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path, own("L", "A", 60), own("B", "A", 40), own("A", "B", 60), own("X", "B", [10, 40]))
    picture = tmp_path / "graph.svg"
    run("ownership", file, "--regime", "ofac", "--svg", picture)
    root = ElementTree.parse(picture).getroot()
    assert root.tag.endswith("svg")
    assert "Listed &lt;party&gt;" in picture.read_text()
    assert "60 %" in picture.read_text()


def test_one_entity_is_shown_with_the_tree_behind_it(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path, own("L", "A", 40), own("A", "B", 75), own("X", "B", 25), own("M", "X", 100))
    shown = run("ownership", file, "--regime", "ofac", "--of", "Company B").out
    assert "40 % recorded; 60 % is on no record" in run("ownership", file, "--regime", "ofac", "--of", "A").out
    assert "└─ 40 %  Listed <party>  [listed]" in shown.replace("│  ", "").replace("├─", "└─")
    assert "[undetermined]" in shown
    assert run("ownership", file, "--regime", "ofac", "--of", "Z").code == 2


def test_sales_are_weighed_by_the_day_of_the_listing(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path, own("L", "A", 80, end="2022-02-01"), own("M", "A", 30, end="2023-01-01"), own("X", "A", 100))
    content = json.loads(file.read_text())
    content["entities"][0]["listed"] = {"ofac": "2022-02-24"}
    content["entities"][1]["listed"] = {"ofac": "2022-04-06"}
    file.write_text(json.dumps(content))
    [a] = [one for one in verdicts(run, file, "ofac", "--as-of", "2026-03-01")["clear"] if one["id"] == "A"]
    assert "shortly before its listing on 2022-02-24" in a["notes"][0]
    assert "after its listing on 2022-04-06" in a["notes"][1]
    assert not a["settled"]


def test_dominant_influence_blocks_and_is_a_matter_of_judgement(run: Run, tmp_path: Path) -> None:
    right = {"owner": "L", "owned": "A", "kind": "control", "right": "dominant_influence"}
    for regime, open_ in (("eu", True), ("ofac", False)):
        found = verdicts(run, graph(tmp_path, own("X", "A", 100), right), regime)
        [a] = [one for one in [*found["blocked"], *found["clear"]] if one["id"] == "A"]
        assert a["settled"] is not open_
    assert [one["id"] for one in verdicts(run, graph(tmp_path, right), "uk")["blocked"]] == ["A"]


def test_just_below_the_threshold_is_a_reason_for_caution(run: Run, tmp_path: Path) -> None:
    found = verdicts(run, graph(tmp_path, own("L", "A", 49.9), own("X", "A", 50.1)), "ofac")
    [a] = [one for one in found["clear"] if one["id"] == "A"]
    assert "49.9 % is near the threshold" in a["notes"][0]
    assert a["settled"]
    assert not verdicts(run, graph(tmp_path, own("X", "A", 49.9), own("B", "A", 50.1)), "ofac")["clear"][0]["notes"]

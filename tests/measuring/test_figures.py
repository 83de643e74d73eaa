"""The figures of the benchmarks mean what their tables say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks.curves import calibration, calibration_error, precision_recall
from benchmarks.labelled import Outcome, read_outcomes, threshold
from benchmarks.measure import Bar, Section, bars_section
from benchmarks.pairs import Counts
from benchmarks.pictures import Axis, Line, chart

QUERY: dict[str, Any] = {"script": "Latin", "schema": "Person", "quick": True}


def outcome(kind: str, best: float, *, right: float = 0.0) -> Outcome:
    return Outcome(kind, "none", "Latin", "Person", True, "", False, best, right == best and right > 0, right)


def test_a_result_is_right_by_its_id_or_by_one_of_its_referents_and_a_tie_is_not_best(tmp_path: Path) -> None:
    queries = [
        {**QUERY, "query_id": str(number), "kind": "mutation", "mutation": "typo", "target_ids": ["a", "b"]}
        for number in range(4)
    ]
    answers = (
        [{"id": "a", "score": 0.9}, {"id": "x", "score": 0.5}],
        [{"id": "x", "score": 0.9}, {"id": "y", "score": 0.4, "referents": ["b"]}],
        [{"id": "x", "score": 0.7}, {"id": "b", "score": 0.7}],
    )
    file = tmp_path / "answers.jsonl"
    lines = [json.dumps({"query_id": str(number), "results": found}) for number, found in enumerate(answers)]
    file.write_text("\n".join(lines))
    found = read_outcomes(queries, file)

    assert [(o.right, o.best, o.best_right) for o in found] == [
        (0.9, 0.9, True), (0.4, 0.9, False), (0.7, 0.7, False), (0.0, 0.0, False),
    ]  # fmt: skip


def test_the_threshold_lets_no_more_clean_names_alert_than_allowed() -> None:
    clean = [outcome("clean", number / 200) for number in range(200)]
    limit = threshold(clean, 0.01)

    assert sum(o.best > limit for o in clean) == 2


def test_precision_and_recall_start_strict_and_end_at_everything() -> None:
    points = precision_recall(
        [outcome("loao", 0.9, right=0.9), outcome("loao", 0.5, right=0.5), outcome("clean", 0.7), outcome("clean", 0.1)]
    )

    assert points == [(0.5, 1.0), (0.5, 0.5), (1.0, 2 / 3), (1.0, 0.5)]


def test_scores_that_are_right_as_often_as_they_say_have_no_error_and_others_do() -> None:
    fair = [outcome("loao", 0.75, right=0.75)] * 3 + [outcome("loao", 0.75, right=0.1)]
    boastful = [outcome("loao", 0.95, right=0.1)] * 4

    assert calibration_error(calibration(fair)) == pytest.approx(0.0)
    assert calibration_error(calibration(boastful)) == pytest.approx(0.95)
    assert calibration_error(calibration(fair + boastful)) == pytest.approx(0.475)


def test_names_that_are_purposely_near_and_names_that_are_no_spelling_do_not_count_as_calibration() -> None:
    near = Outcome("clean", "hard_person", "Latin", "Person", True, "", False, 0.9, False, 0.0)
    distant = Outcome("loao", "latin_person_distant", "Latin", "Person", True, "eu", True, 0.9, False, 0.0)

    assert calibration([near, distant]) == []


def test_a_wanted_figure_is_met_only_where_it_is_reached_and_not_by_rounding() -> None:
    assert Bar("recall", 0.94, 0.94).met
    assert not Bar("recall", 0.94, 0.9399).met
    assert Bar("error", 0.03, 0.029, at_most=True).met
    assert not Bar("error", 0.03, 0.0301, at_most=True).met


def test_figures_that_are_wanted_stand_together_and_misses_are_counted() -> None:
    one = Section("A", "says", ("x",), bars=[Bar("recall", 0.94, 0.95), Bar("time, ms", 1, 2.5, at_most=True)])
    found = bars_section([one, Section("B", "says", ("x",))])

    assert found is not None
    assert found.says.startswith("1 of 2")
    assert "| time, ms | at most 1 | 2.500 | **no** |" in found.markdown()
    assert bars_section([Section("B", "says", ("x",))]) is None


def test_f1_of_pairs() -> None:
    counts = Counts(tp=3, fp=1, fn=2)

    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)
    assert Counts(0, 0, 0).f1 == 0.0


def test_a_picture_is_sound_small_and_the_same_for_the_same_figures() -> None:
    points = [(number / 5000, 1 - number / 10_000) for number in range(5001)]
    lines = [Line("ours & <theirs>", points), Line("dots", [(0.5, 0.5)], [1.0])]
    picture = chart("A & B", Axis("recall"), Axis("precision", 0.5), lines, diagonal=True)

    ElementTree.fromstring(picture)
    assert len(picture) < 20_000
    assert picture == chart("A & B", Axis("recall"), Axis("precision", 0.5), lines, diagonal=True)

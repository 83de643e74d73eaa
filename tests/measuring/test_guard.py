"""A figure that fell is named, at the speed of the machine; one that only looks slower on a slower machine is not."""

from __future__ import annotations

import pytest

from benchmarks.guard import CALIBRATION, clock_of, committed, guard
from benchmarks.measure import Bar, Section, bars_section

BARS = [
    Bar("one name, p50, ms", 1, 2.0, at_most=True, digits=2),
    Bar("batch: names a second", 5000, 1000, digits=0),
    Bar("labelled queries: recall@1", 0.94, 0.94),
    Bar("labelled pairs: errors in STRONG", 0, 0, at_most=True, digits=0),
]


def section(*bars: Bar) -> Section:
    return Section("A", "a", ("x",), bars=list(bars))


def page(calibration: float = 50.0) -> str:
    table = bars_section([section(*BARS)])
    assert table is not None
    return f"| {CALIBRATION} | {calibration} ms (x) |\n{table.markdown()}"


def test_the_committed_page_is_read_back() -> None:
    known = committed(page())
    assert known.calibration == 50.0
    assert known.figures == {bar.what: (bar.at_most, bar.measured) for bar in BARS}


@pytest.mark.parametrize(("what", "clock"), [
    ("one name, p50, ms", 1), ("building index and clusters, s", 1), ("batch: names a second", -1),
    ("payments per second, pacs.008", -1), ("requests a second, 32 clients", -1), ("rescreen after four months, s", 1),
    ("resident memory of one process, MB", 0), ("full rescreen, times that after one day", 0), ("recall@1", 0),
    ("95 of 100 answers within, 8 clients, ms", 1), ("generated customers, rows a second", -1),
])  # fmt: skip
def test_times_and_rates_are_told_from_shares(what: str, clock: int) -> None:
    assert clock_of(what) == clock


def test_a_machine_of_half_the_speed_makes_nothing_worse() -> None:
    slower = [Bar("one name, p50, ms", 1, 4.0, at_most=True), Bar("batch: names a second", 5000, 500)]
    found = guard([section(*slower)], committed(page()), 100.0)
    assert found is not None
    assert found.rows == []
    assert found.notes == ["None."]


def test_what_fell_is_named_with_both_figures() -> None:
    now = [
        Bar("one name, p50, ms", 1, 2.2, at_most=True),
        Bar("batch: names a second", 5000, 800),
        Bar("labelled queries: recall@1", 0.94, 0.70),
        Bar("labelled pairs: errors in STRONG", 0, 1, at_most=True),
        Bar("a new figure", 1, 0),
    ]
    found = guard([section(*now)], committed(page()), 50.0)
    assert found is not None
    assert [(row[0], row[-1]) for row in found.rows] == [
        ("batch: names a second", "20%"),
        ("labelled queries: recall@1", "26%"),
        ("labelled pairs: errors in STRONG", "from none"),
    ]


def test_without_committed_figures_nothing_is_compared() -> None:
    assert guard([section(*BARS)], committed(""), 50.0) is None

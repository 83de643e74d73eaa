"""`ostrakon entity` on the bundled lists: the party on all lists, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    """The store that `ostrakon demo` leaves behind."""
    run("demo", "--out", tmp_path)
    return tmp_path / "store"


def test_every_other_record_is_reached_by_one_tie_and_those_of_the_record_itself_come_first(
    run: Run, store: Path
) -> None:
    asked = "ofac-35096"
    found = run("--store", store, "entity", asked, "--json").json
    text = run("--store", store, "entity", asked).out.splitlines()
    start = text.index("the same party on other lists") + 1
    ties = [line.split(":")[0].split() for line in text[start : text.index("", start)] if " = " in line]

    reached = {asked}
    for one, _, two in ties:
        assert (one in reached) != (two in reached)
        reached |= {one, two}
    assert reached == {asked, *found["referents"]}
    own = [asked in tie for tie in ties]
    assert own == sorted(own, reverse=True)
    assert f"and {len(found['links']) - len(ties)} more ties" in text[start + len(ties)]


def test_a_record_of_a_collection_that_names_no_authority_has_no_gap_there(run: Run, store: Path) -> None:
    text = run("--store", store, "entity", "starter-putin").out

    assert "\n  New Zealand, Russia Sanctions Act 2022" in text

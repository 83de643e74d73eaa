"""Many subjects at once are answered as one by one, whatever their number and wherever they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ostrakon.app.engine import SUBJECTS_AHEAD, Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.subject import Subject
from ostrakon.store import open_snapshot
from tests import fake_lists
from tests.fake_lists import fake_file


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A store with one list."""
    fake_lists.install(monkeypatch)
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    return tmp_path / "s"


def subjects(count: int) -> list[Subject]:
    """Listed names with a slip here and there, names that no list holds, and names that cannot be compared."""
    written = ("Person Number {}", "Persn Numbr {}", "Somebody Else {}", "!?", "شخص {}")
    return [Subject(query_id=f"q{n}", name=written[n % len(written)].format(n % 40)) for n in range(count)]


@pytest.mark.parametrize(("count", "evidence"), [(0, False), (1, True), (60, True), (SUBJECTS_AHEAD + 7, False)])
def test_many_are_answered_as_one_by_one_and_in_their_order(store: Path, count: int, *, evidence: bool) -> None:
    asked = subjects(count)
    alone = [Ostrakon.open(store).answer(one, evidence=evidence) for one in asked[:10]]

    with Ostrakon.open(store) as engine:
        together = list(engine.answers(iter(asked), evidence=evidence))
        again = [engine.answer(one, evidence=evidence) for one in asked]

    assert together == again
    assert together[:10] == alone
    assert [answer.query_id for answer in together] == [one.query_id for one in asked]


def test_an_endless_source_is_read_only_so_far_ahead(store: Path) -> None:
    read = 0

    def endless() -> Iterator[Subject]:
        nonlocal read
        while True:
            read += 1
            yield Subject(name="Person Number 7")

    with Ostrakon.open(store) as engine:
        answers = engine.answers(endless())
        assert next(answers).status != "not_screened"

    assert read == SUBJECTS_AHEAD


def test_old_lists_answer_none_of_many(store: Path) -> None:
    policy = replace(shipped_policy(), age_days_max=1)
    with Ostrakon(open_snapshot(store), policy, clock=lambda: datetime(2099, 1, 1, tzinfo=UTC)) as engine:
        assert {answer.status for answer in engine.answers(subjects(5))} == {"not_screened"}

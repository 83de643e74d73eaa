"""A policy that limits the age of lists gets `not_screened` from lists that are older, with their names and ages."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.paying import filter_files
from ostrakon.app.reading import read_document, read_text
from ostrakon.errors import InputError
from ostrakon.intake.documents import Document
from ostrakon.model.subject import Subject
from ostrakon.screening.policy import shipped_policy
from ostrakon.store import open_snapshot
from tests import fake_lists
from tests.fake_lists import fake_file

SHIPPED = """version = "house-7"
[thresholds]
review = 0.5
hit = 0.95
[weak_alias]
needs_second_feature = true
[lists]
age_days_max = {days}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lists of 1 and 20 January 2026."""
    folder = tmp_path_factory.mktemp("ages")
    with pytest.MonkeyPatch.context() as patch:
        fake_lists.install(patch)
        old = fake_file(folder, "a", source="un_sc", date="2026-01-01")
        new = fake_file(folder, "b", source="eu_fsf", date="2026-01-20")
        import_lists(folder / "s", [old, new])
    return folder / "s"


def _engine(store: Path, days: int, *, on: int) -> Ostrakon:
    policy = dataclasses.replace(shipped_policy(), age_days_max=days)
    return Ostrakon(open_snapshot(store), policy, clock=lambda: datetime(2026, 1, on, tzinfo=UTC))


def test_lists_older_than_the_limit_answer_nothing_and_are_named_with_their_ages(store: Path) -> None:
    answer = _engine(store, 10, on=21).answer(Subject(query_id="7", name="Person Number 7"))
    assert (answer.query_id, answer.status, answer.results) == ("7", "not_screened", ())
    assert "un_sc (20 days)" in answer.reason
    assert "10 days" in answer.reason
    assert "eu_fsf" not in answer.reason


def test_the_limit_itself_is_allowed(store: Path) -> None:
    assert _engine(store, 20, on=21).screen("Person Number 7").status != "not_screened"
    assert _engine(store, 19, on=21).screen("Person Number 7").status == "not_screened"


def test_an_engine_that_stays_open_notices_that_its_lists_grow_too_old(store: Path) -> None:
    today = [datetime(2026, 1, 21, tzinfo=UTC)]
    policy = dataclasses.replace(shipped_policy(), age_days_max=20)
    engine = Ostrakon(open_snapshot(store), policy, clock=lambda: today[0])
    assert not engine.stale
    today[0] = datetime(2026, 1, 22, tzinfo=UTC)
    assert engine.answer(Subject(name="Person Number 7")).status == "not_screened"


def test_the_policy_that_ships_sets_no_limit(store: Path) -> None:
    far = Ostrakon.open(store, clock=lambda: datetime(2099, 1, 1, tzinfo=UTC))
    assert far.screen("Person Number 7").status != "not_screened"


def test_texts_are_not_read_from_lists_that_are_too_old(store: Path) -> None:
    engine = _engine(store, 10, on=21)
    readings = [read_text(engine, "Nobody."), read_document(engine, Document(file="a", text="Nobody."))]
    assert [(r.status, r.reason, r.mentions) for r in readings] == [("not_screened", engine.stale, ())] * 2


def test_a_policy_comes_from_a_file_or_from_the_environment(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(SHIPPED.format(days=1))
    assert Ostrakon.open(store, policy=path).policy.version == "house-7"
    assert Ostrakon.open(store).policy == shipped_policy()
    monkeypatch.setenv("OSTRAKON_POLICY", str(path))
    assert Ostrakon.open(store).policy.age_days_max == 1


@pytest.mark.parametrize("content", ["", "version = 1", SHIPPED.format(days=-1), SHIPPED.format(days=1) + "["])
def test_a_policy_that_cannot_be_understood_is_refused_and_not_replaced_by_the_one_that_ships(
    store: Path, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(content)
    with pytest.raises(InputError, match=r"policy\.toml"):
        Ostrakon.open(store, policy=path)
    with pytest.raises(InputError):
        Ostrakon.open(store, policy=tmp_path / "none.toml")


def test_payments_are_not_clear_by_lists_that_are_too_old(store: Path, tmp_path: Path) -> None:
    message = tmp_path / "one.fin"
    message.write_text("{1:F01DEMOCHZZAXXX0000000000}{2:I103DEMODEFFXXXXN}{4:\r\n:20:X\r\n:50K:NOBODY\r\n-}")
    [old] = filter_files(_engine(store, 10, on=21), [message])
    [fresh] = filter_files(_engine(store, 20, on=21), [message])
    assert old.status == "not_screened"
    assert "un_sc (20 days)" in old.problems[-1].message
    assert fresh.status != "not_screened"

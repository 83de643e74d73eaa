"""One process does what is due, keeps the lease while it does, and another goes on when it is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ostrakon.app.delivering.enrolling import enrol
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.app.scheduling import Task, Timetable, delivery_tasks, timetables
from ostrakon.database import outbox
from ostrakon.database.leases import jobs, take_lease
from ostrakon.database.outbox import later
from ostrakon.database.records import moment
from ostrakon.database.transactions import Database
from ostrakon.errors import StoreError, UsageError


def _table(database: Database, ran: list[str], **more: object) -> Timetable:
    task = Task("job", lambda last, now: last is None, lambda: ran.append("x") or "done it")  # type: ignore[func-returns-value]
    return Timetable("t", database, [task], **more)  # type: ignore[arg-type]


def test_of_two_processes_one_works_and_the_other_goes_on_when_it_is_gone(database: Database) -> None:
    ran: list[str] = []
    often = Task("job", lambda last, now: True, lambda: ran.append("x") or "", often=True)  # type: ignore[func-returns-value]
    one, two = Timetable("t", database, [often]), Timetable("t", database, [often])
    assert one.turn() == ["job"]
    assert two.turn() == []
    assert one.turn() == ["job"]
    one.close()
    assert two.turn() == ["job"]
    assert one.turn() == []


def test_a_lease_that_ran_out_is_anybodys(database: Database) -> None:
    with database.write() as transaction:
        assert take_lease(transaction, "t", "dead", moment(), later(-1))
    ran: list[str] = []
    assert _table(database, ran).turn() == ["job"]


def test_a_job_that_fails_is_noted_told_once_and_does_not_stop_the_others(
    database: Database, settings: DeliverySettings
) -> None:
    with database.write() as transaction:
        enrol(transaction, "hook", "https://outside.test/", settings, actor="cli:test")

    def fails() -> str:
        raise StoreError("no answer", where="there")

    def breaks() -> str:
        raise ZeroDivisionError

    ran: list[str] = []
    always = [Task(name, lambda last, now: True, run) for name, run in (("a", fails), ("b", breaks))]
    table = Timetable("t", database, [*always, Task("c", lambda last, now: True, lambda: ran.append("x") or "")])  # type: ignore[func-returns-value]
    assert table.turn() == table.turn() == ["a", "b", "c"]
    with database.read() as transaction:
        kept = jobs(transaction)
        told = outbox.listed(transaction)
    assert (kept["a"].outcome, kept["b"].outcome, kept["c"].outcome) == ("failed", "failed", "done")
    assert "no answer" in kept["a"].problem
    assert "ZeroDivisionError" in kept["b"].problem
    assert [message.type for message in told] == ["job.failed", "job.failed"]


def test_the_digest_goes_once_a_day_from_its_time_on(database: Database) -> None:
    digest = next(t for t in delivery_tasks(database, DeliverySettings(digest_at="06:00")) if t.name == "digest")
    morning = datetime(2026, 11, 27, 6, 0, 5, tzinfo=UTC)
    table = Timetable("t", database, [digest], clock=lambda: clock[0])
    clock = [morning]
    assert table.turn() == ["digest"]
    with database.write() as transaction:
        transaction.execute("UPDATE jobs SET began = ?", ("2026-11-27T06:00:05.000Z",))
    clock[0] = morning + timedelta(hours=17)
    assert table.turn() == []
    clock[0] = morning + timedelta(hours=24)
    assert table.turn() == ["digest"]


def test_what_was_delivered_is_forgotten_after_its_time_and_what_is_dead_is_not(
    database: Database, settings: DeliverySettings
) -> None:
    with database.write() as transaction:
        enrol(transaction, "hook", "https://outside.test/", settings, actor="cli:test")
        for number in range(3):
            outbox.put(transaction, "hook", "house", str(number), "match.new", "{}", "[]", moment())
        first, second, third = outbox.waiting(transaction, "hook")
        assert outbox.end(transaction, first, "delivered")
        assert outbox.end(transaction, second, "dead")
        assert not outbox.end(transaction, first, "delivered")
        assert outbox.forget(transaction, later(-10)) == 0
        assert outbox.forget(transaction, later(10)) == 1
        assert outbox.counts(transaction) == {"dead": 1, "waiting": 1}
        assert third.id > second.id


def test_settings_that_do_not_go_together_are_a_wrong_use(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (
        ("OSTRAKON_DELIVERY_DIGEST_AT", "25:00"),
        ("OSTRAKON_DELIVERY_SMTP", "smtps://h.test"),
        ("OSTRAKON_SCHEDULE_UPDATE_HOURS", "often"),
    ):
        with monkeypatch.context() as patch, pytest.raises(UsageError):
            patch.setenv(variable, value)
            timetables(tmp_path, database)
    monkeypatch.setenv("OSTRAKON_SCHEDULE_ON", "off")
    assert timetables(tmp_path, database) == []

"""The service delivers by itself, and goes on where it was ended."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ostrakon.app.delivering.announcing import announce
from ostrakon.app.delivering.enrolling import enrol
from ostrakon.app.delivering.options import delivery_settings
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database import outbox
from ostrakon.database.leases import note_job
from ostrakon.database.opening import open_database
from ostrakon.database.outbox import later
from ostrakon.server.app import service
from tests.delivery.receiver import receiver
from tests.server.clients import Clients


def _tell(store: Path, number: int, to: str = "") -> None:
    database = open_database(database_url(store))
    with database.write() as transaction:
        if to:
            enrol(transaction, "hook", to, delivery_settings(), actor="cli:test")
        announce(transaction, "match.new", {"case": number}, customer="C-1")
    database.close()


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_messages_go_out_while_the_service_runs_and_what_came_while_it_did_not_run_goes_out_later(
    store: Path, settings: ServerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTRAKON_DELIVERY_HOSTS", "127.0.0.1")
    monkeypatch.setenv("OSTRAKON_DELIVERY_PLAIN", "on")
    monkeypatch.setenv("OSTRAKON_SCHEDULE_DELIVER_SECONDS", "0.1")
    with receiver() as to:
        with TestClient(service(store, settings)):
            _tell(store, 1, f"http://127.0.0.1:{to.port}/hook")
            _until(lambda: to.asked == 1)
        _tell(store, 2)
        time.sleep(0.3)
        assert to.asked == 1
        with TestClient(service(store, settings)):
            _until(lambda: to.asked == 2)
    assert [body["case"] for body in to.arrived] == [1, 2]


def test_a_timetable_that_is_switched_off_sends_nothing(
    store: Path, settings: ServerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTRAKON_DELIVERY_HOSTS", "127.0.0.1")
    monkeypatch.setenv("OSTRAKON_DELIVERY_PLAIN", "on")
    monkeypatch.setenv("OSTRAKON_SCHEDULE_ON", "off")
    with receiver() as to:
        _tell(store, 1, f"http://127.0.0.1:{to.port}/hook")
        with TestClient(service(store, settings)):
            time.sleep(1.5)
        assert to.asked == 0


def test_who_is_on_call_sees_what_waits_what_is_dead_and_which_job_fails(clients: Clients, store: Path) -> None:
    _tell(store, 1, "https://outside.test/")
    database = open_database(database_url(store))
    with database.write() as transaction:
        _, dead = (outbox.put(transaction, "hook", "house", n, "match.new", "{}", "[]", later(-60)) for n in "ab")
        transaction.execute("UPDATE delivery_outbox SET state = 'dead' WHERE id = ?", (dead,))
        note_job(transaction, "update", later(0), "failed", "no answer")
    database.close()
    told = clients.get("/metrics", role="auditor").text
    assert 'ostrakon_outbox_messages{state="dead"} 1.0' in told
    assert 'ostrakon_outbox_messages{state="waiting"} 2.0' in told
    assert 'ostrakon_job_failed{job="update"} 1.0' in told
    (oldest,) = re.findall(r"^ostrakon_outbox_oldest_seconds (\S+)", told, re.M)
    assert 59 <= float(oldest) < 120

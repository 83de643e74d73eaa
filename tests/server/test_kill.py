"""A worker or the database is killed while analysts decide: no decision is lost, none is taken twice.

A sample by default; `OSTRAKON_STRESS=full` kills 20 times in each of three ways, each in the middle of 500 decisions.
"""

from __future__ import annotations

import os
import queue
import random
import signal
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from ostrakon.app.casework import open_cases
from ostrakon.app.engine import Ostrakon
from ostrakon.database import records
from ostrakon.database.cases import case
from ostrakon.database.gathering import gathered
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Database
from ostrakon.model.subject import Subject
from tests.server.processes import Served, serving
from tests.throwaway_postgres import throwaway_postgres

FULL = os.environ.get("OSTRAKON_STRESS") == "full"
KILLS = 20 if FULL else 1
DECISIONS = 500 if FULL else 40
ANALYSTS = 8
PATIENCE_SECONDS = 300

pytestmark = [
    pytest.mark.stress,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds worker processes in /proc"),
]


@dataclass
class Told:
    """What the clients were told: case → answer; and what went otherwise than it may."""

    answers: dict[int, bytes] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    again: int = 0


def opened(store: Path, database: Database, first: int) -> list[int]:
    """Cases of customers who bear a listed name, one each."""
    engine = Ostrakon.open(store)
    answer = engine.answer(Subject(name="Kim Jong Un"), limit=1)
    numbers: list[int] = []
    with database.write() as transaction, gathered(transaction) as together:
        for number in range(first, first + DECISIONS):
            subject = Subject(name="Kim Jong Un", query_id=f"C-{number}")
            numbers += open_cases(together, engine, subject, answer, record=0, door="screen", actor="test")
    return numbers


def client(served: Served, key: str) -> httpx.Client:
    """A connection of an analyst's own."""
    headers = {"Authorization": f"ApiKey {key}"}
    return httpx.Client(base_url=served.url, headers=headers, timeout=120, trust_env=False)


def decide(asking: httpx.Client, number: int, once: str) -> httpx.Response | None:
    """Ask for a decision; None where no answer came, or one that says to come again."""
    body = {"version": 1, "outcome": "clear", "reason": "other_birth_date", "words": "born in Lyon"}
    try:
        answer = asking.post(f"/v1/cases/{number}/decision", json=body, headers={"Idempotency-Key": once})
    except httpx.HTTPError:
        return None
    return None if answer.status_code == 503 else answer


def analyst(asking: httpx.Client, left: queue.SimpleQueue[int], told: Told) -> None:
    """Decide what is left, and ask again with the same key until there is an answer."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            number = left.get_nowait()
        except queue.Empty:
            return
        once = told.keys[number] = uuid.uuid4().hex
        while (answer := decide(asking, number, once)) is None and time.monotonic() < until:
            told.again += 1
            time.sleep(0.05)
        if answer is None or answer.status_code != 200:
            told.wrong.append(f"case {number}: {answer.text if answer else 'no answer'}")
        else:
            told.answers[number] = answer.content


def round_of_decisions(
    analysts: list[httpx.Client], numbers: list[int], kill: Callable[[], None], draw: random.Random
) -> Told:
    """All cases decided by several analysts at once, with one kill in the middle."""
    left: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in numbers:
        left.put(number)
    told = Told()
    threads = [threading.Thread(target=analyst, args=(asking, left, told)) for asking in analysts]
    for thread in threads:
        thread.start()
    moment = draw.randint(len(numbers) // 5, len(numbers) * 4 // 5)
    while len(told.answers) < moment and any(thread.is_alive() for thread in threads):
        time.sleep(0.001)
    kill()
    for thread in threads:
        thread.join()
    return told


def check(database: Database, analysts: list[httpx.Client], told: Told, numbers: list[int]) -> None:
    """What was told is what is kept, once."""
    assert told.wrong == []
    assert sorted(told.answers) == sorted(numbers)
    with database.read() as transaction:
        decided = Counter(
            subject
            for one in records.records(transaction, kind="case_event", limit=10**6)
            if one.facts["event"] in {"proposed", "cleared"}
            for subject in one.subjects
            if subject.startswith("case:")
        )
        for number in numbers:
            assert decided[f"case:{number}"] == 1
            found = case(transaction, number)
            assert found is not None and found.version == 2
    assert records.verify_ledger(database).intact
    for number in numbers[::20]:
        answers = [decide(asking, number, told.keys[number]) for asking in analysts]
        same = [one for one in answers if one is not None and one.headers.get("idempotent-replayed") == "true"]
        assert [one.content for one in same] == [told.answers[number]]  # of who asked first; others see a conflict


def run_rounds(store: Path, url: str, killer: Callable[[Served], Callable[[], None]]) -> None:
    database = open_database(url)
    with database.write() as transaction:
        keys = [add_key(transaction, f"analyst {n}", "analyst", actor="test").shown for n in range(ANALYSTS)]
    draw, again = random.Random(20240618), 0
    with serving(store, database=url) as served, ExitStack() as stack:
        analysts = [stack.enter_context(client(served, key)) for key in keys]
        for number in range(KILLS):
            numbers = opened(store, database, number * DECISIONS)
            told = round_of_decisions(analysts, numbers, killer(served), draw)
            check(database, analysts, told, numbers)
            again += told.again
    database.close()
    assert again > 0 or not FULL, "no kill met a request"


def worker_killer(served: Served) -> Callable[[], None]:
    def kill() -> None:
        os.kill(random.choice(served.workers()), signal.SIGKILL)

    return kill


def test_a_worker_killed_among_decisions_in_sqlite(store: Path) -> None:
    run_rounds(store, f"sqlite:///{store / 'ostrakon.sqlite'}", worker_killer)


@pytest.mark.skipif(not FULL, reason="the sample kills a worker over SQLite, and PostgreSQL itself")
def test_a_worker_killed_among_decisions_in_postgresql(store: Path) -> None:
    with throwaway_postgres() as postgres:
        run_rounds(store, postgres.url, worker_killer)


def test_the_database_killed_among_decisions(store: Path) -> None:
    with throwaway_postgres() as postgres:

        def killer(_served: Served) -> Callable[[], Any]:
            def kill() -> None:
                postgres.kill()
                postgres.start()

            return kill

        run_rounds(store, postgres.url, killer)

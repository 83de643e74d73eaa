"""Many ask at once while lists change places: each answer is whole, and is that of the snapshot it was asked of.

A sample by default; `OSTRAKON_STRESS=full` asks for longer.
"""

from __future__ import annotations

import gc
import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import roll_back
from ostrakon.intake.records import open_records
from ostrakon.model.subject import Subject
from ostrakon.starter import starter_customers, starter_lists

ROUNDS = 60 if os.environ.get("OSTRAKON_STRESS") == "full" else 4
THREADS = PROCESSES = 2
HANDLES = Path("/proc/self/fd")

Expected = Mapping[int, list[bytes]]


def subjects() -> list[Subject]:
    with open_records(starter_customers()) as rows:
        return [row.content for row in rows if isinstance(row.content, Subject)]


def answered(engine: Ostrakon, order: list[int]) -> list[bytes]:
    """Each answer as bytes, asked in this order, given in that of the customers."""
    asked = subjects()
    found = {place: msgspec.json.encode(engine.answer(asked[place])) for place in order}
    return [found[place] for place in range(len(asked))]


def answers_in_force(store: Path) -> list[bytes]:
    """The answers of the snapshot in force, asked by nobody else."""
    with Ostrakon.open(store) as engine:
        return answered(engine, list(range(len(subjects()))))


def open_handles() -> int:
    """Files that this process holds open, where the system tells."""
    gc.collect()  # what stands in a cycle is closed when it is collected
    return len(list(HANDLES.iterdir())) if HANDLES.exists() else 0


def ask_once(store: Path, expected: Expected, order: list[int]) -> int:
    """Open the store and ask; the number of the snapshot that answered."""
    with Ostrakon.open(store) as engine:
        assert answered(engine, order) == expected[engine.snapshot_number]
        return engine.snapshot_number


def ask_anew(store: Path, expected: Expected, seed: int) -> Counter[int]:
    """Open the store again and again and ask; how often each snapshot answered."""
    chance = random.Random(seed)
    order = list(range(len(subjects())))
    seen: Counter[int] = Counter()
    handles = 0
    for turn in range(ROUNDS):
        chance.shuffle(order)
        seen[ask_once(store, expected, order)] += 1
        if turn == 0:
            handles = open_handles()
    if seed < 0:  # a process of its own: nobody else opens files in it
        assert open_handles() == handles
    return seen


def ask_the_same(engine: Ostrakon, expected: Expected, seed: int) -> Counter[int]:
    """Ask one engine that others ask too, opened before anything changed."""
    chance = random.Random(seed)
    order = list(range(len(subjects())))
    for _ in range(ROUNDS):
        chance.shuffle(order)
        assert answered(engine, order) == expected[engine.snapshot_number]
    return Counter({engine.snapshot_number: ROUNDS})


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Snapshot 1 without OFAC's list, snapshot 2 with it."""
    lists = dict(starter_lists())
    ofac = lists.pop("ofac_sdn")
    folder = tmp_path / "store"
    assert import_lists(folder, [file for files in lists.values() for file in files], extract=True).snapshot == 1
    assert import_lists(folder, ofac, source_id="ofac_sdn", extract=True).snapshot == 2
    return folder


@pytest.fixture
def askers() -> Iterator[tuple[Executor, Executor]]:
    with (
        ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes,
        ThreadPoolExecutor(2 * THREADS) as threads,
    ):
        yield processes, threads


@pytest.mark.stress
def test_answers_stay_whole_while_many_ask_and_snapshots_change(store: Path, askers: tuple[Executor, Executor]) -> None:
    expected = {2: answers_in_force(store)}
    roll_back(store, 1)
    expected[1] = answers_in_force(store)
    assert expected[1] != expected[2]

    processes, threads = askers
    with Ostrakon.open(store) as shared:
        running: list[Future[Counter[int]]] = [
            *(processes.submit(ask_anew, store, expected, -1 - i) for i in range(PROCESSES)),
            *(threads.submit(ask_anew, store, expected, 1 + i) for i in range(THREADS)),
            *(threads.submit(ask_the_same, shared, expected, 100 + i) for i in range(THREADS)),
        ]
        in_force = 1
        while wait(running, timeout=0.01).not_done:
            in_force = 3 - in_force
            roll_back(store, in_force)
        seen = sum((future.result() for future in running), Counter())
    assert set(seen) == {1, 2}
    assert seen.total() == ROUNDS * (PROCESSES + 2 * THREADS)

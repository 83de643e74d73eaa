"""Processes of ours that are killed again and again, against a receiver that fails, hangs, breaks off and is away.

Every message arrives at least once, those of one customer in their order, each with a genuine signature. A sample by
default; `OSTRAKON_STRESS=full` sends 2,000.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest

from ostrakon.app.delivering.announcing import announce
from ostrakon.app.delivering.enrolling import enrol
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.database import outbox
from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Database
from ostrakon.delivery.signing import genuine
from tests.delivery.receiver import Receiver, receiver

FULL = os.environ.get("OSTRAKON_STRESS") == "full"
MESSAGES, CUSTOMERS = (2_000, 60) if FULL else (80, 8)
SECONDS = 900 if FULL else 120
MOODS = ["take"] * 14 + ["lose"] * 2 + ["fail"] * 2 + ["break", "hang"]
"""What the receiver does, drawn for each request."""

WORKER = """
import sys
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.app.delivering.sending import Sender
from ostrakon.app.scheduling import Task, Timetable
from ostrakon.app import scheduling
from ostrakon.database.opening import open_database
from tests.delivery.receiver import here
import time

scheduling.LEASE_SECONDS = 1.0
settings = DeliverySettings(hosts="receiver.test", plain=True, first_seconds=0.02, longest_seconds=0.2, attempts=10_000,
                            connect_seconds=1, silent_seconds=0.2, total_seconds=0.4)
import ostrakon.app.delivering.sending as sending
sending.later = lambda seconds, now="": sending.outbox.later(min(seconds, 1.0), now)  # dies often: no long waits
database = open_database(sys.argv[1])
sender = Sender(database, settings, resolve=here)
webhooks = Task("webhooks", lambda last, now: True, lambda: sender.run() and "", often=True)
table = Timetable("deliveries", database, [webhooks])
while True:
    table.turn()
    time.sleep(0.02)
"""


@pytest.mark.stress
def test_no_message_is_lost_whatever_is_killed(tmp_path: Path) -> None:
    chance, moods = random.Random(7), random.Random(8)
    url = f"sqlite:///{tmp_path / 'team.sqlite'}"
    database = open_database(url)
    script = tmp_path / "worker.py"
    script.write_text(WORKER, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    house = DeliverySettings(hosts="receiver.test", plain=True)
    with database.write() as transaction:
        target = f"http://receiver.test:{port}/hook"
        endpoint = enrol(transaction, "hook", target, house, recipient="house", actor="cli:test")
    workers = [_started(script, url) for _ in range(2)]
    seen: list[Receiver] = []
    told = killed = 0
    end = time.monotonic() + SECONDS
    try:
        while time.monotonic() < end and (told < MESSAGES or _counts(database).get("waiting")):
            with receiver(lambda _n: moods.choice(MOODS), port) as to:  # it is killed, too: the next one begins anew
                seen.append(to)
                until = _counts(database).get("delivered", 0) + MESSAGES // 5
                while time.monotonic() < end and (told < MESSAGES or _counts(database).get("waiting")):
                    for _ in range(min(10, MESSAGES - told)):
                        told += 1
                        with database.write() as transaction:
                            customer = f"C-{chance.randrange(CUSTOMERS)}"
                            announce(transaction, "match.new", {"case": told}, customer=customer)
                    time.sleep(0.05)
                    if _counts(database).get("delivered", 0) >= until:
                        break
            victim = chance.randrange(2)
            workers[victim].kill()
            workers[victim].wait()
            workers[victim] = _started(script, url)
            killed += 1
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert _counts(database) == {"delivered": MESSAGES}
    assert killed >= 4
    database.close()
    first_seen: dict[str, list[int]] = defaultdict(list)
    for one in seen:
        for body, headers, raw in zip(one.arrived, one.headers, one.raw, strict=True):
            signed = headers["ostrakon-signature"]
            assert genuine(raw, signed, endpoint.secrets[0].value, time.time(), tolerance=SECONDS + 60)
            if body["case"] not in first_seen[body["customer"]]:
                first_seen[body["customer"]].append(body["case"])
    assert sum(map(len, first_seen.values())) == MESSAGES
    for customer, numbers in first_seen.items():
        assert numbers == sorted(numbers), customer


def _counts(database: Database) -> dict[str, int]:
    with database.read() as transaction:
        return outbox.counts(transaction)


def _started(script: Path, url: str) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[3]
    path = os.pathsep.join([str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen([sys.executable, str(script), url], env=os.environ | {"PYTHONPATH": path}, text=True)

"""A consumer against a real RabbitMQ: killed at any moment, every payment is decided once and told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.app.settings import COMPILED_VARIABLE, database_url
from ostrakon.database.opening import open_database
from ostrakon.database.records import verify_ledger
from ostrakon.errors import UsageError
from ostrakon.streaming.deciding import Told
from ostrakon.streaming.rabbitmq import Queues, consume
from tests.streaming.broker import BROKER
from tests.streaming.messages import payment, somebody

pika = pytest.importorskip("pika", reason="the extra `rabbitmq` is not installed")
UNHURRIED = BROKER + ("&" if "?" in BROKER else "?") + "heartbeat=0"
"""For a test that waits for minutes between two words with the broker."""
FULL = os.environ.get("OSTRAKON_STRESS") == "full"
PAYMENTS, KILLS = (100_000, 10) if FULL else (400, 2)


@pytest.fixture
def broker() -> Iterator[Any]:
    try:
        connection = pika.BlockingConnection(pika.URLParameters(UNHURRIED))
    except (pika.exceptions.AMQPError, OSError) as away:
        pytest.skip(f"no RabbitMQ: {away!r}")
    yield connection.channel()
    connection.close()


@pytest.fixture
def queues(broker: Any) -> Iterator[Queues]:
    name = f"ostrakon-test-{uuid.uuid4().hex[:8]}"
    made = Queues(payments=name, decisions=f"{name}-decisions", dead=f"{name}-dead", declare=True)
    yield made
    for queue in (made.payments, made.decisions, made.dead):
        broker.queue_delete(queue)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stream") / "store"
    import_starter(folder)
    return folder


@pytest.fixture
def started(queues: Queues, store: Path, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a consumer; all are gone in the end."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        words = ["consume", BROKER, "--queue", queues.payments, "--decisions", queues.decisions, "--dead", queues.dead]
        words += ["--declare", "--window", str(tmp_path / "window.sqlite")]
        environment = {
            **os.environ,
            "OSTRAKON_STORE": str(store),
            "OSTRAKON_DATABASE": database_url(tmp_path),
            COMPILED_VARIABLE: "auto" if FULL else "off",
        }
        code = "import sys; from ostrakon.cli.main import main; sys.exit(main(sys.argv[1:]))"
        with (tmp_path / "log").open("ab") as log:
            process = subprocess.Popen([sys.executable, "-c", code, *words], env=environment, stderr=log, stdout=log)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.05)


def told(broker: Any, queue: str) -> list[tuple[str, bytes]]:
    """All messages that wait in a queue: the sender's id of the payment, and what is told of it."""
    waiting = broker.queue_declare(queue, passive=True).method.message_count
    found: list[tuple[str, bytes]] = []
    if waiting:
        for method, properties, body in broker.consume(queue, auto_ack=True, inactivity_timeout=60):
            assert method is not None, f"{waiting} messages wait, and {len(found)} came"
            found.append((properties.correlation_id, body))
            if len(found) == waiting:
                break
        broker.cancel()
    return found


@pytest.mark.stress
def test_each_payment_is_decided_once_however_often_the_consumer_is_killed(
    broker: Any, queues: Queues, started: Callable[[], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    process = started()
    wait_for(lambda: _declared(queues.payments), 120)
    begun = time.monotonic()
    for number in range(PAYMENTS):
        name = "Kim Jong Un" if number % 50 == 0 else somebody(number)
        properties = pika.BasicProperties(message_id=f"p{number}", delivery_mode=2)
        broker.basic_publish("", queues.payments, payment(number, name, somebody(7 * number + 3)), properties)
    database = open_database(database_url(tmp_path))

    def decided() -> int:
        with database.read() as transaction:
            return int(transaction.execute("SELECT count(*) FROM stream_messages")[0][0])

    for kill in range(1, KILLS + 1):
        goal = PAYMENTS * kill // (KILLS + 1)
        wait_for(lambda goal=goal: decided() >= goal, 3600)  # type: ignore[misc]
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process = started()
    wait_for(lambda: decided() == PAYMENTS, 3600)
    took = time.monotonic() - begun
    wait_for(lambda: broker.queue_declare(queues.payments, passive=True).method.message_count == 0, 60)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0

    answers: dict[str, set[bytes]] = {}
    every = told(broker, queues.decisions)
    for payment_id, body in every:
        answers.setdefault(payment_id, set()).add(body)
    assert set(answers) == {f"p{number}" for number in range(PAYMENTS)}
    assert all(len(bodies) == 1 for bodies in answers.values())
    hits = [payment_id for payment_id, (body,) in answers.items() if json.loads(body)["status"] == "hit"]
    assert len(hits) == (PAYMENTS + 49) // 50
    with database.read() as transaction:
        runs = [json.loads(row[0]) for row in transaction.execute("SELECT body FROM ledger WHERE kind='payment_batch'")]
        records = transaction.execute("SELECT count(*) FROM ledger WHERE kind = 'payment'")[0][0]
    keys = [key for run in runs for key in run["messages"]]
    assert len(keys) == len(set(keys)) == sum(run["received"] for run in runs) == PAYMENTS
    assert records == len(hits)
    dead = told(broker, queues.dead)
    once = len(set(keys))
    print(  # pytest -s shows it
        f"published {PAYMENTS}, decided {once}, twice {len(keys) - once}, lost {PAYMENTS - once}, kills {KILLS}, "
        f"told again {len(every) - len(answers)}, dead letters {len(dead)}, records {records}, "
        f"{took:.0f} s, {PAYMENTS / took:.0f}/s"
    )
    assert dead == []
    assert verify_ledger(database).intact
    database.close()


def _declared(queue: str) -> bool:
    return _count(queue) is not None


def _count(queue: str) -> int | None:
    """Messages that wait in a queue; None where it is not there."""
    with pika.BlockingConnection(pika.URLParameters(BROKER)) as connection:
        try:
            return int(connection.channel().queue_declare(queue, passive=True).method.message_count)
        except pika.exceptions.ChannelClosedByBroker:
            return None


class _Clear:
    """Says of every message that it is clear."""

    def decide(self, messages: Any) -> Any:
        return [Told(message.key, b"clear") for message in messages]


def test_what_cannot_be_told_is_not_acknowledged_and_told_later(broker: Any, queues: Queues) -> None:
    gone = False

    class GoneMeanwhile(_Clear):
        def decide(self, messages: Any) -> Any:
            nonlocal gone
            if not gone:
                gone = True
                broker.queue_delete(queues.decisions)
            return super().decide(messages)

    until = time.monotonic() + 30

    def ended() -> bool:
        return time.monotonic() > until or (gone and _count(queues.decisions) == 2)

    broker.queue_declare(queues.dead, durable=True, arguments={"x-queue-type": "quorum"})
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": 20, "x-dead-letter-exchange": ""}
    arguments["x-dead-letter-routing-key"] = queues.dead
    broker.queue_declare(queues.payments, durable=True, arguments=arguments)
    for name in ("a", "b"):
        broker.basic_publish("", queues.payments, b"x", pika.BasicProperties(message_id=name))
    consume(BROKER, queues, GoneMeanwhile(), stop=ended)  # type: ignore[arg-type]
    assert sorted(told(broker, queues.decisions)) == [("a", b"clear"), ("b", b"clear")]
    assert _count(queues.payments) == 0


class _Failing:
    """Decides nothing: every message fails."""

    def decide(self, messages: Any) -> Any:
        return [Told(message.key, failed="broken") for message in messages]


def test_a_message_that_cannot_be_looked_at_goes_to_the_dead_letters(broker: Any, queues: Queues) -> None:
    for name in (queues.dead, queues.decisions):
        broker.queue_declare(name, durable=True, arguments={"x-queue-type": "quorum"})
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": 20, "x-dead-letter-exchange": ""}
    arguments["x-dead-letter-routing-key"] = queues.dead
    broker.queue_declare(queues.payments, durable=True, arguments=arguments)
    broker.basic_publish("", queues.payments, b"evil", pika.BasicProperties(message_id="a"))
    until = time.monotonic() + 2
    consume(BROKER, queues, _Failing(), stop=lambda: time.monotonic() > until)  # type: ignore[arg-type]
    wait_for(lambda: broker.queue_declare(queues.dead, passive=True).method.message_count == 1, 10)
    assert [body for _, body in told(broker, queues.dead)] == [b"evil"]


def test_a_queue_that_is_not_there_is_named_with_a_remedy(broker: Any) -> None:
    with pytest.raises(UsageError, match="--declare"):
        consume(BROKER, Queues(payments="no-such-queue"), _Failing(), stop=lambda: False)  # type: ignore[arg-type]

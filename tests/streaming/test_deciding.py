"""A message is decided and recorded once, whoever delivers it how often."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.app.engine import Ostrakon
from ostrakon.app.settings import database_url
from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Database
from ostrakon.errors import NotScreened, StoreError
from ostrakon.intake.payments import Block
from ostrakon.rules.payments.seen import Seen
from ostrakon.streaming.deciding import Decider, Incoming
from ostrakon.windows.memory import MemoryWindow
from tests.streaming.messages import payment


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stream") / "store"
    import_starter(folder)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(database_url(tmp_path))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def engine(store: Path) -> Ostrakon:
    return Ostrakon.open(store)


def decider(engine: Ostrakon, database: Database) -> Decider:
    return Decider(lambda: engine, database, "payments", window=MemoryWindow())


def bodies(database: Database, kind: str) -> list[dict[str, object]]:
    with database.read() as transaction:
        rows = transaction.execute("SELECT body FROM ledger WHERE kind = ? ORDER BY n", (kind,))
    return [json.loads(row[0]) for row in rows]


def test_what_is_told_names_records_and_no_person(engine: Ostrakon, database: Database) -> None:
    clear, hit = Incoming("a", payment(1, "Ann Larsen")), Incoming("b", payment(2, "Kim Jong Un"))
    told = decider(engine, database).decide([clear, hit, Incoming("c", b"<Document>")])
    statuses = [json.loads(one.answer)["status"] for one in told]
    assert statuses == ["clear", "hit", "not_screened"]
    assert b"Kim" not in told[1].answer
    record = json.loads(told[1].answer)["payments"][0]["record"]
    with database.read() as transaction:
        kind = transaction.execute("SELECT kind FROM ledger WHERE n = ?", (record,))[0][0]
    assert kind == "payment"
    (run,) = bodies(database, "payment_batch")
    assert run["messages"] == {clear.key: "clear", hit.key: "hit", told[2].key: "not_screened"}


def test_a_message_delivered_again_gets_the_same_bytes_and_no_second_record(
    engine: Ostrakon, database: Database
) -> None:
    message = Incoming("b", payment(2, "Kim Jong Un"))
    first = decider(engine, database).decide([message, message])
    again = decider(engine, database).decide([message])
    assert first[0] == first[1] == again[0]
    assert len(bodies(database, "payment")) == len(bodies(database, "payment_batch")) == 1


def test_the_same_bytes_under_another_name_are_another_message(engine: Ostrakon, database: Database) -> None:
    content = payment(1, "Ann Larsen")
    decider(engine, database).decide([Incoming("a", content), Incoming("b", content)])
    (run,) = bodies(database, "payment_batch")
    assert run["received"] == 2


def test_consumers_beside_each_other_decide_a_message_once(engine: Ostrakon, database: Database) -> None:
    messages = [Incoming(str(n), payment(n, "Kim Jong Un" if n % 5 == 0 else "Ann Larsen")) for n in range(20)]
    told: list[list[bytes]] = []

    def run() -> None:
        one = decider(engine, database)
        told.append([answer.answer for answer in one.decide(messages)])

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told[0] == told[1] == told[2]
    assert sum(int(str(run["received"])) for run in bodies(database, "payment_batch")) == 20
    assert len(bodies(database, "payment")) == 4


def test_a_message_on_which_the_filter_fails_costs_no_other(
    engine: Ostrakon, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ostrakon.streaming import deciding  # noqa: PLC0415  # only to break it

    real = deciding.read_payments

    def broken(content: bytes, name: str) -> object:
        if content == b"evil":
            raise RecursionError("too deep")
        return real(content, name)

    monkeypatch.setattr(deciding, "read_payments", broken)
    told = decider(engine, database).decide([Incoming("a", b"evil"), Incoming("b", payment(1, "Ann Larsen"))])
    assert told[0].failed == "RecursionError: too deep"
    assert json.loads(told[1].answer)["status"] == "clear"


def test_a_text_on_which_the_filter_fails_costs_no_other(
    engine: Ostrakon, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The texts of a group are looked through together; each message is decided by itself all the same."""
    from ostrakon.filtering import looking  # noqa: PLC0415  # only to break it

    real = looking.codes_in

    def broken(block: Block) -> object:
        if block.text == "Evil Larsen":
            raise RecursionError("too deep")
        return real(block)

    monkeypatch.setattr(looking, "codes_in", broken)
    group = [Incoming("a", payment(1, "Evil Larsen")), Incoming("b", payment(2, "Ann Larsen"))]
    told = decider(engine, database).decide(group)
    assert told[0].failed == "RecursionError: too deep"
    assert json.loads(told[1].answer)["status"] == "clear"


def test_a_window_that_is_away_is_no_fault_of_a_message(engine: Ostrakon, database: Database) -> None:
    class Away(MemoryWindow):
        def add(self, seen: Seen) -> None:
            raise StoreError("the window does not answer")

    one = Decider(lambda: engine, database, "payments", window=Away())
    with pytest.raises(StoreError, match="does not answer"):
        one.decide([Incoming("a", payment(1, "Ann Larsen"))])
    assert bodies(database, "payment_batch") == []


def test_without_lists_nothing_is_decided(database: Database) -> None:
    def none() -> Ostrakon:
        raise NotScreened("no list is in force")

    with pytest.raises(NotScreened):
        Decider(none, database, "payments", window=MemoryWindow()).decide([Incoming("a", payment(1, "Ann"))])
    assert bodies(database, "payment_batch") == []

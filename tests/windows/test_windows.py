"""All keepers of payments behave alike: the rules must not notice which one a bank chose."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ostrakon.errors import InputError, StoreError
from ostrakon.rules.payments.seen import Seen, held_keys, keys_of, pair_key
from ostrakon.rules.payments.window import FOUND_MAX
from ostrakon.windows.memory import MemoryWindow
from ostrakon.windows.opening import open_window
from ostrakon.windows.sqlite import SqliteWindow
from tests.windows.keepers import KEEPERS, OUTLIVING, POSTGRES, Open, keeper

DAY = date(2026, 3, 2)
LONG_AGO = date(2000, 1, 1)


def payment(
    number: int, *, day: date = DAY, status: str = "clear", amount: str = "9800.00", creditor: str = "c"
) -> Seen:
    """A payment that differs from others by its number."""
    return Seen(
        id=f"id{number}", reference=f"R{number}", batch=f"B{number}", day=day, status=status, currency="EUR",
        amount=Decimal(amount), debtor="d", creditor=creditor, references=(f"r{number}",),
        sketches={"Dbtr.name": bytes(66)}, words={"Dbtr.name": "Ким"} if status == "hit" else {},
    )  # fmt: skip


@pytest.fixture(params=KEEPERS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    with keeper(request.param, tmp_path) as opens:
        yield opens


@pytest.fixture(params=OUTLIVING)
def outliving(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    with keeper(request.param, tmp_path) as opens:
        yield opens


@pytest.fixture(params=KEEPERS)
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    with keeper(request.param, tmp_path, size_max=3) as opens:
        yield opens


def _ids(found: list[Seen]) -> list[str]:
    return [seen.id for seen in found]


def test_a_payment_comes_back_as_it_was_kept_under_each_of_its_keys(opened: Open) -> None:
    window, seen = opened(), payment(1, status="hit")
    window.add(seen)
    for key in keys_of(seen):
        assert window.find([key], DAY) == [seen]
    assert window.find(list(keys_of(seen)), DAY) == [seen]
    assert window.find(["f:other"], LONG_AGO) == []
    assert window.find([], LONG_AGO) == []


def test_newest_come_last_by_settlement_day_then_by_order_and_old_ones_are_left_out(opened: Open) -> None:
    window = opened()
    for number, back in ((1, 0), (2, 3), (3, 0), (4, 9)):
        window.add(payment(number, day=DAY - timedelta(days=back)))
    assert _ids(window.find([pair_key(payment(0))], DAY - timedelta(days=5))) == ["id2", "id1", "id3"]


def test_the_same_payment_given_twice_is_kept_once_with_its_last_state_and_keys(opened: Open) -> None:
    window = opened()
    window.add(payment(1))
    assert window.find(held_keys(payment(1)), LONG_AGO) == []
    window.add(payment(1, status="rejected"))
    assert [seen.status for seen in window.find(["f:r1"], LONG_AGO)] == ["rejected"]
    assert _ids(window.find(held_keys(payment(1)), LONG_AGO)) == ["id1"]
    window.add(payment(1))
    assert window.find(held_keys(payment(1)), LONG_AGO) == []


def test_a_held_payment_is_found_by_an_amount_within_one_percent_and_not_by_another(opened: Open) -> None:
    window = opened()
    window.add(payment(1, status="hit", amount="9800"))
    for near in ("9702", "9800", "9898"):
        assert _ids(window.find(held_keys(payment(2, amount=near)), LONG_AGO)) == ["id1"]
    assert window.find(held_keys(payment(2, amount="5000")), LONG_AGO) == []


def test_pruning_forgets_what_was_settled_before_a_day_and_nothing_else(opened: Open) -> None:
    window = opened()
    for number in range(5):
        window.add(payment(number, day=DAY - timedelta(days=number)))
    assert window.prune(DAY - timedelta(days=2)) == 2
    assert _ids(window.find([pair_key(payment(0))], LONG_AGO)) == ["id2", "id1", "id0"]
    assert window.find(["f:r4"], LONG_AGO) == []
    assert window.prune(DAY - timedelta(days=2)) == 0


def test_a_window_keeps_its_size_and_gives_up_the_oldest(small: Open) -> None:
    window = small()
    for number in range(6):
        window.add(payment(number, day=DAY + timedelta(days=number)))
    assert window.prune(LONG_AGO) == 3
    assert _ids(window.find([pair_key(payment(0))], LONG_AGO)) == ["id3", "id4", "id5"]


def test_one_busy_pair_of_accounts_gives_its_newest_payments_only(opened: Open) -> None:
    window = opened()
    for number in range(FOUND_MAX + 20):
        window.add(payment(number))
    found = _ids(window.find([pair_key(payment(0))], LONG_AGO))
    assert found == [f"id{number}" for number in range(20, FOUND_MAX + 20)]


def test_what_was_flushed_outlives_the_process_with_the_key_of_its_hashes(outliving: Open) -> None:
    window = outliving()
    secret = window.secret
    window.add(payment(1))
    window.flush()
    window.close()
    again = outliving()
    assert (again.secret, _ids(again.find(["f:r1"], DAY))) == (secret, ["id1"])
    assert len(secret) == 32
    again.close()


def test_two_processes_see_each_others_payments(outliving: Open) -> None:
    one, other = outliving(), outliving()
    assert one.secret == other.secret
    one.add(payment(1))
    one.flush()
    other.add(payment(2))
    other.flush()
    for window in (one, other):
        assert sorted(_ids(window.find([pair_key(payment(0))], DAY))) == ["id1", "id2"]
        window.close()


def test_writers_at_the_same_time_lose_nothing(outliving: Open) -> None:
    def write(first: int) -> None:
        window = outliving()
        for number in range(first, first + 20):
            window.add(payment(number))
            window.add(payment(1000))
            window.flush()
        window.close()

    outliving().close()
    threads = [threading.Thread(target=write, args=(100 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    window = outliving()
    assert len(window.find([pair_key(payment(0))], DAY)) == 81
    window.close()


def test_all_keepers_answer_alike_after_any_order_of_additions_and_pruning(tmp_path: Path) -> None:
    generator = random.Random(7)
    steps = [
        (generator.randrange(12), generator.randrange(20), generator.choice(("clear", "hit", "rejected")),
         generator.choice("xyz")) for _ in range(150)
    ]  # fmt: skip
    answers = []
    for kind in KEEPERS:
        with keeper(kind, tmp_path) as opens:
            window, found = opens(), []
            for number, back, status, creditor in steps:
                seen = payment(number, day=DAY - timedelta(days=back), status=status, creditor=creditor)
                window.add(seen)
                found += [_ids(window.find([key], DAY - timedelta(days=10))) for key in keys_of(seen)]
                if back == 0:
                    found.append([str(window.prune(DAY - timedelta(days=12)))])
            answers.append(found)
            window.close()
    assert all(found == answers[0] for found in answers[1:])


def test_a_window_whose_connection_is_lost_says_so_and_answers_again(tmp_path: Path) -> None:
    with keeper("postgres", tmp_path) as opens:
        window = opens()
        window.add(payment(1))
        cut_off()
        with pytest.raises(StoreError, match="does not answer"):
            window.find(["f:r1"], DAY)
        assert _ids(window.find(["f:r1"], DAY)) == ["id1"]


def cut_off() -> None:
    """End the connections that look at a window, as a server that is started anew does."""
    import psycopg  # noqa: PLC0415  # an extra

    with psycopg.connect(POSTGRES, autocommit=True) as db:
        db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND query LIKE '%INSERT INTO payment (id, day, keys, body)%'"
        )


def test_a_file_that_is_no_window_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE customers (name TEXT)")
    before = other.read_bytes()
    with pytest.raises(InputError, match="no window"):
        SqliteWindow(other)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"not a database at all, but long enough to look at" * 40)
    with pytest.raises(InputError, match="cannot be opened"):
        SqliteWindow(damaged)
    with pytest.raises(InputError, match="cannot be opened"):
        SqliteWindow(tmp_path / "no" / "such" / "folder.db")
    assert other.read_bytes()[100:] == before[100:]


def test_a_window_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    SqliteWindow(tmp_path / "window.db").close()
    assert (tmp_path / "window.db").stat().st_mode & 0o077 == 0


def test_an_address_says_which_keeper(tmp_path: Path) -> None:
    assert isinstance(open_window(None), MemoryWindow)
    window = open_window(str(tmp_path / "w.db"))
    assert isinstance(window, SqliteWindow)
    window.close()
    for address in ("postgresql://nobody@127.0.0.1:1/none", "redis://127.0.0.1:1/0"):
        with pytest.raises(InputError, match="cannot be opened"):
            open_window(address)

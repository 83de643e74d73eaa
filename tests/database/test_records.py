"""The ledger in a database: one suite for SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from ostrakon.database import records
from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Database
from ostrakon.errors import StoreError, UsageError
from ostrakon.ledger.checkpoints import new_signing_key
from ostrakon.ledger.record import GENESIS, Entry


def write(database: Database, count: int, *, about: tuple[str, ...] = ()) -> None:
    with database.write() as transaction:
        for number in range(count):
            entry = Entry(kind="screening", actor="cli:ann", about=about, body={"n": number, "status": "clear"})
            records.append(transaction, entry)


def test_records_are_numbered_without_gaps_and_each_names_the_one_before(database: Database) -> None:
    write(database, 3)
    with database.read() as transaction:
        found = records.records(transaction)
    assert [one.n for one in found] == [1, 2, 3]
    assert [one.prev for one in found] == [GENESIS, found[0].hash, found[1].hash]
    assert records.verify_ledger(database).intact


def test_what_was_written_is_there_after_the_database_was_closed(url: str) -> None:
    first = open_database(url)
    write(first, 2)
    first.close()
    second = open_database(url)
    assert records.verify_ledger(second).records == 2
    second.close()


def test_a_failed_transaction_leaves_neither_record_nor_gap(database: Database) -> None:
    write(database, 1)
    with pytest.raises(RuntimeError), database.write() as transaction:
        records.append(transaction, Entry(kind="login", actor="u:1"))
        raise RuntimeError("the work failed")
    write(database, 1)
    assert records.verify_ledger(database).records == 2


def test_many_writers_at_once_lose_no_record(database: Database) -> None:
    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(write, database, 1) for _ in range(60)]:
            done.result()
    verdict = records.verify_ledger(database)
    assert verdict.intact
    assert verdict.records == 60


def test_records_about_something_are_found_newest_first_when_wanted(database: Database) -> None:
    write(database, 2, about=("customer:C-1", "entity:ofac-20157"))
    write(database, 1, about=("customer:C-2",))
    with database.read() as transaction:
        mine = records.records(transaction, about="customer:C-1", newest=True)
        page = records.records(transaction, newest=True, after=3, limit=1)
    assert [one.n for one in mine] == [2, 1]
    assert [one.n for one in page] == [2]


def test_personal_data_opens_until_its_key_is_destroyed_and_the_chain_holds_after(database: Database) -> None:
    entry = Entry(kind="screening", actor="cli:ann", about=("customer:C-1",), body={"status": "clear"})
    with database.write() as transaction:
        made = records.append_sealed(transaction, entry, {"name": "Ελένη Δημητρίου"}, "customer:C-1")
    assert "Δημητρίου" not in msgspec.json.encode(made).decode()
    with database.read() as transaction:
        assert records.personal_of(transaction, made) == {"name": "Ελένη Δημητρίου"}
    with database.write() as transaction:
        records.shred(transaction, "customer:C-1", actor="u:officer", reason="retention ended")
    with database.read() as transaction:
        assert records.personal_of(transaction, made) is None
        assert records.records(transaction, kind="shredded")[0].facts == {"reason": "retention ended"}
    assert records.verify_ledger(database).intact


def test_a_customer_who_comes_back_after_deletion_gets_a_new_key_and_can_be_deleted_again(database: Database) -> None:
    entry = Entry(kind="screening", actor="a")
    with database.write() as transaction:
        first = records.append_sealed(transaction, entry, {"name": "x"}, "customer:C-1")
        records.append_sealed(transaction, entry, {"name": "y"}, "customer:C-10")
        records.shred(transaction, "customer:C-1", actor="a", reason="erasure")
        second = records.append_sealed(transaction, entry, {"name": "x again"}, "customer:C-1")
        assert records.personal_of(transaction, first) is None
        assert records.personal_of(transaction, second) == {"name": "x again"}
        records.shred(transaction, "customer:C-1", actor="a", reason="erasure, again")
        assert records.personal_of(transaction, second) is None
        assert records.personal_of(transaction, records.record(transaction, 2) or second) == {"name": "y"}
    with pytest.raises(UsageError, match="no key"), database.write() as transaction:
        records.shred(transaction, "customer:C-1", actor="a", reason="again")


def test_a_checkpoint_kept_elsewhere_shows_that_the_whole_chain_was_rewritten(database: Database) -> None:
    key = new_signing_key()
    write(database, 5)
    with database.write() as transaction:
        kept = records.checkpoint(transaction, key)
        for table in ("ledger", "record_subjects", "checkpoints"):
            transaction.execute(f"DELETE FROM {table}")
        transaction.execute("UPDATE chain_head SET n = 0, hash = ?", (GENESIS,))
    write(database, 6)
    assert records.verify_ledger(database).intact
    verdict = records.verify_ledger(database, elsewhere=(kept,))
    assert not verdict.intact
    assert verdict.broken == 5
    forged = msgspec.structs.replace(kept, n=4)
    with pytest.raises(UsageError, match="not genuine"):
        records.verify_ledger(database, elsewhere=(forged,))


def test_a_database_of_another_revision_is_refused_with_the_remedy(url: str) -> None:
    first = open_database(url)
    with first.write() as transaction:
        transaction.execute("UPDATE alembic_version SET version_num = '9999'")
    first.close()
    with pytest.raises(StoreError, match=r"revision 9999.*newer version"):
        open_database(url)


def test_an_empty_ledger_is_intact_and_cannot_be_signed(database: Database) -> None:
    assert records.verify_ledger(database).intact
    with pytest.raises(UsageError, match="empty"), database.write() as transaction:
        records.checkpoint(transaction, new_signing_key())


def test_closing_waits_for_what_other_threads_have_begun(tmp_path: Path) -> None:
    """A connection closed under a running statement would end the process."""
    database = open_database(f"sqlite:///{tmp_path / 'team.sqlite'}")
    write(database, 200)
    begun = threading.Event()

    def read() -> int:
        with database.read() as transaction:
            begun.set()
            return sum(1 for _ in transaction.stream("SELECT a.n FROM ledger a, ledger b, ledger c LIMIT 300000"))

    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(read)
        begun.wait(10)
        database.close()
        assert reading.result() == 300_000
    with pytest.raises(StoreError, match="closed"):
        write(database, 1)

"""The tables from revision to revision, and rows from one database into another."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ostrakon.app.backups import backup, restore
from ostrakon.cases.case import Case
from ostrakon.database import records
from ostrakon.database.cases import add_case, case
from ostrakon.database.dumping import TABLES, dump, load
from ostrakon.database.keys import add_key, key_for
from ostrakon.database.migrating import current, downgrade, upgrade
from ostrakon.database.opening import open_database
from ostrakon.database.schema import HEAD, REVISIONS
from ostrakon.database.transactions import Database
from ostrakon.errors import InputError, StoreError, UsageError
from ostrakon.ledger.record import Entry


def filled(database: Database) -> str:
    """Something of everything; the key that was shown."""
    with database.write() as transaction:
        entry = Entry(kind="screening", actor="cli:ann", about=("customer:1",), body={"status": "hit"})
        records.append_sealed(transaction, entry, {"name": "Ελένη"}, "customer:1")
        add_case(transaction, Case(id=0, customer="1", party="ofac-1", caption="A", opened="t", changed="t"))
        return add_key(transaction, "k", "screener", actor="cli:ann").shown


def schema_of(database: Database) -> list[tuple[str, ...]]:
    with database.read() as transaction:
        if database.dialect == "sqlite":
            rows = transaction.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'")
        else:
            rows = transaction.execute(
                "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
                "WHERE table_schema = 'public'"
            )
    return sorted(tuple(" ".join(str(part).split()) for part in row) for row in rows if row[0] != "alembic_version")


def test_alembic_and_a_fresh_database_make_the_same_tables(url: str) -> None:
    fresh = open_database(url)
    expected = schema_of(fresh)
    fresh.close()
    assert current(url) == HEAD
    assert downgrade(url, "base") == ""
    assert upgrade(url) == HEAD
    again = open_database(url)
    assert schema_of(again) == expected
    again.close()


def test_every_revision_leads_back_and_forth_and_keeps_what_earlier_ones_hold(url: str) -> None:
    database = open_database(url)
    filled(database)
    database.close()
    for revision in reversed(REVISIONS[:-1]):
        assert downgrade(url, revision.id) == revision.id
    with pytest.raises(StoreError, match=r"revision 0001.*upgrade"):
        open_database(url)
    assert upgrade(url) == HEAD
    database = open_database(url)
    assert records.verify_ledger(database).records == 2
    database.close()


def test_a_revision_that_does_not_exist_is_refused(url: str) -> None:
    open_database(url).close()
    with pytest.raises(UsageError, match="9999"):
        upgrade(url, "9999")


def test_rows_go_from_one_database_into_another_and_the_chain_holds(database: Database, tmp_path: Path) -> None:
    shown = filled(database)
    lines = list(dump(database))
    other = open_database(f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert load(other, lines)["ledger"] == 2
    assert records.verify_ledger(other).intact
    assert key_for(other, shown) is not None
    with other.write() as transaction:
        found = records.record(transaction, 1)
        assert found is not None
        assert records.personal_of(transaction, found) == {"name": "Ελένη"}
        assert case(transaction, 1) is not None
        records.append(transaction, Entry(kind="login", actor="u"))
    assert records.verify_ledger(other).records == 3
    other.close()


def test_a_backup_names_every_table_that_holds_anything_for_good(database: Database) -> None:
    ends_with_the_database = {"alembic_version", "sessions", "sign_ons", "answered_requests", "leases", "jobs"}
    ends_with_the_database |= {"list_publications", "list_files"}  # lists travel again from the hosts that have them
    with database.read() as transaction:
        sql = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            if database.dialect == "sqlite"
            else "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        there = {row[0] for row in transaction.execute(sql)}
    assert there - ends_with_the_database == set(TABLES)


def test_after_a_restoration_new_rows_get_new_numbers(database: Database, url: str, tmp_path: Path) -> None:
    source = open_database(f"sqlite:///{tmp_path / 'source.sqlite'}")
    filled(source)
    load(database, dump(source))
    source.close()
    with database.write() as transaction:
        added = add_case(transaction, Case(id=0, customer="2", party="ofac-1", caption="A", opened="t", changed="t"))
    assert added is not None
    assert added.id == 2


def test_a_backup_of_lists_and_database_is_restored_into_empty_ones_only(database: Database, tmp_path: Path) -> None:
    store, again = tmp_path / "store", tmp_path / "again"
    (store / "raw").mkdir(parents=True)
    (store / "raw" / "file").write_bytes(b"list")
    (store / "CURRENT").write_text("1")
    filled(database)
    file = tmp_path / "backup.tar.gz"
    assert backup(database, store, file) == file.stat().st_size
    other = open_database(f"sqlite:///{again / 'ostrakon.sqlite'}")
    done = restore(other, again, file)
    assert (done.records, done.files) == (2, 2)
    assert (again / "raw" / "file").read_bytes() == b"list"
    with pytest.raises(UsageError, match="already holds lists"):
        restore(other, again, file)
    with pytest.raises(UsageError, match="not empty"):
        restore(other, tmp_path / "third", file)
    other.close()


def test_a_backup_replaces_only_an_earlier_backup(database: Database, tmp_path: Path) -> None:
    customers, earlier = tmp_path / "customers.csv", tmp_path / "backup.tar.gz"
    customers.write_text("name\nMir Bank\n")
    with pytest.raises(UsageError, match="no backup"):
        backup(database, tmp_path / "store", customers, lists=False)
    for _ in range(2):
        backup(database, tmp_path / "store", earlier, lists=False)

    assert customers.read_text() == "name\nMir Bank\n"
    assert earlier.stat().st_size > 0


@pytest.mark.parametrize("damage", ["cut", "flipped", "other"])
def test_a_damaged_backup_brings_nothing(database: Database, tmp_path: Path, damage: str) -> None:
    filled(database)
    file = tmp_path / "backup.tar.gz"
    backup(database, tmp_path / "store", file, lists=False)
    whole = file.read_bytes()
    if damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "flipped":
        middle = len(whole) // 2
        file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :])
    else:
        file.write_bytes(b"no archive")
    other = open_database(f"sqlite:///{tmp_path / 'other.sqlite'}")
    with pytest.raises(InputError):
        restore(other, tmp_path / "again", file)
    assert records.verify_ledger(other).records == 0
    other.close()


def all_gone(url: str) -> bool:
    """Whether nobody else is connected within a few seconds: a server notices a while later that somebody has left."""
    import psycopg  # noqa: PLC0415  # the fixture that gives the URL has looked for it

    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(50):
            others = connection.execute(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchall()
            if not others:
                return True
            time.sleep(0.1)
    return False


def test_a_revision_that_is_not_known_leaves_no_connection_open(postgres: str) -> None:
    with pytest.raises(UsageError, match="cannot be moved"):
        upgrade(postgres, "9999")

    assert all_gone(postgres)


def test_a_database_of_another_version_leaves_no_connection_open(postgres: str) -> None:
    upgrade(postgres)
    database = open_database(postgres)
    with database.write() as transaction:
        transaction.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StoreError, match="9999"):
        open_database(postgres)

    assert all_gone(postgres)

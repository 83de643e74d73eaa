"""Hosts with data folders of their own and one database have the same lists in force."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ostrakon.app import giving as giving_of
from ostrakon.app.demo import import_starter
from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import roll_back
from ostrakon.app.recording import Recorder
from ostrakon.app.sharing import Sharing
from ostrakon.database import records, shared_lists
from ostrakon.database.opening import open_database
from ostrakon.database.shared_lists import PUBLICATIONS_KEPT
from ostrakon.database.transactions import Database
from ostrakon.errors import StoreError
from ostrakon.starter.files import starter_lists
from ostrakon.store import journal
from ostrakon.store.folder import StoreFolder
from ostrakon.store.snapshot import Snapshot, current_number


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sharing") / "store"
    import_starter(folder)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'shared.sqlite'}")


@pytest.fixture
def first(starter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(starter, tmp_path / "first"))


def test_what_one_host_puts_in_force_the_other_has_to_the_byte(first: Path, tmp_path: Path, database: Database) -> None:
    second = tmp_path / "second"
    one, other = Sharing(first, database, host="one"), Sharing(second, database, host="other")
    assert "published to the other hosts" in one.look()
    assert "published by one" in other.look()
    assert one.look() == other.look() == ""
    here, there = Ostrakon.open(first), Ostrakon.open(second)
    assert there.snapshot_number == here.snapshot_number
    assert there.screen("Kim Jong Un").answer == here.screen("Kim Jong Un").answer
    for part in ("lists", "index", "snapshots"):
        files = {path.relative_to(first): path.read_bytes() for path in (first / part).rglob("*") if path.is_file()}
        assert files == {
            path.relative_to(second): path.read_bytes() for path in (second / part).rglob("*") if path.is_file()
        }
    assert [event.kind for event in journal.events(StoreFolder(second))] == ["followed"]


def test_any_host_may_change_the_lists_and_go_back(first: Path, tmp_path: Path, database: Database) -> None:
    second = tmp_path / "second"
    one, other = Sharing(first, database, host="one"), Sharing(second, database, host="other")
    before = current_number(first)
    assert before is not None
    one.look(), other.look()
    reindexed = renumbered(second)
    assert other.look() and one.look()
    assert current_number(first) == reindexed > before
    roll_back(first, before)
    assert one.look() and other.look()
    assert current_number(second) == before
    for _ in range(PUBLICATIONS_KEPT):
        roll_back(first, reindexed if current_number(first) == before else before)
        assert one.look() and other.look()
    assert current_number(second) == current_number(first)
    with database.read() as transaction:
        assert transaction.execute("SELECT COUNT(*) FROM list_publications") == [(PUBLICATIONS_KEPT,)]


@pytest.fixture
def giving(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports of this process give their snapshot to the other hosts before it is in force."""

    def give(snapshot: Snapshot) -> None:
        with database.read() as transaction:
            newest = shared_lists.newest_seq(transaction)
        assert giving_of.give(database, snapshot, newest + 1, "one")

    monkeypatch.setattr("ostrakon.app.publishing.give_ahead", give)


@pytest.mark.usefixtures("giving")
def test_what_was_given_before_it_was_in_force_is_noted_and_not_given_twice(
    first: Path, tmp_path: Path, database: Database
) -> None:
    second = tmp_path / "second"
    one, other = Sharing(first, database, host="one"), Sharing(second, database, host="other")
    one.look(), other.look()
    number = renumbered(first)
    assert other.look() == f"snapshot {number}, published by one, is in force"
    assert one.look() and one.look() == other.look() == ""
    with database.read() as transaction:
        assert shared_lists.newest_seq(transaction) == 2
    assert current_number(first) == current_number(second) == number


@pytest.mark.usefixtures("giving")
def test_a_host_that_ends_after_it_has_given_and_before_it_has_changed_follows_itself(
    first: Path, tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "second"
    one, other = Sharing(first, database, host="one"), Sharing(second, database, host="other")
    one.look(), other.look()
    before = current_number(first)
    with monkeypatch.context() as broken, pytest.raises(RuntimeError, match="killed"):
        broken.setattr("ostrakon.store.writer.turn", _killed)
        renumbered(first)
    assert current_number(first) == before
    assert one.look() and other.look()
    assert current_number(first) == current_number(second) == (before or 0) + 1
    assert Ostrakon.open(first).screen("Kim Jong Un").answer == Ostrakon.open(second).screen("Kim Jong Un").answer
    assert one.look() == other.look() == ""


def _killed(*_arguments: object) -> None:
    raise RuntimeError("killed")


def test_files_that_come_damaged_are_refused_and_the_old_lists_stay(
    first: Path, tmp_path: Path, database: Database
) -> None:
    second = tmp_path / "second"
    one, other = Sharing(first, database), Sharing(second, database)
    one.look(), other.look()
    number = current_number(second)
    renumbered(first)
    one.look()
    with database.write() as transaction:
        rows = transaction.execute("SELECT sha256, piece, content FROM list_files")
        for sha256, piece, content in rows:
            transaction.execute(
                "UPDATE list_files SET content = ? WHERE sha256 = ? AND piece = ?", (content + b"x", sha256, piece)
            )
    with pytest.raises(StoreError, match="damaged or not whole"):
        other.look()
    assert current_number(second) == number
    assert Ostrakon.open(second).screen("Kim Jong Un").status != "not_screened"
    with database.write() as transaction:
        for sha256, piece, content in rows:
            transaction.execute(
                "UPDATE list_files SET content = ? WHERE sha256 = ? AND piece = ?", (content, sha256, piece)
            )
    assert other.look()
    assert current_number(second) == current_number(first)


def test_a_host_with_lists_of_its_own_is_told_so_and_keeps_them(
    first: Path, starter: Path, tmp_path: Path, database: Database
) -> None:
    second = Path(shutil.copytree(starter, tmp_path / "second"))
    manifest = StoreFolder(second).manifest(current_number(second) or 0)
    manifest.write_bytes(manifest.read_bytes().replace(b'"created": "20', b'"created": "19'))
    Sharing(first, database, host="one").look()
    with pytest.raises(StoreError, match="another one of that number"):
        Sharing(second, database).look()
    assert b'"created": "19' in manifest.read_bytes()


def test_a_publication_that_leads_out_of_the_data_folder_is_refused(
    first: Path, tmp_path: Path, database: Database
) -> None:
    Sharing(first, database).look()
    with database.write() as transaction:
        transaction.execute("UPDATE list_publications SET files = replace(files, 'lists/', '../')")
    with pytest.raises(StoreError, match="leads out of the data folder"):
        Sharing(tmp_path / "second", database).look()
    assert current_number(tmp_path / "second") is None


def test_changes_of_lists_on_either_host_stand_in_the_one_ledger_once(
    first: Path, tmp_path: Path, database: Database
) -> None:
    second, recorder = tmp_path / "second", Recorder(database, "cli:ann")
    Sharing(first, database).look(), Sharing(second, database).look()
    folders = StoreFolder(first), StoreFolder(second)
    told = [recorder.list_events(folder) for folder in (*folders, *folders)]
    assert told == [len(list(journal.events(folders[0]))), 1, 0, 0]
    assert records.verify_ledger(database).records == sum(told)


def renumbered(store: Path) -> int:
    """Put a further snapshot in force, in which a list says one thing otherwise; its number."""
    files = next(files for source, files in starter_lists() if source == "ch_seco")
    changed = store.parent / files[0].name
    changed.write_text(files[0].read_text(encoding="utf-8").replace("Lavrov", "Lavrovv"), encoding="utf-8")
    import_lists(store, [changed], source_id="ch_seco", force="measured anew", extract=True)
    number = current_number(store)
    assert number is not None
    return number

"""An index that is missing, damaged or of another version is built anew, and the lists stay what they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ostrakon.app import engine
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import reindex, roll_back
from ostrakon.app.reading import open_reader
from ostrakon.errors import NotScreened, StoreError
from ostrakon.index import arrays
from ostrakon.store import journal, open_snapshot
from ostrakon.store.folder import StoreFolder
from tests import fake_lists
from tests.fake_lists import fake_file


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A store with one list and its real index."""
    fake_lists.install(monkeypatch)
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    return tmp_path / "s"


def _as_another_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arrays, "INDEX_FORMAT", arrays.INDEX_FORMAT + 1)


def _answers(store: Path) -> bool:
    open_reader(open_snapshot(store))
    return engine.Ostrakon.open(store).screen("Person Number 7").status != "not_screened"


@pytest.mark.parametrize("damage", ["folder", "doc_tok.npy", "index.json", "gazetteer.json", "gazetteer.bin"])
def test_importing_the_same_bytes_mends_a_damaged_index(store: Path, tmp_path: Path, damage: str) -> None:
    folder = open_snapshot(store).index_folder
    if damage == "folder":
        shutil.rmtree(folder)
    else:
        content = (folder / damage).read_bytes()
        (folder / damage).write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="ostrakon lists reindex"):
        _answers(store)

    result = import_lists(store, [fake_file(tmp_path)])

    assert ([o.status for o in result.outcomes], result.reindexed) == (["unchanged"], True)
    assert result.snapshot == result.previous == 1
    assert _answers(store)


def test_importing_the_same_bytes_with_a_newer_program_publishes_an_index_of_its_version(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = open_snapshot(store)
    _as_another_version(monkeypatch)
    with pytest.raises(StoreError, match="ostrakon lists reindex"):
        _answers(store)

    result = import_lists(store, [fake_file(tmp_path)])

    new = open_snapshot(store)
    assert (result.previous, result.snapshot, new.manifest.action) == (1, 2, "reindex")
    assert new.lists == old.lists
    assert new.index_folder != old.index_folder
    assert _answers(store)
    assert not import_lists(store, [fake_file(tmp_path)]).reindexed


def test_a_sound_index_is_left_alone(store: Path, tmp_path: Path) -> None:
    result = import_lists(store, [fake_file(tmp_path)])
    assert (result.snapshot, result.reindexed) == (1, False)


def test_a_refused_list_does_not_touch_the_index(store: Path, tmp_path: Path) -> None:
    shutil.rmtree(open_snapshot(store).index_folder)
    result = import_lists(store, [fake_file(tmp_path, count=2)])
    assert ([o.status for o in result.outcomes], result.reindexed) == (["refused"], False)


def test_reindex_builds_what_damage_of_any_kind_has_spoilt(store: Path) -> None:
    folder = open_snapshot(store).index_folder
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    name = folder / "name_ent.npy"
    name.write_bytes(name.read_bytes()[:-4] + b"\xff\xff\xff\x7f")

    assert reindex(store).number == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [event.kind for event in journal.events(StoreFolder(store))] == ["published", "reindex"]
    assert not list((store / "tmp").iterdir())


def test_who_reads_an_index_goes_on_reading_it_while_it_is_replaced(store: Path) -> None:
    reader = engine.Ostrakon.open(store)
    before = reader.screen("Person Number 7").answer
    reindex(store)
    assert reader.screen("Person Number 7").answer == before


def test_reindex_of_a_store_without_lists_is_not_screened_and_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(NotScreened, match="no list is in force"):
        reindex(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_rollback_to_a_snapshot_of_an_older_program_gets_an_index_that_serves(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_another_version(monkeypatch)
    import_lists(store, [fake_file(tmp_path, date="2026-01-02", renamed=3)])
    roll_back(store, 1)
    assert open_snapshot(store).number == 1
    assert _answers(store)


def test_a_return_to_earlier_lists_does_not_take_over_a_damaged_index(store: Path, tmp_path: Path) -> None:
    (open_snapshot(store).index_folder / "index.json").unlink()
    import_lists(store, [fake_file(tmp_path, date="2026-01-02", renamed=3)])
    import_lists(store, [fake_file(tmp_path)], force="the earlier one was right")
    assert open_snapshot(store).number == 3
    assert _answers(store)

"""Reading a snapshot: order, and what a damaged folder says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.app.importing import import_lists
from ostrakon.errors import StoreError
from ostrakon.store import open_snapshot
from ostrakon.store.table import RecordTable, encode_table
from ostrakon.store.writer import writing
from tests.fake_lists import fake_file


def test_entities_are_found_by_id_in_the_order_asked(tmp_path: Path) -> None:
    files = [fake_file(tmp_path, f"{s}.fake", source=s, count=3000) for s in ("un_sc", "eu_fsf", "ofac_sdn", "ch_seco")]
    import_lists(tmp_path / "s", files)
    snapshot = open_snapshot(tmp_path / "s")
    wanted = [f"eu-{number}" for number in range(1, 3000, 7)]

    found = list(snapshot.fetch(wanted))

    assert [e.id for e in found if e is not None] == wanted


def test_ids_that_collide_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "entities.jsonl").write_bytes(b'{"a"}\n{"bb"}\n')
    (tmp_path / "ids.bin").write_bytes(encode_table([(7, 0, 5), (7, 6, 6), (9, 0, 5)]))
    table = RecordTable(tmp_path)

    assert list(table.find(7)) == [b'{"a"}', b'{"bb"}']
    assert list(table.find(8)) == []
    assert len(table) == 3


@pytest.mark.parametrize("damage", ["ids.bin", "entities.jsonl"])
def test_a_missing_file_is_named(tmp_path: Path, damage: str) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    next((tmp_path / "s" / "lists").rglob(damage)).unlink()

    with pytest.raises(StoreError, match=damage):
        open_snapshot(tmp_path / "s")


def test_a_truncated_table_is_noticed(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    table = next((tmp_path / "s" / "lists").rglob("ids.bin"))
    table.write_bytes(table.read_bytes()[:-8])

    with pytest.raises(StoreError, match="truncated"):
        open_snapshot(tmp_path / "s")


def test_a_damaged_current_file_is_an_error_and_not_an_empty_store(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    (tmp_path / "s" / "CURRENT").write_bytes(b"")

    with pytest.raises(StoreError, match="damaged"):
        open_snapshot(tmp_path / "s")


def test_what_a_dead_writer_left_is_removed_by_the_next(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    (tmp_path / "s" / "tmp" / "half").mkdir()
    (tmp_path / "s" / "tmp" / "half" / "x").write_bytes(b"x")
    orphan = tmp_path / "s" / "snapshots" / "000002.json"
    orphan.write_bytes(b"{}")
    with writing(tmp_path / "s"):
        pass

    assert list((tmp_path / "s" / "tmp").iterdir()) == []
    assert not orphan.exists()
    assert open_snapshot(tmp_path / "s").number == 1

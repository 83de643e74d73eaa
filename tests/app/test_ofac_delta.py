"""`lists diff` on OFAC's real files against a plain comparison of their rows, made here without our readers."""

from __future__ import annotations

import csv
import io
import lzma
from collections import defaultdict
from pathlib import Path

import pytest

from ostrakon.app import admission
from ostrakon.app.differences import diff_snapshots
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import IndexBuilder
from tests.shared import shared


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is not needed here."""
    monkeypatch.setattr(admission, "index_builder", lambda: IndexBuilder(lambda snapshot, folder: None, "0"))


def rows(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """The rows of an sdn.csv by their number; blanks around a cell do not count, nor does the control-Z at the end."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in csv.reader(io.StringIO(lzma.decompress(path.read_bytes()).decode("ascii"), newline="")):
        if len(row) > 1:
            found[row[0].strip()].append(tuple(cell.strip() for cell in row))
    return found


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"), [("2024-05-02", "2024-05-03", 8, 0), ("2024-01", "2024-05-03", 112, 1256)]
)
def test_added_removed_and_changed_ids_are_exactly_those_whose_rows_differ(
    tmp_path: Path, old: str, new: str, removed: int, added: int
) -> None:
    old_file, new_file = (shared("data", "lists", "ofac", day, "sdn.csv.xz") for day in (old, new))
    before, after = rows(old_file), rows(new_file)
    import_lists(tmp_path, [old_file], source_id="ofac_sdn")
    import_lists(tmp_path, [new_file], source_id="ofac_sdn")
    found = diff_snapshots(tmp_path)

    assert {e.id for e in found.removed} == {f"ofac-{uid}" for uid in before.keys() - after.keys()}
    assert {e.id for e in found.added} == {f"ofac-{uid}" for uid in after.keys() - before.keys()}
    assert (len(found.removed), len(found.added)) == (removed, added)
    expected = {f"ofac-{uid}" for uid in before.keys() & after.keys() if before[uid] != after[uid]}
    assert {c.id for c in found.changed} == expected

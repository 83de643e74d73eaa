"""A mutilated list file is refused, or imported with what is wrong with it named; never a poorer list in force.

Mutilated are the bundled starter lists and the golden lists of the other formats, each over a store that has the whole
one in force. A sample by default; `OSTRAKON_STRESS=full` makes 500 of both.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from ostrakon.app import admission
from ostrakon.app.admission import Outcome
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import IndexBuilder
from ostrakon.sources.files import ListFile
from ostrakon.sources.registry import recognise
from ostrakon.store import ListInForce, guards, open_snapshot
from tests.sources.golden_lists import LISTS
from tests.sources.mutilations import MUTILATIONS

CASES = 500 if os.environ.get("OSTRAKON_STRESS") == "full" else 48
STARTER = Path(admission.__file__).parents[1] / "starter" / "lists"


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is not needed here."""
    monkeypatch.setattr(admission, "index_builder", lambda: IndexBuilder(lambda snapshot, folder: None, "0"))


def starter_sets() -> dict[str, list[Path]]:
    """The files of every bundled list, by source and format."""
    found = recognise([ListFile(path) for path in sorted(STARTER.iterdir()) if path.is_file()])
    return {f"{source} {format_.name}": [file.path for file in files] for source, format_, files in found}


def assert_harmless(outcome: Outcome, before: ListInForce, after: ListInForce, case: str) -> None:
    """What became of a mutilated list is one of the outcomes that do no harm."""
    if outcome.status in ("refused", "unchanged"):
        assert after == before, case
        assert outcome.message, case
        assert outcome.reason or outcome.status == "unchanged", case
        return
    assert outcome.status == "imported", case
    assert guards.objections(after, before) == [], case
    # A flipped bit may make one letter another one, which no reader can know; then the change itself is named.
    assert outcome.issues or not outcome.message.endswith(" 0 added, 0 removed, 0 changed"), case


@pytest.mark.stress
def test_every_mutilated_list_is_refused_or_imported_with_its_flaws_named(tmp_path: Path) -> None:
    sets = starter_sets()
    good = tmp_path / "good"
    for files in sets.values():
        assert not import_lists(good, files).refused
    chance = random.Random(42)
    seen: Counter[str] = Counter()
    for turn in range(CASES):
        name, files = chance.choice(sorted(sets.items()))
        victim = chance.choice(files)
        mutilation = MUTILATIONS[turn % len(MUTILATIONS)]
        case = f"case {turn}: {mutilation.__name__} of {victim.name} ({name})"
        folder, store = tmp_path / "files", tmp_path / "store"
        for leftover in (folder, store):
            shutil.rmtree(leftover, ignore_errors=True)
        shutil.copytree(good, store)
        folder.mkdir()
        for file in files:
            data = file.read_bytes()
            (folder / file.name).write_bytes(mutilation(data, chance) if file == victim else data)
        source = name.split()[0]
        before = open_snapshot(store).lists[source]

        result = import_lists(store, sorted(folder.iterdir()), source_id=source)

        assert len(result.outcomes) == 1, case
        snapshot = open_snapshot(store)
        assert_harmless(result.outcomes[0], before, snapshot.lists[source], case)
        assert sum(1 for _ in snapshot.entities()) > 0, case
        seen[f"{mutilation.__name__} {result.outcomes[0].status}"] += 1
    assert seen.total() == CASES


@pytest.mark.stress
def test_every_mutilated_list_of_the_other_formats_is_refused_or_its_flaws_named(tmp_path: Path) -> None:
    chance = random.Random(43)
    good: dict[str, Path] = {}
    for turn in range(CASES):
        golden = LISTS[turn % len(LISTS)] if turn < len(LISTS) else chance.choice(LISTS)
        if golden.file not in good:
            place = tmp_path / "good" / golden.file
            assert not import_lists(place, [golden.write(tmp_path / "whole")], source_id=golden.source).refused
            good[golden.file] = place
        mutilation = MUTILATIONS[turn % len(MUTILATIONS)]
        case = f"case {turn}: {mutilation.__name__} of {golden.file}"
        store, path = tmp_path / "store", tmp_path / golden.name
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(good[golden.file], store)
        path.write_bytes(mutilation(golden.content(), chance))
        before = open_snapshot(store).lists[golden.source]

        result = import_lists(store, [path], source_id=golden.source)

        assert len(result.outcomes) == 1, case
        assert_harmless(result.outcomes[0], before, open_snapshot(store).lists[golden.source], case)

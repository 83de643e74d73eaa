"""A SIGKILL at any moment of an import leaves the old snapshot or the new one, complete.

A sample by default; `OSTRAKON_STRESS=full` kills 200 times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ostrakon.app.importing import import_lists
from ostrakon.store import open_snapshot
from ostrakon.store.snapshot import current_number
from ostrakon.store.writer import writing
from tests.fake_lists import fake_file

KILLS = 200 if os.environ.get("OSTRAKON_STRESS") == "full" else 8
RECORDS = 1500
_CHILD = """
import sys
from pathlib import Path
from ostrakon.app import admission
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import IndexBuilder
from ostrakon.sources import registry
from tests.fake_lists import FAKE

def build(snapshot, folder):
    with (folder / "arrays").open("w") as out:
        for entity in snapshot.entities():
            out.write(entity.id + chr(10))

registry.FORMATS = (FAKE,)
admission.index_builder = lambda: IndexBuilder(build, "1")
for path in sys.stdin:
    print("begin", flush=True)
    import_lists(Path(sys.argv[1]), [Path(path.strip())])
    print("end", flush=True)
"""


def child(store: Path) -> subprocess.Popen[str]:
    """A process that imports each file whose path it is given."""
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def start_import(process: subprocess.Popen[str], path: Path) -> None:
    """Give the child a file and wait until it begins."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{path}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "begin\n"


def seconds_of_one_import(store: Path, files: list[Path]) -> float:
    """How long an import takes here, so that kills fall all over it."""
    with child(store) as process:
        assert process.stdout is not None
        start_import(process, files[0])
        process.stdout.readline()
        start = time.monotonic()
        start_import(process, files[1])
        process.stdout.readline()
        seconds = time.monotonic() - start
        process.communicate()
    return seconds


def assert_complete(store: Path, numbers: tuple[int | None, ...]) -> int | None:
    """The store opens with one of these snapshots, and all of it is there."""
    number = current_number(store)
    assert number in numbers
    if number is not None:
        snapshot = open_snapshot(store)
        ids = [entity.id for entity in snapshot.entities()]
        assert len(ids) == RECORDS
        assert (snapshot.index_folder / "arrays").read_text().split() == ids
        assert snapshot.entity(ids[-1]) is not None
    return number


@pytest.mark.stress
def test_a_kill_at_a_random_moment_leaves_the_old_or_the_new_snapshot(tmp_path: Path) -> None:
    chance = random.Random(20260503)
    store = tmp_path / "store"
    files = [
        fake_file(tmp_path, f"{i}.fake", count=RECORDS, renamed=i + 1, date=f"2026-01-{i % 28 + 1:02d}")
        for i in range(2)
    ]
    whole = seconds_of_one_import(tmp_path / "trial", files)
    outcomes: set[str] = set()
    before: int | None = None
    for turn in range(KILLS):
        path = fake_file(tmp_path, "next.fake", count=RECORDS, renamed=turn + 1, date="2026-02-01")
        with child(store) as process:
            start_import(process, path)
            time.sleep(chance.uniform(0, whole * 1.1))
            process.send_signal(signal.SIGKILL)
        after = assert_complete(store, (before, (before or 0) + 1))
        outcomes.add("old" if after == before else "new")
        before = after

    assert KILLS < 50 or outcomes == {"old", "new"}, "the kills do not fall around the moment of publication"
    with writing(store):
        pass
    assert list((store / "tmp").iterdir()) == []
    result = import_lists(store, [fake_file(tmp_path, "last.fake", count=RECORDS, date="2026-03-01")])
    assert result.snapshot == (before or 0) + 1

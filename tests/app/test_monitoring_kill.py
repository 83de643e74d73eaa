"""A SIGKILL at any moment of a rescreen leaves the matches of before or those of after, and the next run goes on.

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
from ostrakon.app.monitoring import importing
from ostrakon.app.monitoring.watching import Watch
from ostrakon.database.opening import open_database
from ostrakon.database.records import verify_ledger
from ostrakon.intake.records import open_records
from tests import fake_lists

KILLS = 200 if os.environ.get("OSTRAKON_STRESS") == "full" else 3
CUSTOMERS, SEGMENT = 60, 12
GIVEN, FAMILY = ("Ivan", "Olga", "Sergey", "Mohammed"), ("Petrov", "Khadr", "Zindashti", "Brzeczyszczykiewicz")
_CHILD = """
import sys
from pathlib import Path
from ostrakon.app.monitoring.watching import Watch
from ostrakon.database.opening import open_database
from ostrakon.sources import registry
from tests.fake_lists import FAKE

registry.FORMATS = (FAKE,)
store = Path(sys.argv[1])
watch = Watch(store, open_database(f"sqlite:///{store / 'team.sqlite'}"))
for _ in sys.stdin:
    print("begin", flush=True)
    watch.rescreen(actor="t", workers=1)
    print("end", flush=True)
"""


def child(store: Path) -> subprocess.Popen[str]:
    """A process that rescreens whenever it is told."""
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    assert process.stdout.readline() == "begin\n"


def lists(store: Path, turn: int) -> None:
    """An edition in which other parties are listed than in the one before."""
    path = store.parent / "un.fake"
    names = [f"{g} {f}" for g in GIVEN for f in FAMILY]
    rows = [f"{n}|{name}|||ru" for n, name in enumerate(names, 1) if (n + turn) % 3]
    rows += [f"{n}|Filler Number{n}|||us" for n in range(100, 130)]
    path.write_text("\n".join([f"FAKE un_sc 2026-01-{turn % 28 + 1:02d} {len(rows)}", *rows]) + "\n")
    import_lists(store, [path], source_id="un_sc", force="a test")


def matched(watch: Watch) -> frozenset[tuple[str, str, float]]:
    return frozenset((one.customer, one.party, one.bits) for one in watch.matched(limit=10_000))


@pytest.mark.stress
def test_a_kill_at_a_random_moment_leaves_all_of_a_run_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_lists.install(monkeypatch)
    monkeypatch.setattr(importing, "CUSTOMERS_MAX", SEGMENT)
    chance = random.Random(20260504)
    store = tmp_path / "store"
    lists(store, 0)
    database = open_database(f"sqlite:///{store / 'team.sqlite'}")
    watch = Watch(store, database)
    file = tmp_path / "customers.csv"
    rows = [f"C-{n},{chance.choice(GIVEN)} {chance.choice(FAMILY)},Person" for n in range(CUSTOMERS)]
    file.write_text("\n".join(["query_id,name,schema", *rows]) + "\n")
    with open_records(file) as records:
        watch.bring_in(records, actor="t")
    watch.rescreen(actor="t", workers=1)
    before = matched(watch)
    seconds = 0.5
    for turn in range(1, KILLS + 1):
        lists(store, turn)
        with child(store) as process:
            begin(process)
            started = time.monotonic()
            time.sleep(chance.uniform(0, seconds * 1.2))
            process.send_signal(signal.SIGKILL)
        at_kill = matched(watch)
        watch.rescreen(actor="t", workers=1)
        after = matched(watch)
        assert at_kill in (before, after)
        assert watch.rescreen(actor="t", workers=1, full=True).unchanged == len(after)
        before, seconds = after, max(seconds, min(3.0, time.monotonic() - started))
    assert verify_ledger(database).intact
    assert not any((store / "customers" / "work").iterdir())
    database.close()

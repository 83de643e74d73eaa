"""The service under load: two workers, many clients on the same machine, another snapshot in the middle.

Each answer is held against those that the quiet service gave on either snapshot: it must be one of the two, whole. The
rate, and how long 95 of 100 answers took, depend on what else the machine does; the time of the processor that one
request took does so less, and stands beside them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec

from benchmarks.corpus import ROOT, SHARED, Corpus
from benchmarks.load_client import Outcome, Plan
from benchmarks.measure import COMMAND, Bar, Section, ms, ostrakon, percentile
from benchmarks.serving import serving
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.database.records import verify_ledger
from ostrakon.store.snapshot import current_number

WORKERS = 2
NEXT_EDITION = SHARED / "data" / "lists" / "ofac" / "2024-05-03"
SWAP_AT = 0.4
"""Share of a run after which the other snapshot comes into force."""


@dataclass(frozen=True)
class Service:
    """A running service with a key to it."""

    port: int
    process: int
    key: str

    @property
    def head(self) -> str:
        """Request line and headers of a request to `/match`."""
        return (
            f"POST /match/default HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n"
            f"content-type: application/json\r\nauthorization: ApiKey {self.key}"
        )

    def cpu_seconds(self) -> float:
        """Time of the processor that the service and its workers have taken (Linux)."""
        return sum(_cpu_seconds(one) for one in [self.process, *_children(self.process)])


def load(corpus: Corpus, imported: Path, work: Path, *, seconds: float, names: int) -> Section:
    """32 clients, with another snapshot in the middle, then 8."""
    section = Section(
        "The service under load",
        f"`ostrakon serve --workers {WORKERS}` over SQLite, keys, ledger and cases on; clients on the same machine ask "
        f"`/match` for one name at a time ({names:,} names: a third as listed, a third misspelt, a third clean), each "
        "the next as soon as it has its answer. In the first run another snapshot comes into force in the middle.",
        ("clients", "requests", "a second", "median", "95 of 100", "slowest", "CPU of the service", "of the clients"),
    )
    store = Path(shutil.copytree(imported, work / "load"))
    bodies = [
        json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}})
        for name in corpus.queries(names)
    ]
    before, after = _two_snapshots(corpus, store)
    with _serving(store) as service:
        known = _known(service, store, bodies, (after, before))
        swap = _swapping(store, after, seconds * SWAP_AT)
        first = _asked(section, service, bodies, clients=32, seconds=seconds)
        swap.wait()
        told = Counter(
            tuple(side for side in ("before", "after") if digest == known[side][n])
            for n, _, digest, _, _ in first.answers
        )
        second = _asked(section, service, bodies, clients=8, seconds=seconds / 2)
    for outcome in (first, second):
        if outcome.lost or set(outcome.statuses) != {200} or told[()]:
            raise AssertionError(f"{outcome.lost} lost, {outcome.statuses}, {told[()]} of neither snapshot")
    database = open_database(database_url(store))
    verdict = verify_ledger(database)
    database.close()
    if not verdict.intact:
        raise AssertionError(f"the ledger is broken: {verdict.what}")
    section.notes += [
        f"Of the answers to 32 clients {told['before',]:,} are to the byte those of the snapshot before, "
        f"{told['after',]:,} those of the one after, {told['before', 'after']:,} the same on both; none is of neither, "
        "none was lost, none was refused.",
        f"The ledger holds {verdict.records:,} records afterwards, and its chain verifies: no answer without a record.",
        f"Load average at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.",
        "yente's documentation (cited, not measured here) counts on about 4 requests a second for each virtual "
        "processor with logic-v2 and about 15 with logic-v1, beside a search server of its own.",
    ]
    many, few = (1000 * percentile(_took(outcome), 0.95) for outcome in (first, second))
    section.bars += [
        Bar("requests a second, 32 clients", 400, len(first.answers) / first.seconds, digits=0),
        Bar("95 of 100 answers within, 32 clients, ms", 120, many, at_most=True, digits=0),
        Bar("95 of 100 answers within, 8 clients, ms", 40, few, at_most=True, digits=0),
    ]
    return section


def _two_snapshots(corpus: Corpus, store: Path) -> tuple[int, int]:
    """The snapshot in force, and one made now with another edition of a list; the first is in force again."""
    before = current_number(store)
    source, files = "ofac_sdn", sorted(NEXT_EDITION.glob("*.xz"))
    if not corpus.real:
        edition = next(one for one in corpus.lists if one.source == "ch_seco")
        source, files = edition.source, [_changed(edition.files[0], store.parent)]
    ostrakon("--store", store, "lists", "import", source, *files, "--force", "measuring", ok=(0, 1))
    after = current_number(store)
    if before is None or after is None or before == after:
        raise AssertionError(f"no second snapshot came of the import: {before}, {after}")
    ostrakon("--store", store, "lists", "rollback", str(before))
    return before, after


def _changed(file: Path, folder: Path) -> Path:
    """A list that says something otherwise than the given one."""
    changed = folder / file.name
    changed.write_text(file.read_text(encoding="utf-8").replace("Lavrov", "Lavrovv"), encoding="utf-8")
    return changed


def _known(service: Service, store: Path, bodies: list[str], order: tuple[int, int]) -> dict[str, list[str]]:
    """What the quiet service answers on each snapshot; the one that comes first in time is in force afterwards."""
    known: dict[str, list[str]] = {}
    for name, number in zip(("after", "before"), order, strict=True):
        if current_number(store) != number:
            ostrakon("--store", store, "lists", "rollback", str(number))
        time.sleep(4)  # twice as long as a worker needs to notice
        headers = {"authorization": f"ApiKey {service.key}", "content-type": "application/json"}
        with httpx.Client(base_url=f"http://127.0.0.1:{service.port}", headers=headers, timeout=60) as client:
            answers = [client.post("/match/default", content=body, headers={"accept-encoding": ""}) for body in bodies]
        known[name] = [hashlib.sha256(answer.content).hexdigest() for answer in answers]
    if sum(a != b for a, b in zip(known["after"], known["before"], strict=True)) < len(bodies) // 10:
        raise AssertionError("the two snapshots hardly differ in their answers: a mixture would go unnoticed")
    return known


def _swapping(store: Path, number: int, seconds: float) -> subprocess.Popen[bytes]:
    """A process that puts a snapshot in force after some seconds."""
    code = "import sys, time, subprocess; time.sleep(float(sys.argv[1])); sys.exit(subprocess.call(sys.argv[2:]))"
    command = [COMMAND, "--store", store, "lists", "rollback", str(number)]
    return subprocess.Popen([sys.executable, "-c", code, str(seconds), *map(str, command)], stdout=subprocess.DEVNULL)


def _asked(section: Section, service: Service, bodies: list[str], *, clients: int, seconds: float) -> Outcome:
    plan = Plan(host="127.0.0.1", port=service.port, head=service.head, bodies=bodies, clients=clients, seconds=seconds)
    before = service.cpu_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load_client"],
        input=msgspec.json.encode(plan),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
    )
    outcome = msgspec.json.decode(done.stdout, type=Outcome)
    cpu, took, count = service.cpu_seconds() - before, _took(outcome), len(outcome.answers)
    section.rows.append(
        (
            *(str(clients), f"{count:,}", f"{count / outcome.seconds:,.0f}"),
            *(ms(percentile(took, share)) for share in (0.5, 0.95)),
            *(ms(max(took)), ms(cpu / count), ms(outcome.cpu_seconds / count)),
        )
    )
    return outcome


def _took(outcome: Outcome) -> list[float]:
    return [seconds for _, _, _, _, seconds in outcome.answers]


@contextmanager
def _serving(store: Path) -> Iterator[Service]:
    database = open_database(database_url(store))
    with database.write() as transaction:
        key = add_key(transaction, "load", "screener", actor="benchmark").shown
    database.close()
    with serving(store, WORKERS) as served:
        time.sleep(2)  # the other worker
        yield Service(served.port, served.process, key)


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task")
    if not tasks.exists():
        return []
    return [int(one) for task in tasks.iterdir() for one in (task / "children").read_text().split()]


def _cpu_seconds(process: int) -> float:
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

"""Two hosts: how long after a list update on one the other answers with it, and what errors a client of both meets.

`python -m benchmarks.hosts STORE [FOLDER]` runs it alone. Both hosts are `ostrakon serve` on this machine, with folders
of their own and one PostgreSQL (`OSTRAKON_TEST_POSTGRES`), in which a database is made for the run.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.load import NEXT_EDITION
from benchmarks.measure import Bar, Section, ostrakon
from benchmarks.serving import serving
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.store.bundles import files_of
from ostrakon.store.snapshot import current_number, open_snapshot

SERVER = os.environ.get("OSTRAKON_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/test")
ASKED_EVERY = 0.02
"""Seconds between two requests of the client to a host."""


@dataclass(slots=True)
class _Told:
    """What a client of one host was told, and when.

    Attributes:
        snapshots: number of a snapshot → the first and the last moment at which it answered.
        asked: requests. errors: of them, in words.
    """

    snapshots: dict[int, tuple[float, float]] = field(default_factory=dict)
    asked: int = 0
    errors: list[str] = field(default_factory=list)


def hosts(store: Path, work: Path) -> Section:
    """Another edition of OFAC's list, imported on one host; a new host with two workers beside it."""
    section = Section(
        "Two hosts",
        "Two services with folders of their own over one PostgreSQL, on this machine. A client asks both all the time, "
        "while another edition of OFAC's list is imported on the first. Counted from the first answer of the first "
        "host with the new lists to the last answer of the second without them (two workers).",
        ("what", "measured"),
    )
    if not NEXT_EDITION.exists():
        section.notes.append("Not measured: the other edition of the list is not here.")
        return section
    first = Path(shutil.copytree(store, work / "first", ignore=shutil.ignore_patterns("ostrakon.sqlite*")))
    second = work / "second"
    second.mkdir()
    with _database() as url, _environment(url):
        database = open_database(url)
        with database.write() as transaction:
            key = add_key(transaction, "client", "screener", actor="benchmark").shown
        database.close()
        with serving(first, 1) as one, serving(second, 2) as two:
            before = current_number(first) or 0
            with _client(one.url, key) as at_one, _client(two.url, key) as at_two:
                files = sorted(NEXT_EDITION.glob("*.xz"))
                started = time.monotonic()
                done = ostrakon(
                    "--store", first, "lists", "import", "ofac_sdn", *files, "--force", "measured", ok=(0, 1)
                )
                imported = time.monotonic() - started
                after = current_number(first) or 0
                until = time.monotonic() + 60
                while time.monotonic() < until and not (after in at_one.snapshots and after in at_two.snapshots):
                    time.sleep(0.05)
                time.sleep(2)
    if before == after or after not in at_two.snapshots:
        raise AssertionError(f"the second host did not follow: {before}, {after}, {at_two.snapshots}\n{done.output}")
    sent = sum(path.stat().st_size for path in files_of(open_snapshot(second)))
    new = _new_bytes(first, before, after)
    late = at_two.snapshots[before][1] - at_one.snapshots[after][0]
    errors = len(at_one.errors) + len(at_two.errors)
    section.rows += [
        ("in force on the second after the first", f"{late:.1f} s"),
        ("the import itself, index and sending included", f"{imported:.0f} s"),
        ("files of the snapshot; new ones among them", f"{sent / 1e6:,.0f} MB; {new / 1e6:,.0f} MB"),
        ("requests to both hosts meanwhile", f"{at_one.asked + at_two.asked:,}"),
        ("errors at the client", str(errors)),
    ]
    section.notes.append(f"Load average at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")
    section.bars += [
        Bar("lists in force on a second host after the first, s", 5, late, at_most=True, digits=1),
        Bar("errors at a client while two hosts change lists", 0, errors, at_most=True, digits=0),
    ]
    return section


def _new_bytes(store: Path, before: int, after: int) -> int:
    """Bytes of the files that the later snapshot has and the earlier has not."""
    known = set(files_of(open_snapshot(store, before)))
    return sum(path.stat().st_size for path in files_of(open_snapshot(store, after)) if path not in known)


@contextmanager
def _database() -> Iterator[str]:
    import psycopg  # noqa: PLC0415  # an extra

    name = f"ostrakon_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield SERVER.rpartition("/")[0] + "/" + name
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def _environment(url: str) -> Iterator[None]:
    """For the services, and for commands on their hosts."""
    before = dict(os.environ)
    os.environ |= {"OSTRAKON_DATABASE": url, "OSTRAKON_SHARE_LISTS": "on"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _client(url: str, key: str) -> Iterator[_Told]:
    told, over = _Told(), threading.Event()

    def ask() -> None:
        headers = {"authorization": f"ApiKey {key}", "connection": "close"}  # so that both workers are asked
        with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
            while not over.wait(ASKED_EVERY):
                told.asked += 1
                try:
                    answer = client.post("/v1/screen", json={"name": "Sergei Lavrov"})
                    number = answer.raise_for_status().json()["snapshot"]
                except (httpx.HTTPError, ValueError, KeyError) as bad:
                    told.errors.append(repr(bad))
                    continue
                now = time.monotonic()
                told.snapshots[number] = (told.snapshots.get(number, (now, now))[0], now)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield told
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path()
    print(hosts(Path(sys.argv[1]), folder).markdown())

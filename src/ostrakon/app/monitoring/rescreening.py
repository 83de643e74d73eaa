"""The base against the lists in force: what can have changed and nothing else, resumable, all or nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

import msgspec

from ostrakon.app.compiled_cache import made_code
from ostrakon.app.compiled_place import code_is_ready, compiled_mode
from ostrakon.app.engine import Ostrakon
from ostrakon.app.monitoring.alerting import Told, commit
from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.app.monitoring.outcome import Rescreened
from ostrakon.app.monitoring.reanalysing import reanalysed
from ostrakon.app.monitoring.segment_screening import (
    Found,
    Task,
    current_footprints,
    forget_engines,
    perform,
    read_found,
)
from ostrakon.app.recording import digest
from ostrakon.customers.base import Base, Screened, SegmentEntry, program_key
from ostrakon.customers.footprints import Footprints, gone_or_changed, touched
from ostrakon.database import customers as rows_of
from ostrakon.database.records import moment
from ostrakon.database.transactions import Database
from ostrakon.errors import NotScreened, StoreError
from ostrakon.index.acceleration import compiled_available
from ostrakon.reports.counting import counted
from ostrakon.store.differences import compare
from ostrakon.store.snapshot import open_snapshot

COMPILE_FROM = 5_000
"""Customers of a base from which compiling the loops first (about a minute, once) is worth it."""
PARTIES_FEW = 300
"""Touched parties up to which one process is sooner done than several are started."""
Progress = Callable[[int, int], None]
"""Told how many segments are done, and of how many."""


def rescreen(
    folder: BaseFolder,
    database: Database,
    store: Path,
    *,
    actor: str,
    policy: Path | None = None,
    full: bool = False,
    workers: int = 0,
    progress: Progress = lambda _done, _of: None,
) -> Rescreened:
    """Screen what of the base can have changed, keep what came of it, and open cases.

    Args:
        full: screen all customers against all lists, whatever was done before.
        workers: processes; 0 takes one for each processor where the work is worth it.

    Raises:
        NotScreened: no list is in force, or those in force are too old for the policy; nothing was changed.
        StoreError: another run is at work, or files are damaged or sealed under another key.
    """
    with folder.writing(), Ostrakon.open(store, policy=policy) as engine:
        if engine.stale:
            raise NotScreened(engine.stale)
        with database.read() as transaction:
            base = rows_of.base(transaction)
        if base.sealed and folder.key is None:
            raise StoreError("the customer base is sealed", remedy="Set OSTRAKON_CUSTOMERS_KEY to its key")
        base = reanalysed(folder, database, base)
        run = _Run(folder, database, store, engine, policy, base, full=full)
        try:
            return run.perform(actor, workers, progress)
        finally:
            forget_engines()


class _Run:
    """One run: what is to be done, and doing it."""

    def __init__(
        self,
        folder: BaseFolder,
        database: Database,
        store: Path,
        engine: Ostrakon,
        policy: Path | None,
        base: Base,
        *,
        full: bool,
    ) -> None:
        self.folder, self.database, self.store, self.engine = folder, database, store, engine
        self.policy_file, self.base = policy, base
        self.policy = digest(asdict(engine.policy))
        self.why = "it was asked for" if full else self._incomparable()
        self.before = self._footprints_before()
        self.changed_records = self._changed_records()

    def _incomparable(self) -> str:
        """Why what is stored cannot be built upon; empty where it can."""
        screened = self.base.screened
        if screened is None:
            return "the base was never screened"
        if screened.policy != self.policy:
            return "the policy has changed"
        if screened.program != program_key():
            return "another version of the program compares names"
        return ""

    def _footprints_before(self) -> Footprints | None:
        if self.why or self.base.screened is None:
            return None
        try:
            return self.folder.read_footprints(self.base.screened.footprints)
        except StoreError:
            self.why = "the footprints of the lists before cannot be read"
            return None

    def _changed_records(self) -> frozenset[str]:
        """Ids of parties of which anything at all changed, a programme say, which no score depends on."""
        screened = self.base.screened
        if self.before is None or screened is None or screened.snapshot == self.engine.snapshot_number:
            return frozenset()
        try:
            found = compare(open_snapshot(self.store, screened.snapshot), self.engine.snapshot)
        except (StoreError, NotScreened):
            self.why, self.before = "the lists before cannot be read any more", None
            return frozenset()
        return frozenset(one.id for one in found.changed)

    def perform(self, actor: str, workers: int, progress: Progress) -> Rescreened:
        """Screen segment by segment, then keep everything in one transaction."""
        base, screened = self.base, self.base.screened
        now, ids, prints = current_footprints(self.engine)
        done = Rescreened(
            mode="full" if self.before is None else "incremental",
            why=self.why if self.before is None else "",
            snapshot_before=screened.snapshot if screened else 0,
            snapshot=self.engine.snapshot_number,
            customers=base.customers,
        )
        if self.before is not None:
            done.parties = int(touched(self.before, ids, prints).sum())
        tasks = self._tasks(done.parties)
        work = self.folder.work(self._name())
        work.mkdir(exist_ok=True)
        done.resumed = sum(task.out.exists() for task in tasks)
        if done.resumed:
            done.messages.append(
                f"{done.resumed} of {counted(len(tasks), 'segment')} taken over from an interrupted run"
            )
        found = dict(self._performed(tasks, workers, done, progress))
        told = Told(
            entries={name: read_found(path, self.folder.key) for name, path in found.items()},
            gone=gone_or_changed(self.before, now) if self.before is not None else None,
            also=self.changed_records,
        )
        segments = tuple(self._screened(entry, told.entries.get(entry.name)) for entry in base.segments)
        done.anew = sum(self._anew(one.customers - one.crossed, told.entries.get(one.name)) for one in segments)
        done.not_screened = sum(one.not_screened for one in segments)
        footprints = self.folder.write_footprints(now)
        after = msgspec.structs.replace(
            base,
            segments=segments,
            screened=Screened(
                snapshot=self.engine.snapshot_number, policy=self.policy, program=program_key(),
                footprints=footprints, at=moment(),
            ),
        )  # fmt: skip
        saved = commit(self.folder, self.database, self.engine, after, told, done, actor=actor)
        self.folder.sweep(saved)
        return done

    @staticmethod
    def _screened(entry: SegmentEntry, found: Found | None) -> SegmentEntry:
        left = entry.not_screened if found is None else found.not_screened
        return msgspec.structs.replace(entry, pending=False, not_screened=left)

    @staticmethod
    def _anew(customers: int, found: Found | None) -> int:
        if found is None:
            return 0
        return customers if found.whole else len(found.anew)

    def _tasks(self, parties: int) -> list[Task]:
        """The segments to be looked at; none where nothing can have changed."""
        screened = self.base.screened
        with self.database.read() as transaction:
            crossed = {one.name: rows_of.crossed(transaction, one.name) for one in self.base.segments}
        same = screened is not None and self.before is not None and screened.snapshot == self.engine.snapshot_number
        return [
            Task(
                store=self.store,
                snapshot=self.engine.snapshot_number,
                policy=self.policy_file,
                policy_sha256=self.policy,
                folder=self.folder,
                segment=one.name,
                before="" if one.pending or self.before is None or screened is None else screened.footprints,
                crossed=tuple(crossed[one.name]),
                also=self.changed_records,
                out=self.folder.work(self._name()) / one.name,
            )
            for one in self.base.segments
            if one.pending or not (same and not parties)
        ]

    def _name(self) -> str:
        """Of this run and of any that does the same, so that one which was killed is gone on with."""
        with self.database.read() as transaction:
            crossed = [(one.name, one.pending, rows_of.crossed(transaction, one.name)) for one in self.base.segments]
        screened = self.base.screened.footprints if self.base.screened and self.before is not None else ""
        said = repr((self.engine.snapshot.manifest.index, self.policy, program_key(), screened, crossed))
        said += repr(sorted(self.changed_records))
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def _performed(
        self, tasks: list[Task], workers: int, done: Rescreened, progress: Progress
    ) -> Iterator[tuple[str, Path]]:
        whole = sum(one.customers for one in self.base.segments if one.pending or self.before is None)
        many = len(tasks) and self.base.customers >= COMPILE_FROM
        if many and compiled_mode() == "auto" and compiled_available() and not code_is_ready():
            made_code()
        few = self.before is not None and not whole and done.parties <= PARTIES_FEW
        count = workers or (1 if few else min(os.cpu_count() or 1, len(tasks)))
        results: Iterable[Path]
        if count < 2 or len(tasks) < 2:
            results = map(perform, tasks)
            for number, (task, path) in enumerate(zip(tasks, results, strict=True), 1):
                progress(number, len(tasks))
                yield task.segment, path
            return
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            for number, (task, path) in enumerate(zip(tasks, pool.map(perform, tasks), strict=True), 1):
                progress(number, len(tasks))
                yield task.segment, path

"""The timetable: which jobs are due, done by one process at a time, while it holds a lease and keeps it.

Two timetables run side by side, so that a long rescreen does not hold up deliveries: `lists` (update, rescreen) and
`deliveries` (webhooks, mail, forgetting what was delivered). A job that fails is noted, told to who wants to know, and
tried again at its next time; a process that dies loses its lease after a minute, and another goes on.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ostrakon.app.delivering.announcing import announce
from ostrakon.app.delivering.digest import send_digests
from ostrakon.app.delivering.options import DeliverySettings, delivery_settings
from ostrakon.app.delivering.sending import Sender
from ostrakon.app.serving import read_settings
from ostrakon.app.settings import customers_key
from ostrakon.database import outbox
from ostrakon.database.leases import Job, give_lease_back, held_by_another, jobs, note_job, take_lease
from ostrakon.database.outbox import later
from ostrakon.database.records import moment
from ostrakon.database.transactions import Database
from ostrakon.errors import OstrakonError, StoreError
from ostrakon.reports.counting import counted

PREFIX = "OSTRAKON_SCHEDULE_"
LEASE_SECONDS = 60.0
RESCREEN_SECONDS = 30.0
"""How often it is looked whether lists or customers have changed."""
_log = logging.getLogger("ostrakon.schedule")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """What `serve` does by itself; each is the environment variable `OSTRAKON_SCHEDULE_` + its name in capitals.

    Attributes:
        on: whether it does any of it; off where cron runs the commands.
        update_hours: how often the lists are fetched; 0: never by itself, since nothing goes to the network unasked.
        rescreen: whether customers are screened again when lists or customers have changed.
        deliver_seconds: how often it is looked for webhooks that are due.
    """

    on: bool = True
    update_hours: float = 0.0
    rescreen: bool = True
    deliver_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Task:
    """One job.

    Attributes:
        name: of the job.
        due: whether it is due, given its last run and the moment.
        run: does it, and says in words what it did; empty for nothing.
        often: it runs every few seconds: only runs that did something, or failed, are kept in the database.
    """

    name: str
    due: Callable[[Job | None, datetime], bool]
    run: Callable[[], str]
    often: bool = False


@dataclass(slots=True)
class Timetable:
    """Jobs that one process at a time does.

    Attributes:
        name: of the lease.
        clock: the present moment, in UTC.
    """

    name: str
    database: Database
    tasks: Sequence[Task]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    holder: str = field(default_factory=lambda: uuid.uuid4().hex)
    _held_until: str = ""
    _last: dict[str, Job] = field(default_factory=dict)

    def turn(self, stop: Callable[[], bool] = lambda: False) -> list[str]:
        """Do what is due, if nobody else holds the lease; the names of the jobs that were done."""
        if not self._lease():
            return []
        done = []
        for task in self.tasks:
            if stop() or not self._lease():
                break
            if task.due(self._last_run(task), self.clock()):
                self._run(task)
                done.append(task.name)
        return done

    def close(self) -> None:
        """Give the lease back, so that another process goes on at once."""
        self._held_until = ""
        with self.database.write() as transaction:
            give_lease_back(transaction, self.name, self.holder)

    def _last_run(self, task: Task) -> Job | None:
        if task.often and task.name in self._last:
            return self._last[task.name]
        with self.database.read() as transaction:
            return jobs(transaction).get(task.name)

    def _lease(self) -> bool:
        """Whether this process holds the lease, taken or renewed if need be; most turns need no write for that."""
        now = moment()
        if self._held_until > later(LEASE_SECONDS / 2, now):
            return True
        with self.database.read() as transaction:
            if held_by_another(transaction, self.name, self.holder, now):
                return False
        until = later(LEASE_SECONDS, now)
        with self.database.write() as transaction:
            taken = take_lease(transaction, self.name, self.holder, now, until)
        self._held_until = until if taken else ""
        return taken

    def _run(self, task: Task) -> None:
        began, problem, told = moment(), "", ""
        with self._kept():
            try:
                told = task.run()
            except OstrakonError as failed:
                problem = str(failed)
            except Exception as fault:  # a fault in one job must not end the others
                problem = f"an unexpected fault ({type(fault).__name__})"
                _log.exception("job %s", task.name)
        outcome = "failed" if problem else "done"
        self._last[task.name] = Job(name=task.name, began=began, ended=moment(), outcome=outcome, problem=problem)
        if told or problem or not task.often:
            self._note(task, began, outcome, problem or told)
        if problem:
            _log.error("job %s failed: %s", task.name, problem)
        elif told:
            _log.info("job %s: %s", task.name, told)

    def _note(self, task: Task, began: str, outcome: str, words: str) -> None:
        """Keep what became of a job; that it fails is told once, until it is done again."""
        with self.database.write() as transaction:
            before = jobs(transaction).get(task.name)
            note_job(transaction, task.name, began, outcome, words)
            if outcome == "failed" and (before is None or before.outcome != "failed"):
                announce(transaction, "job.failed", {"job": task.name})

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep the lease while a long job runs."""
        over = threading.Event()

        def keep() -> None:
            while not over.wait(LEASE_SECONDS / 3):
                try:
                    self._lease()
                except OstrakonError as away:  # the database is away: the job will meet that itself
                    _log.warning("the lease %s was not renewed: %s", self.name, away)

        keeper = threading.Thread(target=keep, name=f"lease-{self.name}", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()


def timetables(store: Path, database: Database) -> list[Timetable]:
    """The timetables of the service, by its settings.

    Raises:
        UsageError: a setting is wrong.
    """
    settings, delivery = read_settings(ScheduleSettings, PREFIX), delivery_settings()
    if not settings.on:
        return []
    rescreen = Task("rescreen", _every(RESCREEN_SECONDS), lambda: _rescreen(store, database), often=True)
    lists = [rescreen] if settings.rescreen else []
    if settings.update_hours > 0:
        lists.insert(0, Task("update", _every(settings.update_hours * 3600), lambda: _update(store, database)))
    found = [Timetable("lists", database, lists)] if lists else []
    return [*found, Timetable("deliveries", database, delivery_tasks(database, delivery, settings.deliver_seconds))]


def delivery_tasks(database: Database, settings: DeliverySettings, seconds: float = 0.0) -> list[Task]:
    """Webhooks, mail and forgetting."""

    def webhooks() -> str:
        sent = Sender(database, settings, customers_key()).run()
        return f"{sent.delivered} delivered, {sent.failed} to be tried again" if sent.delivered + sent.failed else ""

    def digest() -> str:
        sent = send_digests(database, settings)
        if sent.problems:
            raise StoreError("; ".join(f"{name}: {why}" for name, why in sorted(sent.problems.items())))
        return f"{counted(sent.delivered, 'message')} mailed" if sent.delivered else ""

    def forget() -> str:
        with database.write() as transaction:
            gone = outbox.forget(transaction, later(-settings.keep_days * 86400.0))
        return f"{counted(gone, 'delivered message')} forgotten" if gone else ""

    return [
        Task("webhooks", _every(seconds), webhooks, often=True),
        Task("digest", _daily(settings.digest_at), digest),
        Task("forget_delivered", _every(86400.0), forget),
    ]


def _every(seconds: float) -> Callable[[Job | None, datetime], bool]:
    def due(last: Job | None, now: datetime) -> bool:
        return last is None or now - _at(last.began) >= timedelta(seconds=seconds)

    return due


def _daily(clock: str) -> Callable[[Job | None, datetime], bool]:
    """Once a day from a time of day on; a day that was missed is not made up for twice."""
    hour, minute = (int(part) for part in clock.split(":"))

    def due(last: Job | None, now: datetime) -> bool:
        today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        latest = today if now >= today else today - timedelta(days=1)
        return last is None or _at(last.began) < latest

    return due


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _update(store: Path, database: Database) -> str:
    from ostrakon.app.updating import update_lists  # noqa: PLC0415  # brings numpy and the readers

    result = update_lists(store)
    changed = [outcome.source for outcome in result.outcomes if outcome.status == "imported"]
    if changed:
        with database.write() as transaction:
            facts = {"snapshot": result.snapshot, "list": ", ".join(changed)}
            announce(transaction, "lists.changed", facts, event_id=f"snapshot-{result.snapshot}")
    if result.refused:
        raise StoreError("; ".join(f"{outcome.source}: {outcome.message}" for outcome in result.refused))
    return f"{counted(len(changed), 'list')} changed" if changed else ""


def _rescreen(store: Path, database: Database) -> str:
    from ostrakon.app.monitoring.watching import Watch  # noqa: PLC0415  # brings the engine

    watch = Watch(store, database)
    if not watch.status().due:
        return ""
    done = watch.rescreen(actor="system")
    return f"{done.new} new, {done.changed} changed, {done.lapsed} lapsed matches"

"""This host among others: following their lists, and saying when that does not work."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.app.sharing import Sharing
from ostrakon.app.signals import NoSignals, Signals, signals
from ostrakon.database.transactions import Database
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.server.metrics import UNSHARED

HEARING_SECONDS = 1.0
"""So long a thread listens before it looks whether it shall end."""
AWAY_SECONDS = 5.0
"""Between two attempts to listen to somebody who is away; looks go on meanwhile."""
_log = logging.getLogger("ostrakon.lists")


class Hosts:
    """Looks for lists of other hosts on behalf of one worker.

    Args:
        sharing: follows and publishes.
        ways: how hosts tell each other.
    """

    def __init__(self, sharing: Sharing, ways: Signals) -> None:
        self._sharing, self._ways = sharing, ways
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem = ""
        """Why the lists of this host may not be those of the others; empty where all is well."""

    @property
    def busy(self) -> bool:
        """Whether another process of this host is at it: another look is worth while soon."""
        return self._sharing.busy

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, from a thread of its own, whenever another host has told something."""
        if not isinstance(self._ways, NoSignals):
            self._thread = threading.Thread(target=self._listen, args=(heard,), name="hosts", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Listen no longer."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(2 * HEARING_SECONDS)

    def _listen(self, heard: Callable[[], None]) -> None:
        away = ""
        while not self._ended.is_set():
            try:
                ear = self._ways.listen()
                try:
                    away = ""
                    heard()  # what was told while nobody listened
                    while not self._ended.is_set():
                        if ear.heard(HEARING_SECONDS):
                            heard()
                finally:
                    ear.close()
            except OstrakonError as bad:
                if not away:
                    _log.warning("signals of other hosts are not heard, looks go on: %s", bad)
                away = str(bad)
                self._ended.wait(AWAY_SECONDS)

    def look(self) -> bool:
        """Follow or publish; whether something was done. What fails leaves all as it is, and is tried again."""
        try:
            done = self._sharing.look()
        except OstrakonError as bad:
            if str(bad) != self.problem:
                _log.error("the lists of the hosts are not in step: %s", bad)
            self.problem = str(bad)
            UNSHARED.set(1)
            return False
        self.problem = ""
        UNSHARED.set(0)
        if done:
            _log.info("%s", done)
        return bool(done)


def hosts_of(store: Path, database: Database, settings: ServerSettings) -> Hosts | None:
    """What follows other hosts, where the settings want it.

    Raises:
        UsageError: the database is one file, which no other host sees, or the way of signals is none.
    """
    if not settings.share_lists:
        return None
    if database.dialect != "postgresql":
        raise UsageError(
            "OSTRAKON_SHARE_LISTS is on, and the database is a file of this host",
            remedy="Set OSTRAKON_DATABASE to the PostgreSQL of all hosts",
        )
    ways = signals(database, database_url(store), settings.signals)
    return Hosts(Sharing(store, database, tell=ways.tell), ways)

"""The engine in service: a new snapshot takes the place of the old one between two requests, never within one."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from ostrakon.app.engine import Ostrakon
from ostrakon.app.opening import open_with
from ostrakon.app.owners.keeping import findings_file
from ostrakon.app.settings import policy_named
from ostrakon.database.policies import policy_in_force
from ostrakon.database.reviews import exemptions, exemptions_mark
from ostrakon.database.transactions import Database
from ostrakon.errors import NotScreened, OstrakonError
from ostrakon.server.metrics import SNAPSHOT
from ostrakon.store.folder import StoreFolder

_log = logging.getLogger("ostrakon.lists")


class Engines:
    """Holds the engine of the snapshot in force.

    A request takes the engine once and keeps it to its end: it is answered from one snapshot, whatever comes into force
    meanwhile. Files of an old snapshot stay mapped as long as a request uses them.

    The policy in force, exemptions that came of decisions and the kept graph of ownership are part of it: another one
    makes another engine, over the same files.

    Args:
        store: the data folder.
        database: where exemptions are kept that came of decisions.
    """

    def __init__(self, store: Path, database: Database) -> None:
        self._folder = StoreFolder(store)
        self._database = database
        self._engine: Ostrakon | None = None
        self._mark: tuple[int, ...] | None = None
        self._guard = threading.Lock()
        self.problem = "no list was ever in force"
        """Why there is no engine, or not the one that should be; empty where all is well."""

    @property
    def current(self) -> Ostrakon:
        """The engine in force.

        Raises:
            NotScreened: there is none.
        """
        engine = self._engine
        if engine is None:
            raise NotScreened(self.problem, remedy="`ostrakon lists update` or `lists import` puts lists in force")
        return engine

    @property
    def ready(self) -> bool:
        """Whether requests can be answered."""
        return self._engine is not None

    def refresh(self) -> bool:
        """Look whether another snapshot, policy or exemption is in force; whether the lists changed.

        A snapshot that cannot be opened leaves the old one in service, and is tried again.
        """
        with self._guard:
            file = self._mark_of(self._folder.current)
            if file is None:
                return False
            try:
                with self._database.read() as transaction:
                    kept = policy_in_force(transaction)
                    graph = self._mark_of(findings_file(self._folder.root)) or ()
                    mark = (*file, *exemptions_mark(transaction), kept.id if kept else 0, *graph)
                    if mark == self._mark:
                        return False
                    decided = tuple(exemptions(transaction))
                engine = open_with(self._folder.root, decided, kept.policy if kept else policy_named())
            except OstrakonError as bad:
                self.problem = str(bad)
                _log.error("the snapshot in force cannot be opened: %s", bad)
                return False
            changed = self._engine is None or self._engine.snapshot_number != engine.snapshot_number
            self._engine, self._mark, self.problem = engine, mark, ""
            SNAPSHOT.set(engine.snapshot_number)
            _log.info("snapshot %s is in service", engine.snapshot_number)
            return changed

    @staticmethod
    def _mark_of(file: Path) -> tuple[int, int] | None:
        """What changes when the file is replaced."""
        try:
            state = file.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_ino

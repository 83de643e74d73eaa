"""The engine in service: a new snapshot takes the place of the old one between two requests, never within one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from ostrakon.app.engine import Ostrakon
from ostrakon.errors import NotScreened, OstrakonError
from ostrakon.store.folder import StoreFolder

_log = logging.getLogger("ostrakon.lists")


class Engines:
    """Holds the engine of the snapshot in force.

    A request takes the engine once and keeps it to its end: it is answered from one snapshot, whatever comes into force
    meanwhile. Files of an old snapshot stay mapped as long as a request uses them.

    Args:
        store: the data folder.
        opened: opens an engine; for tests.
    """

    def __init__(self, store: Path, opened: Callable[[Path], Ostrakon] = Ostrakon.open) -> None:
        self._folder = StoreFolder(store)
        self._open = opened
        self._engine: Ostrakon | None = None
        self._mark: tuple[int, int] | None = None
        self._guard = threading.Lock()
        self.problem = "no list was ever in force"

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
        """Look whether another snapshot is in force, and open it; whether the engine changed.

        A snapshot that cannot be opened leaves the old one in service, and is tried again.
        """
        with self._guard:
            mark = self._mark_of(self._folder.current)
            if mark is None or mark == self._mark:
                return False
            try:
                engine = self._open(self._folder.root)
            except OstrakonError as bad:
                self.problem = str(bad)
                _log.error("the snapshot in force cannot be opened: %s", bad)
                return False
            changed = self._engine is None or self._engine.snapshot_number != engine.snapshot_number
            self._engine, self._mark = engine, mark
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

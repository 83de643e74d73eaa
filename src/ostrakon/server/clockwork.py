"""The timetables beside the service: one thread each, in every worker; the lease lets one of them work."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from ostrakon.app.scheduling import Timetable
from ostrakon.errors import OstrakonError

TURN_SECONDS = 1.0
STOP_SECONDS = 10.0
"""So long the end of the service waits for a job; what is cut off is done again by the next who holds the lease."""
_log = logging.getLogger("ostrakon.schedule")


class Clockwork:
    """Turns timetables until it is stopped."""

    def __init__(self, timetables: Sequence[Timetable]) -> None:
        self._timetables = timetables
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to turn."""
        for one in self._timetables:
            thread = threading.Thread(target=self._turn, args=(one,), name=f"schedule-{one.name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Let the jobs that run come to an end, and give the leases back."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    def _turn(self, timetable: Timetable) -> None:
        while not self._stopped.wait(TURN_SECONDS):
            try:
                timetable.turn(self._stopped.is_set)
            except OstrakonError as away:  # the database is away or busy: tried again at the next turn
                _log.warning("the timetable %s did not turn: %s", timetable.name, away)
        try:
            timetable.close()
        except OstrakonError as away:
            _log.warning("the lease %s was not given back: %s", timetable.name, away)

"""Filters and readers of one worker, made once for each snapshot and used by one request at a time.

They remember what they have met (texts, a window of payments), so that they are worth keeping, and must not be shared
by two threads at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from ostrakon.app.engine import Ostrakon

Kept = TypeVar("Kept")


class PerSnapshot(Generic[Kept]):
    """One thing for the snapshot in service.

    Args:
        make: makes it of an engine.
        close: what to do with the one of the snapshot before.
    """

    def __init__(self, make: Callable[[Ostrakon], Kept], close: Callable[[Kept], None] = lambda _kept: None) -> None:
        self._make = make
        self._close = close
        self._lock = threading.Lock()
        self._engine: Ostrakon | None = None
        self._kept: Kept | None = None

    @contextmanager
    def of(self, engine: Ostrakon) -> Iterator[Kept]:
        """The thing for an engine, for this thread alone until the block ends."""
        with self._lock:
            if self._engine is not engine or self._kept is None:
                if self._kept is not None:
                    self._close(self._kept)
                self._kept = self._make(engine)
                self._engine = engine
            yield self._kept

"""Filters and readers of one worker, made once for each snapshot and used by one request at a time.

They remember what they have met, so that they are worth keeping, and must not be shared by two threads at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import payment_filter
from ostrakon.errors import InputError, StoreError
from ostrakon.filtering.filter import PaymentFilter
from ostrakon.rules.payments.window import Window
from ostrakon.windows.opening import open_window

Kept = TypeVar("Kept")


class PerSnapshot(Generic[Kept]):
    """One thing for the snapshot in service.

    Args:
        make: makes it of an engine.
    """

    def __init__(self, make: Callable[[Ostrakon], Kept]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._engine: Ostrakon | None = None
        self._kept: Kept | None = None

    @contextmanager
    def of(self, engine: Ostrakon) -> Iterator[Kept]:
        """The thing for an engine, for this thread alone until the block ends."""
        with self._lock:
            if self._engine is not engine or self._kept is None:
                self._kept = self._make(engine)
                self._engine = engine
            yield self._kept


class PaymentFilters:
    """The filter of payments of one worker, over one window of payments seen before, whatever lists are in force.

    Args:
        address: of the window, which other workers and hosts may share; empty: it is this worker's own.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._window: Window | None = None
        self._filters = PerSnapshot(self._made)

    @contextmanager
    def of(self, engine: Ostrakon) -> Iterator[PaymentFilter]:
        """The filter for an engine, for this thread alone until the block ends.

        Raises:
            StoreError: the window is away.
        """
        with self._filters.of(engine) as found:
            yield found

    def close(self) -> None:
        """Give the window back."""
        if self._window is not None:
            self._window.close()

    def _made(self, engine: Ostrakon) -> PaymentFilter:
        if self._window is None:
            try:
                self._window = open_window(self._address or None)
            except InputError as bad:  # no fault of the message that is filtered
                raise StoreError(bad.what, where=bad.where, remedy=bad.remedy) from bad
        return payment_filter(engine, self._window)

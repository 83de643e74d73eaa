"""When names are compared by compiled code: always, once that code is in the user's cache.

Compiled code gives the same answers as plain numpy, many times faster. Written down it is there in a few milliseconds,
so every process takes it; but to compile it takes about a minute, and where it cannot be written down numba needs
longer to load it than to answer a few hundred names. So nothing waits for either: a run that has answered
`ANSWERS_MIN` names starts a process that fills the cache, or has numba load beside its work, and goes on in plain
numpy until that is done.
"""

from __future__ import annotations

import threading
from typing import Protocol

from ostrakon.app.compiled_cache import Code, code_in_process, fill_beside, made_code, written_code
from ostrakon.app.compiled_place import ANSWERS_MIN, code_is_ready, compiled_mode
from ostrakon.index.acceleration import compiled_available
from ostrakon.native.entry import Function


class Hastened(Protocol):
    """What can change to compiled code."""

    def hasten(self, nearest: Function, compare: Function, covered: Function, sift: Function, reach: Function) -> None:
        """Change to it."""


class Acceleration:
    """Changes one screener to compiled code when it pays; safe to share between threads."""

    def __init__(self, screener: Hastened) -> None:
        self._screener = screener
        self._answers = 0
        self._filling = False
        mode = compiled_mode()
        self._done = mode == "off"
        if mode == "on":
            self._take(made_code())
        elif mode == "auto":
            self._take(written_code())

    def answered(self) -> None:
        """Count one answer; never blocks."""
        self._answers += 1
        if self._answers % ANSWERS_MIN == 0 and not self._done:
            self._look()

    def _take(self, code: Code | None) -> None:
        if code is not None:
            self._done = True
            self._screener.hasten(*code)

    def _look(self) -> None:
        self._take(written_code())
        if self._done:
            return
        if not compiled_available():
            self._done = True
        elif code_is_ready():
            self._done = True
            # No daemon: a process that ends while code is loaded waits the second that it takes.
            threading.Thread(target=_hasten_quietly, args=(self._screener,), name="ostrakon-compiled").start()
        elif not self._filling:
            self._filling = True
            fill_beside()


def _hasten_quietly(screener: Hastened) -> None:
    try:
        screener.hasten(*code_in_process())
    except Exception:  # whatever is wrong with compiled code, plain numpy goes on
        return

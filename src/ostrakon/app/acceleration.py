"""When names are compared by compiled code: in long runs, as soon as that code is in the user's cache.

Compiled code gives the same answers as plain numpy, many times faster, but to load it takes longer than to answer a few
hundred names, and to compile it takes a minute. So nothing waits for it: a run that has answered `ANSWERS_MIN` names
loads what is in the cache beside its work; where nothing is, it starts a process that fills the cache, and goes on in
plain numpy until that is done.
"""

from __future__ import annotations

import os
import threading
from typing import Literal, Protocol

from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.errors import UsageError
from ostrakon.index.acceleration import compiled_available

ANSWERS_MIN = 300
"""Answers after which a run counts as long, and between two looks at the cache."""

Mode = Literal["auto", "on", "off"]


class Hastened(Protocol):
    """What can change to compiled code."""

    def hasten(self) -> None:
        """Change to it; imports numba."""


class Acceleration:
    """Changes one screener to compiled code when it pays; safe to share between threads."""

    def __init__(self, screener: Hastened) -> None:
        self._screener = screener
        self._answers = 0
        self._done = self._filling = False
        if (mode := compiled_mode()) != "auto":
            self._done = True
            if mode == "on":
                from ostrakon.app.compiled_cache import hasten  # noqa: PLC0415  # short commands need none of it

                hasten(screener.hasten)

    def answered(self) -> None:
        """Count one answer; never blocks."""
        self._answers += 1
        if self._answers % ANSWERS_MIN == 0 and not self._done:
            self._look()

    def _look(self) -> None:
        from ostrakon.app.compiled_cache import code_is_ready, fill_beside  # noqa: PLC0415  # as above

        if not compiled_available():
            self._done = True
        elif code_is_ready():
            self._done = True
            # No daemon: a process that ends while code is loaded waits the second that it takes.
            threading.Thread(target=_hasten_quietly, args=(self._screener,), name="ostrakon-compiled").start()
        elif not self._filling:
            self._filling = True
            fill_beside()


def compiled_mode() -> Mode:
    """What the environment asks for.

    Raises:
        UsageError: none of the three words.
    """
    asked = os.environ.get(COMPILED_VARIABLE, "").lower() or "auto"
    modes: dict[str, Mode] = {"auto": "auto", "on": "on", "1": "on", "off": "off", "0": "off"}
    if asked not in modes:
        raise UsageError(f"{COMPILED_VARIABLE} is {asked!r}", remedy="Set it to auto, on or off, or leave it unset")
    return modes[asked]


def state_in_words() -> str:
    """How long runs will compare names, for a person."""
    if compiled_mode() == "off":
        return f"plain numpy ({COMPILED_VARIABLE} is off)"
    if not compiled_available():
        return "plain numpy (the extra `fast` is not installed)"
    from ostrakon.app.compiled_cache import code_is_ready  # noqa: PLC0415  # as above

    return "compiled code" if code_is_ready() else "compiled code, once a long run has had it compiled"


def _hasten_quietly(screener: Hastened) -> None:
    from ostrakon.app.compiled_cache import hasten  # noqa: PLC0415  # as above

    try:
        hasten(screener.hasten)
    except Exception:  # whatever is wrong with compiled code, plain numpy goes on
        return

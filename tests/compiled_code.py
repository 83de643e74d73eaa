"""The compiled loops for tests, out of the program's cache: its key is a hash of all sources they are made of."""

from __future__ import annotations

import fcntl
from functools import cache
from pathlib import Path

from ostrakon.app.compiled_cache import SCREENING, Code, made_code
from ostrakon.native.entry import Entry

LOCK = Path(__file__).parent.parent / ".pytest_cache" / "compiling"


@cache
def code(entries: tuple[Entry, ...] = SCREENING) -> Code:
    """The loops of these entries; compiled by the first test run after a change of their sources.

    Of processes that test at the same time one compiles, and the others wait for what it writes down.
    """
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return made_code(entries)

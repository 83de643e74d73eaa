"""`python -m ostrakon.app.compiling`: put the compiled code into the user's cache, once for all later runs.

Long runs start this by themselves (`acceleration.py`); an image of a container may run it when it is built.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ostrakon.app.compiled_cache import READING, made_code, mark_ready
from ostrakon.app.compiled_place import code_folder, code_is_ready
from ostrakon.index.acceleration import compiled_available
from ostrakon.index.build import index_of
from ostrakon.model import Entity, Name, Origin
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from ostrakon.screening.subject import Subject

PRIORITY_LOWER = 10
_NAME = "Alexandra Example"


def compile_all() -> None:
    """Compare one made-up name with itself in every way that is compiled, and compile what reads texts."""
    name = Name(value=_NAME, origin=Origin(source="compiling", record="1"))
    listed = Entity(id="compiling-1", schema="Person", names=(name,))
    screener = Screener(index_of([listed]), lambda _: listed, shipped_policy())
    screener.hasten(*made_code())
    answer = screener.answer(Subject(name=_NAME), threshold=0.0)
    assert answer.results
    made_code(READING)
    mark_ready()


def main() -> int:
    """Fill the cache unless it is full or another process is at it."""
    if not compiled_available():
        print("numba is not installed: `pip install ostrakon[fast]`", file=sys.stderr)
        return 2
    if hasattr(os, "nice"):
        os.nice(PRIORITY_LOWER)
    with _alone() as alone:
        if alone and not code_is_ready():
            compile_all()
    print(code_folder())
    return 0


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other process fills the cache; Windows has no such lock, and there two may do the same work."""
    try:
        import fcntl  # noqa: PLC0415  # absent on Windows
    except ImportError:
        yield True
        return
    folder = code_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


if __name__ == "__main__":
    sys.exit(main())

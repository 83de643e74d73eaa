"""The cache of compiled code: what is in it, taking code out and putting it in.

Where code can be written down (`native/image.py`) it holds plain files of machine
code, which need no numba any more; elsewhere numba's own cache.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ostrakon.app.compiled_place import READY, code_folder
from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.errors import UsageError
from ostrakon.index.acceleration import compiled_available
from ostrakon.index.compiled import NEAREST
from ostrakon.index.compiled_coverage import COVERED
from ostrakon.index.reached import REACH
from ostrakon.index.sifting import SIFT
from ostrakon.match.compiled.bindings import COMPARE
from ostrakon.native import image
from ostrakon.native.entry import Entry, Function
from ostrakon.reading.loop_entries import CUT, SEQUENCES

Code = tuple[Function, ...]
"""Loops in the order of their entries, as `Screener.hasten` and `Reader.hasten` take them."""
SCREENING = (NEAREST, COMPARE, COVERED, SIFT, REACH)
READING = (CUT, SEQUENCES)
KEPT_FOLDERS = 4
"""Caches kept, the newest, so that several installations of one user do not undo each other's work."""

_ENTRIES = (*SCREENING, *READING)


def written_code(entries: tuple[Entry, ...] = SCREENING) -> Code | None:
    """The code as it is written down, mapped in a millisecond; None where it is not, or cannot be, or is damaged."""
    folder = code_folder()
    found = [image.load(folder / f"{entry.name}.image", entry) for entry in entries]
    loaded = tuple(function for function in found if function is not None)
    return loaded if len(loaded) == len(entries) else None


def made_code(entries: tuple[Entry, ...] = SCREENING) -> Code:
    """The code, whatever it takes: compiled and put into the cache where it is not there.

    Raises:
        UsageError: numba is not installed.
    """
    if not compiled_available():
        raise UsageError(
            f"{COMPILED_VARIABLE} is on, and numba is not installed", remedy="Install ostrakon[fast], or set it to auto"
        )
    return written_code(entries) or (_write_down(entries) if image.possible() else None) or code_in_process(entries)


def code_in_process(entries: tuple[Entry, ...] = SCREENING) -> Code:
    """The code as numba runs it in this process, which compiles what is not in its cache."""
    with our_cache():
        from ostrakon.native.building import in_process  # noqa: PLC0415  # brings numba

        return tuple(in_process(entry) for entry in entries)


def _write_down(entries: tuple[Entry, ...]) -> Code | None:
    """Compile all code into files; None where it needs more than itself, or the folder cannot be written."""
    from ostrakon.native.building import machine_code  # noqa: PLC0415  # brings numba
    from ostrakon.native.elf import NotPortable  # noqa: PLC0415

    folder = code_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for entry in _ENTRIES:
            image.write(folder / f"{entry.name}.image", *machine_code(entry))
    except (NotPortable, OSError):
        return None
    return written_code(entries)


def mark_ready() -> None:
    """Say that all code is in the cache, and drop old caches."""
    import shutil  # noqa: PLC0415  # brings much that answering needs nothing of

    folder = code_folder()
    (folder / READY).touch()
    # Never this one, however coarse the clock of the file system is.
    others = sorted((f for f in folder.parent.iterdir() if f != folder), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in others[KEPT_FOLDERS - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def fill_beside() -> None:
    """Start a process of low priority that fills the cache; it outlives this one, and nobody waits for it."""
    import subprocess  # noqa: PLC0415  # as above

    if not sys.executable:
        return
    try:
        subprocess.Popen(
            [sys.executable, "-m", "ostrakon.app.compiling"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return


@contextmanager
def our_cache() -> Iterator[None]:
    """Let numba cache our functions, decorated meanwhile, in `code_folder`; others keep their place."""
    import numba  # noqa: PLC0415  # a third of a second

    config: Any = numba.config
    folder = code_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        yield  # numba looks for another place
        return
    before = config.CACHE_DIR
    config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        config.CACHE_DIR = before

"""The cache of compiled code: where it lies, what is in it, taking code out and putting it in.

It lies in the user's cache folder, one folder for each state of our sources, of numba and of Python, so that code is
never older than what it was made of. Where code can be written down (`native/image.py`) it holds plain files of machine
code, which need no numba any more; elsewhere numba's own cache.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.errors import UsageError
from ostrakon.index.acceleration import compiled_available
from ostrakon.index.compiled import NEAREST
from ostrakon.index.compiled_coverage import COVERED
from ostrakon.match.compiled.bindings import COMPARE
from ostrakon.native import image
from ostrakon.native.entry import Entry, Function
from ostrakon.reading.loop_entries import CUT, SEQUENCES

Code = tuple[Function, ...]
"""Loops in the order of their entries, as `Screener.hasten` and `Reader.hasten` take them."""
SCREENING = (NEAREST, COMPARE, COVERED)
READING = (CUT, SEQUENCES)
KEPT_FOLDERS = 4
"""Caches kept, the newest, so that several installations of one user do not undo each other's work."""

_READY = "READY"
_ENTRIES = (*SCREENING, *READING)
_SOURCES = (
    "ostrakon.index",
    "ostrakon.match",
    "ostrakon.match.compiled",
    "ostrakon.names",
    "ostrakon.native",
    "ostrakon.reading",
)
"""Packages whose constants are part of the compiled code."""


def code_folder() -> Path:
    """Where the compiled code of this state of the sources lies: below `NUMBA_CACHE_DIR` or the user's cache folder."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    if named:
        return Path(named) / "ostrakon" / _key()
    from platformdirs import user_cache_path  # noqa: PLC0415  # not needed when a folder is named

    return user_cache_path("ostrakon", appauthor=False) / "compiled" / _key()


def code_is_ready() -> bool:
    """Whether all code is in the cache."""
    return (code_folder() / _READY).exists()


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
    (folder / _READY).touch()
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


@cache
def _key() -> str:
    """Hash of everything that the code is made of, and of where and when the sources were laid down.

    numba asks for the same file with the same date: without these an equal installation elsewhere would be told that
    its code is ready, and would compile it in the middle of answering.
    """
    digest = sha256()
    for package in _SOURCES:
        for source in sorted(files(package).iterdir(), key=lambda f: f.name):
            if source.name.endswith(".py"):
                digest.update(source.read_bytes())
                digest.update(_laid_down(source).encode())
    for name in ("numba", "llvmlite", "numpy"):
        digest.update(" ".join(_installed(name)).encode())
    digest.update(f"{sys.version} {platform.machine()} {_processor()}".encode())
    return digest.hexdigest()[:16]


def _installed(name: str) -> list[str]:
    """Folders that say which version is installed; read from their names, since `importlib.metadata` takes longer."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return []
    return sorted(folder.name for folder in Path(spec.origin).parents[1].glob(f"{name}-*.dist-info"))


def _laid_down(source: Any) -> str:
    """Path and date of a source; empty where it is no plain file."""
    try:
        return f"{source} {Path(str(source)).stat().st_mtime_ns}"
    except OSError:
        return ""


def _processor() -> str:
    """Model and abilities of the processor, as far as the system says: code is made for one."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return " ".join(
        sorted({line for line in lines if line.startswith(("model name", "flags", "Features", "CPU part"))})
    )

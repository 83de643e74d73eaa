"""Where compiled code lies, whether it is there, and whether it is wanted: to be told without loading what uses it.

It lies in the user's cache folder, one folder for each state of our sources, of numba and of Python, so that code is
never older than what it was made of.
"""

from __future__ import annotations

import os
import platform
import sys
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.errors import UsageError
from ostrakon.index.acceleration import compiled_available

ANSWERS_MIN = 300
"""Answers after which a run counts as long, and between two looks at the cache."""
READY = "READY"
Mode = Literal["auto", "on", "off"]
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
    return (code_folder() / READY).exists()


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
    """By which code names are compared, for a person."""
    if compiled_mode() == "off":
        return f"plain numpy, slower ({COMPILED_VARIABLE} is off)"
    if not compiled_available():
        return "plain numpy, slower (the extra `fast` is not installed: pip install 'ostrakon[fast]')"
    if code_is_ready():
        return "compiled code"
    return (
        f"plain numpy, slower, until code is compiled: a run of {ANSWERS_MIN} names or more starts that beside its "
        f"work, `{sys.executable} -m ostrakon.app.compiling` does it at once (about a minute)"
    )


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

"""Mapping a file of machine code and calling it.

The file: one page with the magic, the place where the code is entered and the hash of all that follows it; then the
code with its constants, which hold no address and run wherever they lie. It is mapped read-only, so all processes share
one copy.
"""

from __future__ import annotations

import ctypes
import mmap
import platform
import sys
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np

from ostrakon.native.entry import Entry, Function

PAGE = 4096
"""Bytes before the code: parts that must lie at multiples of a number up to this do, in the file and in memory."""
_MAGIC = b"ostcode1"
_HASH = slice(16, 48)
_KINDS: dict[str, type[ctypes.c_int64 | ctypes.c_double]] = {"i": ctypes.c_int64, "f": ctypes.c_double}


def possible() -> bool:
    """Whether this machine is of the kind for which code can be written down: Linux on 64-bit Intel or AMD."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and sys.maxsize > 2**32


def write(path: Path, code: bytes, start: int) -> None:
    """Write code that is entered at `start`; whoever looks meanwhile finds no file or the whole one."""
    head = _MAGIC + start.to_bytes(8, "little") + sha256(code).digest()
    half = path.with_suffix(".half")
    half.write_bytes(head.ljust(PAGE, b"\0") + code)
    half.replace(path)


def load(path: Path, entry: Entry) -> Function | None:
    """The function that the file holds; None where it is missing, damaged, or may not be run here."""
    if not possible():
        return None
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_EXEC)
    except (OSError, ValueError):  # no such file, an empty one, or a folder from which nothing may be run
        return None
    code = np.frombuffer(mapped, dtype=np.uint8)  # keeps the mapping
    if len(code) <= PAGE or mapped[:8] != _MAGIC or sha256(memoryview(mapped)[PAGE:]).digest() != mapped[_HASH]:
        return None
    start = int.from_bytes(mapped[8:16], "little")
    kinds = [_KINDS[letter] for letter in entry.arguments]
    function = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *kinds)(
        code.ctypes.data + PAGE + start
    )
    # numba's functions first take where to put the result and what was raised: there is neither.
    nowhere = np.zeros(2, dtype=np.int64)
    called = partial(function, nowhere.ctypes.data, nowhere.ctypes.data + 8)
    _KEPT.append((code, nowhere))
    return called


_KEPT: list[tuple[object, ...]] = []
"""Mapped code stays for as long as the process does: functions are handed on, and hold no reference to it."""

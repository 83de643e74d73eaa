"""The child process of `sealed.py`: `python -m ostrakon.intake.documents.child KIND NAME`, bytes in, JSON out."""

from __future__ import annotations

import sys
from importlib import import_module

import msgspec

from ostrakon.intake.documents.sealed import MEMORY_BYTES_MAX, Extracted

READERS = {"html": "html", "pdf": "pdf", "docx": "docx", "mail": "mail"}
EXTRA = "needs a library that is not installed: pip install 'ostrakon[documents]'"


def main() -> None:
    """Read standard input as the kind that the first argument names."""
    kind, name = sys.argv[1], sys.argv[2]
    _limit_memory()
    sys.setrecursionlimit(2_000)
    sys.stdout.buffer.write(msgspec.json.encode(extracted(kind, sys.stdin.buffer.read(), name)))


def extracted(kind: str, data: bytes, name: str) -> Extracted:
    """What the reader of `kind` finds; whatever its library raises becomes a reason."""
    try:
        found: Extracted = import_module(f"ostrakon.intake.documents.{READERS[kind]}").read(data, name)
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("ostrakon"):
            raise
        return Extracted(unread=EXTRA)
    except MemoryError:
        return Extracted(unread="needs too much memory to read")
    except Exception as bad:  # the libraries raise whatever a damaged file leads them to
        return Extracted(unread=f"damaged ({str(bad)[:120] or type(bad).__name__})")
    return found


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  # POSIX only; elsewhere time is the only limit
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

"""Many rows at once: processes that share one memory-mapped index, and tables of other programs (Arrow, Spark).

Every way calls the same function on the same files (`app/batch_answering.py`), so the answers are the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ostrakon.batch.frames import screen

__all__ = ["screen"]


def __getattr__(name: str) -> Any:
    """`screen`, with all it needs, only where it is asked for: workers start sooner without."""
    if name == "screen":
        from ostrakon.batch.frames import screen  # noqa: PLC0415  # see above

        return screen
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

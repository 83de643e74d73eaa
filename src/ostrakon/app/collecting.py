"""How often Python looks for values that hold each other in a ring: by default far too often for what we do."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_MAX = 100_000
"""Values made and not yet dropped before the newest are looked through; Python's own 700 are those of seven names."""
OLDER = (50, 100)
"""Looks at the newest before the second look, and looks of that kind before all values are looked through."""


def collect_rarely() -> None:
    """From now on look rarely, and at nothing that is there already: for a process of ours that answers much.

    Answers are made of small values that form no rings and go away by themselves. A tenth of the time of a batch went
    into looking for rings among them and among what is remembered.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_MAX, *OLDER)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Look for no rings meanwhile: while an index is built, the look takes half of the time and finds none."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()

"""A progress bar on stderr, only where that is a terminal; imported only then, since it brings rich."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, float], None]]:
    """A bar to be told rows done and the share of the work (0 to 1); gone when the work ends."""
    columns = (
        TextColumn(title),
        BarColumn(),
        TextColumn("{task.fields[rows]:,} rows"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=1.0, rows=0, rate=0.0)
        rate = _Rate()
        yield lambda rows, share: bars.update(task, completed=share, rows=rows, rate=rate(rows))


class _Rate:
    """Rows a second since the first report, so that rows of an interrupted run do not count."""

    def __init__(self) -> None:
        self._first: tuple[int, float] | None = None

    def __call__(self, rows: int) -> float:
        """The rate when so many rows are done."""
        now = time.monotonic()
        if self._first is None:
            self._first = (rows, now)
        before, since = self._first
        return (rows - before) / max(now - since, 1e-3)

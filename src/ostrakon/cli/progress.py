"""A progress bar on stderr, only where that is a terminal; imported only then, since it brings rich."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, float], None]]:
    """A bar to be told rows done and the share of the work (0 to 1); gone when the work ends."""
    columns = (TextColumn(title), BarColumn(), TextColumn("{task.fields[rows]} rows"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=1.0, rows=0)
        yield lambda rows, share: bars.update(task, completed=share, rows=rows)

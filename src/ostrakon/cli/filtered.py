"""What the commands over messages and papers share: how a decision looks, its report, and the exit code of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import click

from ostrakon.cli.common import ExitCode, complain, finish
from ostrakon.errors import InputError
from ostrakon.filtering.hits import Hit, Unread
from ostrakon.screening.result import Status

SIGNS: dict[Status, tuple[str, str]] = {
    "hit": ("■ hit", "red"),
    "review": ("◆ review", "yellow"),
    "clear": ("○ clear", "green"),
    "not_screened": ("▲ not screened", "magenta"),
}
"""Status → sign with its word, and colour."""
SHOWN = 5
"""Listed parties shown for one place."""


def sign(status: Status) -> str:
    """A status as a person sees it."""
    title, colour = SIGNS[status]
    return click.style(title, fg=colour, bold=True)


def hit_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Each hit with its place, and the parties that it may be."""
    for hit in hits:
        yield f"  {plain(hit.text)!r} in {plain(hit.field)} ({hit.start}-{hit.end})"
        for result in hit.results[:SHOWN]:
            yield f"      {result.score:.3f}  {plain(result.caption)}  {result.id}"


def unread_lines(problems: Iterable[Unread]) -> Iterator[str]:
    """What could not be read, and where."""
    for problem in problems:
        yield f"  not read: {plain(problem.message)}" + (f" ({problem.where})" if problem.where else "")


def plain(text: str) -> str:
    """Text from outside without control characters, so that it cannot steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def write_report(path: Path, page: str) -> None:
    """Write an HTML report.

    Raises:
        InputError: it cannot be written.
    """
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as denied:
        raise InputError(f"the report cannot be written ({denied.strerror or denied})", where=str(path)) from denied
    complain(f"report written to {path}")


def finish_with(states: Iterable[Status]) -> NoReturn:
    """End a run with the exit code of its worst decision."""
    found = set(states)
    if "not_screened" in found:
        finish(ExitCode.NOT_SCREENED)
    finish(ExitCode.ACTION if found & {"hit", "review"} else ExitCode.DONE)

"""`ownership`: a graph file against the rule of a regime on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.errors import InputError, UsageError
from ostrakon.intake.ownership import read_any
from ostrakon.ownership import Answer, Graph, resolve


def open_graph(file: Path) -> Graph:
    """The graph in a file.

    Raises:
        InputError: it cannot be opened, or is no graph.
    """
    try:
        return read_any(file.read_bytes(), str(file))
    except FileNotFoundError as missing:
        raise InputError("there is no such file", where=str(file)) from missing
    except OSError as denied:
        raise InputError(f"the file cannot be read ({denied.strerror or denied})", where=str(file)) from denied


def owned_by(graph: Graph, regime: str, as_of: str | None) -> Answer:
    """Who is blocked: on the day asked for, else the one of the file, else today.

    Raises:
        UsageError: the day is none, or there is no such regime.
    """
    try:
        day = date.fromisoformat(as_of).isoformat() if as_of else graph.as_of or datetime.now(UTC).date().isoformat()
    except ValueError:
        raise UsageError(f"{as_of!r} is no ISO date", remedy="Write 2024-06-30") from None
    return resolve(graph, regime, day)


def answer_object(answer: Answer) -> dict[str, Any]:
    """An answer as `ownership --json` gives it."""
    found: dict[str, Any] = msgspec.to_builtins(answer)
    return found

"""The clock, the scales and the paper: running commands, percentiles, memory, tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

LAUNCHER = Path(__file__).with_name("launcher.py")
COMMAND = Path(sys.executable).with_name("ostrakon")


@dataclass(frozen=True, slots=True)
class Run:
    """What one finished child process cost."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str


@dataclass(slots=True)
class Section:
    """One group of figures as it stands in RESULTS.md."""

    title: str
    says: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """Heading, what is measured, a table, notes."""
        lines = [f"## {self.title}", "", self.says, "", _row(self.head), _row(["---"] * len(self.head))]
        lines += [_row(row) for row in self.rows]
        lines += [""] + [f"- {note}" for note in self.notes]
        return "\n".join(lines).rstrip() + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def run(arguments: Sequence[str | Path], *, ok: Sequence[int] = (0, 1)) -> Run:
    """Run a command to its end and weigh it alone.

    Raises:
        RuntimeError: it ended with a code outside of `ok`; the message carries the end of its output.
    """
    reading, writing = os.pipe()
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(writing)]
    done = subprocess.run(
        [*launcher, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(writing,),
        text=True,
        check=False,
    )
    os.close(writing)
    with os.fdopen(reading) as report:
        cost = json.loads(report.read() or '{"code": null}')
    if cost.pop("code") not in ok:
        raise RuntimeError(f"{' '.join(map(str, arguments))} failed:\n{done.stdout[-2000:]}")
    return Run(**cost, output=done.stdout)


def ostrakon(*arguments: str | Path, ok: Sequence[int] = (0, 1)) -> Run:
    """Run our own command line."""
    return run([COMMAND, *arguments], ok=ok)


def memory_mb() -> dict[str, float]:
    """Resident (`Rss`) and proportional (`Pss`) memory of this process in MB; empty without /proc."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return {}
    fields = (line.split() for line in rollup.read_text().splitlines())
    return {parts[0][:-1]: int(parts[1]) / 1024 for parts in fields if parts[0] in ("Rss:", "Pss:")}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def ms(seconds: float) -> str:
    """Seconds as milliseconds, as many digits as mean something."""
    value = seconds * 1000
    return f"{value:.2f} ms" if value < 10 else f"{value:,.0f} ms"


def per_second(count: int, seconds: float) -> str:
    """A rate."""
    return f"{count / seconds:,.0f}/s" if seconds else "-"

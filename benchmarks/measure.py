"""The clock, the scales and the paper: running commands, percentiles, memory, tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")

LAUNCHER = Path(__file__).with_name("launcher.py")
COMMAND = Path(sys.executable).with_name("ostrakon")


@dataclass(frozen=True, slots=True)
class Run:
    """What one finished child process cost."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that we want to reach, and what was measured.

    Attributes:
        what: the figure, with its unit.
        wanted: the limit.
        measured: the figure of this run.
        at_most: whether the limit is an upper one.
        digits: decimals that mean something.
    """

    what: str
    wanted: float
    measured: float
    at_most: bool = False
    digits: int = 3

    @property
    def met(self) -> bool:
        """Whether the figure, not rounded, keeps the limit."""
        return self.measured <= self.wanted if self.at_most else self.measured >= self.wanted

    def row(self) -> tuple[str, str, str, str]:
        """What, wanted, measured, and whether it is met."""
        wanted = f"{'at most' if self.at_most else 'at least'} {self.wanted:,g}"
        return self.what, wanted, f"{self.measured:,.{self.digits}f}", "yes" if self.met else "**no**"


@dataclass(slots=True)
class Section:
    """One group of figures as it stands in RESULTS.md.

    Attributes:
        title, says: heading, and what is measured and how.
        head, rows: the table.
        notes: limits and further figures, below the table.
        pictures: (file name beside the results, what it shows).
        bars: figures of this section that we want to reach; they stand together at the top of the results.
    """

    title: str
    says: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    def markdown(self) -> str:
        """Heading, what is measured, a table, pictures, notes."""
        lines = [f"## {self.title}", "", self.says, ""]
        if self.rows:
            lines += [_row(self.head), _row(["---"] * len(self.head)), *map(_row, self.rows), ""]
        for name, shows in self.pictures:
            lines += [f"![{shows}]({name})", ""]
        lines += [f"- {note}" for note in self.notes]
        return "\n".join(lines).rstrip() + "\n"


def bars_section(sections: Sequence[Section]) -> Section | None:
    """All figures that we want to reach, in one table; None when no section has any."""
    bars = [bar for section in sections for bar in section.bars]
    if not bars:
        return None
    missed = sum(not bar.met for bar in bars)
    found = Section(
        "Beside what is wanted",
        f"{len(bars) - missed} of {len(bars)} figures are where we want them. Each is explained in its section below.",
        ("figure", "wanted", "measured", "met"),
    )
    found.rows += [bar.row() for bar in bars]
    return found


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
    """Memory of this process in MB: resident (`Rss`), proportional (`Pss`), `Private`; empty without /proc."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return {}
    rows = [line.split() for line in rollup.read_text().splitlines()]
    sizes = {row[0][:-1]: int(row[1]) / 1024 for row in rows if row[0].endswith(":") and row[-1] == "kB"}
    private = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return {"Rss": sizes["Rss"], "Pss": sizes["Pss"], "Private": private}


def timed(answer: Callable[[T], object], warm_up: Sequence[T], queries: Sequence[T]) -> list[float]:
    """Seconds that each query took, one after the other, after the warm-up ones."""
    for name in warm_up:
        answer(name)
    times = []
    for name in queries:
        started = time.perf_counter()
        answer(name)
        times.append(time.perf_counter() - started)
    return times


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

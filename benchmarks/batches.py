"""Many customers in one command, killed twice in the middle: how fast, how much memory, and whether all is there.

`python -m benchmarks.batches STORE ROWS [FOLDER]` runs it alone, with any number of rows.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from benchmarks.customers import write_customers
from benchmarks.measure import COMMAND, Bar, Section

KILLS = (0.35, 0.7)
"""After these shares of the output the whole group of processes is killed."""
_LOOK_SECONDS = 0.5


class _Row(msgspec.Struct):
    query_id: str
    status: str


def batches(store: Path, work: Path, *, rows: int, workers: int = 2) -> Section:
    """Generated customers through `screen --input`, with two kills; speed is that of the time the command ran."""
    source, output = work / "customers.jsonl", work / "answers.jsonl"
    write_customers(source, rows)
    command = [
        str(COMMAND), "screen", "--store", str(store), "--input", str(source), "--output", str(output),
        "--evidence", "none", "--workers", str(workers), "--json",
    ]  # fmt: skip
    part = output.with_name(output.name + ".part")
    per_row = source.stat().st_size / rows * 0.6
    watch = _Watch()
    ran, resumed = 0.0, []
    for share in (*KILLS, None):
        start = time.monotonic()
        process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        watch.follow(process.pid)
        while share is not None and process.poll() is None:
            done = part.stat().st_size / max(per_row * rows, 1) if part.exists() else 0.0
            if done >= share:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                break
            time.sleep(0.2)
        told = process.communicate()[0]
        ran += time.monotonic() - start
        if share is None:
            resumed.append(msgspec.json.decode(told)["resumed_at"])
    watch.stop()
    written, order = _read(output)
    section = Section(
        "Many customers in one command",
        f"{rows:,} generated customers of 40 countries (85 % of persons with a birth date) through `screen --input` "
        f"with {workers} worker processes, killed twice (SIGKILL to all of its processes) and started again; the time "
        "is that of all three runs together, start-up and rows done twice included.",
        ("figure", "measured"),
    )
    section.rows += [
        ("rows a second", f"{rows / ran:,.0f}"),
        ("peak memory of all processes, PSS", f"{watch.peak_mb:,.0f} MB"),
        ("rows that the last run took over", f"{resumed[-1]:,}" if resumed else "-"),
        ("rows in the output", f"{written:,}"),
        ("in the order of the input, each once", "yes" if order and written == rows else "**no**"),
    ]
    lost = 0 if order and written == rows else 1
    section.bars += [
        Bar("generated customers, rows a second", 8000, rows / ran, digits=0),
        Bar("generated customers, peak memory of all processes, MB", 1500, watch.peak_mb, at_most=True, digits=0),
        Bar(
            "generated customers, rows missing or doubled",
            0,
            lost,
            at_most=True,
            digits=0,
        ),
    ]
    for path in (source, output):
        path.unlink(missing_ok=True)
    return section


def _read(output: Path) -> tuple[int, bool]:
    """How many rows there are, and whether they are c0, c1, c2, …"""
    decoder = msgspec.json.Decoder(_Row)
    count, order = 0, True
    with output.open("rb") as lines:
        for number, line in enumerate(lines):
            order &= decoder.decode(line).query_id == f"c{number}"
            count += 1
    return count, order


class _Watch:
    """Looks at the proportional memory of a process and all below it."""

    def __init__(self) -> None:
        self.peak_mb = 0.0
        self._root = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def follow(self, pid: int) -> None:
        """Look at this process from now on."""
        self._root = pid

    def stop(self) -> None:
        """Look no longer."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            if self._root:
                self.peak_mb = max(self.peak_mb, sum(_pss_mb(pid) for pid in _group(self._root)))


def _group(leader: int) -> list[int]:
    """All processes of a group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                if int((entry / "stat").read_text().rpartition(")")[2].split()[2]) == leader:
                    found.append(int(entry.name))
    return found


def _pss_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path()
    print(batches(Path(sys.argv[1]), folder, rows=int(sys.argv[2])).markdown())

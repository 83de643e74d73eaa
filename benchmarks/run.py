"""Measure everything and write benchmarks/RESULTS.md.

python -m benchmarks.run             everything (minutes)
python -m benchmarks.run --quick     smaller counts, one quarter of the labelled queries
python -m benchmarks.run --only queries --out -    one group, to the terminal

The pictures are written beside the results.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    batches,
    before,
    clean_names,
    hostile,
    hosts,
    imports,
    load,
    monitoring,
    ownership,
    pairs,
    payments,
    peers,
    processes,
    queries,
    reading,
    spark_parity,
)
from benchmarks.corpus import ROOT, SEED, Corpus
from benchmarks.equal_recall import equal_recall
from benchmarks.growth import QUICK_SIZES, SIZES, growth
from benchmarks.guard import CALIBRATION, calibrate, committed, guard
from benchmarks.measure import Section, bars_section
from benchmarks.oracle import oracle
from benchmarks.quality import ask_everybody
from benchmarks.quality_tables import quality_sections
from ostrakon import Ostrakon

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
WORK = ROOT / ".bench"
GROUPS = (
    "imports", "hostile", "queries", "processes", "growth", "reading", "clean", "quality", "pairs", "payments", "peers",
    "load", "ownership", "monitoring", "batches", "hosts", "spark", "before",
)  # fmt: skip
NEED_STORE = {
    "imports",
    "queries",
    "processes",
    "reading",
    "clean",
    "payments",
    "peers",
    "load",
    "batches",
    "hosts",
    "spark",
}
"""Groups that ask the lists of the run, imported first."""


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="smaller counts")
    parser.add_argument("--only", choices=GROUPS, action="append", help="only this group; may be repeated")
    parser.add_argument("--out", default=str(RESULTS), help="file to write, - for the terminal")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the groups that were asked for and write the results."""
    asked = options().parse_args(arguments)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    corpus = Corpus()
    folder = WORK if asked.out == "-" else Path(asked.out).resolve().parent
    known = committed(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else committed("")
    calibration = calibrate()
    groups = tuple(asked.only or GROUPS)
    preface, sections = _preface(corpus, calibration, groups, quick=asked.quick), []
    for section in _sections(corpus, groups, folder, quick=asked.quick):
        print(section.markdown(), file=sys.stderr, flush=True)
        sections.append(section)
    calibration = min(calibration, calibrate())
    bars = bars_section(sections) if corpus.real else None  # what we want, we want of real lists
    fallen = guard(sections, known, calibration) if corpus.real and not asked.quick else None
    if fallen is not None:
        print(fallen.markdown(), file=sys.stderr, flush=True)
    first = [section for section in (bars, fallen) if section is not None]
    text = "\n".join([preface, *(section.markdown() for section in (*first, *sections))])
    if asked.out == "-":
        print(text)
    else:
        Path(asked.out).write_text(text, encoding="utf-8")
        print(f"written to {asked.out}", file=sys.stderr)
    shutil.rmtree(WORK, ignore_errors=True)
    return 0


def _sections(corpus: Corpus, groups: tuple[str, ...], folder: Path, *, quick: bool) -> Iterator[Section]:
    store = WORK / "store"
    repeats = 5 if quick else 15
    steps: list[tuple[str, Callable[[], Section | list[Section]]]] = [
        ("imports", lambda: imports.start_up(repeats)),
        ("imports", lambda: imports.parsing(corpus)),
        ("hostile", lambda: hostile.refusals(WORK)),
        ("queries", lambda: queries.cold(store, repeats=repeats)),
        ("queries", lambda: queries.single(corpus, store, count=300 if quick else 3000)),
        (
            "queries",
            lambda: queries.batch(
                corpus, store, WORK, count=2000 if quick else 10_000, rival_count=300 if quick else 2000
            ),
        ),
        ("processes", lambda: processes.processes(corpus, store, WORK, names=200 if quick else 1000)),
        ("growth", lambda: growth(QUICK_SIZES if quick or not corpus.real else SIZES)),
        ("peers", lambda: peers.logic_v2(corpus, store, count=200 if quick else 1000)),
        ("reading", lambda: reading.reading(corpus, store, WORK, kilobytes=256 if quick else 2048)),
        (
            "clean",
            lambda: clean_names.clean_names(store, persons=20 if quick else 200, companies=10 if quick else 80),
        ),
        (
            "payments",
            lambda: payments.payments(store, clean=2000 if quick else 20_000, planted=600 if quick else 3000),
        ),
        ("load", lambda: load.load(corpus, store, WORK, seconds=10 if quick else 40, names=300 if quick else 1500)),
        ("quality", lambda: _quality(folder, quick=quick)),
        ("pairs", lambda: pairs.pairs(WORK)),
        ("ownership", lambda: ownership.ownership(50_000 if quick else 1_000_000)),
        ("monitoring", lambda: _given(monitoring.monitoring(WORK, customers=20_000 if quick else 1_000_000))),
        ("batches", lambda: batches.batches(store, WORK, rows=50_000 if quick else 500_000)),
        ("hosts", lambda: hosts.hosts(store, WORK)),
        ("spark", lambda: _given(spark_parity.spark_parity(store, WORK, rows=20_000 if quick else 200_000))),
        ("before", lambda: [] if quick else before.before(corpus, WORK, count=5000, repeats=repeats)),
    ]
    if set(groups) & NEED_STORE:
        imported = imports.importing(corpus, store, WORK, one_by_one=not quick and "imports" in groups)
        if "imports" in groups:
            yield imported
    for group, step in steps:
        if group in groups:
            made = step()
            yield from made if isinstance(made, list) else [made]


def _given(section: Section | None) -> list[Section]:
    return [] if section is None else [section]


def _quality(folder: Path, *, quick: bool) -> list[Section]:
    found = ask_everybody(WORK, quick=quick)
    if found is None:
        return []
    speed = equal_recall(found, count=100 if quick else 500, slow_count=10 if quick else 100)
    with Ostrakon.open(found.store) as engine:
        lost = oracle(engine.index_folder, found.queries, count=200 if quick else 2000)
    return [*quality_sections(found, folder), speed, lost]


def _preface(corpus: Corpus, calibration: float, groups: tuple[str, ...], *, quick: bool) -> str:
    kind = "quick run" if quick else "full run"
    if groups != GROUPS:
        kind += f" of the groups {', '.join(groups)}"
    lists = "real lists of several publishers" if corpus.real else "the bundled starter extract (a few hundred entries)"
    load = f", load average at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "rapidfuzz", "lxml", "msgspec"))
    return f"""# Benchmark results

Made by `make bench` ({kind}); do not edit by hand.

**Read with care.** Times are wall-clock times of one run on one machine that may have had other work to
do; they compare rows of the same table, not machines. Some lists are rebuilt from the publishers'
schemas and lack details (docs/list-formats.md). Queries of the speed tables are made from listed names
with seed {SEED}, so they meet more near matches than a customer file does. rapidfuzz compares letters
and nothing else; it is here as the yardstick that needs no index and misses no candidate.

| | |
| --- | --- |
| date | {datetime.now(UTC):%Y-%m-%d %H:%M} UTC |
| commit | {_commit()} |
| lists | {lists} |
| machine | {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs ({_processor()}){load} |
| {CALIBRATION} | {calibration:.1f} ms (`benchmarks/guard.py`) |
| versions | Python {platform.python_version()}, ostrakon {version("ostrakon")}, {packages} |
"""


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changes = " with changes" if git("status", "--porcelain", "--untracked-files=no") else ""
    return (git("rev-parse", "--short", "HEAD") or "unknown") + changes


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "processor unknown"


if __name__ == "__main__":
    sys.exit(main())

"""How long official files take to become entities, a snapshot and an index."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import Run, Section, middle, ms, ostrakon, per_second, run


def parsing(corpus: Corpus) -> Section:
    """Each format alone: bytes to entities, nothing stored."""
    section = Section(
        "Reading each format",
        "Compressed file to entities in memory, once, one process, no store.",
        ("list", "on disk", "entities", "names", "time", "entities a second"),
    )
    for one in corpus.lists:
        started = time.perf_counter()
        entities = one.entities()
        seconds = time.perf_counter() - started
        names = sum(len(entity.names) for entity in entities)
        section.rows.append(
            (
                one.title,
                f"{one.compressed_bytes / 1024:,.0f} KB",
                f"{len(entities):,}",
                f"{names:,}",
                f"{seconds:.2f} s",
                per_second(len(entities), seconds),
            )
        )
    return section


def importing(corpus: Corpus, store: Path, work: Path, *, one_by_one: bool) -> Section:
    """The same files by the command line: all in one command into `store`, and list after list into another."""
    section = Section(
        "Importing into a store",
        "`ostrakon lists import`, all lists in one command; then one command a list into another store that grows: "
        "start-up, archive, guards, snapshot, and each time the index of everything in force so far.",
        ("list", "time", "CPU", "peak memory"),
    )
    files = [path for one in corpus.lists for path in one.files]
    section.rows.append(
        _import_row("**all in one command**", ostrakon("--store", store, "lists", "import", "auto", *files))
    )
    on_disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    section.notes.append(
        f"The store then holds {on_disk / 1e6:,.0f} MB on disk: archived bytes, editions and the index."
    )
    if one_by_one:
        for one in corpus.lists:
            cost = ostrakon("--store", work / "grown", "lists", "import", one.source, *one.files)
            section.rows.append(_import_row(one.title, cost))
    return section


def _import_row(title: str, cost: Run) -> tuple[str, ...]:
    return title, f"{cost.seconds:.1f} s", f"{cost.cpu_seconds:.1f} s", f"{cost.peak_mb:,.0f} MB"


def start_up(repeats: int) -> Section:
    """What `import ostrakon` costs above a bare interpreter."""
    section = Section(
        "Starting",
        f"Fresh processes, median of {repeats}.",
        ("what", "time", "above the bare interpreter"),
    )
    bare = middle([run([sys.executable, "-c", "pass"]).seconds for _ in range(repeats)])
    section.rows.append(("bare interpreter", ms(bare), ""))
    for statement in ("import ostrakon", "from ostrakon import Ostrakon"):
        took = middle([run([sys.executable, "-c", statement]).seconds for _ in range(repeats)])
        section.rows.append((f"`{statement}`", ms(took), ms(took - bare)))
    took = middle([ostrakon("--version").seconds for _ in range(repeats)])
    section.rows.append(("`ostrakon --version`", ms(took), ms(took - bare)))
    return section

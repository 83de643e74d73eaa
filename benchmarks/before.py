"""An earlier revision of the program beside this one, in the same run: has anything become worse?"""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from benchmarks.corpus import ROOT, Corpus
from benchmarks.measure import Run, Section, middle, ms, ostrakon, per_second

REVISION = "e9f4a17"
"""The program before matching was worked on: a store, all lists read, screening, reading, reports."""
WORSE = 1.1
"""Beyond this ratio a figure is marked; below it, one run on a shared machine cannot tell."""


def before(corpus: Corpus, work: Path, *, count: int, repeats: int, revision: str = REVISION) -> list[Section]:
    """The commands of a user by both programs, one after the other; no section where the revision cannot be had."""
    source = work / "before"
    if not _checked_out(revision, source):
        return []
    names = work / "before.jsonl"
    queries = enumerate(corpus.queries(count))
    names.write_text("".join(json.dumps({"query_id": str(n), "name": q}) + "\n" for n, q in queries), encoding="utf-8")
    text = work / "before.txt"
    text.write_text(
        "\n\n".join(f"The ministry spoke with {name} on Tuesday." for name in corpus.queries(count)), "utf-8"
    )
    files = [path for one in corpus.lists for path in one.files]
    section = Section(
        "Before and after",
        f"Revision {revision} and this one, the same commands on the same files, in turn. *Worse* marks what takes "
        f"over {100 * (WORSE - 1):.0f}% more time or memory.",
        ("command", "before", "now", "ratio", "memory before", "memory now", ""),
    )
    costs = [list(_costs(source if old else None, work, files, names, text, repeats)) for old in (True, False)]
    for (title, old), (_, new) in zip(*costs, strict=True):
        times, memory = new.seconds / old.seconds, new.peak_mb / old.peak_mb
        worse = "worse" if max(times, memory) > WORSE else ""
        size = (f"{old.peak_mb:,.0f} MB", f"{new.peak_mb:,.0f} MB")
        section.rows.append((title, ms(old.seconds), ms(new.seconds), f"{times:.2f}", *size, worse))
    old_rate, new_rate = (per_second(count, dict(part)[_BATCH].seconds) for part in costs)
    section.notes.append(f"A batch of {count:,} names, start-up included: {old_rate} before, {new_rate} now.")
    return [section]


_BATCH = "`screen --input`"


def _costs(
    source: Path | None, work: Path, files: Sequence[Path], names: Path, text: Path, repeats: int
) -> Iterator[tuple[str, Run]]:
    store = work / ("store-before" if source else "store-now")
    answers = store.with_suffix(".jsonl")
    with _program(source):
        yield "`--version`", _median([ostrakon("--version") for _ in range(repeats)])
        yield "`lists import`, all lists", ostrakon("--store", store, "lists", "import", "auto", *files)
        yield "`lists status`", _median([ostrakon("--store", store, "lists", "status") for _ in range(repeats)])
        screen = ("--store", store, "screen", "Kim Jong Un")
        yield "`screen`, one name", _median([ostrakon(*screen) for _ in range(repeats)])
        yield _BATCH, ostrakon("--store", store, "screen", "--input", names, "--output", answers)
        yield "`read --json`", ostrakon("--store", store, "read", text, "--json")


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        middle([one.seconds for one in runs]), middle([one.cpu_seconds for one in runs]),
        middle([one.peak_mb for one in runs]), "",
    )  # fmt: skip


@contextmanager
def _program(source: Path | None) -> Iterator[None]:
    """Within, the command line is that of `source`; of this checkout when None."""
    known = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str((source or ROOT) / "src")
    try:
        yield
    finally:
        if known is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = known


def _checked_out(revision: str, folder: Path) -> bool:
    done = subprocess.run(["git", "archive", revision, "src"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        return False
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return True

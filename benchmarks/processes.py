"""What several processes on one store cost: opening it, and memory of the first and of each further one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.corpus import ROOT, Corpus
from benchmarks.measure import Bar, Section, middle, ms, ostrakon

PROCESSES = 3


def processes(corpus: Corpus, store: Path, work: Path, *, names: int) -> Section:
    """Three processes side by side, each screening the same names."""
    section = Section(
        "Several processes, and building the index",
        f"{PROCESSES} fresh processes open the same store, answer {names:,} names each and stay; then each is weighed. "
        "*Private* memory is what ending the process would give back; the rest is mapped from the index and shared.",
        ("process", "store opened in", "index mapped in", "resident", "proportional", "private"),
    )
    file = work / "processes.txt"
    file.write_text("\n".join(corpus.queries(names)), encoding="utf-8")
    running, ready = [], []
    for _ in range(PROCESSES):
        command = [sys.executable, "-m", "benchmarks.one_process", str(store), str(file)]
        pipe = subprocess.PIPE
        child = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        running.append(child)
        assert child.stdout is not None
        ready.append(json.loads(child.stdout.readline()))
    weights = []
    for child in running:  # all are still there while each is weighed
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write("\n")
        child.stdin.flush()
        weights.append(json.loads(child.stdout.readline() or "{}"))
    for child in running:
        child.communicate()
    for number, (took, memory) in enumerate(zip(ready, weights, strict=True), 1):
        cells = [f"{memory[kind]:,.0f} MB" if memory else "" for kind in ("Rss", "Pss", "Private")]
        section.rows.append((str(number), ms(took["opened"]), ms(took["mapped"]), *cells))
    section.bars.append(Bar("opening the store, s", 0.2, middle([took["opened"] for took in ready]), at_most=True))
    if all(weights):
        section.bars.append(Bar("resident memory of one process, MB", 300, weights[0]["Rss"], at_most=True, digits=0))
        further = max(memory["Private"] for memory in weights[1:])
        section.bars.append(Bar("private memory of each further process, MB", 50, further, at_most=True, digits=0))
    built = ostrakon("--store", store, "lists", "reindex")
    section.notes.append(
        f"`ostrakon lists reindex`, the whole command: {built.seconds:.1f} s, peak {built.peak_mb:,.0f} MB."
    )
    section.bars.append(Bar("building index and clusters, s", 60, built.seconds, at_most=True, digits=1))
    return section

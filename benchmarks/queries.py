"""How fast names are screened: one at a time, cold, and in bulk, beside brute force over the same names."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import Bar, Section, memory_mb, middle, ms, ostrakon, per_second, percentile, timed
from benchmarks.rival import BruteForce
from ostrakon import Ostrakon
from ostrakon.app.compiled_cache import made_code
from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.index.acceleration import compiled_available
from ostrakon.model.subject import Subject

COLD_NAME = "Kim Jong Un"
PLAIN_SHARE = 10
"""One in so many queries is asked without compiled code, too."""


def single(corpus: Corpus, store: Path, *, count: int) -> Section:
    """One process, one name after another; every query new, after a warm-up with other names."""
    asked = corpus.queries(count + count // 4)
    warm_up, queries = asked[count:], asked[:count]
    section = Section(
        "One name at a time",
        f"{count:,} queries (a third as listed, a third misspelt, a third recombined), each asked once, one "
        f"process, one thread, after {len(warm_up):,} others; {len(corpus.names):,} distinct listed names.",
        ("engine", "ready after", "p50", "p99", "slowest", "a second"),
    )
    if compiled_available():
        made_code()
        section.notes.append(
            "Compiled code is in the cache, as it is after the first long run of an installation; the row in plain "
            "numpy is what that first run begins with."
        )
    before = memory_mb()
    started = time.perf_counter()
    with Ostrakon.open(store) as engine:
        engine.answer(Subject(name=COLD_NAME))
        ready = time.perf_counter() - started
        times = timed(lambda name: engine.answer(Subject(name=name)), warm_up, queries)
        after = memory_mb()
        ids = [entity.id for entity in corpus.entities[:: max(1, len(corpus.entities) // 1000)]]
        lookups = timed(engine.entity, (), ids)
    section.rows.append(("Ostrakon, with evidence", *_figures(ready, times)))
    section.rows.append(("the same in plain numpy", *_plain(store, queries[: count // PLAIN_SHARE])))
    section.bars.append(Bar("one name, p50, ms", 1, 1000 * percentile(times, 0.5), at_most=True, digits=2))
    section.bars.append(Bar("one name, p99, ms", 5, 1000 * percentile(times, 0.99), at_most=True, digits=2))
    started = time.perf_counter()
    rival = BruteForce(corpus.names)
    ready = time.perf_counter() - started
    section.rows.append(("rapidfuzz `process.extract`", *_figures(ready, timed(rival.best, warm_up, queries))))
    if after:
        section.notes.append(
            "Memory that opening the store and answering added to the process: "
            f"{after['Rss'] - before['Rss']:,.0f} MB resident, {after['Pss'] - before['Pss']:,.0f} MB "
            "proportional (memory-mapped pages are shared between processes)."
        )
    section.notes.append(
        f"One entity by its id: p50 {ms(percentile(lookups, 0.5))}, p99 {ms(percentile(lookups, 0.99))} "
        f"({len(ids):,} ids). Wanted: below 1 ms."
    )
    section.notes.append("rapidfuzz gives letters' likeness only; Ostrakon's answer holds score, evidence and status.")
    return section


def _plain(store: Path, queries: Sequence[str]) -> tuple[str, ...]:
    """The figures without compiled code."""
    before = os.environ.get(COMPILED_VARIABLE)
    os.environ[COMPILED_VARIABLE] = "off"
    try:
        started = time.perf_counter()
        with Ostrakon.open(store) as engine:
            engine.answer(Subject(name=COLD_NAME))
            ready = time.perf_counter() - started
            return _figures(ready, timed(lambda name: engine.answer(Subject(name=name)), (), queries))
    finally:
        del os.environ[COMPILED_VARIABLE]
        if before is not None:
            os.environ[COMPILED_VARIABLE] = before


def cold(store: Path, *, repeats: int) -> Section:
    """The command line from nothing to an answer."""
    section = Section(
        "From the prompt to the answer",
        f"A new process each time, median of {repeats}; files warm in the system's cache.",
        ("command", "time", "CPU", "peak memory"),
    )
    for arguments in (("screen", COLD_NAME), ("screen", COLD_NAME, "--json"), ("lists", "status")):
        runs = [ostrakon("--store", store, *arguments) for _ in range(repeats)]
        section.rows.append(
            (
                f"`ostrakon {' '.join(repr(part) if ' ' in part else part for part in arguments)}`",
                ms(middle([one.seconds for one in runs])),
                ms(middle([one.cpu_seconds for one in runs])),
                f"{max(one.peak_mb for one in runs):,.0f} MB",
            )
        )
    return section


def batch(corpus: Corpus, store: Path, work: Path, *, count: int, rival_count: int) -> Section:
    """A file in, a file out."""
    section = Section(
        "Many names",
        f"`ostrakon screen --input` with {count:,} names from a JSON Lines file, start-up and writing "
        f"included; rapidfuzz `cdist` with {rival_count:,} of them, best five kept.",
        ("engine", "names", "time", "names a second", "peak memory"),
    )
    queries = corpus.queries(count)
    given, answered = work / "batch.jsonl", work / "batch.out.jsonl"
    with given.open("w", encoding="utf-8") as out:
        for number, name in enumerate(queries):
            out.write(json.dumps({"query_id": f"b{number}", "name": name}, ensure_ascii=False) + "\n")
    ways: tuple[tuple[str, tuple[str, ...], float], ...] = (
        ("Ostrakon", (), 2000),
        ("Ostrakon, `--evidence none`", ("--evidence", "none"), 5000),
    )
    for title, extra, wanted in ways:
        answered.unlink(missing_ok=True)
        cost = ostrakon("--store", store, "screen", "--input", given, "--output", answered, *extra)
        section.rows.append(
            (
                title,
                f"{count:,}",
                f"{cost.seconds:.1f} s",
                per_second(count, cost.seconds),
                f"{cost.peak_mb:,.0f} MB",
            )
        )
        section.bars.append(Bar(f"batch, {title}: names a second", wanted, count / cost.seconds, digits=0))
    rival = BruteForce(corpus.names)
    started = time.perf_counter()
    for _, scores in rival.blocks(queries[:rival_count]):
        scores.argpartition(-5, axis=1)
    seconds = time.perf_counter() - started
    section.rows.append(
        (
            "rapidfuzz `cdist`, one thread",
            f"{rival_count:,}",
            f"{seconds:.1f} s",
            per_second(rival_count, seconds),
            "",
        )
    )
    return section


def _figures(ready: float, times: Sequence[float]) -> tuple[str, ...]:
    return (
        ms(ready),
        ms(percentile(times, 0.5)),
        ms(percentile(times, 0.99)),
        ms(max(times)),
        per_second(len(times), sum(times)),
    )

"""How building, loading, memory and the cost of a query grow with the list.

`python -m benchmarks.growth` measures all sizes, prints the table and draws docs/about/growth.svg. `--beside 3`
measures three sizes at a time: the figures are times of processors.

Larger lists are made from the real ones: half of the words of a real name exchanged for words drawn from all names,
15 % of the words with one letter altered. They are more alike than a real list of that size would be. Each size is
built and asked in a process of its own, which writes its figures as one JSON line.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import log10
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.corpus import ROOT, SEED, Corpus
from benchmarks.measure import Bar, Section, memory_mb, middle, ms, percentile
from benchmarks.pictures import Axis, Line, chart
from ostrakon.app.compiled_cache import made_code
from ostrakon.index.acceleration import compiled_available
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.index.candidates import Candidates
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.model import Entity, Name, Origin
from ostrakon.model.subject import Subject
from ostrakon.names.kinds import name_class
from ostrakon.profile.name import profile_name
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
PICTURE = ROOT / "docs" / "about" / "growth.svg"
LOADS = 5
QUICK_SIZES = (2_000, 20_000)
ALIASES_EACH = 3
ALTERED = 0.15
QUERIES = 1_000


def growth(sizes: Sequence[int] = SIZES, *, beside: int = 1) -> Section:
    """One fresh process for each number of aliases.

    Args:
        beside: sizes measured at a time, the largest first.
    """
    section = Section(
        "Growth",
        f"Lists of real names, enlarged by recombining them (seed {SEED}); {QUERIES:,} names of the largest real list, "
        "altered or not, asked one after the other after as many to warm up, without explanation, compiled code where "
        "it is installed. CPU times.",
        ("aliases", "built in", "peak", "on disk", "mapped in", "resident", "candidates p50", "query p50", "query p99"),
    )
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(beside) as pool:
        _write_lists(Path(folder))
        running = {size: pool.submit(_child, "measure", size, folder) for size in sorted(sizes, reverse=beside > 1)}
        measured = [json.loads(running[size].result()) for size in sizes]
    for found in measured:
        section.rows.append(
            (
                f"{found['names']:,}",
                f"{found['built']:.1f} s",
                f"{found['peak']:,.0f} MB",
                f"{found['disk']:,.0f} MB",
                ms(found["loaded"]),
                f"{found['resident']:,.0f} MB",
                ms(found["candidates"]),
                ms(found["p50"]),
                ms(found["p99"]),
            )
        )
    what = f"cost of a query at {sizes[-1]:,} aliases, times that at {sizes[0]:,}"
    section.bars.append(Bar(what, 5, measured[-1]["p50"] / measured[0]["p50"], at_most=True, digits=1))
    if tuple(sizes) == SIZES:
        PICTURE.write_text(_picture(measured), encoding="utf-8")
        section.pictures.append(("../docs/about/growth.svg", "growth with the number of aliases"))
    return section


def _picture(measured: Sequence[dict[str, float]]) -> str:
    """Each figure as a multiple of that at the smallest size, both axes in powers of ten."""
    lines = [
        Line(name, [(log10(one["names"]), log10(one[key] / measured[0][key])) for one in measured])
        for name, key in (
            ("building the index", "built"),
            ("index on the disk", "disk"),
            ("memory of a process that answers", "resident"),
            ("mapping the index", "loaded"),
            ("a query, median", "p50"),
        )
    ]
    return chart(
        "Growth with the number of aliases, times the smallest list",
        Axis("aliases", 4, 6.05, [(4, "10,000"), (4.5, "32,000"), (5, "100,000"), (5.5, "316,000"), (6, "1,000,000")]),
        Axis("times", -0.5, 2.2, [(-0.5, "0.32"), (0, "1"), (0.5, "3.2"), (1, "10"), (1.5, "32"), (2, "100")]),
        lines,
        named_above=True,
    )


def parties(real: list[Entity], aliases: int) -> Iterator[Entity]:
    """Parties with so many names: real ones while there are enough, then recombinations."""
    draw = random.Random(SEED)
    draw.shuffle(real)
    made = 0
    for entity in real:
        if made >= aliases:
            return
        made += len(entity.names)
        yield entity
    names = [(name.value, entity.schema) for entity in real for name in entity.names]
    words = [word for name, _ in names for word in name.split()]
    number = 0
    while made < aliases:
        name, schema = names[draw.randrange(len(names))]
        number += 1
        origin = Origin(source="growth", record=str(number))
        values = {_recombined(name, words, draw) for _ in range(ALIASES_EACH)}
        made += len(values)
        listed = tuple(Name(value=value, kind="alias", origin=origin) for value in sorted(values))
        yield Entity(id=f"growth-{number}", schema=schema, names=listed)


def _recombined(name: str, words: Sequence[str], draw: random.Random) -> str:
    made = [words[draw.randrange(len(words))] if draw.random() < 0.5 else word for word in name.split()]
    return " ".join(_altered(word, draw) if draw.random() < ALTERED else word for word in made)


def _altered(word: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    return word[:at] + draw.choice(string.ascii_lowercase) + word[at + 1 :]


def _write_lists(folder: Path) -> None:
    """The real parties and the queries, read once for all sizes."""
    corpus = Corpus()
    (folder / "parties").write_bytes(msgspec.msgpack.encode(corpus.entities))
    (folder / "queries").write_text(json.dumps(corpus.queries(2 * QUERIES)), encoding="utf-8")


def _measure(aliases: int, lists: Path, folder: Path) -> dict[str, Any]:
    real = msgspec.msgpack.decode((lists / "parties").read_bytes(), type=list[Entity])
    counted = 0

    def counting() -> Iterator[Entity]:
        nonlocal counted
        for entity in parties(real, aliases):
            counted += len(entity.names)
            yield entity

    gc.freeze()
    gc.disable()
    started = time.process_time()
    build_index(counting(), folder)
    built = time.process_time() - started
    gc.enable()
    return {
        "names": counted,
        "built": built,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk": sum(path.stat().st_size for path in folder.iterdir()) / 1e6,
        **json.loads(_child("ask", folder, lists)),
    }


def _child(*words: str | int | Path) -> str:
    """What a fresh process says, whose memory holds neither the real lists nor what others have built."""
    command = [sys.executable, "-m", "benchmarks.growth", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def _ask(folder: Path, queries: Sequence[str]) -> dict[str, float]:
    code = made_code() if compiled_available() else None
    policy = shipped_policy()
    loads = []
    for _ in range(LOADS):
        started = time.process_time()
        arrays = Arrays.load(folder)
        screener = Screener(arrays, lambda _: None, policy)
        loads.append(time.process_time() - started)
    if code is not None:
        screener.hasten(*code)
    found = Candidates(arrays, Vocabulary.of(arrays), nearest=code[0] if code is not None else None)
    profiles = [profile_name(query, name_class("")) for query in queries]
    for query, profile in zip(queries[:QUERIES], profiles, strict=False):
        screener.answer(Subject(name=query), evidence=False)
        found.find(profile)
    asked, fetched = [], []
    for query, profile in zip(queries[QUERIES:], profiles[QUERIES:], strict=True):
        started = time.thread_time()
        screener.answer(Subject(name=query), evidence=False)
        asked.append(time.thread_time() - started)
        started = time.thread_time()
        found.find(profile)
        fetched.append(time.thread_time() - started)
    return {
        "loaded": middle(loads),
        "resident": memory_mb().get("Rss", 0.0),
        "candidates": middle(fetched),
        "p50": middle(asked),
        "p99": percentile(asked, 0.99),
    }


def main(words: list[str]) -> None:
    """Measure all sizes; or, as a process of that, build and ask one, or only ask."""
    match words:
        case ["measure", aliases, lists]:
            with tempfile.TemporaryDirectory() as folder:
                print(json.dumps(_measure(int(aliases), Path(lists), Path(folder))))
        case ["ask", folder, lists]:
            queries = json.loads((Path(lists) / "queries").read_text(encoding="utf-8"))
            print(json.dumps(_ask(Path(folder), queries)))
        case ["--beside", count]:
            print(growth(beside=int(count)).markdown())
        case _:
            print(growth().markdown())


if __name__ == "__main__":
    main(sys.argv[1:])

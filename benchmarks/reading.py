"""How fast listed parties are found in running text."""

from __future__ import annotations

import io
import os
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import ROOT, SEED, SHARED, Corpus
from benchmarks.measure import Section, ostrakon
from ostrakon.app.compiled_cache import READING, Code, made_code
from ostrakon.app.reading import open_reader, read_long, read_text
from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.index.acceleration import compiled_available
from ostrakon.store import open_snapshot

FILLER = (
    "The ministry published its figures on trade and the harbour reported more traffic than last year.",
    "Analysts expected the committee to decide in autumn; the chairman declined to comment on the schedule.",
    "A spokesman for the company said that the shipment had left on Tuesday and would arrive in two weeks.",
    "Prices of grain and steel rose slightly, while the regional bank kept its forecast for the season.",
)

WORDS = 1000
_WARM_UP = "Nothing of note happened on Tuesday in Moscow."


def reading(corpus: Corpus, store: Path, work: Path, *, kilobytes: int) -> Section:
    """A short text against a long one: the difference is the reading itself, without start-up."""
    section = Section(
        "Reading text",
        "`ostrakon read --json`, a new process a file. The made text is plain English sentences with a "
        "listed name in every eighth; its rate counts the time above that of a one-line text. The rows below it are "
        "processor time within one process.",
        ("text", "size", "time", "rate without start-up", "peak memory"),
    )
    line = work / "line.txt"
    line.write_text("Nothing of note happened on Tuesday.\n", encoding="utf-8")
    ground = ostrakon("--store", store, "read", line, "--json", ok=(0, 1))
    section.rows.append(("one line", "1 line", f"{ground.seconds:.2f} s", "", f"{ground.peak_mb:,.0f} MB"))
    made = work / "text.txt"
    made.write_text(_made_text(corpus, kilobytes * 1024), encoding="utf-8")
    texts = [("made text", made)]
    article = SHARED / "data" / "news" / "summit_article.txt"
    if article.exists():
        texts.append(("a news article", article))
    for title, path in texts:
        cost = ostrakon("--store", store, "read", path, "--json")
        size, net = path.stat().st_size, cost.seconds - ground.seconds
        rate = f"{size / net / 1e6:.2f} MB/s" if net > 0.05 else "too short to tell"
        section.rows.append((title, f"{size / 1024:,.0f} KB", f"{cost.seconds:.2f} s", rate, f"{cost.peak_mb:,.0f} MB"))
    section.rows += _in_process(store, made.read_text(encoding="utf-8"))
    return section


def _in_process(store: Path, made: str) -> list[Sequence[str]]:
    """Processor time of reading alone, with the lists mapped: parties, countries and identifiers of a long text in
    plain and in compiled code, its words new and known; and articles of a thousand words in full.
    """
    snapshot = open_snapshot(store)
    rows: list[Sequence[str]] = []
    data = made.encode()
    ways: list[tuple[str, Code | None]] = [("plain", None)]
    if compiled_available():
        ways.append(("compiled", made_code(READING)))
    for way, code in ways:
        os.environ[COMPILED_VARIABLE] = "off"
        reader = open_reader(snapshot)
        read_text(reader, _WARM_UP, only_mentions=True)
        if code is not None:
            reader.hasten(*code)
        for memory in ("words new", "words known"):
            started = time.process_time()
            read_long(reader, io.BytesIO(data), "made")
            took = time.process_time() - started
            title = f"made text, mentions only, {way}, {memory}"
            rate = f"{len(data) / took / 1e6:.2f} MB/s"
            rows.append((title, f"{len(data) / 1024:,.0f} KB", f"{took:.2f} s", rate, ""))
        os.environ.pop(COMPILED_VARIABLE)
    articles = _articles()
    reader = open_reader(snapshot)
    for text in articles[:1]:
        read_text(reader, text)
    times = []
    for text in articles:
        started = time.process_time()
        read_text(reader, text)
        times.append((time.process_time() - started) * 1000 / len(text.split()) * 1000)
    if times:
        took_ms = f"{statistics.median(times):.0f} ms, at most {max(times):.0f} ms"
        rows.append(("news in full, by 1,000 words", f"{len(times)} texts", took_ms, "", ""))
    return rows


def _articles() -> list[str]:
    """News of a thousand words and more, put together from the English texts under test."""
    found, held = [], ""
    for path in sorted((ROOT / "tests" / "golden" / "texts").glob("batch*/*_en_*.txt")):
        held += path.read_text(encoding="utf-8") + "\n\n"
        if len(held.split()) >= WORDS:
            found.append(held)
            held = ""
    return found


def _made_text(corpus: Corpus, size: int) -> str:
    draw = random.Random(SEED)
    sentences, length = [], 0
    while length < size:
        sentence = draw.choice(FILLER)
        if draw.random() < 1 / 8:
            sentence = f"The meeting with {draw.choice(corpus.names)} was confirmed. {sentence}"
        sentences.append(sentence + ("\n\n" if draw.random() < 0.2 else " "))
        length += len(sentences[-1].encode())
    return "".join(sentences)

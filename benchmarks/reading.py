"""How fast listed parties are found in running text."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.corpus import SEED, SHARED, Corpus
from benchmarks.measure import Section, ostrakon

FILLER = (
    "The ministry published its figures on trade and the harbour reported more traffic than last year.",
    "Analysts expected the committee to decide in autumn; the chairman declined to comment on the schedule.",
    "A spokesman for the company said that the shipment had left on Tuesday and would arrive in two weeks.",
    "Prices of grain and steel rose slightly, while the regional bank kept its forecast for the season.",
)


def reading(corpus: Corpus, store: Path, work: Path, *, kilobytes: int) -> Section:
    """A short text against a long one: the difference is the reading itself, without start-up."""
    section = Section(
        "Reading text",
        "`ostrakon read --json`, a new process a file. The made text is plain English sentences with a "
        "listed name in every eighth; its rate counts the time above that of a one-line text.",
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
    return section


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

"""A full comparison by nomenklatura's logic-v2, measured where it is installed, cited where it is not."""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import Bar, Section, middle, ms, timed
from ostrakon import Ostrakon
from ostrakon.model.subject import Subject

CITED_A_SECOND = 2093
"""Comparisons a second of one core, persons, every pair new (nomenklatura 4.17.4, rigour 2.6.1)."""
CITED_RERANK = "30 to 33 ms to score 50 candidates on top of its candidate search"
LABELLED = (0.826, 0.888, 0.749, 0.650, 0.102, 0.18)
"""Its figures on the quarter of the labelled queries, reranking the 50 best of token_sort: the columns there."""


def logic_v2(corpus: Corpus, store: Path, *, count: int) -> Section:
    """One query against every party of the lists: logic-v2 scores each, we ask the index."""
    queries = corpus.queries(count)
    with Ostrakon.open(store) as engine:
        times = timed(lambda name: engine.answer(Subject(name=name)), queries[:20], queries)
    ours = middle(times)
    measured = _measured(corpus, queries) if find_spec("nomenklatura") else None
    rate = measured or CITED_A_SECOND
    parties = len(corpus.entities)
    theirs = parties / rate
    section = Section(
        "Beside nomenklatura's logic-v2",
        f"One name against all {parties:,} entries of the lists, one core. logic-v2 compares pairs; its rate is "
        f"{'measured in this run' if measured else 'cited: its packages need a compiler and ICU'}.",
        ("engine", "comparisons a second", "one name against the whole list", "times ours"),
    )
    section.rows.append(("Ostrakon, with evidence (median)", "", ms(ours), "1"))
    section.rows.append(("logic-v2, every pair", f"{rate:,.0f}", f"{theirs:.1f} s", f"{theirs / ours:,.0f}"))
    section.notes.append(f"In a server logic-v2 scores few candidates: {CITED_RERANK} (cited).")
    columns = "recall@1, recall@10, recall at 1% alerts, at 0.1%, hard negatives at 1%, another birth date at 1%"
    figures = " / ".join(f"{figure:g}" for figure in LABELLED)
    section.notes.append(f"Its figures on the quarter of the labelled queries below (cited): {figures} ({columns}).")
    section.bars.append(Bar("full comparison by logic-v2, times our time", 1000, theirs / ours, digits=0))
    return section


def _measured(corpus: Corpus, queries: Sequence[str], *, seconds: float = 20.0) -> float:
    """Comparisons a second, persons' and others' names against entries of the lists, every pair new."""
    model = importlib.import_module("followthemoney").model
    matcher = importlib.import_module("nomenklatura.matching").LogicV2
    config = matcher.default_config()

    def proxy(identity: str, schema: str, names: Sequence[str]) -> object:
        made = model.make_entity(schema)
        made.id = identity  # unique: the matcher remembers names by it
        made.add("name", names)
        return made

    listed = [proxy(e.id, e.schema, [name.value for name in e.names]) for e in corpus.entities[:: len(queries)]]
    matcher.compare(proxy("warm", "Person", [queries[0]]), listed[0], config)
    started, done = time.perf_counter(), 0
    for number, name in enumerate(queries):
        query = proxy(f"query-{number}", "LegalEntity", [name])
        for party in listed[number :: len(queries)]:
            matcher.compare(query, party, config)
            done += 1
        if time.perf_counter() - started > seconds:
            break
    return done / (time.perf_counter() - started)

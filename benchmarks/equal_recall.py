"""What brute force costs where it finds as much: rapidfuzz against all names, taken as far down as our recall asks."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.corpus import SEED
from benchmarks.measure import Bar, Section, middle, ms, timed
from benchmarks.quality import Quality, listed_names
from benchmarks.rival import JARO_WINKLER, TOKEN_SORT, WRATIO, BruteForce, Scorer
from ostrakon import Ostrakon
from ostrakon.app.compiled_cache import made_code
from ostrakon.index.acceleration import compiled_available
from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligner
from ostrakon.match.compiled.aligner import CompiledAligner
from ostrakon.match.weights import weights
from ostrakon.model import PartialDate
from ostrakon.model.subject import Subject
from ostrakon.names.kinds import name_class
from ostrakon.profile.name import profile_name

FIRST = 10
"""Results of ours among which the right party must be."""
WARM_UP = 400
"""Clean names asked before, so that words are remembered as in any long run."""
WEIGHED = 4_000
"""Listed names by which the time of weighing one name is measured."""
WEIGHED_FOR = 20
"""Queries by which it is measured."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far down a rival's ranking the right names stand (worst case of a tie: its middle), and what a scan costs."""

    ranks: Sequence[float]
    seconds: float

    def recall(self, names: int) -> float:
        """Share of the queries whose right party is among the first `names` names."""
        return sum(rank <= names for rank in self.ranks) / len(self.ranks)

    def names_for(self, recall: float) -> int:
        """How many names must be looked at to find the right party as often as `recall`."""
        return int(np.ceil(sorted(self.ranks)[max(0, int(np.ceil(recall * len(self.ranks) - 1e-9)) - 1)]))


def equal_recall(found: Quality, *, count: int, slow_count: int) -> Section:
    """`count` of the wanted labelled queries, one at a time, one thread."""
    names, owners = listed_names()
    asked = [q for q in found.queries if q["kind"] in ("loao", "mutation") and q.get("relation") != "distant"]
    sample = random.Random(SEED).sample(asked, min(count, len(asked)))
    ours, seconds, whole_list = _ours(found, sample)
    recall = sum(ours) / len(ours)
    section = Section(
        "Speed at equal recall",
        f"{len(sample)} wanted labelled queries, one at a time, one thread, {len(names):,} listed names. Ostrakon has "
        f"the right party among its first {FIRST} results for {recall:.1%} of them. A scorer of rapidfuzz finds it as "
        "often only among many more names, which somebody must then tell apart: **names needed** says among how many. "
        "*Scan* is `cdist` of one query with all names and taking the best; *scan and ranking* adds weighing the "
        f"names needed by Ostrakon's own evidence, without which the right party would not be among the first {FIRST}.",
        ("engine", f"recall among {FIRST}", "among 1,000", "names needed", "scan", "scan and ranking", "times ours"),
    )
    section.rows.append((f"Ostrakon, {FIRST} results, with evidence", f"{recall:.3f}", "", "", "", ms(seconds), "1"))
    ratios = []
    for scorer, part in ((TOKEN_SORT, sample), (JARO_WINKLER, sample), (WRATIO, sample[:slow_count])):
        reach = _reach(scorer, part, names, owners)
        needed = reach.names_for(recall)
        both = reach.seconds + whole_list * needed / len(names)
        ratios.append(both / seconds)
        cells = (f"{reach.recall(FIRST):.3f}", f"{reach.recall(1000):.3f}", f"{needed:,}", ms(reach.seconds), ms(both))
        section.rows.append((f"{scorer.name} ({len(part)} queries)", *cells, f"{both / seconds:,.0f}"))
    section.rows.append(
        (
            "Ostrakon's evidence over all names, no index",
            "",
            "",
            f"{len(names):,}",
            "",
            ms(whole_list),
            f"{whole_list / seconds:,.0f}",
        )
    )
    section.bars.append(Bar("rapidfuzz brute force at equal recall, times our time", 20, min(ratios), digits=1))
    return section


def _ours(found: Quality, sample: Sequence[Mapping[str, Any]]) -> tuple[list[bool], float, float]:
    """Which queries were right among the first, the median time, and the time of comparing a query with all names."""
    others = [query for query in found.queries if query["kind"] == "clean"][:WARM_UP]
    right = []
    with Ostrakon.open(found.store) as engine:
        subjects = [_subject(query) for query in sample]
        times = timed(lambda one: engine.answer(one, limit=FIRST), [_subject(query) for query in others], subjects)
        for query, subject in zip(sample, subjects, strict=True):
            answer = engine.answer(subject, limit=FIRST, threshold=0.0, evidence=False)
            ids = {i for result in answer.results for i in (result.id, *result.referents)}
            right.append(not ids.isdisjoint(query["target_ids"]))
        return right, middle(times), _whole_list(engine, sample[:WEIGHED_FOR])


def _subject(query: Mapping[str, Any]) -> Subject:
    date = PartialDate.parse(query["dob"]) if query.get("dob") else None
    return Subject(name=query["name"], schema=query["schema"], birth_date=date)


def _whole_list(engine: Ostrakon, sample: Sequence[Mapping[str, Any]]) -> float:
    """Seconds to weigh one query against every listed name, from a sample of them, by compiled code where it is."""
    arrays = Arrays.load(engine.index_folder)
    vocabulary, table = Vocabulary.of(arrays), weights()
    aligner = Aligner(arrays, vocabulary, table)
    if compiled_available():
        aligner = CompiledAligner(arrays, vocabulary, table, made_code()[1])
    count = min(WEIGHED, arrays.docs_count)
    documents = np.sort(np.random.default_rng(SEED).choice(arrays.docs_count, count, replace=False)).astype(np.int64)
    profiles = [profile_name(query["name"], name_class(query["schema"])) for query in sample]
    seconds = middle(timed(lambda profile: aligner.bits(profile, documents), (), profiles))
    return seconds * arrays.docs_count / count


def _reach(
    scorer: Scorer, sample: Sequence[Mapping[str, Any]], names: Sequence[str], owners: Sequence[Sequence[str]]
) -> _Reach:
    of: dict[str, list[int]] = {}
    for position, entities in enumerate(owners):
        for entity in entities:
            of.setdefault(entity, []).append(position)
    rival = BruteForce(names, scorer)
    ranks, times = [], []
    for query in sample:
        started = time.perf_counter()
        scores = rival.scores([query["name"]])[0]
        np.argpartition(-scores.astype(np.float32), 1000)
        times.append(time.perf_counter() - started)
        positions = [place for target in query["target_ids"] for place in of.get(target, ())]
        best = scores[positions].max() if positions else -1
        ranks.append(float((scores > best).sum()) + ((scores == best).sum() + 1) / 2)
    return _Reach(ranks, middle(times))

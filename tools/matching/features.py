"""Labelled queries → rows of features whose scalar product with the weights is the bits, kept for many fits.

Every query is compared once with its candidates; of each, the best names are kept. Rows of source `uaw`
(non-commercial data) are left out of the list and of the queries altogether.
"""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from estimate import parameters
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import Candidates
from ostrakon.index.collected import CLASS_NUMBER
from ostrakon.index.lookup import Numbers
from ostrakon.match.alignment import Aligned, Aligner
from ostrakon.match.proportions import SIZES
from ostrakon.match.tokens import QueryTokens
from ostrakon.match.weights import LEVEL, LEVELS, from_table
from ostrakon.model import Entity, Name, Origin
from ostrakon.names.kinds import Kind, name_class
from ostrakon.names.rarity import rarity_bits
from ostrakon.names.readings import other_readings
from ostrakon.profile.name import profile_name

NON_COMMERCIAL = "uaw"
"""Source of such rows; beginning of the name of such a list in the queries."""
KEPT_PER_QUERY = 25
"""So many of the best names of each reading of a query are kept, and so many of the right ones beyond them:"""
RIGHT_BEYOND = 6
KINDS = [k.name.lower() for k in sorted(Kind)]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Compared pairs of all queries.

    Attributes:
        features: one row a pair, the last column bits that no weight explains [pairs, weights + 1].
        query: number of the query of each pair, ascending.
        right: whether the pair is the same party.
        names: the weights that the columns belong to.
        queries: the queries by number.
    """

    features: NDArray[np.float32]
    query: NDArray[np.int64]
    right: Bools
    names: list[str]
    queries: list[dict[str, Any]]

    def bits(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bits of all pairs."""
        return np.asarray(self.features[:, :-1] @ weights.astype(np.float32) + self.features[:, -1], dtype=np.float64)

    def best(self, bits: NDArray[np.float64], of: Bools) -> NDArray[np.float64]:
        """The best bits of each query among the pairs `of`; minus infinity without one."""
        found = np.full(len(self.queries), -np.inf)
        np.maximum.at(found, self.query[of], bits[of])
        return found


def entities(folder: Path, *, without: frozenset[str] = frozenset({NON_COMMERCIAL})) -> list[Entity]:
    """The list side of the benchmark, hidden names left out."""
    hidden = set((folder / "dev_hidden.txt").read_text().split())
    rows: dict[str, list[dict[str, str]]] = {}
    with gzip.open(folder / "list_index.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["name_id"] not in hidden and row["source"] not in without:
                rows.setdefault(row["entity_id"], []).append(row)
    found = []
    for key, names in rows.items():
        origin = Origin(source="bench", record=key)
        found.append(
            Entity(
                id=key,
                schema=names[0]["schema"] or "LegalEntity",
                names=tuple(Name(value=r["name"], origin=origin, weak=r["quality"] == "weak") for r in names),
            )
        )
    return found


def queries(folder: Path) -> list[dict[str, Any]]:
    """The development queries that ask by name alone, targets of non-commercial data left out."""
    with gzip.open(folder / "dev_queries.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [
        q
        for q in found
        if q["kind"] != "dob"
        and q.get("relation") != "distant"
        and not str(q.get("target_list") or "").startswith(NON_COMMERCIAL)
    ]


class Collector:
    """Turns aligned names into rows of features whose scalar product with the parameters is the bits."""

    def __init__(self, arrays: Arrays, numbers: Numbers, data: dict[str, Any]) -> None:
        self.arrays, self.numbers = arrays, numbers
        self.names = list(parameters(data))
        self.place = {n: i for i, n in enumerate(self.names)}
        self.weights = from_table(data)

    def rows(self, tokens: QueryTokens, aligned: Aligned, other_schema: np.ndarray, weak: np.ndarray) -> np.ndarray:
        """Feature rows of all listed names of one alignment, and in the last column the bits no parameter explains."""
        weights, place = self.weights, self.place
        k = len(aligned.bits)
        out = np.zeros((k, len(self.names) + 1))
        out[:, place["prior.bits"]] = 1
        out[:, place["schema.other"]] = other_schema
        out[:, place["name.weak"]] = weak
        for number, level in enumerate(LEVELS[1:], 1):
            if level == "joined":
                continue
            here = (aligned.level == number) & (aligned.answer >= 0)
            if level == "equal":
                here &= aligned.pair_bits > 0
            out[:, place[f"level.{level}.base"]] = here.sum(1)
            out[:, place[f"level.{level}.slope"]] = (here * aligned.pair_rarity).sum(1)
        for i, joins in aligned.joins.items():
            base, slope = weights.level_base[LEVEL["joined"]], weights.level_slope[LEVEL["joined"]]
            out[i, place["level.joined.base"]] = len(joins)
            out[i, place["level.joined.slope"]] = sum((b - base) / slope for _, _, b in joins)
        kinds = np.array(tokens.profile.kinds)
        rarity = np.array(
            [
                float(self.arrays.tok_idf[n]) if (n := self.numbers.get(t)) is not None else rarity_bits(t)
                for t in tokens.profile.tokens
            ]
        )
        rarity = np.minimum(rarity, weights.rarity_cap[kinds])
        open_query = (aligned.answer == -1) & (aligned.extra < 0)[None, :]
        listed_rarity = np.minimum(self.arrays.tok_idf[aligned.numbers], weights.rarity_cap[aligned.kinds])
        open_listed = aligned.listed_open & (aligned.missing != 0)
        for kind, name in enumerate(KINDS):
            extra, missing = open_query & (kinds == kind), open_listed & (aligned.kinds == kind)
            out[:, place[f"extra.{name}.base"]] = extra.sum(1)
            out[:, place[f"extra.{name}.slope"]] = (extra * rarity).sum(1)
            out[:, place[f"missing.{name}.base"]] = missing.sum(1)
            out[:, place[f"missing.{name}.slope"]] = (missing * listed_rarity).sum(1)
        for name, bits in aligned.whole.items():
            if name == "together":
                out[:, -1] = bits
            elif name not in SIZES:
                out[:, place[f"whole.{name}"]] = bits / weights.whole[name]
        for name, entries in aligned.entries.items():
            out[np.arange(k), place[f"proportion.{name}.0"] + entries] = 1
        return out


def collect(folder: Path, arrays: Arrays, found: Candidates, data: dict[str, Any]) -> Rows:
    """All queries compared with their candidates under the weights `data`."""
    weights = from_table(data)
    aligner = Aligner(arrays, found.vocabulary, weights)
    collector = Collector(arrays, found.vocabulary.numbers, data)
    number = {arrays.entity_id(i): i for i in range(arrays.entities_count)}
    asked = queries(folder)
    rows: list[NDArray[np.float32]] = []
    owner: list[int] = []
    labels: list[Bools] = []
    for place, query in enumerate(asked):
        targets = [] if query["kind"] == "clean" else [number[t] for t in query["target_ids"] if t in number]
        of = name_class(query["schema"])
        for reading in (query["name"], *other_readings(query["name"])):
            profile = profile_name(reading, of)
            documents = found.find(profile) if profile.tokens else np.empty(0, dtype=np.int64)
            if not len(documents):
                continue
            tokens = QueryTokens.of(profile)
            aligned = aligner.align(tokens, documents)
            other = (arrays.doc_class[documents] != CLASS_NUMBER[of]).astype(float)
            right, weak = _labels(arrays, documents, targets)
            order = np.argsort(-(aligned.bits + weights.schema_other * other + weights.weak * weak), kind="stable")
            beyond = [i for i in order[KEPT_PER_QUERY:].tolist() if right[i]][:RIGHT_BEYOND]
            kept = order[:KEPT_PER_QUERY].tolist() + beyond
            rows.append(collector.rows(tokens, aligned, other, weak)[kept].astype(np.float32))
            labels.append(right[kept])
            owner.extend([place] * len(kept))
    return Rows(np.concatenate(rows), np.array(owner), np.concatenate(labels), collector.names, asked)


def _labels(arrays: Arrays, documents: NDArray[np.int64], targets: list[int]) -> tuple[Bools, NDArray[np.float64]]:
    """For each listed name whether a right party bears it, and whether all that bear it do so weakly."""
    off = arrays.doc_name_off.astype(np.int64)
    spans = [slice(off[d], off[d + 1]) for d in documents.tolist()]
    right = np.array([bool(np.isin(arrays.name_ent[s], targets).any()) for s in spans])
    weak = np.array([float(arrays.name_weak[s].all()) for s in spans])
    return right, weak

"""Estimate the bits of `match/weights.toml` from labelled queries, by ridge logistic regression around them.

    python tools/matching/fit.py BENCH_FOLDER [--rounds 3] [--write]

BENCH_FOLDER holds `list_index.csv.gz`, `dev_hidden.txt` and `dev_queries.jsonl.gz` (see the folder's own README).
Queries marked `quick` are never used here: figures are reported on them. Rows of source `uaw` (non-commercial data)
are left out of the estimate altogether. Each round compares every query with its candidates under the weights so
far, keeps the best right name and the best wrong ones, and fits; the weights before the first round are the centre
of the ridge, so that what the data do not tell stays as reviewed. Without --write the fitted table is only printed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import CLASS_NUMBER, build_index
from ostrakon.index.candidates import Candidates
from ostrakon.index.lookup import Numbers
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned, Aligner
from ostrakon.match.proportions import NEUTRAL, SIZES
from ostrakon.match.tokens import QueryTokens
from ostrakon.match.weights import LEVEL, LEVELS, from_table
from ostrakon.model import Entity, Name, Origin
from ostrakon.names.kinds import Kind, name_class
from ostrakon.names.rarity import rarity_bits
from ostrakon.profile.name import profile_name

TABLE = Path(__file__).resolve().parents[2] / "src/ostrakon/match/weights.toml"
WRONG_PER_QUERY = 6
CLEAN_WEIGHT = 15.0
RIDGE = 30.0
FROZEN = (
    "extra.title",
    "missing.title",
    "extra.particle",
    "missing.particle",
    "extra.legal",
    "missing.legal",
    "extra.patronymic",
    *(f"proportion.{table}.{entry}" for table, entries in NEUTRAL.items() for entry in entries),
)
"""Kept as reviewed: decoration, which the benchmark varies in too few ways to learn its price from; what is 0 by
definition."""
SOFT = ("level", "extra", "missing")
KINDS = [k.name.lower() for k in sorted(Kind)]


def parameters(data: dict[str, Any]) -> dict[str, float]:
    """The fitted numbers of a weights table under flat names such as `level.equal.slope`."""
    flat = {"prior.bits": data["prior"]["bits"], "name.weak": data["name"]["weak"]}
    flat["schema.other"] = data["schema"]["other"]
    flat.update({f"whole.{k}": v for k, v in data["whole"].items() if k != "together"})
    for table in SOFT:
        for name, entry in data[table].items():
            flat[f"{table}.{name}.base"] = entry["base"]
            flat[f"{table}.{name}.slope"] = entry["slope"]
    for table, entries in data["proportion"].items():
        flat.update({f"proportion.{table}.{i}": bits for i, bits in enumerate(entries)})
    return flat


def entities(folder: Path, *, without: frozenset[str]) -> list[Entity]:
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


def queries(folder: Path) -> Iterator[dict[str, Any]]:
    """Development queries that may be used for fitting."""
    with gzip.open(folder / "dev_queries.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            query = json.loads(line)
            if query["quick"] or query["kind"] == "dob" or query.get("relation") == "distant":
                continue
            if query.get("target_list") != "uaw":
                yield query


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


def collect(folder: Path, arrays: Arrays, found: Candidates, data: dict[str, Any]) -> tuple[np.ndarray, ...]:
    """(features, right or wrong, weight) over all fitting queries under the weights `data`."""
    weights = from_table(data)
    aligner = Aligner(arrays, found.vocabulary, weights)
    collector = Collector(arrays, found.vocabulary.numbers, data)
    number = {arrays.entity_id(i): i for i in range(arrays.entities_count)}
    off = arrays.doc_name_off.astype(int)
    rows, labels, importance = [], [], []
    for query in queries(folder):
        of = name_class(query["schema"])
        profile = profile_name(query["name"], of)
        documents = found.find(profile) if profile.tokens else np.empty(0, dtype=np.int64)
        if not len(documents):
            continue
        tokens = QueryTokens.of(profile)
        aligned = aligner.align(tokens, documents)
        other = (arrays.doc_class[documents] != CLASS_NUMBER[of]).astype(float)
        targets = {number[t] for t in query.get("target_ids", ()) if t in number} if query["kind"] != "clean" else set()
        right = np.array([bool(targets & set(arrays.name_ent[off[d] : off[d + 1]].tolist())) for d in documents])
        weak = np.array([float(arrays.name_weak[off[d] : off[d + 1]].all()) for d in documents])
        bits = aligned.bits + weights.schema_other * other + weights.weak * weak
        features = collector.rows(tokens, aligned, other, weak)
        order = np.argsort(-bits, kind="stable")
        wrong = [i for i in order if not right[i]][:WRONG_PER_QUERY]
        chosen = ([i for i in order if right[i]][:1] if targets else []) + wrong
        rows.append(features[chosen])
        labels.append(right[chosen])
        importance.append(np.full(len(chosen), CLEAN_WEIGHT if query["kind"] == "clean" else 1.0))
    return np.concatenate(rows), np.concatenate(labels).astype(float), np.concatenate(importance)


def shift(folder: Path, arrays: Arrays, found: Candidates, data: dict[str, Any]) -> float:
    """Bits to add to the prior so that the best answer of a query is right as often as its score says.

    One parameter, fitted on the best answer of every fitting query, clean ones included.
    """
    weights = from_table(data)
    aligner = Aligner(arrays, found.vocabulary, weights)
    off = arrays.doc_name_off.astype(int)
    bits, right = [], []
    for query in queries(folder):
        of = name_class(query["schema"])
        profile = profile_name(query["name"], of)
        documents = found.find(profile) if profile.tokens else np.empty(0, dtype=np.int64)
        if not len(documents) or query["mutation"].startswith("hard"):
            continue
        other = arrays.doc_class[documents] != CLASS_NUMBER[of]
        total = aligner.align(QueryTokens.of(profile), documents).bits + weights.prior + weights.schema_other * other
        best = documents[int(total.argmax())]
        parties = {arrays.entity_id(int(e)) for e in arrays.name_ent[off[best] : off[best + 1]]}
        bits.append(float(total.max()))
        right.append(query["kind"] != "clean" and bool(parties & set(query.get("target_ids", ()))))
    x, y = np.array(bits), np.array(right, dtype=float)
    steps = np.arange(-6, 6.01, 0.05)
    margins = np.log(2) * (x[None, :] + steps[:, None])
    loss = (np.logaddexp(0, margins) - y[None, :] * margins).sum(1)
    return float(steps[int(loss.argmin())])


def fit(x: np.ndarray, y: np.ndarray, importance: np.ndarray, centre: np.ndarray, frozen: np.ndarray) -> np.ndarray:
    """Ridge logistic regression (Newton), parameters in bits, pulled towards `centre`."""
    features, offset = x[:, :-1], x[:, -1]
    scale = np.log(2)
    penalty = RIDGE * np.maximum(features.std(0), 0.05) ** 2 + 1e9 * frozen

    def loss(beta: np.ndarray) -> float:
        margin = scale * (features @ beta + offset)
        likelihood = importance @ (np.logaddexp(0, margin) - y * margin)
        return float(likelihood + 0.5 * penalty @ (beta - centre) ** 2)

    beta = centre.copy()
    current = loss(beta)
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(scale * (features @ beta + offset), -40, 40)))
        gradient = scale * features.T @ (importance * (y - p)) - penalty * (beta - centre)
        curvature = (features * (importance * p * (1 - p) * scale**2)[:, None]).T @ features + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        size = 1.0
        while (after := loss(beta + size * step)) > current and size > 1e-6:
            size /= 2
        beta = beta + size * step
        if current - after < 1e-3:
            break
        current = after
    return beta


def replaced(text: str, flat: dict[str, float]) -> str:
    """The table's text with its numbers exchanged, comments kept."""
    section = ""
    lines = []
    for row in text.splitlines():
        line = row
        if head := re.match(r"\[(\w+)\]", line):
            section = head.group(1)
        elif (m := re.match(r"(\w+) = \{ base = [-\d.]+, slope = [-\d.]+ \}(.*)", line)) and section in SOFT:
            base, slope = flat[f"{section}.{m.group(1)}.base"], flat[f"{section}.{m.group(1)}.slope"]
            line = f"{m.group(1)} = {{ base = {base:.2f}, slope = {slope:.3f} }}{m.group(2)}"
        elif (m := re.match(r"(\w+) = [-\d.]+(.*)", line)) and f"{section}.{m.group(1)}" in flat:
            line = f"{m.group(1)} = {flat[f'{section}.{m.group(1)}']:.2f}{m.group(2)}"
        elif (m := re.match(r"(\w+) = \[.*\](.*)", line)) and section == "proportion":
            bits = [flat[f"proportion.{m.group(1)}.{i}"] for i in range(SIZES[m.group(1)])]
            line = f"{m.group(1)} = [{', '.join(f'{b:.2f}' for b in bits)}]{m.group(2)}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text = TABLE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        build_index(entities(options.folder, without=frozenset({"uaw"})), Path(place))
        arrays = Arrays.load(Path(place))
        found = Candidates(arrays, Vocabulary.of(arrays))
        data = tomllib.loads(text)
        frozen = np.array([n in FROZEN or n.rsplit(".", 1)[0] in FROZEN for n in parameters(data)], dtype=float)
        reviewed = np.array(list(parameters(data).values()))
        for number in range(options.rounds):
            x, y, importance = collect(options.folder, arrays, found, data)
            beta = fit(x, y, importance, reviewed, frozen)
            flat = dict(zip(parameters(data), beta.tolist(), strict=True))
            text = replaced(text, flat)
            data = tomllib.loads(text)
            print(f"round {number + 1}: {len(y)} pairs, {int(y.sum())} right")
        moved = shift(options.folder, arrays, found, data)
        flat["prior.bits"] += moved
        text = replaced(text, flat)
        print(f"prior moved by {moved:+.2f} bits to {flat['prior.bits']:.2f}")
    if options.write:
        TABLE.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()

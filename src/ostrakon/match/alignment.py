"""The names' evidence: tokens paired one to one, what is left over priced, the whole judged.

One call compares a query's name with many listed names at once, in flat arrays. Pairs are taken greedily by what they
gain (bits of agreeing less the prices of leaving both tokens unanswered), joined words first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.tokens import QueryTokens, levels
from ostrakon.match.weights import F64, LEVEL, LEVELS, Weights, quantised
from ostrakon.names.abjad import spells
from ostrakon.names.keys import skeleton, sound_fold
from ostrakon.names.kinds import DISTINGUISHING, Kind
from ostrakon.names.rarity import rarity_bits
from ostrakon.profile.name import hash64

JOINED_LENGTH_MIN = 4
TOGETHER_LENGTH_MIN = 6
"""A shorter name written as one word can be any."""
_CORE = np.isin(np.array(sorted(Kind)), tuple(DISTINGUISHING))
_NAMING = np.isin(np.array(sorted(Kind)), (Kind.CORE, Kind.ORDINARY))
_CONTENT = ~np.isin(np.array(sorted(Kind)), (Kind.LEGAL, Kind.TITLE, Kind.PARTICLE))
"""For each kind: whether a name without it is another name."""
_BY_SOUND = np.isin(np.array(LEVELS), ("sound", "typo", "close", "near", "far"))
_BY_CONSONANTS = np.isin(np.array(LEVELS), ("consonants", "consonants_near", "pattern"))
_STRONG = np.isin(np.array(LEVELS), ("equal", "sound", "typo", "joined", "equivalent", "syllable", "pattern", "cut"))
"""Levels at which two words are surely meant to be the same."""
_SAME = np.isin(np.array(LEVELS), ("equal", "sound"))
"""The only levels at which articles, titles and legal forms agree with anything."""
_DOUBTFUL = np.isin(np.array(LEVELS), ("far", "consonants_near", "initial"))
"""Levels that do not spare two words the judgement of contradicting each other."""
_VAGUE = np.isin(np.array(LEVELS), ("near", "far", "consonants", "consonants_near", "initial"))
"""Levels at which two words may well be different ones."""
_BY_NAME = np.array(LEVELS) == "equivalent"
_SURENESS = np.array(
    [
        {"equal": 2.0, "sound": 1.5, "equivalent": 1.5, "pattern": 1.5, "syllable": 1.5, "typo": 1.0}.get(n, 0.0)
        for n in LEVELS
    ]
)
"""Where several words could answer one, the surer agreement is taken, even where a vaguer one weighs more."""
_ORDER_PULL = 1 / 4096
"""Between equal gains the pair at like places in both names wins; too little to change a sum."""

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A query's name against K listed names: bits and what they are made of.

    Attributes:
        bits: sum of all parts for each listed name, without the prior.
        numbers, kinds, valid: listed tokens [K, T], their kinds, and which places hold one.
        answer: for each query token the place of the listed token that answers it, -1 none, -2 answered jointly.
        level: for each query token the level of its answer.
        pair_bits, pair_rarity: bits of that agreement, and the rarity that it was weighed with.
        listed_open: listed tokens that nothing answers.
        extra, missing: prices of unanswered query tokens [n] and of unanswered listed tokens [K, T].
        whole: name of the judgement over the whole name → bits [K].
        joins: for each listed name a tuple of (words of the query, words of the list, bits), where words were joined.
    """

    bits: F64
    numbers: I64
    kinds: NDArray[np.uint8]
    valid: Bools
    answer: I64
    level: NDArray[np.int8]
    pair_bits: F64
    pair_rarity: F64
    listed_open: Bools
    extra: F64
    missing: F64
    whole: dict[str, F64]
    joins: dict[int, list[tuple[str, str, float]]]


class Aligner:
    """Compares names under one set of weights and one index; holds no state between calls."""

    def __init__(self, arrays: Arrays, vocabulary: Vocabulary, weights: Weights) -> None:
        self._arrays, self._vocabulary, self._weights = arrays, vocabulary, weights

    def align(self, query: QueryTokens, documents: I64) -> Aligned:
        """Compare the query's name with the listed names `documents`."""
        arrays, weights = self._arrays, self._weights
        start = arrays.doc_off[documents].astype(np.int64)
        size = arrays.doc_off[documents + 1].astype(np.int64) - start
        width = int(size.max())
        places = np.arange(width)
        valid = places[None, :] < size[:, None]
        position = np.where(valid, start[:, None] + places[None, :], 0)
        numbers = arrays.doc_tok[position].astype(np.int64)
        kinds = arrays.doc_kind[position]
        unique, inverse = np.unique(numbers, return_inverse=True)
        level = levels(query, arrays, self._vocabulary, unique)
        inverse = inverse.reshape(numbers.shape)
        rarity = np.minimum(arrays.tok_idf[unique].astype(np.float64)[inverse], weights.rarity_cap[kinds])
        missing = np.where(valid, self._price(weights.missing_base, weights.missing_slope, kinds, rarity), 0.0)
        extra = self._extra(query)
        cap = weights.rarity_cap[np.array(query.profile.kinds, dtype=np.int64)]
        cap = np.where(np.array(query.profile.syllable), np.minimum(cap, weights.syllable_cap), cap)
        level3 = level[:, inverse]
        if query.profile.truncated:
            self._cut(query, numbers, valid, level3)
        rarity3 = np.minimum(self._shared_rarity(unique, level)[:, inverse], cap[:, None, None])
        rarity3 = np.minimum(rarity3, weights.rarity_cap[kinds][None])
        agree = quantised(weights.level_base[level3] + weights.level_slope[level3] * rarity3)
        # A word in common never speaks against a match, however ordinary it is.
        agree = np.where(level3 == LEVEL["equal"], np.maximum(agree, 0.0), agree)
        gain = agree - extra[:, None, None] - missing[None]
        # Two distinguishing words left over, one on each side, would contradict each other: pairing them spares that.
        core = _CORE[np.array(query.profile.kinds)][:, None, None] & _CORE[kinds][None] & ~_DOUBTFUL[level3]
        gain = gain - weights.whole["contradiction"] * core
        small = ~_CONTENT[np.array(query.profile.kinds)][:, None, None] | ~_CONTENT[kinds][None]
        gain[small & ~_SAME[level3]] = -np.inf
        gain[:, ~valid] = -np.inf
        n = len(query.profile.tokens)
        drift = np.abs((np.arange(n) / max(n, 1))[:, None, None] - (places[None, :] / size[:, None])[None])
        state = _Pairing(gain + _SURENESS[level3] - drift * _ORDER_PULL, agree, level3, rarity3)
        joins = self._join(query, state, position, numbers, unique, inverse, valid, rarity)
        state.run()
        return self._judge(query, documents, state, numbers, kinds, valid, missing, extra, rarity, joins)

    def _shared_rarity(self, unique: I64, level: NDArray[np.int8]) -> F64:
        """What agreed is as rare as all spellings that would have agreed at the same level."""
        arrays = self._arrays
        own = arrays.tok_idf[unique].astype(np.float64)
        rarity = np.broadcast_to(own, level.shape)
        sound = np.broadcast_to(arrays.tok_sound_idf[unique], level.shape)
        consonants = np.broadcast_to(arrays.tok_skel_idf[unique], level.shape)
        rarity = np.where(_BY_SOUND[level], sound, rarity)
        rarity = np.where(_BY_NAME[level], np.broadcast_to(arrays.tok_equiv_idf[unique], level.shape), rarity)
        return np.where(_BY_CONSONANTS[level], consonants, rarity)

    def _price(self, base: F64, slope: F64, kinds: NDArray[np.uint8], rarity: F64) -> F64:
        """Price of leaving a token unanswered; never a gain."""
        return np.minimum(quantised(base[kinds] + slope[kinds] * rarity), 0.0)

    def _extra(self, query: QueryTokens) -> F64:
        weights = self._weights
        kinds = np.array(query.profile.kinds, dtype=np.uint8)
        return self._price(weights.extra_base, weights.extra_slope, kinds, self._query_rarity(query))

    def _query_rarity(self, query: QueryTokens) -> F64:
        """Rarity of the query's tokens: as the list has them, else as listed names at large have them."""
        idf, numbers = self._arrays.tok_idf, self._vocabulary.numbers
        kinds = np.array(query.profile.kinds, dtype=np.uint8)
        rarity = [
            float(idf[number]) if (number := numbers.get(t)) is not None else rarity_bits(t)
            for t in query.profile.tokens
        ]
        return np.asarray(np.minimum(np.array(rarity), self._weights.rarity_cap[kinds]))

    def _cut(self, query: QueryTokens, numbers: I64, valid: Bools, level3: NDArray[np.int8]) -> None:
        """The last word of a name of 35 characters may be the beginning of a listed one."""
        last = query.profile.tokens[-1]
        row = len(query.profile.tokens) - 1
        for k, place in zip(*np.nonzero(valid & (level3[row] != LEVEL["equal"])), strict=True):
            if self._vocabulary.texts[numbers[k, place]].startswith(last):
                level3[row, k, place] = LEVEL["cut"]

    def _join(
        self,
        query: QueryTokens,
        state: _Pairing,
        position: I64,
        numbers: I64,
        unique: I64,
        inverse: I64,
        valid: Bools,
        rarity: F64,
    ) -> dict[int, list[tuple[str, str, float]]]:
        """Pair neighbouring words of one side with the one word that they make on the other."""
        arrays, weights = self._arrays, self._weights
        joins: dict[int, list[tuple[str, str, float]]] = {}
        base, slope = weights.level_base[LEVEL["joined"]], weights.level_slope[LEVEL["joined"]]
        tokens = query.profile.tokens
        sounds = arrays.tok_sound[unique]
        for length in (2, 3):
            for i in range(len(tokens) - length + 1):
                joined = "".join(tokens[i : i + length])
                if len(joined) < JOINED_LENGTH_MIN:
                    continue
                same = sounds == np.uint64(hash64(sound_fold(joined)))
                if not same.any():
                    continue
                for k, place in zip(*np.nonzero(same[inverse] & valid), strict=True):
                    bits = float(np.rint((base + slope * rarity[k, place]) * 1024) / 1024)
                    if state.take_joined(int(k), range(i, i + length), range(int(place), int(place) + 1), bits):
                        listed = str(self._vocabulary.texts[numbers[k, place]])
                        joins.setdefault(int(k), []).append((" ".join(tokens[i : i + length]), listed, bits))
        if any(query.profile.abjad):
            self._join_abjad(query, state, position, numbers, unique, inverse, valid, rarity, joins)
        pairs = arrays.doc_pair[position]
        for i, token in enumerate(tokens):
            if len(token) < JOINED_LENGTH_MIN:
                continue
            hits = (pairs == query.sounds[i]) & valid
            hits[:, -1] = False
            for k, place in zip(*np.nonzero(hits), strict=True):
                bits = float(np.rint((base + slope * min(rarity[k, place : place + 2].sum(), 15.0)) * 1024) / 1024)
                if state.take_joined(int(k), range(i, i + 1), range(int(place), int(place) + 2), bits):
                    listed = " ".join(self._vocabulary.texts[numbers[k, place : place + 2]])
                    joins.setdefault(int(k), []).append((token, listed, bits))
        return joins

    def _join_abjad(
        self,
        query: QueryTokens,
        state: _Pairing,
        position: I64,
        numbers: I64,
        unique: I64,
        inverse: I64,
        valid: Bools,
        rarity: F64,
        joins: dict[int, list[tuple[str, str, float]]],
    ) -> None:
        """The same for words written without vowels: compounds (`Nizam al-Din`) and words written together."""
        arrays, texts = self._arrays, self._vocabulary.texts
        base, slope = self._weights.level_base[LEVEL["joined"]], self._weights.level_slope[LEVEL["joined"]]
        tokens = query.profile.tokens
        skeletons = arrays.tok_skel[unique]
        for length in (2, 3):
            for i in range(len(tokens) - length + 1):
                joined = "".join(tokens[i : i + length])
                same = skeletons == np.uint64(hash64(skeleton(joined)))
                for k, place in zip(*np.nonzero(same[inverse] & valid), strict=True):
                    listed = str(texts[numbers[k, place]])
                    bits = float(np.rint((base + slope * rarity[k, place]) * 1024) / 1024)
                    if spells(joined, listed) and state.take_joined(
                        int(k), range(i, i + length), range(int(place), int(place) + 1), bits
                    ):
                        joins.setdefault(int(k), []).append((" ".join(tokens[i : i + length]), listed, bits))
        pairs = arrays.doc_pair_skel[position]
        for i, token in enumerate(tokens):
            hits = (pairs == query.skeletons[i]) & valid
            hits[:, -1] = False
            for k, place in zip(*np.nonzero(hits), strict=True):
                words = [str(t) for t in texts[numbers[k, place : place + 2]]]
                bits = float(np.rint((base + slope * min(rarity[k, place : place + 2].sum(), 15.0)) * 1024) / 1024)
                if spells(token, "".join(words)) and state.take_joined(
                    int(k), range(i, i + 1), range(int(place), int(place) + 2), bits
                ):
                    joins.setdefault(int(k), []).append((token, " ".join(words), bits))

    def _judge(
        self,
        query: QueryTokens,
        documents: I64,
        state: _Pairing,
        numbers: I64,
        kinds: NDArray[np.uint8],
        valid: Bools,
        missing: F64,
        extra: F64,
        rarity: F64,
        joins: dict[int, list[tuple[str, str, float]]],
    ) -> Aligned:
        whole_bits = self._weights.whole
        query_kinds = np.array(query.profile.kinds, dtype=np.uint8)
        query_rarity = self._query_rarity(query)
        acronym = self._acronym(query, documents)
        if acronym.any():
            # The acronym answers for all words that it is made of.
            state.answer[np.ix_(acronym, _CORE[query_kinds])] = -2
            state.taken[acronym] = True
        answered = state.answer != -1
        listed_open = valid & ~state.taken
        if query.profile.truncated:
            # Whatever a 35-character field cut off was not left out by its writer.
            after = np.arange(valid.shape[1])[None, :] > state.answer.max(axis=1)[:, None]
            missing = np.where(after, 0.0, missing)
        core_query = _NAMING[query_kinds]
        open_query = (~answered & core_query[None, :]).sum(axis=1)
        open_listed = (listed_open & _NAMING[kinds] & (missing < 0)).sum(axis=1)
        core_answered = (answered & _CORE[query_kinds][None, :]).sum(axis=1)
        content = _CONTENT[query_kinds]
        whole: dict[str, F64] = {}
        complete = (open_query == 0) & (open_listed == 0) & (core_answered > 0) & ~acronym
        strong = (answered & _STRONG[state.answer_level] & _CORE[query_kinds][None, :]).any(axis=1)
        vague = (answered & _VAGUE[state.answer_level] & _CORE[query_kinds][None, :]).any(axis=1)
        sure = strong & ~vague
        whole["complete"] = np.where(complete & sure & (core_answered > 1), whole_bits["complete"], 0.0)
        alone = complete & sure & (core_answered == 1)
        whole["complete_single"] = np.where(alone, whole_bits["complete_single"], 0.0)
        whole["complete_fuzzy"] = np.where(complete & ~sure, whole_bits["complete_fuzzy"], 0.0)
        identical = complete & ((state.answer_level == LEVEL["equal"]) | ~content[None, :]).all(axis=1)
        identical &= ~(listed_open & _CONTENT[kinds]).any(axis=1)
        whole["identical"] = np.where(identical & (core_answered > 1), whole_bits["identical"], 0.0)
        whole["identical_single"] = np.where(identical & (core_answered == 1), whole_bits["identical_single"], 0.0)
        whole["contradiction"] = whole_bits["contradiction"] * np.minimum(open_query, open_listed)
        left_query = (~answered * (_NAMING[query_kinds] * query_rarity)[None, :]).sum(axis=1)
        left_listed = (listed_open * _NAMING[kinds] * (missing < 0) * rarity).sum(axis=1)
        whole["contradiction_rarity"] = quantised(
            whole_bits["contradiction_rarity"] * np.minimum(left_query, left_listed)
        )
        for kind, key in (
            (Kind.PATRONYMIC, "contradiction_patronymic"),
            (Kind.NUMBER, "contradiction_number"),
        ):
            both = np.minimum(
                (~answered & (query_kinds == kind)[None, :]).sum(axis=1), (listed_open & (kinds == kind)).sum(axis=1)
            )
            whole[key] = whole_bits[key] * both
        whole["single"] = np.where((core_answered == 1) & ~complete & ~acronym, whole_bits["single"], 0.0)
        whole["order"] = np.where(_ordered(state.answer), whole_bits["order"], 0.0)
        whole["together"] = self._together(query, documents, answered)
        whole["acronym"] = np.where(acronym, whole_bits["acronym"], 0.0)
        letters = max((len(t) for t in query.profile.core), default=3) - 3
        whole["acronym_letter"] = np.where(acronym, whole_bits["acronym_letter"] * letters, 0.0)
        bits = state.bits + (~answered * extra[None, :]).sum(axis=1) + (listed_open * missing).sum(axis=1)
        for part in whole.values():
            bits = bits + part
        return Aligned(
            bits=bits,
            numbers=numbers,
            kinds=kinds,
            valid=valid,
            answer=state.answer,
            level=state.answer_level,
            pair_bits=state.answer_bits,
            pair_rarity=state.answer_rarity,
            listed_open=listed_open,
            extra=extra,
            missing=missing,
            whole=whole,
            joins=joins,
        )

    def _together(self, query: QueryTokens, documents: I64, answered: Bools) -> F64:
        """The whole name written without blanks on one side: worth its own bits where its words found no partner."""
        tokens = [
            t
            for t, k in zip(query.profile.tokens, query.profile.kinds, strict=True)
            if k not in (Kind.LEGAL, Kind.TITLE)
        ]
        if len("".join(tokens)) < TOGETHER_LENGTH_MIN:
            return np.zeros(len(documents))
        key = np.uint64(hash64(sound_fold("".join(tokens))))
        same = self._arrays.doc_whole[documents] == key
        content = _CONTENT[np.array(query.profile.kinds, dtype=np.uint8)]
        open_share = 1.0 - answered[:, content].mean(axis=1) if content.any() else np.zeros(len(documents))
        return quantised(np.where(same, self._weights.whole["together"] + 14.0 * open_share, 0.0))

    def _acronym(self, query: QueryTokens, documents: I64) -> Bools:
        """Whether the query's only distinguishing word is made of the first letters of the listed name."""
        core = query.profile.core
        found = np.zeros(len(documents), dtype=bool)
        if len(core) == 1:
            key = np.uint64(hash64(core[0]))
            start, end = np.searchsorted(self._arrays.acronym_key, [key, key + np.uint64(1)])
            if end > start:
                found = np.isin(documents, self._arrays.acronym_doc[start:end])
        return found


class _Pairing:
    """Greedy one-to-one pairing of query tokens with listed tokens, for all listed names at once."""

    def __init__(self, gain: F64, agree: F64, level: NDArray[np.int8], rarity: F64) -> None:
        self.n, self.k, self.t = gain.shape
        self._gain = np.ascontiguousarray(gain.transpose(1, 0, 2))
        self._agree, self._level, self._rarity = agree, level, rarity
        self.bits = np.zeros(self.k)
        self.answer = np.full((self.k, self.n), -1, dtype=np.int64)
        self.answer_level = np.zeros((self.k, self.n), dtype=np.int8)
        self.answer_bits = np.zeros((self.k, self.n))
        self.answer_rarity = np.zeros((self.k, self.n))
        self.taken = np.zeros((self.k, self.t), dtype=bool)

    def take_joined(self, k: int, query: range, listed: range, bits: float) -> bool:
        """Pair several tokens as one; false when one of them is taken already or pairs exactly elsewhere."""
        rows, columns = slice(query.start, query.stop), slice(listed.start, listed.stop)
        if (self.answer[k, rows] != -1).any() or self.taken[k, columns].any():
            return False
        if bits <= 0 or (self._level[rows, k, columns] == LEVEL["equal"]).any():
            return False
        self.answer[k, rows] = -2
        self.answer_level[k, rows] = LEVEL["joined"]
        self.taken[k, columns] = True
        self._gain[k, rows, :] = -np.inf
        self._gain[k, :, columns] = -np.inf
        self.bits[k] += bits
        return True

    def run(self) -> None:
        flat = self._gain.reshape(self.k, self.n * self.t)
        every = np.arange(self.k)
        for _ in range(min(self.n, self.t)):
            best = flat.argmax(axis=1)
            chosen = np.nonzero(flat[every, best] > 0)[0]
            if not len(chosen):
                return
            i, place = np.divmod(best[chosen], self.t)
            bits = self._agree[i, chosen, place]
            self.bits[chosen] += bits
            self.answer[chosen, i] = place
            self.answer_level[chosen, i] = self._level[i, chosen, place]
            self.answer_bits[chosen, i] = bits
            self.answer_rarity[chosen, i] = self._rarity[i, chosen, place]
            self.taken[chosen, place] = True
            self._gain[chosen, i, :] = -np.inf
            self._gain[chosen, :, place] = -np.inf


def _ordered(answer: I64) -> Bools:
    """Whether at least two query tokens are answered one by one, in rising places of the listed name."""
    last = np.full(len(answer), -1, dtype=np.int64)
    rising = np.ones(len(answer), dtype=bool)
    count = np.zeros(len(answer), dtype=np.int64)
    for i in range(answer.shape[1]):
        place = answer[:, i]
        here = place >= 0
        rising &= ~here | (place > last)
        last = np.where(here, place, last)
        count += here
    return rising & (count >= 2)

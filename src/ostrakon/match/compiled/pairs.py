"""Words of one listed name paired with those of the query, compiled: `match.pairing` and `match.joining`."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.records import ABJAD
from ostrakon.match.compiled.words import spells
from ostrakon.match.grid import BY_CONSONANTS, BY_NAME, BY_SOUND, CONTENT, PERSON
from ostrakon.match.joining import JOINED_LENGTH_MIN, JOINED_RARITY_MAX
from ostrakon.match.pairing import ORDER_PULL, RARITY_PULL, SAME, SURENESS
from ostrakon.match.weights import LEVEL, STEP
from ostrakon.native.pointers import record

OPEN, JOINTLY = -1, -2
"""In place of an answer: none; together with other words."""
_NONE, _EQUAL, _JOINED, _CUT, _INITIAL = (LEVEL[n] for n in ("none", "equal", "joined", "cut", "initial"))


@njit(nogil=True, error_model="numpy", forceinline=True)
def rounded(bits: float) -> float:
    """The nearest multiple of 1/1024."""
    return np.rint(bits * STEP) / STEP


@njit(nogil=True, error_model="numpy", forceinline=True)
def lay_out(document: int, start: int, size: int, space: Any, query: Any, lists: Any, table: Any) -> int:
    """Lay the listed name with words `start …` out; the number of pairs of words that may be taken."""
    pairs = 0
    for i in range(query.words_count):
        space.answer[i] = OPEN
        space.level[i] = 0
    for t in range(size):
        kind = np.int64(lists.doc_kind[start + t])
        word = record(lists.words, space.token[t])
        rarity = min(word.idf, table.cap[kind])
        missing = min(rounded(table.missing_base[kind] + table.missing_slope[kind] * rarity), 0.0)
        space.kind[t], space.taken[t] = kind, 0
        space.rarity[t], space.missing[t] = rarity, missing
        for i in range(query.words_count):
            level = np.int64(level_at(i, t, space, query))
            shared = shared_rarity(level, word)
            if level == _INITIAL and lists.doc_class[document] != PERSON:
                level = _NONE
            if query.truncated and i == query.words_count - 1 and level != _EQUAL and _begins(query, word, lists):
                level = _CUT
            if level != _NONE and _weigh(i, t, size, level, shared, pairs, space, query, table):
                pairs += 1
    return pairs


@njit(nogil=True, error_model="numpy", forceinline=True)
def level_at(i: int, t: int, space: Any, query: Any) -> int:
    """Level of word `i` of the query and word `t` of the listed name, as the two alone have it."""
    return space.levels[np.int64(space.slot[space.token[t]]) * query.words_count + i]


@njit(nogil=True, error_model="numpy", forceinline=True)
def shared_rarity(level: int, word: Any) -> float:
    """What agreed is as rare as all spellings that would have agreed at the same level."""
    if BY_SOUND[level]:
        return word.sound_idf
    if BY_NAME[level]:
        return word.name_idf
    if BY_CONSONANTS[level]:
        return word.bones_idf
    return word.idf


@njit(nogil=True, error_model="numpy", forceinline=True)
def _begins(query: Any, word: Any, lists: Any) -> bool:
    """Whether a listed word begins with the last one of the query."""
    mine = record(query.words, query.words_count - 1)
    if word.text_length < mine.text_length:
        return False
    for place in range(mine.text_length):
        if query.text[mine.text_at + place] != lists.text[word.text_at + place]:
            return False
    return True


@njit(nogil=True, error_model="numpy", forceinline=True)
def _weigh(
    i: int, t: int, size: int, level: int, shared: float, place: int, space: Any, query: Any, table: Any
) -> bool:
    """Write down the pair of word `i` with word `t` where it may be taken."""
    mine, kind = record(query.words, i), space.kind[t]
    if not (CONTENT[mine.kind] and CONTENT[kind]) and not SAME[level]:
        return False
    shared = min(shared, mine.cap, table.cap[kind])
    bits = rounded(table.level_base[level] + table.level_slope[level] * shared)
    if level == _EQUAL:
        bits = max(bits, 0.0)
    gain = SURENESS[level] + shared * RARITY_PULL
    gain = gain - abs(i / query.words_count - t / size) * ORDER_PULL
    space.pair_query[place], space.pair_listed[place], space.pair_level[place] = i, t, level
    space.pair_gain[place], space.pair_agree[place], space.pair_shared[place] = gain, bits, shared
    return gain > 0


@njit(nogil=True, error_model="numpy", forceinline=True)
def pair(pairs: int, space: Any) -> float:
    """Take the surest pair until none is left, the first in both names of equal ones; the bits of all."""
    total = 0.0
    while True:
        best = -1
        for one in range(pairs):
            i, t = space.pair_query[one], space.pair_listed[one]
            if space.answer[i] != OPEN or space.taken[t] or (best >= 0 and not _before(one, best, space)):
                continue
            best = one
        if best < 0:
            return total
        i, t = space.pair_query[best], space.pair_listed[best]
        space.answer[i], space.level[i] = t, space.pair_level[best]
        space.bits[i], space.shared[i] = space.pair_agree[best], space.pair_shared[best]
        space.taken[t] = 1
        total += space.pair_agree[best]


@njit(nogil=True, error_model="numpy", forceinline=True)
def _before(one: int, other: int, space: Any) -> bool:
    if space.pair_gain[one] != space.pair_gain[other]:
        return space.pair_gain[one] > space.pair_gain[other]
    if space.pair_query[one] != space.pair_query[other]:
        return space.pair_query[one] < space.pair_query[other]
    return space.pair_listed[one] < space.pair_listed[other]


@njit(nogil=True, error_model="numpy", forceinline=True)
def join(start: int, size: int, space: Any, query: Any, lists: Any, table: Any) -> float:
    """Words that one side writes together; their bits, and `joins` filled, with 0 words after the last."""
    total = 0.0
    if _any_joined(size, space):
        total += _together_on_the_list(size, False, space, query, lists, table)
    if query.abjad:
        total += _together_on_the_list(size, True, space, query, lists, table)
    total += _apart_on_the_list(start, size, False, space, query, lists, table)
    if query.abjad:
        total += _apart_on_the_list(start, size, True, space, query, lists, table)
    return total


@njit(nogil=True, error_model="numpy", forceinline=True)
def _any_joined(size: int, space: Any) -> bool:
    """Whether some word of the listed name sounds like several of the query's together."""
    found = 0
    for t in range(size):
        found |= space.joined[np.int64(space.slot[space.token[t]])]
    return found != 0


@njit(nogil=True, error_model="numpy", forceinline=True)
def _together_on_the_list(size: int, bones: bool, space: Any, query: Any, lists: Any, table: Any) -> float:
    total = 0.0
    for j in range(query.joins_count):
        mine = record(query.joins, j)
        if not bones and mine.length < JOINED_LENGTH_MIN:
            continue
        for t in range(size):
            word = record(lists.words, space.token[t])
            if bones:
                if word.bones != mine.bones or not spells(
                    query.text, mine.spelling_at, mine.spelling_length, lists.text, word.text_at, word.text_length, 0,
                    0, space.reached,
                ):  # fmt: skip
                    continue
            elif word.sound != mine.sound:
                continue
            total += _take(mine.first, mine.words, t, 1, space.rarity[t], space, query, table)
    return total


@njit(nogil=True, error_model="numpy", forceinline=True)
def _apart_on_the_list(start: int, size: int, bones: bool, space: Any, query: Any, lists: Any, table: Any) -> float:
    total = 0.0
    for i in range(query.words_count):
        mine = record(query.words, i)
        if (mine.flags & ABJAD) == 0 if bones else mine.text_length < JOINED_LENGTH_MIN:
            continue
        for t in range(size - 1):
            if bones:
                if lists.doc_pair_skel[start + t] != mine.bones:
                    continue
                one, other = record(lists.words, space.token[t]), record(lists.words, space.token[t + 1])
                if not spells(
                    query.text, mine.spelling_at, mine.spelling_length,
                    lists.text, one.text_at, one.text_length, other.text_at, other.text_length, space.reached,
                ):  # fmt: skip
                    continue
            elif lists.doc_pair[start + t] != mine.sound:
                continue
            rarity = min(space.rarity[t] + space.rarity[t + 1], JOINED_RARITY_MAX)
            total += _take(i, 1, t, 2, rarity, space, query, table)
    return total


@njit(nogil=True, error_model="numpy", forceinline=True)
def _take(first: int, words: int, at: int, places: int, rarity: float, space: Any, query: Any, table: Any) -> float:
    """Pair words `first …` of the query with words `at …` of the list as one; the bits, 0 where that cannot be."""
    bits = rounded(table.level_base[_JOINED] + table.level_slope[_JOINED] * rarity)
    for t in range(at, at + places):
        if space.taken[t]:
            return 0.0
        for i in range(first, first + words):
            if space.answer[i] != OPEN or level_at(i, t, space, query) == _EQUAL:
                return 0.0
    for i in range(first, first + words):
        space.answer[i], space.level[i] = JOINTLY, _JOINED
    for t in range(at, at + places):
        space.taken[t] = 1
    number = 0
    while space.joins[number * 4 + 1] != 0:
        number += 1
    space.joins[number * 4], space.joins[number * 4 + 1] = first, words
    space.joins[number * 4 + 2], space.joins[number * 4 + 3] = at, places
    space.join_bits[number] = bits
    return bits

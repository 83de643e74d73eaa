"""What the compiled comparison works on, and the full account that it gives of several listed names."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.collected import TOKENS_PER_DOC_MAX
from ostrakon.match.compiled.layout import ASKED, JOIN, PARTS, WORD_LENGTH_MAX
from ostrakon.match.grid import I64
from ostrakon.match.joining import WORDS as JOINED_WORDS
from ostrakon.match.proportions import SIZES
from ostrakon.match.weights import F64
from ostrakon.names.tokens import TOKENS_MAX

ASKED_SIZE, JOIN_SIZE = ASKED.itemsize // 8, JOIN.itemsize // 8
"""Numbers of 64 bits that a record takes."""
PATTERN_MAX = 64
"""Letters of a pattern that fit into one machine word."""
ALPHABET = 128
LISTED = TOKENS_PER_DOC_MAX
"""Words of a listed name at most."""
SPELLINGS = 3
"""Of a word: letters, sound key, consonants."""

I8 = NDArray[np.int8]
I32 = NDArray[np.int32]
U64 = NDArray[np.uint64]


class Space(NamedTuple):
    """Working space of one thread: one listed name against one query, overwritten by the next.

    Attributes:
        masks: position masks of the spellings of the query's words, by word, spelling, letter.
        whole: the same of the whole name as one word, by block of 64 letters, letter.
        moved, moved_masks: the name as one word in the order of the listed name, and its position masks.
        slot: of each word of the list where its levels are, -1 where they are not worked out yet.
        seen: the words of which `slot` is set.
        levels: level of each word of the query, by slot, word.
        joined: by slot, whether the word sounds like several of the query's together.
        mask, most, rare: by slot, which words of the query it may answer, and the most bits and rarity (`ceiling`).
        token, kind, rarity, missing, taken: of the words of the listed name.
        pair_query, pair_listed, pair_level, pair_gain, pair_agree, pair_shared: pairs of words that may be taken: their
            places, level, what taking them gains over leaving both unanswered, bits, and rarity of what agrees.
        answer, level, bits, shared: of each word of the query: place of the word that answers it, its level, bits and
            rarity.
        parts, entries: the judgements over the whole name by `PART`, and the entry of each table of proportions.
        states: room of `distances.common_letters`. reached: room of `words.spells`, twice `reach` places.
        asked, asked_joins: the query's words and joined words (`ASKED`, `JOIN`), side by side.
        joins, join_bits: first word and number of words of the query, the same of the list; their bits.
    """

    masks: U64
    whole: U64
    moved: NDArray[np.uint8]
    moved_masks: U64
    slot: I32
    seen: I64
    levels: I8
    joined: I8
    mask: I64
    most: F64
    rare: F64
    token: I64
    kind: I64
    rarity: F64
    missing: F64
    taken: I8
    pair_query: I64
    pair_listed: I64
    pair_level: I64
    pair_gain: F64
    pair_agree: F64
    pair_shared: F64
    answer: I64
    level: I64
    bits: F64
    shared: F64
    parts: F64
    entries: I64
    joins: I64
    join_bits: F64
    states: U64
    reached: NDArray[np.uint8]
    asked: U64
    asked_joins: U64


class Account(NamedTuple):
    """The comparison with K listed names in full, as `match.alignment.Aligned` holds it; shapes [K, …] as in `Space`.

    Without names (K = 0) none is given.
    """

    answer: I64
    level: I64
    bits: F64
    shared: F64
    taken: I8
    missing: F64
    parts: F64
    entries: I64
    joins: I64
    join_bits: F64


def space(words: int, listed: int, letters_max: int) -> Space:
    """Working space for a list of `words` words, with room for the levels of `listed` of them at once.

    Args:
        letters_max: letters of the longest word of the list.
    """
    letters = TOKENS_MAX * WORD_LENGTH_MAX
    whole = (letters // PATTERN_MAX + 1) * ALPHABET
    numbers: dict[str, Any] = {
        "masks": np.zeros(TOKENS_MAX * SPELLINGS * ALPHABET, dtype=np.uint64),
        "whole": np.zeros(whole, dtype=np.uint64),
        "moved": np.zeros(letters, dtype=np.uint8),
        "moved_masks": np.zeros(whole, dtype=np.uint64),
        "slot": np.full(words, -1, dtype=np.int32),
        "seen": np.zeros(listed, dtype=np.int64),
        "levels": np.zeros(listed * TOKENS_MAX, dtype=np.int8),
        "joined": np.zeros(listed, dtype=np.int8),
        "mask": np.zeros(listed, dtype=np.int64),
        "most": np.zeros(listed),
        "rare": np.zeros(listed),
        "taken": np.zeros(LISTED, dtype=np.int8),
        "rarity": np.zeros(LISTED),
        "missing": np.zeros(LISTED),
        **{name: np.zeros(LISTED, dtype=np.int64) for name in ("token", "kind")},
        **{f"pair_{n}": np.zeros(TOKENS_MAX * LISTED, dtype=np.int64) for n in ("query", "listed", "level")},
        **{f"pair_{n}": np.zeros(TOKENS_MAX * LISTED) for n in ("gain", "agree", "shared")},
        **{name: np.zeros(TOKENS_MAX, dtype=np.int64) for name in ("answer", "level")},
        **{name: np.zeros(TOKENS_MAX) for name in ("bits", "shared", "join_bits")},
        "parts": np.zeros(len(PARTS)),
        "entries": np.zeros(len(SIZES), dtype=np.int64),
        "joins": np.zeros(TOKENS_MAX * 4, dtype=np.int64),
        "states": np.zeros(letters // PATTERN_MAX + 1, dtype=np.uint64),
        "reached": np.zeros(2 * (2 * max(letters_max, WORD_LENGTH_MAX) + 1), dtype=np.uint8),
        "asked": np.zeros(TOKENS_MAX * ASKED_SIZE, dtype=np.uint64),
        "asked_joins": np.zeros(TOKENS_MAX * len(JOINED_WORDS) * JOIN_SIZE, dtype=np.uint64),
    }
    return Space(**numbers)


def account(names: int, words: int) -> Account:
    """Room for the account of `names` listed names against a query of `words` words."""
    return Account(
        answer=np.zeros((names, words), dtype=np.int64),
        level=np.zeros((names, words), dtype=np.int64),
        bits=np.zeros((names, words)),
        shared=np.zeros((names, words)),
        taken=np.zeros((names, LISTED), dtype=np.int8),
        missing=np.zeros((names, LISTED)),
        parts=np.zeros((names, len(PARTS))),
        entries=np.zeros((names, len(SIZES)), dtype=np.int64),
        joins=np.zeros((names, words, 4), dtype=np.int64),
        join_bits=np.zeros((names, words)),
    )

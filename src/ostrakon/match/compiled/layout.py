"""What the compiled comparison reads, laid out flat: words of both sides, listed names, weights, one query.

A word is one record, alike on both sides (`index/records.py`). The spellings of the words stand in joined texts; a
record says where.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.records import WORD_FIELDS, Records
from ostrakon.match.proportions import SIZES
from ostrakon.match.weights import F64, Weights

WORD_LENGTH_MAX = 31
"""Queries with longer words are compared by the arrays: the consonants of a word, which can be twice as many letters,
must fit into 64 bits. Words of the list may be of any length."""

ASKED = np.dtype([*WORD_FIELDS, ("kind", "u1"), ("extra", "f8"), ("rarity", "f8"), ("cap", "f8")], align=True)
"""A word of a query; rarities of its keys stay 0, since what agrees is as rare as the list has it."""
JOIN = np.dtype(
    [("first", "i8"), ("words", "i8"), ("sound", "u8"), ("bones", "u8"), ("length", "i8"),
     ("spelling_at", "i8"), ("spelling_length", "i8")],
    align=True,
)  # fmt: skip
"""Neighbouring words of a query written as one."""

WHOLE = (
    "identical", "identical_single", "missing_first", "missing_last", "extra_first", "extra_last", "contradiction",
    "contradiction_rarity", "contradiction_patronymic", "contradiction_number", "contradiction_business",
    "contradiction_town", "contradiction_initial", "contradiction_given", "contradiction_half", "single", "order",
    "together", "acronym", "acronym_letter",
)  # fmt: skip
PARTS = (*WHOLE, *SIZES)
"""The judgements over a whole name, in the order in which `match.alignment` tells them."""
PART = {name: place for place, name in enumerate(PARTS)}


class Table(NamedTuple):
    """The weights that the comparison of names reads: by level, by kind of word, of the whole name, of proportions."""

    level_base: F64
    level_slope: F64
    cap: F64
    missing_base: F64
    missing_slope: F64
    identical: float
    identical_single: float
    missing_first: float
    missing_last: float
    extra_first: float
    extra_last: float
    contradiction: float
    contradiction_rarity: float
    contradiction_patronymic: float
    contradiction_number: float
    contradiction_business: float
    contradiction_town: float
    contradiction_initial: float
    contradiction_given: float
    contradiction_half: float
    single: float
    order: float
    together: float
    acronym: float
    acronym_letter: float
    letters: F64
    unvowelled: F64
    answered: F64
    answered_listed: F64
    words: F64
    length: F64
    complete: F64
    anchor: F64
    added: F64
    omitted: F64
    differing: F64


class Lists(NamedTuple):
    """The list side: its words with their texts, and arrays of the index as they are."""

    words: Records
    text: NDArray[np.uint8]
    sound: NDArray[np.uint8]
    bones: NDArray[np.uint8]
    spelling: NDArray[np.uint8]
    doc_off: NDArray[np.uint32]
    doc_tok: NDArray[np.uint32]
    doc_kind: NDArray[np.uint8]
    doc_pair: NDArray[np.uint64]
    doc_pair_skel: NDArray[np.uint64]
    doc_whole: NDArray[np.uint64]
    doc_text: NDArray[np.uint8]
    doc_text_off: NDArray[np.uint32]
    doc_class: NDArray[np.uint8]


class Query(NamedTuple):
    """One name that is asked about.

    Attributes:
        words: its words (`ASKED`), `words_count` of them. text: their spellings.
        joins: what neighbouring words give together (`JOIN`), `joins_count` of them.
        whole: the name as one word under the sound key, of `whole_length` letters.
        whole_hash: of the same, 0 where it may not count.
        korean: whether all of several words are syllables. abjad: whether any was written without vowels.
        truncated: whether a 35-character field may have cut the name.
        letters: of its acronym, beyond three.
    """

    words: Records
    words_count: int
    text: NDArray[np.uint8]
    joins: Records
    joins_count: int
    whole: NDArray[np.uint8]
    whole_length: int
    whole_hash: int
    korean: bool
    abjad: bool
    truncated: bool
    letters: int


def table_of(weights: Weights) -> Table:
    """The weights, flat."""
    names: tuple[str, ...] = ("level_base", "level_slope", "missing_base", "missing_slope")
    values: dict[str, Any] = {"cap": weights.rarity_cap}
    values.update({name: getattr(weights, name) for name in names})
    values.update({name: weights.whole[name] for name in WHOLE})
    values.update({name: weights.proportions[name] for name in SIZES})
    return Table(**values)


def lists_of(arrays: Arrays) -> Lists:
    """The list side of an index."""
    return Lists(
        words=arrays.tok_record,
        text=arrays.tok_text,
        sound=arrays.tok_sound_text,
        bones=arrays.tok_skel_text,
        spelling=arrays.tok_spelling,
        **{name: getattr(arrays, name) for name in Lists._fields if name.startswith("doc_")},
    )

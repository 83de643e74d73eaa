"""What the compiled comparison reads, laid out flat: words of both sides, listed names, weights, one query.

A word is one record, the same for both sides, so that comparing two words touches two short stretches of memory. The
spellings of the words stand in joined texts; a record says where.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.match.proportions import SIZES
from ostrakon.match.weights import F64, Weights
from ostrakon.names.abjad import choices

Records = NDArray[Any]

NAMED, SYLLABLE, DIGITS, ABJAD, INITIAL, HANGUL = 1, 2, 4, 8, 16, 32
"""Flags of a word."""
WORD_LENGTH_MAX = 31
"""Queries with longer words are compared by the arrays: the consonants of a word, which can be twice as many letters,
must fit into 64 bits. Words of the list may be of any length."""

_WORD = [
    ("sound", "u8"), ("bones", "u8"), ("name", "u8"), ("korean", "u8"),  # hashes of its comparison keys
    ("text_letters", "u8"), ("sound_letters", "u8"),  # which letters it holds, one bit each
    ("text_length", "i4"), ("sound_length", "i4"), ("bones_length", "i4"),
    ("first", "u1"), ("flags", "u1"), ("sex", "i1"), ("unused", "u1"),
    ("idf", "f8"), ("sound_idf", "f8"), ("bones_idf", "f8"), ("name_idf", "f8"),
    ("text_at", "i8"), ("sound_at", "i8"), ("bones_at", "i8"), ("spelling_at", "i4"), ("spelling_length", "i4"),
]  # fmt: skip
WORD = np.dtype(_WORD, align=True)
"""A listed word; `x_at` and `x_length` say where a spelling stands in its text, `spelling` is `spelling_program`.

It fills two lines of a processor's cache, and what tells most pairs of words apart stands in the first: of most listed
words no more is read.
"""
CACHE_LINE = 64
"""Bytes."""
ASKED = np.dtype([*_WORD, ("kind", "u1"), ("extra", "f8"), ("rarity", "f8"), ("cap", "f8")], align=True)
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
    "contradiction_town", "contradiction_initial", "contradiction_given", "single",
    "order", "together", "acronym", "acronym_letter",
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
    words = _on_lines(len(arrays.tok_idf))
    words["sound"], words["bones"] = arrays.tok_sound, arrays.tok_skel
    words["name"], words["korean"] = arrays.tok_equiv, arrays.tok_korean
    words["idf"], words["sound_idf"] = arrays.tok_idf, arrays.tok_sound_idf
    words["bones_idf"], words["name_idf"] = arrays.tok_skel_idf, arrays.tok_equiv_idf
    for name, off in (("text", arrays.tok_off), ("sound", arrays.tok_sound_off), ("bones", arrays.tok_skel_off)):
        words[f"{name}_at"] = off[:-1]
        words[f"{name}_length"] = off[1:].astype(np.int64) - off[:-1]
    words["text_letters"] = _letters(arrays.tok_text, arrays.tok_off)
    words["sound_letters"] = _letters(arrays.tok_sound_text, arrays.tok_sound_off)
    words["first"] = arrays.tok_first
    words["sex"] = arrays.tok_sex
    words["flags"] = (
        NAMED * (arrays.tok_named != 0)
        + SYLLABLE * (arrays.tok_syllable != 0)
        + DIGITS * (arrays.tok_digits != 0)
        + ABJAD * (arrays.tok_abjad != 0)
    )
    spelling = bytearray()
    for word in np.nonzero(arrays.tok_abjad)[0].tolist():
        program = spelling_program(bytes(arrays.tok_text[arrays.tok_off[word] : arrays.tok_off[word + 1]]).decode())
        words[word]["spelling_at"], words[word]["spelling_length"] = len(spelling), len(program)
        spelling += program
    lists = Lists(
        words=words,
        text=arrays.tok_text,
        sound=arrays.tok_sound_text,
        bones=arrays.tok_skel_text,
        spelling=np.frombuffer(bytes(spelling), dtype=np.uint8) if spelling else np.zeros(0, dtype=np.uint8),
        **{name: getattr(arrays, name) for name in Lists._fields if name.startswith("doc_")},
    )
    return Lists(*map(_read_only, lists))


def _on_lines(count: int) -> Records:
    """So many listed words, each of which begins with a line of the cache."""
    room = np.zeros(count * WORD.itemsize + CACHE_LINE, dtype=np.uint8)
    start = -room.ctypes.data % CACHE_LINE
    return room[start : start + count * WORD.itemsize].view(WORD)


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    """A view that cannot be written: arrays of files are such, and code is compiled once for each kind of array."""
    view = array.view()
    view.flags.writeable = False
    return view


def spelling_program(romanised: str) -> bytes:
    """`names.abjad.choices` as bytes: for each letter the number of its options, each with its length before it."""
    program = bytearray()
    for options in choices(romanised):
        program.append(len(options))
        for option in options:
            program.append(len(option))
            program += option.encode()
    return bytes(program)


def letters_of(text: bytes) -> int:
    """Which letters a text holds, one bit each; letters that share a bit only make what is read from it vaguer."""
    found = 0
    for letter in set(text):
        found |= 1 << (letter & 63)
    return found


def _letters(text: NDArray[np.uint8], off: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """`letters_of` each word of a joined text."""
    start = off[:-1].astype(np.int64)
    some = off[1:] > start
    found = np.zeros(len(start), dtype=np.uint64)
    if some.any():
        letters = np.uint64(1) << (text & np.uint8(63)).astype(np.uint64)
        found[some] = np.bitwise_or.reduceat(letters, start[some])
    return found

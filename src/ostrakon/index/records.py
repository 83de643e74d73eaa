"""The words of the list as records, for loops that compare them: all that tells two words apart, side by side.

The same values stand in the arrays `tok_*`, one array for each, where plain numpy wants them. Comparing two words by
records touches two short stretches of memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.names.abjad import choices

Records = NDArray[Any]

NAMED, SYLLABLE, DIGITS, ABJAD, INITIAL, HANGUL, PLACED = 1, 2, 4, 8, 16, 32, 64
"""Flags of a word."""
PLACE_NAMED = 2
"""In `tok_named`: a country or a side."""
WORD_FIELDS = [
    ("sound", "u8"), ("bones", "u8"), ("name", "u8"), ("korean", "u8"),  # hashes of its comparison keys
    ("text_letters", "u8"), ("sound_letters", "u8"),  # which letters it holds, one bit each
    ("text_length", "i4"), ("sound_length", "i4"), ("bones_length", "i4"),
    ("first", "u1"), ("flags", "u1"), ("sex", "i1"), ("unused", "u1"),
    ("idf", "f8"), ("sound_idf", "f8"), ("bones_idf", "f8"), ("name_idf", "f8"),
    ("text_at", "i8"), ("sound_at", "i8"), ("bones_at", "i8"), ("spelling_at", "i4"), ("spelling_length", "i4"),
]  # fmt: skip
WORD = np.dtype(WORD_FIELDS, align=True)
"""A listed word; `x_at` and `x_length` say where a spelling stands in its text, `spelling` is `spelling_program`.

It fills two lines of 64 bytes of a processor's cache, and what tells most pairs of words apart stands in the first: of
most listed words no more is read.
"""


def records(tokens: Mapping[str, Any]) -> dict[str, Any]:
    """The arrays `tok_record` and `tok_spelling` of an index, by its other arrays of tokens."""
    words: Records = np.zeros(len(tokens["tok_idf"]), dtype=WORD)
    words["sound"], words["bones"] = tokens["tok_sound"], tokens["tok_skel"]
    words["name"], words["korean"] = tokens["tok_equiv"], tokens["tok_korean"]
    words["idf"], words["sound_idf"] = tokens["tok_idf"], tokens["tok_sound_idf"]
    words["bones_idf"], words["name_idf"] = tokens["tok_skel_idf"], tokens["tok_equiv_idf"]
    for name, of in (("text", "tok"), ("sound", "tok_sound"), ("bones", "tok_skel")):
        off = tokens[f"{of}_off"]
        words[f"{name}_at"] = off[:-1]
        words[f"{name}_length"] = off[1:].astype(np.int64) - off[:-1]
    words["text_letters"] = _letters(tokens["tok_text"], tokens["tok_off"])
    words["sound_letters"] = _letters(tokens["tok_sound_text"], tokens["tok_sound_off"])
    words["first"] = tokens["tok_first"]
    words["sex"] = tokens["tok_sex"]
    words["flags"] = (
        NAMED * (tokens["tok_named"] != 0)
        + PLACED * (tokens["tok_named"] == PLACE_NAMED)
        + SYLLABLE * (tokens["tok_syllable"] != 0)
        + DIGITS * (tokens["tok_digits"] != 0)
        + ABJAD * (tokens["tok_abjad"] != 0)
    )
    spelling = bytearray()
    text, off = bytes(tokens["tok_text"]), tokens["tok_off"].tolist()
    for word in np.nonzero(tokens["tok_abjad"])[0].tolist():
        program = spelling_program(text[off[word] : off[word + 1]].decode())
        words[word]["spelling_at"], words[word]["spelling_length"] = len(spelling), len(program)
        spelling += program
    return {"tok_record": words, "tok_spelling": np.frombuffer(bytes(spelling), dtype=np.uint8)}


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

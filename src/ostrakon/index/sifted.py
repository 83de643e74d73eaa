"""What the compiled loop over texts reads and keeps (`sift_*loops.py`): the index, a memory of words, working space."""

from __future__ import annotations

from typing import Any, NamedTuple

from ostrakon.index.keys import ACRONYM_LENGTH

ACRONYM_MAX = max(ACRONYM_LENGTH)
END, LOOSE, BORDER = 0, 1, 10
"""Bytes after each text, before one whose words are not those that it was written with, and between two lines."""
INITIAL, OWN, LONG, WHOLE, TWO, MORE = (1 << place for place in range(6))
"""How a text may cover a listed name. By a word alone: beside a single letter; one that the list holds (`OWN`), of
`LONG_MIN` letters or more (`LONG`); one that covers more than all words of the name do (`WHOLE`: several written as
one, perhaps). By two neighbours (`TWO`), or more words, perhaps apart (`MORE`)."""
NOTHING, MAY = 0, INITIAL | OWN | LONG | WHOLE | TWO | MORE
"""Covers none; may in any way, or could not be read here."""
ELSEWHERE = -2
"""In place of the last word that leads to a listed name, where the name is not asked about."""
LONG_MIN, OWN_MIN = 8, 4
"""Letters (`filtering.context`: `SINGLE_ALONE_MIN` and `GLUED_MIN`, `SHORTEST`)."""
APART = 48
"""Words of a text that are added up together (`filtering.texts.SEGMENT_WORDS`), of a longer one in steps of two thirds.
"""
SPELT_MAX = 60
"""Letters of the longest word that is read here."""
JOINED_MAX = 40
"""Letters of two words together whose consonants are looked up (`Coverage.together`)."""
ROWS_MAX = 30_000
"""Words remembered; all are dropped when there are more."""
SLOTS = 1 << 16
LETTERS_MAX = 1 << 21
FEATURES_MAX = 1 << 21
WORD_FEATURES_MAX = 4_096
"""Features of one word at most."""
WORDS_MAX = 20_000
"""Words of one text at most."""
STEPS = 24
PADDED = 8


class SiftIndex(NamedTuple):
    """The listed side; arrays, or pointers in compiled code. `*_key`, `*_number`, `*_start` are of `spelled.Table`.

    Attributes:
        word_text, word_off: listed words. cons_text, cons_off: consonant keys.
        near_key, near_number, near_start: hashes of words with one letter left out.
        other_text, other_off: words that the list has in another form, `other_word`; `other_row` as `*_number`.
        letters: as `Coverage.letters`.
        rarity: of each feature. worth: what one bit of it, squared, is worth to a name beside the same of a word, at
            most. most: share of a name that it covers, at most. inverse: as `Coverage.inverse`.
        acronym: hashes, rising. near_bits: a bit for each of the keys of near words, by their highest bits.
        split: number of the first consonant key. docs: listed names. acronyms: how many.
        near_shift: by so many bits a key is shortened for `near_bits`. acronym_min: letters of the shortest acronym.
    """

    word_text: Any
    word_off: Any
    word_key: Any
    word_number: Any
    word_start: Any
    cons_text: Any
    cons_off: Any
    cons_key: Any
    cons_number: Any
    cons_start: Any
    near_key: Any
    near_number: Any
    near_start: Any
    other_text: Any
    other_off: Any
    other_key: Any
    other_row: Any
    other_start: Any
    other_word: Any
    rarity: Any
    worth: Any
    most: Any
    inverse: Any
    post_off: Any
    post_doc: Any
    acronym: Any
    near_bits: Any
    letters: Any
    split: Any
    docs: Any
    acronyms: Any
    near_shift: Any
    acronym_min: Any


INDEX_TYPES = (
    "u1", "u4", "u4", "u4", "u4", "u1", "u4", "u4", "u4", "u4", "u4", "u4", "u4", "u1", "u4", "u4", "u4", "u4", "u4",
    "f4", "f4", "f4", "f4", "u4", "u4", "u8", "i4", "i8", "u8",
)  # fmt: skip
"""Of the arrays, with one of all numbers before the last."""
NUMBERS = len(INDEX_TYPES) - 2


class Memo(NamedTuple):
    """Words that were met.

    Attributes:
        slot: by hash: row and one, 0 for none. letters: of all words and their consonants.
        text_at, text_size, bones_at, bones_size: where those of a row stand.
        feats_at, feats_size: where its features stand. worth: of them all. listed: whether the list holds the word.
        feature, gain: of all words. rows: working space. seen: by number of a listed word, when it was looked at.
        said: rows, letters and features used, and a counter.
        rows_max, letters_max, feats_max, word_max: room.
    """

    slot: Any
    letters: Any
    text_at: Any
    text_size: Any
    bones_at: Any
    bones_size: Any
    feats_at: Any
    feats_size: Any
    worth: Any
    listed: Any
    feature: Any
    gain: Any
    rows: Any
    seen: Any
    said: Any
    rows_max: Any
    letters_max: Any
    feats_max: Any
    word_max: Any


MEMO_TYPES = (
    "i4", "u1", "i4", "i4", "i4", "i4", "i4", "i4", "f4", "u1", "i4", "f4", "i4", "i4", "i8", "i8",
)  # fmt: skip


class SiftRoom(NamedTuple):
    """Working space.

    Attributes:
        row, gap: of each word of a text its row, and whether a line ends behind it.
        best: gain of each feature, 0 between texts. touched: which have one.
        total: of each listed name, 0 between texts. document: which have one.
        step_worth, step_most: by how many names hold a feature.
        lowered: a word. said: of a text, whether one of its words is an acronym, and whether
            its words are those that it was written with (0) or not. hashing: for `hash_loops`.
        feature_first, feature_last: words that lead to a feature. first, last: the same of listed names; `last` is
            `ELSEWHERE` between texts.
        words_max: words of one text at most.
    """

    row: Any
    gap: Any
    best: Any
    touched: Any
    total: Any
    document: Any
    step_worth: Any
    step_most: Any
    lowered: Any
    said: Any
    hashing: Any
    feature_first: Any
    feature_last: Any
    first: Any
    last: Any
    words_max: Any


ROOM_TYPES = ("i4", "u1", "f4", "i4", "f4", "i4", "f4", "f4", "u1", "u1", "u8", "i4", "i4", "i4", "i4", "i8")

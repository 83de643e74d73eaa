"""A query's name as the compiled comparison reads it; its words are remembered, since customers' names repeat."""

from __future__ import annotations

import threading
from array import array
from typing import Any, NamedTuple

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.keys import UNWRITTEN, whole_text
from ostrakon.index.records import (
    ABJAD,
    DIGITS,
    HANGUL,
    INITIAL,
    NAMED,
    SYLLABLE,
    Records,
    letters_of,
    spelling_program,
)
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.compiled.layout import ASKED, JOIN, WORD_LENGTH_MAX
from ostrakon.match.grid import CONTENT
from ostrakon.match.joining import WORDS as JOINED_WORDS
from ostrakon.match.judging import TOGETHER_LENGTH_MIN
from ostrakon.match.weights import Weights, quantise
from ostrakon.names.keys import equivalence_key, korean_fold, patronymic_sex, skeleton, sound_fold
from ostrakon.names.kinds import Kind
from ostrakon.names.rarity import rarity_bits
from ostrakon.names.syllables import is_syllable
from ostrakon.profile.name import NameProfile, hash64

NAMES_REMEMBERED_MAX = 1_000
"""Names kept as they are handed over: a name is compared more than once before it is told."""
JOINS_REMEMBERED_MAX = 8_000
WORDS_REMEMBERED_MAX = 40_000
"""Words kept in memory; all are dropped when there are more, or when their spellings need more room than is kept."""
_TEXT_BYTES = 4 << 20

_HASH, _SOUND = hash64.__wrapped__, sound_fold.__wrapped__
_CONTENT = frozenset(kind for kind in Kind if CONTENT[kind])
_ASKED_FIELDS: tuple[str, ...] = ASKED.names or ()

Word = tuple[str, Kind, bool, bool, bool, bool]
"""Text, kind, and whether it was written without vowels, in Hangul, as one syllable, beside a word without vowels."""


class JoinedWords:
    """Joined words of queries, in an array that is filled from the front. They repeat far less often than words do."""

    def __init__(self) -> None:
        self.records: Records = np.zeros(JOINS_REMEMBERED_MAX, dtype=JOIN)
        self.rows: dict[tuple[str, int, int, bool], int] = {}
        self.at = int(self.records.ctypes.data)

    @property
    def full(self) -> bool:
        """Whether those of one more name may not fit."""
        return len(self.rows) > JOINS_REMEMBERED_MAX * 3 // 4


class Memory:
    """Words of queries with their spellings, in arrays filled from the front; `joined` is replaced when full."""

    def __init__(self) -> None:
        self.words: Records = np.zeros(WORDS_REMEMBERED_MAX, dtype=ASKED)
        self.text = np.zeros(_TEXT_BYTES, dtype=np.uint8)
        self.word_rows: dict[Word, int] = {}
        self.joined = JoinedWords()
        self._used = 0
        self.words_at, self.text_at = (int(a.ctypes.data) for a in (self.words, self.text))

    def put(self, text: bytes) -> int:
        """Keep spellings; where they begin."""
        start = self._used
        self.text.data[start : start + len(text)] = text
        self._used += len(text)
        return start

    @property
    def full(self) -> bool:
        """Whether the words of one more name may not fit."""
        return len(self.word_rows) > WORDS_REMEMBERED_MAX * 3 // 4 or self._used > _TEXT_BYTES // 2


class Asking(NamedTuple):
    """One name that is asked about, as it is handed over: what stands in the memory, by its rows.

    Attributes:
        profile: the name.
        memory, joined: where its words and joined words stand. words, joins: their rows.
        whole: the name as one word.
        block: all of it as numbers, arrays by their addresses: what `pointed.pointed_query` reads while this lives. The
            hash goes as its 64 bits, which are read without a sign.
    """

    profile: NameProfile
    memory: Memory
    joined: JoinedWords
    words: array[int]
    joins: array[int]
    whole: array[int]
    block: array[int]


def hash_of_whole(profile: NameProfile, whole: str) -> int:
    """Hash of the name as one word, 0 where too little is left of it to count."""
    kept = sum([len(t) for t, k in zip(profile.tokens, profile.kinds, strict=True) if k not in UNWRITTEN])
    if kept < TOGETHER_LENGTH_MIN or _CONTENT.isdisjoint(profile.kinds):
        return 0
    return hash64(whole)


def acronym_letters(profile: NameProfile) -> int:
    """Letters of the name beyond three, should it be an acronym."""
    return max(map(len, profile.core), default=3) - 3


def spelt(word: Word) -> tuple[dict[str, Any], bytes]:
    """A word's values that no list has a say in, and its spellings one behind the other."""
    text, kind, abjad, hangul, _, walked = word
    sound, bones = sound_fold(text), skeleton(text)
    program = spelling_program(text) if walked else b""
    name, one = equivalence_key(text), is_syllable(text)
    flags = NAMED * name.startswith("=") + SYLLABLE * one
    flags |= DIGITS * text.isdigit() + ABJAD * abjad + HANGUL * hangul + INITIAL * (kind is Kind.INITIAL)
    values = {
        "kind": int(kind),
        "sound": hash64(sound),
        "bones": hash64(bones),
        "text_letters": letters_of(text.encode()),
        "sound_letters": letters_of(sound.encode()),
        "text_length": len(text),
        "sound_length": len(sound),
        "bones_length": len(bones),
        "spelling_length": len(program),
        "name": hash64(name),
        "korean": hash64(korean_fold(text)) if one or hangul else 0,  # compared of syllables only
        "first": ord(text[0]),
        "flags": flags,
        "sex": patronymic_sex(text),
    }
    return values, (text + sound + bones).encode() + program


def word_record(values: dict[str, Any], at: int) -> tuple[Any, ...]:
    """A row of `ASKED` for a word whose spellings begin at `at`."""
    sound_at = at + values["text_length"]
    bones_at = sound_at + values["sound_length"]
    places = {"text_at": at, "sound_at": sound_at, "bones_at": bones_at}
    places["spelling_at"] = bones_at + values["bones_length"]
    found = values | places
    return tuple([found.get(name, 0) for name in _ASKED_FIELDS])


class Asked:
    """Makes `Asking` values under one index and one set of weights; safe to share between threads."""

    def __init__(self, arrays: Arrays, vocabulary: Vocabulary, weights: Weights) -> None:
        self._idf, self._numbers, self._weights = arrays.tok_idf, vocabulary.numbers, weights
        self._memory = Memory()
        self._laid: dict[int, Asking] = {}  # by the identity of the profile, which lives as long
        self._lock = threading.Lock()

    def query(self, profile: NameProfile) -> Asking | None:
        """The name laid out; None where a word is longer than a pattern may be, which only the arrays compare."""
        known = self._laid.get(id(profile))
        if known is not None:
            return known
        tokens = profile.tokens
        if max(map(len, tokens)) > WORD_LENGTH_MAX:
            return None
        if len(self._laid) >= NAMES_REMEMBERED_MAX:
            self._laid = {}
        memory = self._memory
        if memory.full:
            self._laid = {}
            memory = self._memory = Memory()
        asking = self._laid[id(profile)] = self._lay_out(profile, memory)
        return asking

    def _lay_out(self, profile: NameProfile, memory: Memory) -> Asking:
        tokens, kinds = profile.tokens, profile.kinds
        abjad = True in profile.abjad
        words = list(
            zip(tokens, kinds, profile.abjad, profile.hangul, profile.syllable, [abjad] * len(tokens), strict=True)
        )
        row_of = memory.word_rows.get
        rows = array("q", [row if (row := row_of(w)) is not None else self._remember(memory, w) for w in words])
        joined = memory.joined
        if joined.full:
            joined = memory.joined = JoinedWords()
        joins = array("q", self._joins(memory, joined, tokens, abjad=abjad))
        text = whole_text(tokens, kinds)
        whole = array("B", text.encode())
        hashed = hash_of_whole(profile, text)
        block = array(
            "q",
            (
                *rows.buffer_info(), memory.words_at, memory.text_at,
                *joins.buffer_info(), joined.at, *whole.buffer_info(), hashed - (hashed >> 63 << 64),
                len(tokens) > 1 and all(map(is_syllable, tokens)), abjad, profile.truncated, acronym_letters(profile),
            ),
        )  # fmt: skip
        return Asking(profile, memory, joined, rows, joins, whole, block)

    def _remember(self, memory: Memory, word: Word) -> int:
        values, spellings = spelt(word)
        values |= self._prices(word[0], word[1], self._numbers.get(word[0]), syllable=word[4])
        with self._lock:
            at = memory.put(spellings)
            row = len(memory.word_rows)
            memory.words[row] = word_record(values, at)
            return memory.word_rows.setdefault(word, row)

    def _prices(self, text: str, kind: Kind, number: int | None, *, syllable: bool) -> dict[str, Any]:
        """How rare the word is, and what it costs to leave it unanswered."""
        weights = self._weights
        cap = float(weights.rarity_cap[kind])
        rarity = min(float(self._idf[number]) if number is not None else quantise(rarity_bits(text)), cap)
        return {
            "rarity": rarity,
            "cap": min(cap, weights.syllable_cap) if syllable else cap,
            "extra": min(quantise(float(weights.extra_base[kind] + weights.extra_slope[kind] * rarity)), 0.0),
        }

    def _joins(self, memory: Memory, joined: JoinedWords, tokens: tuple[str, ...], *, abjad: bool) -> list[int]:
        rows = []
        for length in JOINED_WORDS:
            for first in range(len(tokens) - length + 1):
                key = ("".join(tokens[first : first + length]), first, length, abjad)
                row = joined.rows.get(key)
                rows.append(self._remember_join(memory, joined, key) if row is None else row)
        return rows

    def _remember_join(self, memory: Memory, joined: JoinedWords, key: tuple[str, int, int, bool]) -> int:
        text, first, words, abjad = key
        program = spelling_program(text) if abjad else b""
        # Not remembered: most never come again, and would drive words out that do.
        sound = _HASH(_SOUND(text))
        bones = _HASH(skeleton(text)) if abjad else 0
        with self._lock:
            row = len(joined.rows)
            joined.records[row] = (
                first,
                words,
                sound,
                bones,
                len(text),
                memory.put(program) if program else 0,
                len(program),
            )
            return joined.rows.setdefault(key, row)

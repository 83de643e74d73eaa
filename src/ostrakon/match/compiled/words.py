"""Levels of agreement of single words, compiled: the rules of `match.tokens`, in their order."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.records import ABJAD, DIGITS, HANGUL, INITIAL, NAMED, SYLLABLE
from ostrakon.match.compiled.distances import bits_set, osa, set_masks
from ostrakon.match.compiled.state import ALPHABET, PATTERN_MAX, SPELLINGS
from ostrakon.match.tokens import (
    ABBREVIATION_MAX,
    ABBREVIATION_MIN,
    CLOSE_SHARE,
    FAR_EDITS_MAX,
    FAR_SHARE,
    NEAR_SHARE,
    SHORT,
    SKELETON_LENGTH_MIN,
    SKELETON_SHARE,
    SWAPPED_LENGTH_MIN,
    SWAPPED_LENGTH_TYPO,
    TYPO_SHARE,
    VOWEL_LENGTH_MIN,
)
from ostrakon.match.weights import LEVEL
from ostrakon.names.abjad import SHORT_MAX, VOWELS
from ostrakon.native.pointers import record

_NONE, _EQUAL, _SOUND, _TYPO = LEVEL["none"], LEVEL["equal"], LEVEL["sound"], LEVEL["typo"]
_CLOSE, _NEAR, _FAR, _INITIAL = LEVEL["close"], LEVEL["near"], LEVEL["far"], LEVEL["initial"]
_EQUIVALENT, _ABBREVIATION, _SYLLABLE = LEVEL["equivalent"], LEVEL["abbreviation"], LEVEL["syllable"]
_CONSONANTS, _CONSONANTS_NEAR, _PATTERN = LEVEL["consonants"], LEVEL["consonants_near"], LEVEL["pattern"]
TEXT, SOUND, BONES = 0, ALPHABET, 2 * ALPHABET
"""Where the position masks of the three spellings of a word begin: letters, sound key, consonants."""
_VOWEL_CODES = np.array([ord(letter) for letter in sorted(VOWELS)])
_ONE = np.uint64(1)
_ZERO = np.uint64(0)


@njit(nogil=True, error_model="numpy", forceinline=True)
def write_masks(masks: Any, query: Any) -> None:
    """Position masks of all spellings of all words of a query, by word, spelling, letter."""
    for i in range(query.words_count):
        mine = record(query.words, i)
        at = i * SPELLINGS * ALPHABET
        set_masks(masks, at + TEXT, query.text, mine.text_at, mine.text_at + mine.text_length)
        set_masks(masks, at + SOUND, query.text, mine.sound_at, mine.sound_at + mine.sound_length)
        set_masks(masks, at + BONES, query.text, mine.bones_at, mine.bones_at + mine.bones_length)


@njit(nogil=True, error_model="numpy", forceinline=True)
def level_of(i: int, theirs: Any, masks: Any, query: Any, lists: Any, reached: Any) -> int:
    """Level of agreement of word `i` of the query and a word of the list."""
    mine = record(query.words, i)
    if _unlike(mine, theirs):
        return _NONE
    at = i * SPELLINGS * ALPHABET
    reach = SKELETON_SHARE if mine.bones == theirs.bones else FAR_SHARE
    limit = max(reach * max(mine.text_length, theirs.text_length), 2.0)
    distance = _edits(
        masks, at + TEXT, mine.text_length, mine.text_letters,
        lists.text, theirs.text_at, theirs.text_length, theirs.text_letters, limit,
    )  # fmt: skip
    if distance == 0:
        return _EQUAL
    if (mine.flags & HANGUL) != 0 and mine.korean == theirs.korean:
        return _SYLLABLE
    if (mine.flags & ABJAD) != (theirs.flags & ABJAD):
        return _without_vowels(mine, theirs, masks, at, query, lists, reached)
    sounds = _edits(
        masks, at + SOUND, mine.sound_length, mine.sound_letters,
        lists.sound, theirs.sound_at, theirs.sound_length, theirs.sound_letters, limit,
    )  # fmt: skip
    found = _spelled(mine, theirs, distance, sounds, query, lists)
    return _told_apart(found, distance, mine, theirs, query)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _unlike(mine: Any, theirs: Any) -> bool:
    """Whether no rule can let two words agree, by what is nearest at hand: most pairs of words go no further."""
    if (
        mine.first == theirs.first
        or mine.bones == theirs.bones
        or mine.sound == theirs.sound
        or mine.name == theirs.name
        or mine.korean == theirs.korean
        or ((mine.flags ^ theirs.flags) & ABJAD) != 0
    ):
        return False
    limit = max(FAR_SHARE * max(mine.text_length, theirs.text_length), 2.0)
    if _letters_apart(mine.text_length, theirs.text_length, mine.text_letters, theirs.text_letters) <= limit:
        return False
    return _letters_apart(mine.sound_length, theirs.sound_length, mine.sound_letters, theirs.sound_letters) > limit


@njit(nogil=True, error_model="numpy", forceinline=True)
def _letters_apart(length: int, size: int, letters: Any, others: Any) -> int:
    """Edits that two spellings need at least, by their lengths and letters."""
    only = max(bits_set(letters & ~others), bits_set(others & ~letters))
    return max(abs(length - size), only)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _edits(
    masks: Any, at: int, length: int, letters: Any, text: Any, start: int, size: int, other_letters: Any, limit: float
) -> int:
    """Edits between two spellings; some number above `limit` where their lengths or letters already tell so."""
    apart = _letters_apart(length, size, letters, other_letters)
    if apart > limit:
        return apart
    return osa(masks, at, length, text, start, start + size)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _spelled(mine: Any, theirs: Any, distance: int, sounds: int, query: Any, lists: Any) -> int:
    """The level that letters, sounds, consonants and names give, before what is known to differ is told apart."""
    length, size = mine.text_length, theirs.text_length
    longest, shorter = max(length, size), min(length, size)
    share = min(distance, sounds) / longest
    found = _NONE
    if share <= FAR_SHARE and min(distance, sounds) <= FAR_EDITS_MAX:
        found = _FAR
    if share <= NEAR_SHARE:
        found = _NEAR
    enough = theirs.bones_length >= SKELETON_LENGTH_MIN and share <= SKELETON_SHARE
    one_vowel = theirs.bones_length == SKELETON_LENGTH_MIN - 1 and distance == 1 and longest >= VOWEL_LENGTH_MIN
    if share <= CLOSE_SHARE or (mine.bones == theirs.bones and (enough or one_vowel)):
        found = _CLOSE
    if share <= TYPO_SHARE:
        found = _TYPO
    first = mine.first == theirs.first
    if shorter <= SHORT:
        found = _FAR if first and distance == 1 and longest > 2 else _NONE
    if distance == 1 and length == size and length >= SWAPPED_LENGTH_MIN and _swapped(mine, theirs, query, lists):
        found = _TYPO if length >= SWAPPED_LENGTH_TYPO else _CLOSE
    if mine.name == theirs.name:
        found = _EQUIVALENT
    if mine.sound == theirs.sound:
        found = _SOUND
    digits = ((mine.flags | theirs.flags) & DIGITS) != 0
    if digits:
        found = _NONE
    if first and not digits and ((mine.flags & INITIAL) != 0 or size == 1):
        return _INITIAL
    short_enough = ABBREVIATION_MIN <= shorter <= ABBREVIATION_MAX and longest - shorter >= 2
    if first and found == _NONE and short_enough and _abbreviated(mine, theirs, query, lists):
        return _ABBREVIATION
    return found


@njit(nogil=True, error_model="numpy", forceinline=True)
def _swapped(mine: Any, theirs: Any, query: Any, lists: Any) -> bool:
    """Whether two words of one length that are one edit apart differ in two letters: then those are exchanged."""
    apart = 0
    for place in range(mine.text_length):
        apart += query.text[mine.text_at + place] != lists.text[theirs.text_at + place]
    return apart == 2


@njit(nogil=True, error_model="numpy")
def _abbreviated(mine: Any, theirs: Any, query: Any, lists: Any) -> bool:
    one, other = mine.text_at, theirs.text_at
    if mine.text_length < theirs.text_length:
        return _contracts(query.text, one, one + mine.text_length, lists.text, other, other + theirs.text_length)
    return _contracts(lists.text, other, other + theirs.text_length, query.text, one, one + mine.text_length)


@njit(nogil=True, error_model="numpy")
def _contracts(short: Any, short_start: int, short_end: int, long: Any, long_start: int, long_end: int) -> bool:
    """Whether the short word is the beginning of the long one, or its letters in order with the same last letter."""
    same = 0
    while short_start + same < short_end and short[short_start + same] == long[long_start + same]:
        same += 1
    if short_start + same == short_end:
        return True
    if short[short_end - 1] != long[long_end - 1]:
        return False
    at = short_start
    for place in range(long_start, long_end):
        if at < short_end and long[place] == short[at]:
            at += 1
    return at == short_end


@njit(nogil=True, error_model="numpy", forceinline=True)
def _told_apart(found: int, distance: int, mine: Any, theirs: Any, query: Any) -> int:
    """Near spellings known to be different names: syllables, given names, patronymics of sons and daughters."""
    both, either = mine.flags & theirs.flags, mine.flags | theirs.flags
    syllables, one_syllable = (both & SYLLABLE) != 0, (either & SYLLABLE) != 0
    other = (both & NAMED) != 0 and mine.name != theirs.name
    if found in (_TYPO, _CLOSE, _NEAR, _FAR, _ABBREVIATION) and (syllables or other or (one_syllable and distance > 1)):
        found = _NONE
    if found == _ABBREVIATION and one_syllable:
        found = _NONE
    if mine.sex * theirs.sex < 0:
        found = _NONE
    if found == _NONE and syllables and query.korean and mine.korean == theirs.korean:
        found = _SYLLABLE
    return found


@njit(nogil=True, error_model="numpy")
def _without_vowels(mine: Any, theirs: Any, masks: Any, at: int, query: Any, lists: Any, reached: Any) -> int:
    """Where exactly one side is written without vowels, only consonants are compared, and the spelling walked."""
    start, length = theirs.bones_at, theirs.bones_length
    if abs(mine.bones_length - length) > 1:
        return _NONE
    distance = osa(masks, at + BONES, mine.bones_length, lists.bones, start, start + length)
    if distance > 1:
        return _NONE
    if (mine.flags & ABJAD) != 0:
        spelled = spells(
            query.text,
            mine.spelling_at,
            mine.spelling_length,
            lists.text,
            theirs.text_at,
            theirs.text_length,
            0,
            0,
            reached,
        )
    else:
        spelled = spells(
            lists.spelling,
            theirs.spelling_at,
            theirs.spelling_length,
            query.text,
            mine.text_at,
            mine.text_length,
            0,
            0,
            reached,
        )
    if spelled:
        return _PATTERN
    if distance == 0:
        return _CONSONANTS
    return _CONSONANTS_NEAR if min(mine.bones_length, length) >= SKELETON_LENGTH_MIN else _NONE


@njit(nogil=True, error_model="numpy")
def spells(
    program: Any, at: int, size: int, latin: Any, one: int, one_length: int, other: int, other_length: int,
    room: Any,
) -> bool:  # fmt: skip
    """`names.abjad.spells`: bit p of `reached` says that place p of the Latin word can be reached.

    Args:
        program: `spelling_program` of the word without vowels, in `program[at:at + size]`.
        latin: text of the Latin word, which may stand in two parts, each given by its beginning and length.
        room: of two numbers for each place of a long Latin word.
    """
    length = one_length + other_length
    if length >= PATTERN_MAX:
        return _spells_long(program, at, size, latin, one, one_length, other, length, room)
    vowels = _ZERO
    for place in range(length):
        letter = _letter(latin, one, one_length, other, place)
        for code in _VOWEL_CODES:
            if letter == code:
                vowels |= _ONE << np.uint64(place)
    reached = _ONE
    end = at + size
    while at < end:
        reached = _skipping(reached, vowels)
        after = _ZERO
        options = program[at]
        at += 1
        for _ in range(options):
            letters = np.int64(program[at])
            for place in range(length - letters + 1):
                if (reached >> np.uint64(place)) & _ONE:
                    same = 0
                    while same < letters and program[at + 1 + same] == _letter(
                        latin, one, one_length, other, place + same
                    ):
                        same += 1
                    if same == letters:
                        after |= _ONE << np.uint64(place + letters)
            at += 1 + letters
        if after == 0:
            return False
        reached = after
    reached = _skipping(reached, vowels)
    return ((reached >> np.uint64(length)) & _ONE) != 0


@njit(nogil=True, error_model="numpy")
def _spells_long(
    program: Any, at: int, size: int, latin: Any, one: int, one_length: int, other: int, length: int,
    room: Any,
) -> bool:  # fmt: skip
    """`spells` of a Latin word whose places do not fit into one machine word: few lists hold any.

    The places reached stand in the first half of `room`, those after one more letter in the second.
    """
    for place in range(length + 1):
        room[place] = 0
    room[0] = 1
    end = at + size
    while at < end:
        _skip(room, length, latin, one, one_length, other)
        after = length + 1
        for place in range(length + 1):
            room[after + place] = 0
        options = program[at]
        at += 1
        for _ in range(options):
            letters = np.int64(program[at])
            for place in range(length - letters + 1):
                same = 0
                while (
                    room[place] != 0
                    and same < letters
                    and program[at + 1 + same] == _letter(latin, one, one_length, other, place + same)
                ):
                    same += 1
                if room[place] != 0 and same == letters:
                    room[after + place + letters] = 1
            at += 1 + letters
        for place in range(length + 1):
            room[place] = room[after + place]
    _skip(room, length, latin, one, one_length, other)
    return room[length] != 0


@njit(nogil=True, error_model="numpy")
def _skip(reached: Any, length: int, latin: Any, one: int, one_length: int, other: int) -> None:
    """Mark the places after up to `SHORT_MAX` vowels more; backwards, so that a round goes one place on."""
    for _ in range(SHORT_MAX):
        for place in range(length - 1, -1, -1):
            if reached[place] != 0:
                letter = _letter(latin, one, one_length, other, place)
                for code in _VOWEL_CODES:
                    if letter == code:
                        reached[place + 1] = 1


@njit(nogil=True, error_model="numpy")
def _letter(latin: Any, one: int, one_length: int, other: int, place: int) -> int:
    return latin[one + place] if place < one_length else latin[other + place - one_length]


@njit(nogil=True, error_model="numpy")
def _skipping(reached: Any, vowels: Any) -> Any:
    """The places reached, and those after up to `SHORT_MAX` vowels more."""
    for _ in range(SHORT_MAX):
        reached |= (reached & vowels) << _ONE
    return reached

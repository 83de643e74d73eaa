"""What the pairs of words leave open, and the whole name, compiled: `match.judging` and `match.proportions`."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from ostrakon.index.keys import UNWRITTEN
from ostrakon.index.records import ABJAD, NAMED, PLACED
from ostrakon.match.compiled.distances import common_letters, set_masks
from ostrakon.match.compiled.layout import PART
from ostrakon.match.compiled.pairs import JOINTLY, OPEN, rounded
from ostrakon.match.compiled.state import LISTED
from ostrakon.match.grid import CONTENT, CORE, NAMING, PERSON
from ostrakon.match.judging import PAIR, TOGETHER_OPEN_BITS
from ostrakon.match.proportions import (
    ANCHOR_STEPS,
    ANCHORS,
    ANSWERED_STEPS,
    CLASSES,
    COUNTS,
    GRADE,
    GRADES_COUNT,
    LEAST,
    LENGTH_STEPS,
    LETTERS_STEPS,
    ORGANISATION,
    SIZES,
    SURE_GRADES,
    WORDS_MAX,
)
from ostrakon.match.weights import LEVEL
from ostrakon.names.kinds import Kind
from ostrakon.native.pointers import record

_EQUAL = LEVEL["equal"]
_PATRONYMIC, _NUMBER, _INITIAL = int(Kind.PATRONYMIC), int(Kind.NUMBER), int(Kind.INITIAL)
_BUSINESS, _TOWN = int(Kind.NOISE), int(Kind.PLACE)
_WRITTEN = ~np.isin(np.arange(len(CORE)), tuple(UNWRITTEN))
_IDENTICAL, _IDENTICAL_SINGLE = PART["identical"], PART["identical_single"]
_MISSING_FIRST, _MISSING_LAST = PART["missing_first"], PART["missing_last"]
_EXTRA_FIRST, _EXTRA_LAST = PART["extra_first"], PART["extra_last"]
_CONTRADICTION, _CONTRADICTION_RARITY = PART["contradiction"], PART["contradiction_rarity"]
_CONTRADICTION_PATRONYMIC, _CONTRADICTION_NUMBER = PART["contradiction_patronymic"], PART["contradiction_number"]
_CONTRADICTION_GIVEN = PART["contradiction_given"]
_CONTRADICTION_BUSINESS, _CONTRADICTION_TOWN = PART["contradiction_business"], PART["contradiction_town"]
_CONTRADICTION_INITIAL, _CONTRADICTION_HALF = PART["contradiction_initial"], PART["contradiction_half"]
_SINGLE, _ORDER, _TOGETHER = PART["single"], PART["order"], PART["together"]
_ACRONYM, _ACRONYM_LETTER = PART["acronym"], PART["acronym_letter"]
(
    _LETTERS,
    _UNVOWELLED,
    _ANSWERED,
    _ANSWERED_LISTED,
    _WORDS,
    _LENGTH,
    _COMPLETE,
    _ANCHOR,
    _ADDED,
    _OMITTED,
    _DIFFERING,
) = range(len(SIZES))
_FIRST_TABLE = PART["letters"]
_LETTERS_SIZE, _UNVOWELLED_SIZE = SIZES["letters"], SIZES["unvowelled"]
_NOT_UNVOWELLED, _NOT_COMPLETE = SIZES["unvowelled"] - 1, SIZES["complete"] - 1


class Minor(NamedTuple):
    """Words of closed kinds that nothing answers: business words, towns, initials; of the listed name those that count
    as missing, and its countries and sides."""

    business: int
    towns: int
    initials: int
    listed_business: int
    listed_towns: int
    listed_initials: int
    listed_places: int


class Tally(NamedTuple):
    """What is answered and what is left open on both sides.

    Attributes:
        core, core_answered, rarity, rarity_answered: distinguishing words of the query, those that something answers,
            and the rarity of both. listed_core, listed_rarity, listed_rarity_answered: of the listed name.
        worst: grade of the most doubtful answer. anchor: rarity of the rarest sure one. doubtful: whether any is not.
        open_query, open_listed: naming words that nothing answers. open_rarity, listed_open_rarity: their rarity.
        patronymics, numbers, listed_patronymics, listed_numbers: of those that nothing answers.
        given, listed_given: known given names that nothing answers. numbers_missing: numbers of the listed name that
            count as missing.
        minor: words of closed kinds that nothing answers.
        content, content_sure: words of the query that make it another name, and those that something surely answers.
        same: whether all of them on both sides are answered by equal ones.
    """

    core: int
    core_answered: int
    rarity: float
    rarity_answered: float
    listed_core: int
    listed_rarity: float
    listed_rarity_answered: float
    worst: int
    anchor: float
    doubtful: bool
    open_query: int
    open_listed: int
    open_rarity: float
    listed_open_rarity: float
    patronymics: int
    numbers: int
    listed_patronymics: int
    listed_numbers: int
    given: int
    listed_given: int
    numbers_missing: int
    minor: Minor
    content: int
    content_sure: int
    same: bool


@njit(nogil=True, error_model="numpy", forceinline=True)
def take_all(size: int, space: Any, query: Any) -> None:
    """Let the distinguishing words of the query answer jointly for everything: it is the acronym of the name."""
    for i in range(query.words_count):
        if CORE[record(query.words, i).kind]:
            space.answer[i] = JOINTLY
    for t in range(size):
        space.taken[t] = 1


@njit(nogil=True, error_model="numpy", forceinline=True)
def forgive_cut(size: int, space: Any, query: Any) -> None:
    """Whatever a 35-character field cut off was not left out by its writer."""
    last = JOINTLY
    for i in range(query.words_count):
        last = max(last, space.answer[i])
    for t in range(size):
        if t > last:
            space.missing[t] = 0.0


@njit(nogil=True, error_model="numpy", forceinline=True)
def left_open(size: int, space: Any, query: Any) -> float:
    """Prices of all words that nothing answers."""
    total = 0.0
    for i in range(query.words_count):
        if space.answer[i] == OPEN:
            total += record(query.words, i).extra
    for t in range(size):
        if not space.taken[t]:
            total += space.missing[t]
    return total


@njit(nogil=True, error_model="numpy", forceinline=True)
def tally(size: int, space: Any, query: Any, lists: Any) -> Any:
    """Count both sides."""
    core, core_answered, open_query, patronymics, numbers, content, content_sure, worst = 0, 0, 0, 0, 0, 0, 0, 0
    given, business, towns, initials = 0, 0, 0, 0
    rarity, rarity_answered, open_rarity, anchor = 0.0, 0.0, 0.0, 0.0
    doubtful, same = False, True
    for i in range(query.words_count):
        mine, level, answer = record(query.words, i), space.level[i], space.answer[i]
        answered = answer != OPEN
        grade = 0 if answer == JOINTLY else GRADE[level]
        if CONTENT[mine.kind]:
            content += 1
            content_sure += int(answered) * int(grade < SURE_GRADES)
            same = same and level == _EQUAL
        if CORE[mine.kind]:
            core += 1
            rarity += mine.rarity
            if answered:
                core_answered += 1
                rarity_answered += mine.rarity
                worst = max(worst, grade)
            if answered and grade < SURE_GRADES:
                anchor = max(anchor, space.shared[i] if answer >= 0 else mine.rarity)
            else:
                doubtful = True
        if not answered:
            if NAMING[mine.kind]:
                open_query += 1
                open_rarity += mine.rarity
            patronymics += mine.kind == _PATRONYMIC
            numbers += mine.kind == _NUMBER
            given += (mine.flags & NAMED) != 0
            business += mine.kind == _BUSINESS
            towns += mine.kind == _TOWN
            initials += mine.kind == _INITIAL
    (
        listed_core, listed_rarity, listed_rarity_answered, open_listed, listed_open_rarity, listed_patronymics,
        listed_numbers, listed_given, numbers_missing, listed_business, listed_towns, listed_initials, listed_places,
        nothing_left,
    ) = _tally_listed(size, space, lists)  # fmt: skip
    minor = Minor(business, towns, initials, listed_business, listed_towns, listed_initials, listed_places)
    return Tally(
        core, core_answered, rarity, rarity_answered, listed_core, listed_rarity, listed_rarity_answered,
        worst, anchor, doubtful, open_query, open_listed, open_rarity, listed_open_rarity,
        patronymics, numbers, listed_patronymics, listed_numbers, given, listed_given, numbers_missing,
        minor, content, content_sure, same and nothing_left,
    )  # fmt: skip


@njit(nogil=True, error_model="numpy", forceinline=True)
def _tally_listed(size: int, space: Any, lists: Any) -> Any:
    nothing_left = True
    listed_core, open_listed, listed_patronymics, listed_numbers, listed_given, numbers_missing = 0, 0, 0, 0, 0, 0
    listed_business, listed_towns, listed_initials, listed_places = 0, 0, 0, 0
    listed_rarity, listed_rarity_answered, listed_open_rarity = 0.0, 0.0, 0.0
    for t in range(size):
        kind, taken = space.kind[t], space.taken[t] != 0
        left_out = not taken and space.missing[t] < 0
        if CORE[kind]:
            listed_core += 1
            listed_rarity += space.rarity[t]
            if not left_out:
                listed_rarity_answered += space.rarity[t]
        if left_out and NAMING[kind]:
            open_listed += 1
            listed_open_rarity += space.rarity[t]
        if not taken:
            nothing_left = nothing_left and not CONTENT[kind]
            listed_patronymics += kind == _PATRONYMIC
            listed_numbers += kind == _NUMBER
            listed_given += (record(lists.words, space.token[t]).flags & NAMED) != 0
        if left_out:
            numbers_missing += kind == _NUMBER
            listed_business += kind == _BUSINESS
            listed_towns += kind == _TOWN
            listed_initials += kind == _INITIAL
            if NAMING[kind]:
                listed_places += (record(lists.words, space.token[t]).flags & PLACED) != 0
    return (
        listed_core, listed_rarity, listed_rarity_answered, open_listed, listed_open_rarity, listed_patronymics,
        listed_numbers, listed_given, numbers_missing, listed_business, listed_towns, listed_initials, listed_places,
        nothing_left,
    )  # fmt: skip


@njit(nogil=True, error_model="numpy", forceinline=True)
def judge(
    document: int, size: int, acronym: bool, complete: bool, found: Any, space: Any, query: Any, lists: Any, table: Any
) -> None:
    """The judgements over the whole name, written down."""
    parts = space.parts
    several = found.core_answered > 1
    if complete and found.same:
        if several:
            parts[_IDENTICAL] = table.identical
        else:
            parts[_IDENTICAL_SINGLE] = table.identical_single
    if found.core_answered > 0 and lists.doc_class[document] == PERSON and not acronym:
        _judge_ends(size, space, query, table)
    parts[_CONTRADICTION] = table.contradiction * min(found.open_query, found.open_listed)
    parts[_CONTRADICTION_RARITY] = rounded(
        table.contradiction_rarity * min(found.open_rarity, found.listed_open_rarity)
    )
    parts[_CONTRADICTION_PATRONYMIC] = table.contradiction_patronymic * min(found.patronymics, found.listed_patronymics)
    parts[_CONTRADICTION_GIVEN] = table.contradiction_given * min(found.given, found.listed_given)
    parts[_CONTRADICTION_NUMBER] = table.contradiction_number * min(found.numbers, found.listed_numbers)
    minor = found.minor
    parts[_CONTRADICTION_BUSINESS] = table.contradiction_business * min(minor.business, minor.listed_business)
    parts[_CONTRADICTION_TOWN] = table.contradiction_town * min(minor.towns, minor.listed_towns)
    if lists.doc_class[document] == PERSON:
        apart = min(minor.initials, minor.listed_initials + found.open_listed)
        apart += min(found.open_query, max(minor.listed_initials - minor.initials, 0))
        parts[_CONTRADICTION_INITIAL] = table.contradiction_initial * apart
    half = found.core_answered == 1 and found.core == PAIR and found.listed_core == PAIR
    if half and found.open_query == 1 and found.open_listed == 1 and lists.doc_class[document] == ORGANISATION:
        parts[_CONTRADICTION_HALF] = table.contradiction_half
    if found.core_answered == 1 and not complete and not acronym:
        parts[_SINGLE] = table.single
    if _in_order(space, query):
        parts[_ORDER] = table.order
    if query.whole_hash != 0 and lists.doc_whole[document] == query.whole_hash:
        share = 1.0 - found.content_sure / found.content
        parts[_TOGETHER] = rounded(table.together + TOGETHER_OPEN_BITS * share)
    if acronym:
        parts[_ACRONYM] = table.acronym
        parts[_ACRONYM_LETTER] = table.acronym_letter * query.letters


@njit(nogil=True, error_model="numpy", forceinline=True)
def _judge_ends(size: int, space: Any, query: Any, table: Any) -> None:
    """The first or last distinguishing word of a person's name, which has no counterpart: a family name, mostly."""
    parts = space.parts
    first, last = -1, -1
    for t in range(size):
        if NAMING[space.kind[t]]:
            first = t if first < 0 else first
            last = t
    if first >= 0 and not space.taken[first] and space.missing[first] < 0:
        parts[_MISSING_FIRST] = table.missing_first
    if last >= 0 and not space.taken[last] and space.missing[last] < 0:
        parts[_MISSING_LAST] = table.missing_last
    first, last = -1, -1
    for i in range(query.words_count):
        if NAMING[record(query.words, i).kind]:
            first = i if first < 0 else first
            last = i
    if first >= 0 and space.answer[first] == OPEN:
        parts[_EXTRA_FIRST] = table.extra_first
    if last >= 0 and space.answer[last] == OPEN:
        parts[_EXTRA_LAST] = table.extra_last


@njit(nogil=True, error_model="numpy", forceinline=True)
def _in_order(space: Any, query: Any) -> bool:
    """Whether at least two words of the query are answered one by one, in rising places of the listed name."""
    last, count = -1, 0
    for i in range(query.words_count):
        place = space.answer[i]
        if place >= 0:
            if place <= last:
                return False
            last = place
            count += 1
    return count >= 2


@njit(nogil=True, error_model="numpy", forceinline=True)
def proportion(document: int, complete: bool, found: Any, space: Any, query: Any, lists: Any, table: Any) -> None:
    """The whole name in proportion and in parts but for its letters, written down."""
    kind = np.int64(lists.doc_class[document])
    person = kind == PERSON
    kind = 1 if kind == CLASSES else kind
    entries, parts = space.entries, space.parts
    entries[_ANSWERED] = _step(found.rarity_answered / max(found.rarity, LEAST), ANSWERED_STEPS)
    entries[_ANSWERED_LISTED] = _step(found.listed_rarity_answered / max(found.listed_rarity, LEAST), ANSWERED_STEPS)
    entries[_WORDS] = _counted(found.core) * WORDS_MAX + _counted(found.listed_core)
    entries[_LENGTH] = _step(float(query.whole_length), LENGTH_STEPS)
    entries[_COMPLETE] = _counted(found.core_answered) * GRADES_COUNT + found.worst if complete else _NOT_COMPLETE
    entries[_ANCHOR] = (2 * (not person) + found.doubtful) * ANCHORS + _step(found.anchor, ANCHOR_STEPS)
    entries[_ADDED] = kind * COUNTS + min(found.open_query, WORDS_MAX)
    omitted = found.open_listed - (found.minor.listed_places if kind == ORGANISATION else 0)
    entries[_OMITTED] = kind * COUNTS + min(omitted, WORDS_MAX)
    entries[_DIFFERING] = kind * COUNTS + min(found.open_query, found.open_listed, WORDS_MAX)
    parts[_FIRST_TABLE + _ANSWERED] = table.answered[entries[_ANSWERED]]
    parts[_FIRST_TABLE + _ANSWERED_LISTED] = table.answered_listed[entries[_ANSWERED_LISTED]]
    parts[_FIRST_TABLE + _WORDS] = table.words[entries[_WORDS]]
    parts[_FIRST_TABLE + _LENGTH] = table.length[entries[_LENGTH]]
    parts[_FIRST_TABLE + _COMPLETE] = table.complete[entries[_COMPLETE]]
    parts[_FIRST_TABLE + _ANCHOR] = table.anchor[entries[_ANCHOR]]
    parts[_FIRST_TABLE + _ADDED] = table.added[entries[_ADDED]]
    parts[_FIRST_TABLE + _OMITTED] = table.omitted[entries[_OMITTED]]
    parts[_FIRST_TABLE + _DIFFERING] = table.differing[entries[_DIFFERING]]


@njit(nogil=True, error_model="numpy", forceinline=True)
def letters_max(table: Any) -> float:
    """The most bits that the letters of a whole name can give."""
    letters, unvowelled = table.letters[0], table.unvowelled[0]
    for entry in range(_LETTERS_SIZE):
        letters = max(letters, table.letters[entry])
    for entry in range(_UNVOWELLED_SIZE):
        unvowelled = max(unvowelled, table.unvowelled[entry])
    return letters + unvowelled


@njit(nogil=True, error_model="numpy", forceinline=True)
def proportion_of_letters(document: int, size: int, space: Any, query: Any, lists: Any, table: Any) -> float:
    """Bits of the letters of the whole name, written down."""
    without = False
    for t in range(size):
        without = without or (record(lists.words, space.token[t]).flags & ABJAD) != 0
    letters = _step(_letters(document, space, query, lists), LETTERS_STEPS)
    entries, parts = space.entries, space.parts
    entries[_LETTERS] = letters
    entries[_UNVOWELLED] = letters if without != query.abjad else _NOT_UNVOWELLED
    parts[_FIRST_TABLE + _LETTERS] = table.letters[entries[_LETTERS]]
    parts[_FIRST_TABLE + _UNVOWELLED] = table.unvowelled[entries[_UNVOWELLED]]
    return parts[_FIRST_TABLE + _LETTERS] + parts[_FIRST_TABLE + _UNVOWELLED]


@njit(nogil=True, error_model="numpy", forceinline=True)
def _letters(document: int, space: Any, query: Any, lists: Any) -> float:
    """Share of letters in common, in the order given or in that of the list, whichever is more."""
    start, end = np.int64(lists.doc_text_off[document]), np.int64(lists.doc_text_off[document + 1])
    share = _share(space.whole, query.whole_length, lists.doc_text, start, end, space.states)
    if _disordered(space, query):
        length = _move(space, query)
        set_masks(space.moved_masks, 0, space.moved, 0, length)
        share = max(share, _share(space.moved_masks, length, lists.doc_text, start, end, space.states))
    return share


@njit(nogil=True, error_model="numpy", forceinline=True)
def _share(masks: Any, length: int, text: Any, start: int, end: int, states: Any) -> float:
    both = length + end - start
    distance = both - 2 * common_letters(masks, length, text, start, end, states)
    return 1.0 - distance / max(both, 1)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _disordered(space: Any, query: Any) -> bool:
    """Whether the query's words are answered in another order than that of the list."""
    before = -1
    for i in range(query.words_count):
        if space.answer[i] >= 0:
            if space.answer[i] < before:
                return True
            before = space.answer[i]
    return False


@njit(nogil=True, error_model="numpy", forceinline=True)
def _move(space: Any, query: Any) -> int:
    """Write the query as one word in the order of the list; how many letters it has.

    A word that nothing answers one to one stays behind the word that it followed.
    """
    length = 0
    for place in range(-1, LISTED):
        at = -1
        for i in range(query.words_count):
            if space.answer[i] >= 0:
                at = space.answer[i]
            mine = record(query.words, i)
            if at != place or not _WRITTEN[mine.kind]:
                continue
            for letter in range(mine.sound_at, mine.sound_at + mine.sound_length):
                space.moved[length] = query.text[letter]
                length += 1
    return length


@njit(nogil=True, error_model="numpy", forceinline=True)
def _counted(words: int) -> int:
    return min(max(words, 1), WORDS_MAX) - 1


@njit(nogil=True, error_model="numpy", forceinline=True)
def _step(value: float, steps: Any) -> int:
    """How many of the rising `steps` are not above `value`."""
    count = 0
    for one in steps:
        if one <= value:
            count += 1
    return count

"""What the pairs of words leave open on both sides, compiled: the first part of `match.judging`."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any, NamedTuple

from numba import njit

from ostrakon.index.records import NAMED, PLACED
from ostrakon.match.compiled.pairs import JOINTLY, OPEN
from ostrakon.match.grid import CONTENT, CORE, NAMING
from ostrakon.match.proportions import (
    GRADE,
    SURE_GRADES,
)
from ostrakon.match.weights import LEVEL
from ostrakon.names.kinds import Kind
from ostrakon.native.pointers import record

_EQUAL = LEVEL["equal"]
_PATRONYMIC, _NUMBER, _INITIAL = int(Kind.PATRONYMIC), int(Kind.NUMBER), int(Kind.INITIAL)
_BUSINESS, _TOWN = int(Kind.NOISE), int(Kind.PLACE)


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

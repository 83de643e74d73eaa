"""The judgements over a whole name, compiled: the second part of `match.judging`."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

from numba import njit

from ostrakon.match.compiled.layout import PART
from ostrakon.match.compiled.pairs import OPEN, rounded
from ostrakon.match.grid import NAMING, PERSON
from ostrakon.match.judging import PAIR, TOGETHER_OPEN_BITS
from ostrakon.match.proportions import (
    ORGANISATION,
)
from ostrakon.native.pointers import record

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

"""`beside.py` as one compiled loop: the rules of `match.birth_date` and `match.country`, for many listed names.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as addresses
(`native/pointers.py`).
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.records import ABJAD, HANGUL, INITIAL
from ostrakon.match.birth_date import CIRCA_YEARS, YEARS_CLOSE
from ostrakon.match.compiled.beside import (
    APPROXIMATE,
    CODES,
    COUNTRIES,
    COUNTRIES_AT,
    DATED,
    DATES_AT,
    DAY,
    DAY_AT,
    IN_ONE,
    LISTED_NAME,
    MONTH,
    MONTH_AT,
    OTHER,
    RELATED,
    RULES,
    SAME,
    SCHEMA_OTHER,
    SCHEMATA_FIRST,
    SUCCESSOR,
    TOGETHER,
    UNTIL,
    UNTIL_AT,
    WEAK,
    WEAK_AT,
    WORDS_TOLD,
    YEAR,
    YEAR_AT,
)
from ostrakon.match.compiled.proportioned import step
from ostrakon.match.proportions import LENGTH_STEPS
from ostrakon.match.weights import STEP
from ostrakon.native.pointers import pointer_to, record, soon

u1, i8, f8 = (pointer_to(np.dtype(kind)) for kind in ("u1", "i8", "f8"))
listed_names = pointer_to(LISTED_NAME)
_DAY, _SWAPPED, _DAY_NEAR, _MONTH, _YEAR, _YEAR_NEAR, _CLOSE, _OTHER, _SURELY = range(RULES)
_AHEAD, _FURTHER_AHEAD = 6, 14


@njit(nogil=True, error_model="numpy")
def spare(documents: Any, count: int, block: int, query: Any, table: Any, needs: Any) -> int:
    """Keep of `documents` those that could count with what dates and countries add; how many are left.

    Args:
        documents: numbers of the listed names, of which those left come to stand at the front.
        table: weights of names.
        block: address of `sparing.Sparing.block`.
        needs: written: the bits that each name left needs.
    """
    at = i8(block)
    asked, apart, names, facts, bits = i8(at[0]), u1(at[1]), listed_names(at[2]), i8(at[3]), f8(at[4])
    least = at[5] / STEP
    for place in range(count):
        needs[place] = -np.inf
    if otherwise_written(query):
        return count
    words = min(query.words_count, WORDS_TOLD) - 1
    length = max(table.length[step(float(query.whole_length), LENGTH_STEPS)], 0.0)
    left = 0
    for k in range(count):
        if k + _FURTHER_AHEAD < count:
            soon(names, documents[k + _FURTHER_AHEAD])
        if k + _AHEAD < count:
            soon(facts, np.int64(record(names, documents[k + _AHEAD]).start))
        name = record(names, documents[k])
        place, end = np.int64(name.start), np.int64(name.end)
        most = -np.inf
        while place < end:
            head = facts[place]
            kind, dates, countries = head & 0xFF, (head >> DATES_AT) & 0xFFFFFF, (head >> COUNTRIES_AT) & 0xFFFFFF
            gain = bits[WEAK] * ((head >> WEAK_AT) & 1)
            if apart[kind] != 0:
                gain += bits[SCHEMA_OTHER]
            if asked[DATED] != 0 and dates != 0:
                gain += date_bits(place + 1, dates, facts, asked, bits)
            if asked[COUNTRIES] != 0 and countries != 0:
                gain += country_bits(place + 1 + dates, countries, facts, asked, bits, SCHEMATA_FIRST + 3 * kind)
            most = max(most, gain)
            place += 1 + dates + (countries + IN_ONE - 1) // IN_ONE
        need = least - most
        reach = np.float64(name.ceiling[words]) + length
        if name.whole == query.whole_hash:
            reach += bits[TOGETHER]
        if reach >= need:
            documents[left], needs[left] = documents[k], need
            left += 1
    return left


@njit(nogil=True, error_model="numpy", forceinline=True)
def otherwise_written(query: Any) -> bool:
    """Whether a word of the query has no vowels, is a letter, or was written in Hangul: no ceiling holds then."""
    found = query.abjad or query.korean
    for place in range(query.words_count):
        word = record(query.words, place)
        found = found or word.text_length == 1 or (word.flags & (ABJAD | HANGUL | INITIAL)) != 0
    return found


@njit(nogil=True, error_model="numpy", forceinline=True)
def country_bits(start: int, count: int, facts: Any, asked: Any, bits: Any, row: int) -> float:
    """Bits of the countries of a party."""
    rule = OTHER
    for place in range(count):
        code = (facts[start + place // IN_ONE] >> (16 * (place % IN_ONE))) & 0xFFFF
        for one in range(asked[COUNTRIES]):
            if asked[CODES + one] == code:
                return bits[row + SAME]
        for one in range(asked[RELATED]):
            if asked[CODES + asked[COUNTRIES] + one] == code:
                rule = SUCCESSOR
    return bits[row + rule]


@njit(nogil=True, error_model="numpy", forceinline=True)
def date_bits(start: int, count: int, facts: Any, asked: Any, bits: Any) -> float:
    """Bits of the best of all listed dates."""
    best = -np.inf
    for place in range(start, start + count):
        date = facts[place]
        rule = _rule(
            asked[YEAR], asked[MONTH], asked[DAY], asked[UNTIL], asked[APPROXIMATE] != 0, date >> YEAR_AT,
            (date >> MONTH_AT) & 0xF, (date >> DAY_AT) & 0x1F, (date >> UNTIL_AT) & 0xFFFF, (date & 1) != 0,
        )  # fmt: skip
        best = max(best, bits[rule])
    return best


@njit(nogil=True, error_model="numpy", forceinline=True)
def _rule(
    query_year: int, query_month: int, query_day: int, query_until: int, about: bool, year: int, month: int, day: int,
    until: int, approximate: bool,
) -> int:  # fmt: skip
    """`birth_date._rule`."""
    ours, theirs = query_month == 1 and query_day == 1, month == 1 and day == 1
    if ours and not theirs:
        query_month = query_day = 0
    elif theirs and not ours:
        month = day = 0
    if until != 0 or query_until != 0:
        last, query_last = until if until != 0 else year, query_until if query_until != 0 else query_year
        if query_year <= last and year <= query_last:
            return _YEAR_NEAR
        return _apart(min(abs(query_year - year), abs(query_year - last)))
    if query_year == year:
        return _same_year(query_month, query_day, month, day)
    if query_month != 0 and day != 0 and query_month == month and query_day == day and _one_digit(query_year, year):
        return _DAY_NEAR
    apart = abs(query_year - year)
    if apart == 1 or ((approximate or about) and apart <= CIRCA_YEARS):
        return _YEAR_NEAR
    if query_day != 0 and day != 0 and not approximate and not about and apart > YEARS_CLOSE:
        return _SURELY
    return _apart(apart)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _same_year(query_month: int, query_day: int, month: int, day: int) -> int:
    if query_month == 0 or month == 0:
        return _YEAR
    if query_day == 0 or day == 0:
        return _MONTH if query_month == month else _YEAR_NEAR
    if query_month == month and query_day == day:
        return _DAY
    if query_month == day and query_day == month:
        return _SWAPPED
    if query_month == month and _one_digit(query_day, day):
        return _DAY_NEAR
    if query_day == day and _one_digit(query_month, month):
        return _DAY_NEAR
    return _YEAR_NEAR


@njit(nogil=True, error_model="numpy", forceinline=True)
def _apart(years: int) -> int:
    return _CLOSE if years <= YEARS_CLOSE else _OTHER


@njit(nogil=True, error_model="numpy", forceinline=True)
def _one_digit(a: int, b: int) -> bool:
    """Whether two numbers of at most four digits differ in one, or by one."""
    if abs(a - b) == 1:
        return True
    differing = 0
    for _ in range(4):
        differing += a % 10 != b % 10
        a //= 10
        b //= 10
    return differing == 1

"""Which listed names can still matter to a subject, by dates and countries, before any is compared.

A listed party that was born in another decade could only match by a name that says more than names can. Birth dates
and countries are compared first, in a tenth of the time; listed names that could not be lifted to what counts even by
the same name are left out. Nothing that counts is lost: `ceilings` are bounds from above. Here is what both sides are
laid out as; `beside_loops` goes over it, `sparing` keeps it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.facts import SCHEMATA, country_pack, date_row
from ostrakon.index.ranges import spread
from ostrakon.index.records import ABJAD, INITIAL
from ostrakon.match.birth_date import placeholder
from ostrakon.match.compiled.layout import WHOLE
from ostrakon.match.country import relatives
from ostrakon.match.fact_weights import FactWeights
from ostrakon.match.grid import I64
from ostrakon.match.joining import JOINED_RARITY_MAX
from ostrakon.match.judging import TOGETHER_OPEN_BITS
from ostrakon.match.proportions import SIZES
from ostrakon.match.weights import F64, LEVEL, STEP, Weights
from ostrakon.model import PartialDate
from ostrakon.names.kinds import name_class

DATED, YEAR, MONTH, DAY, UNTIL, APPROXIMATE, COUNTRIES, RELATED, CODES = range(9)
"""Places in what `given` makes: whether there is a date, its parts, how many countries there are and how many related
to them, and from `CODES` on all of these."""
NEEDS = 6
"""In a block (`sparing.Sparing.block`): where the needs are written."""
DATE_RULES = (
    "day", "swapped", "day_near", "month", "year", "year_near", "other_year_close", "other", "other_surely",
)  # fmt: skip
"""Rules of `match.birth_date`."""
COUNTRY_RULES = ("same", "successor", "other")
"""Rules of `match.country`."""
SAME, SUCCESSOR, OTHER = range(len(COUNTRY_RULES))
RULES = len(DATE_RULES)
WEAK, SCHEMA_OTHER, TOGETHER = RULES, RULES + 1, RULES + 2
SCHEMATA_FIRST = RULES + 3
"""Places in what `bits_of` makes: the rules of dates first, the countries' of each schema from here on."""
CODE_LENGTH = 2
WORDS_TOLD = 4
"""Numbers of words for which ceilings are told apart."""
LISTED_NAME = np.dtype([("start", "u4"), ("end", "u4"), ("whole", "u8"), ("ceiling", "f4", (WORDS_TOLD,))], align=True)
"""Where the facts of those who bear a listed name stand, its hash as one word, and the most bits that it can give."""
LISTED_TYPES = (LISTED_NAME, "i8")
WEAK_AT, DATES_AT, COUNTRIES_AT = 8, 16, 40
"""Bits at which the parts of a head begin, behind the schema."""
DAY_AT, MONTH_AT, UNTIL_AT, YEAR_AT = 1, 6, 10, 26
"""Bits at which the parts of a date begin, behind whether it is approximate."""
IN_ONE = 4
"""Countries in one number."""
_ONLY_OTHERWISE_WRITTEN = ("syllable", "consonants", "consonants_near", "pattern")
"""Levels that need a word without vowels or a Korean syllable on one side."""
_NOT_OF_THE_WHOLE = ("identical_single", "single", "together", "acronym", "acronym_letter")
"""Judgements that cannot come beside those that give more, or that are added where they hold."""


class Listed(NamedTuple):
    """The list side, laid out so that a listed name is looked at in two places of memory.

    Attributes:
        names: of each listed name `LISTED_NAME`.
        facts: of each party that bears a name, one party after the other: a number that holds its schema, whether the
            name is a weak alias, and how many dates and countries there are, the dates, and the countries, four in a
            number.
    """

    names: NDArray[Any]
    facts: I64


def given(date: PartialDate | None, countries: Sequence[str]) -> array[int]:
    """A subject's date and countries as the loop reads them; a date that says nothing counts as none."""
    dated = date is not None and not placeholder(date)
    year, month, day, until, approximate = date_row(date) if date is not None else (0, 0, 0, 0, 0)
    return array("q", [dated, year, month, day, until, approximate, *_packed(tuple(countries))])


@lru_cache(maxsize=1_000)
def _packed(countries: tuple[str, ...]) -> tuple[int, ...]:
    """How many countries there are and how many are near them, and all of these."""
    codes = [country_pack(code) for code in dict.fromkeys(countries) if len(code) == CODE_LENGTH]
    near = [country_pack(code) for code in dict.fromkeys(c for one in countries for c in relatives(one))]
    return (len(codes), len(near), *codes, *near)


def bits_of(facts: FactWeights, weights: Weights) -> F64:
    """The weights as the loop reads them."""
    dates = [facts.birth_date[rule] for rule in DATE_RULES]
    whole = [weights.weak, weights.schema_other, max(weights.whole["together"], 0.0) + TOGETHER_OPEN_BITS]
    countries = [facts.country[name_class(schema)][rule] for schema in SCHEMATA for rule in COUNTRY_RULES]
    return np.array([*dates, *whole, *countries])


def listed_of(arrays: Arrays, weights: Weights, records_of: tuple[I64, I64]) -> Listed:
    """The list side of an index.

    Args:
        records_of: borders and numbers of all records of each party, itself among them: what one list says of a party
            holds for its record on another.
    """
    off, facts = _facts_of_parties(arrays, *records_of)
    parties = arrays.name_ent.astype(np.int64)
    size = np.diff(off)[parties]
    ends = np.cumsum(size)
    found = facts[spread(off[parties], size)]
    found[ends - size] |= arrays.name_weak.astype(np.int64) << WEAK_AT
    names = np.zeros(arrays.docs_count, dtype=LISTED_NAME)
    borders = np.concatenate([[0], ends])[arrays.doc_name_off.astype(np.int64)]
    names["start"], names["end"] = borders[:-1], borders[1:]
    names["ceiling"], names["whole"] = ceilings(arrays, weights), arrays.doc_whole
    return Listed(names, found)


def _facts_of_parties(arrays: Arrays, off: I64, records: I64) -> tuple[I64, I64]:
    """Borders and numbers of what stands in `Listed.facts` of each party."""
    count = len(off) - 1
    party = np.repeat(np.arange(count), np.diff(off))
    date_of, dates = _values(party, records, arrays.ent_date_off, packed_dates(arrays.ent_date.astype(np.int64)))
    country_of, countries = _values(party, records, arrays.ent_country_off, arrays.ent_country.astype(np.int64))
    dated, placed = np.bincount(date_of, minlength=count), np.bincount(country_of, minlength=count)
    size = 1 + dated + (placed + IN_ONE - 1) // IN_ONE
    start = np.concatenate([[0], np.cumsum(size)])
    facts = np.zeros(int(start[-1]), dtype=np.int64)
    facts[start[:-1]] = arrays.ent_schema.astype(np.int64) | dated << DATES_AT | placed << COUNTRIES_AT
    facts[start[date_of] + 1 + _rank(date_of)] = dates
    rank = _rank(country_of)
    np.bitwise_or.at(
        facts, start[country_of] + 1 + dated[country_of] + rank // IN_ONE, countries << 16 * (rank % IN_ONE)
    )
    return start, facts


def _values(party: I64, records: I64, off: NDArray[np.uint32], values: I64) -> tuple[I64, I64]:
    """(party, value) of the values of all records of each party, each once."""
    size = off[records + 1].astype(np.int64) - off[records]
    held = values[spread(off[records].astype(np.int64), size)]
    both = np.unique(np.stack([np.repeat(party, size), held], axis=1), axis=0)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


def _rank(owners: I64) -> I64:
    """Of each of some items, which come owner by owner, its place among those of its owner."""
    first = np.searchsorted(owners, owners, "left")
    return np.asarray(np.arange(len(owners)) - first)


def packed_dates(rows: I64) -> I64:
    """Rows of `index.facts.date_row` as one number each: year, last year, month, day, whether approximate."""
    year, month, day, until, approximate = rows.T
    return np.asarray(year << YEAR_AT | until << UNTIL_AT | month << MONTH_AT | day << DAY_AT | (approximate != 0))


def ceilings(arrays: Arrays, weights: Weights) -> NDArray[np.float32]:
    """Of each listed name the most bits that a name written with vowels, in full words, can have with it.

    By the number of the other name's words (`WORDS_TOLD`, the last stands for more), since each of them answers one
    word of the list or two neighbouring ones: the words that are worth most count, each at the level that is worth
    most for the rarest of its keys. To that comes all that the judgements over the whole can add, but `together` and
    the length of the other name, which is known. Infinite where a word of the list is written without vowels.
    """
    borders = arrays.doc_off.astype(np.int64)
    size = borders[1:] - borders[:-1]
    owner = np.repeat(np.arange(len(size)), size)
    gains, rarity = _gains_of_words(arrays, weights)
    two = np.zeros(len(size))
    if len(rarity) > 1:
        both = _level(weights, "joined", np.minimum(rarity[:-1] + rarity[1:], JOINED_RARITY_MAX))
        same = owner[:-1] == owner[1:]
        np.maximum.at(two, owner[:-1][same], both[same])
    gains = np.maximum(gains, two[owner]) + 1 / STEP
    order = np.lexsort((-gains, owner))
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(size) - size, size)
    found = np.zeros((len(size), WORDS_TOLD))
    for words in range(WORDS_TOLD):
        counted = order if words == WORDS_TOLD - 1 else order[rank <= words]
        np.add.at(found[:, words], owner[counted], gains[counted])
    whole = sum(max(weights.whole[name], 0.0) for name in WHOLE if name not in _NOT_OF_THE_WHOLE)
    tables = {name: float(weights.proportions[name].max()) for name in SIZES if name != "length"}
    tables["unvowelled"] = float(weights.proportions["unvowelled"][-1])
    whole += sum(max(most, 0.0) for most in tables.values())
    return np.nextafter((found + whole).astype(np.float32), np.float32(np.inf))


def _gains_of_words(arrays: Arrays, weights: Weights) -> tuple[F64, F64]:
    """Of each word of each listed name the most bits that one word can give it, and its rarity."""
    words = arrays.tok_record
    rarest = np.maximum.reduce([words[name] for name in ("idf", "sound_idf", "bones_idf", "name_idf")])
    rarity = np.minimum(rarest[arrays.doc_tok], weights.rarity_cap[arrays.doc_kind])
    most: F64 = np.zeros(len(rarity))
    for level in LEVEL:
        if level not in ("none", "initial", *_ONLY_OTHERWISE_WRITTEN):
            most = np.maximum(most, _level(weights, level, rarity))
    letter = (words["text_length"][arrays.doc_tok] == 1) | ((words["flags"][arrays.doc_tok] & INITIAL) != 0)
    most = np.where(letter, np.maximum(most, _level(weights, "initial", rarity)), most)
    return np.where((words["flags"][arrays.doc_tok] & ABJAD) != 0, np.inf, most), rarity


def _level(weights: Weights, level: str, rarity: F64) -> F64:
    """The most bits of a level for what is at most so rare."""
    base, slope = float(weights.level_base[LEVEL[level]]), float(weights.level_slope[LEVEL[level]])
    return np.asarray(base + max(slope, 0.0) * rarity)

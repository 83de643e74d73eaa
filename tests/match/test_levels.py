"""How two single words agree, at the bounds of each level."""

from __future__ import annotations

import numpy as np
import pytest

from ostrakon.index.build import index_of
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.tokens import QueryTokens, levels
from ostrakon.match.weights import LEVELS
from ostrakon.names.kinds import name_class
from ostrakon.profile.name import profile_name
from tests.match.pairs import ORGANISATION, PERSON
from tests.parties import party

CASES = (
    # One letter of eight is a slip, of seven and six close, of five near
    ("kronstad", "kronstam", "typo"),
    ("vorkuta", "vorkupa", "close"),
    ("orbita", "orbixa", "close"),
    ("volga", "volja", "near"),
    # Three letters of ten are near, three of eight far, three of seven nothing; four of ten nothing
    ("abcdefghik", "abcdefgxyv", "near"),
    ("badeluno", "badelikr", "far"),
    ("abdefgi", "abdfxyv", "none"),
    ("karbedolin", "karbedastr", "none"),
    ("tolga", "tolxo", "far"),
    ("tolgabemunik", "tolgabedrxoz", "none"),
    # Words of up to three letters agree at most far, and only with the first letter in common
    ("zod", "zot", "far"),
    ("zod", "bod", "none"),
    ("zo", "zu", "none"),
    ("zodu", "zotu", "near"),
    # Letters exchanged: a slip from five letters on, close below, the same rule with short words
    ("putni", "putin", "typo"),
    ("vmzk", "vzmk", "close"),
    ("vmz", "vzm", "close"),
    # The same consonants
    ("karadeniz", "kuredanoz", "close"),
    ("veniga", "vonugi", "close"),
    ("kamibo", "kemubu", "close"),
    ("bodax", "bodix", "close"),
    # Abbreviations and contractions of three to five letters
    ("const", "constellation", "abbreviation"),
    ("nvgan", "navigation", "abbreviation"),
    ("naviga", "navigationalia", "none"),
    ("na", "navigation", "none"),
    ("kro", "kroxa", "abbreviation"),
    ("kro", "krox", "far"),
    ("nvgtx", "navigation", "none"),
    # Numbers never agree nearly
    ("12345678", "12345679", "none"),
    ("12345678", "12345678", "equal"),
)


def level(query: str, listed: str, schema: str = ORGANISATION) -> list[list[str]]:
    arrays = index_of([party("t", listed, schema=schema)])
    tokens = arrays.doc_tok[arrays.doc_off[0] : arrays.doc_off[1]].astype(np.int64)
    profile = profile_name(query, name_class(schema))
    found = levels(QueryTokens.of(profile), arrays, Vocabulary.of(arrays), tokens)
    return [[LEVELS[number] for number in row] for row in found.tolist()]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_two_words_agree_at_a_level(one: str, other: str, expected: str) -> None:
    assert level(one, other) == [[expected]]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_the_sides_may_be_exchanged(one: str, other: str, expected: str) -> None:
    assert level(other, one) == [[expected]]


@pytest.mark.parametrize(
    ("query", "listed", "expected"),
    [
        ("Ivanovich Petrov", "Ivanovna Petrov", [["none", "none"], ["none", "equal"]]),
        ("Bill Wexford", "William Wexford", [["equivalent", "none"], ["none", "equal"]]),
        ("B Wexford", "Boris Wexford", [["initial", "none"], ["none", "equal"]]),
        ("Boris Wexford", "B Wexford", [["initial", "none"], ["none", "equal"]]),
        ("Kim Jong", "Kim Chong", [["equal", "none"], ["none", "syllable"]]),
    ],
)
def test_words_of_persons_agree_at_a_level(query: str, listed: str, expected: list[list[str]]) -> None:
    assert level(query, listed, PERSON) == expected

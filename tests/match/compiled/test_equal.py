"""The compiled comparison gives what the arrays give: every bit, every account, every answer."""

from __future__ import annotations

import gzip
import json
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ostrakon.index.acceleration import compiled_available
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import index_of
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned, Aligner
from ostrakon.match.weights import weights
from ostrakon.names.abjad import choices, spells
from ostrakon.names.kinds import NameClass, name_class
from ostrakon.profile.name import profile_name
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from ostrakon.sources.base import Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.registry import recognise
from tests.compiled_code import code
from tests.parties import PARTIES, party, subject
from tests.shared import shared

if not compiled_available():
    pytest.skip("needs the extra `fast`", allow_module_level=True)

from ostrakon.index.records import spelling_program
from ostrakon.match.compiled.aligner import CompiledAligner
from ostrakon.match.compiled.words import spells as walk

ODD = (
    party("o-arabic", "سليم خالد", "محمد عبد الله"),
    party("o-hebrew", "יצחק כהן"),
    party("o-korean", "김정은", "박근혜"),
    party("o-chinese", "毛泽东"),
    party("o-long", "Muhammad Abdul Rahman Bin Abdullah Al Saud Al Faisal Ibn Turki Ibn Abdulaziz"),
    party("o-legal", "Limited Liability Company", schema="Organization"),
    party("o-number", "Factory No 17 of the Ministry", "OOO Zavod 405", schema="Organization"),
    party("o-initial", "A B Holdings", "J. Smith", schema="Organization"),
    party("o-abbreviation", "International Institute of Trading", "Intl Inst Trdg Grp", schema="Organization"),
    party("o-patronymic", "Ivanov Ivan Ivanovich", "Ivanova Anna Ivanovna", "Petrov Yauheni Yauhenavich"),
    party("o-joined", "van der Bilt", "Nizam al-Din", "Nizamaldin", "Abdulrahman Ali", "Abd ul Rahman Ali"),
    party("o-endless", "Salimkhalid" * 4, "Salim" * 13, "Sal" * 21 + " Khalid"),
    party("o-vessel", "OCEAN PEARL 7", "M/V OCEANPEARL", schema="Vessel"),
)
WORDS = sorted({w for p in (*PARTIES, *ODD) for name in p.names for w in name.value.split()})
SLIPS = st.sampled_from([lambda w: w[1:], lambda w: w[:-1] + "x", lambda w: w[:2] + w[3:2:-1] + w[4:], str.upper, str])
words = st.builds(lambda word, slip: slip(word) or word, st.sampled_from(WORDS), SLIPS)
NAMES = st.lists(words, min_size=1, max_size=7).map(" ".join) | st.text(max_size=45)
CLASSES: tuple[NameClass, ...] = ("person", "organisation", "vessel", "any")


class Both:
    """The two ways of comparing over one index."""

    def __init__(self, arrays: Arrays) -> None:
        vocabulary = Vocabulary.of(arrays)
        self.count = arrays.docs_count
        self.plain = Aligner(arrays, vocabulary, weights())
        self.fast = CompiledAligner(arrays, vocabulary, weights(), code()[1])

    def check(self, name: str, of: NameClass) -> None:
        """Compare a name with all listed names in both ways."""
        profile = profile_name(name, of)
        if not profile.tokens:
            return
        documents = np.arange(self.count)
        plain = self.plain.account(profile, documents)
        assert np.array_equal(self.fast.bits(profile, documents), plain.bits)
        assert_same(self.fast.account(profile, documents), plain)


def assert_same(fast: Aligned, plain: Aligned) -> None:
    """All that an account tells, of the places that hold a word."""
    for field in fields(Aligned):
        one, other = getattr(fast, field.name), getattr(plain, field.name)
        if field.name in ("numbers", "kinds"):
            one, other = one[plain.valid], other[plain.valid]
        if isinstance(other, dict) and field.name != "joins":
            assert [name for name in one if name in other] == list(other)
            assert all(np.array_equal(one[name], other[name]) for name in other), field.name
            assert not any(one[name].any() for name in one if name not in other), field.name
        else:
            assert one == other if isinstance(other, dict) else np.array_equal(one, other), field.name


@pytest.fixture(scope="module")
def both() -> Both:
    return Both(index_of([*PARTIES, *ODD]))


@given(name=NAMES, of=st.sampled_from(CLASSES))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_compiled_and_plain_code_give_the_same_account(both: Both, name: str, of: NameClass) -> None:
    both.check(name, of)


@given(name=NAMES, of=st.sampled_from(CLASSES), least=st.floats(-30, 30))
@settings(deadline=None, max_examples=60)
def test_a_name_is_dismissed_only_where_it_has_too_little(both: Both, name: str, of: NameClass, least: float) -> None:
    profile = profile_name(name, of)
    if profile.tokens:
        documents = np.arange(both.count)
        plain = both.plain.bits(profile, documents)
        # What the names themselves have, too: where a bound from above is a hair too low, it loses just these.
        for wanted in (least, *np.unique(plain)[-20:].tolist()):
            fast = both.fast.bits(profile, documents, wanted)
            assert np.array_equal(fast[plain >= wanted], plain[plain >= wanted])
            assert (fast[plain < wanted] < wanted).all()


@pytest.mark.parametrize("of", CLASSES)
@pytest.mark.parametrize(
    "name",
    [
        "Vladimir Vladimirovich Putin", "Putin V V", "Ким Чен Ын", "김정은", "金正恩", "محمد عبدالله", "يتسحق",
        "Salim Khalid", "Ab צחק",
        "سليمخالدسليمخالدسليمخالد", "سالسالسالسالسالسالسالسالسال خالد",
        "KOMID", "Korea Mining Development Trading C", "Korea Mining Development Trading Co", "Nizam aldin",
        "vanderbilt",
        "WISEHONEST", "Zavod N 405 OOO", "Intl Institute Trdng", "Llc", "Anna Ivanovich Ivanov", "x" * 60, "a " * 39,
        "Muhammad Abdulrahman Abdullah Faisal Turki Abdulaziz Muhammad Abdulrahman Abdullah Faisal Turki Abdulaziz",
    ],
)  # fmt: skip
def test_names_of_every_kind_get_the_same_account(both: Both, name: str, of: NameClass) -> None:
    both.check(name, of)


def room(text: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.zeros(2 * (len(text) + 1), dtype=np.uint8)


@given(
    romanised=st.text("abtjhdrzsqklmnwyv", min_size=1, max_size=9), latin=st.text("aeioubtjhdrzsqklmnwyv", max_size=12)
)
@settings(deadline=None, max_examples=200)
def test_spellings_of_words_without_vowels_are_walked_alike(romanised: str, latin: str) -> None:
    program, text = (
        np.array(bytearray(spelling_program(romanised))),
        np.array(bytearray(latin.encode()), dtype=np.uint8),
    )

    assert walk(program, 0, len(program), text, 0, len(text), 0, 0, room(text)) == spells(romanised, latin)


@given(data=st.data(), romanised=st.text("abtjhdrzsqklmnwyv", min_size=20, max_size=40))
@settings(deadline=None, max_examples=100)
def test_spellings_longer_than_a_machine_word_are_walked_alike(data: st.DataObject, romanised: str) -> None:
    written = [data.draw(st.sampled_from(options)) for options in choices(romanised)]
    vowels = data.draw(st.sampled_from(["", "a", "ou", "aei"]))
    latin = vowels.join(written)
    if data.draw(st.booleans()):
        latin = latin[:-2] + "x" + latin[-2:]
    program = np.array(bytearray(spelling_program(romanised)))
    text = np.array(bytearray(latin.encode()), dtype=np.uint8)
    first = data.draw(st.integers(0, len(text)))

    assert walk(program, 0, len(program), text, 0, first, first, len(text) - first, room(text)) == spells(
        romanised, latin
    )


@pytest.fixture(scope="module")
def screeners() -> tuple[Screener, Screener]:
    arrays = index_of([*PARTIES, *ODD])
    listed = {p.id: p for p in (*PARTIES, *ODD)}
    plain, fast = (Screener(arrays, listed.get, shipped_policy()) for _ in range(2))
    fast.hasten(*code())
    return plain, fast


@given(name=NAMES, threshold=st.sampled_from([None, 0.0, 0.2, 0.99]), born=st.sampled_from(["", "1952-10-07"]))
@settings(deadline=None, max_examples=80)
def test_answers_are_the_same_in_every_part(
    screeners: tuple[Screener, Screener], name: str, threshold: float | None, born: str
) -> None:
    plain, fast = (s.answer(subject(name, born=born), limit=8, threshold=threshold) for s in screeners)

    assert fast == plain


@pytest.mark.parametrize("threshold", [None, 0.0, 0.3, 0.9])
def test_what_counts_too_little_is_left_out_without_loss(
    screeners: tuple[Screener, Screener], threshold: float
) -> None:
    """All results at no threshold, cut by hand, are the results at the threshold."""
    least = shipped_policy().review if threshold is None else threshold
    for entity in (*PARTIES, *ODD):
        for name in entity.names:
            asked = subject(name.value)
            every = screeners[0].answer(asked, limit=50, threshold=0.0)
            found = screeners[1].answer(asked, limit=50, threshold=threshold)
            assert found.results == tuple(r for r in every.results if r.score >= least)
            assert found.status == every.status


def test_real_names_against_a_real_list() -> None:
    queries = shared("bench", "names", "dev_queries.jsonl.gz")
    files = [ListFile(shared("data", "lists", "un", "2026-02-27", "consolidated.xml.xz"))]
    named = recognise(files, "un_sc")
    entities = [entity for source, kind, given in named for entity in kind.parse(given, source, Report())]
    both = Both(index_of(entities))
    with gzip.open(queries, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for number, line in enumerate(lines) if number % 97 == 0]
    for row in rows[:150]:
        both.check(row["name"], name_class(row.get("schema", "")))

"""What holds for any two values: the same verdict whichever side they stand on, and contradiction never speaks for."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.match.fact_weights import fact_weights
from ostrakon.match.weights import weights
from tests.match.pairs import PERSON, compared

WORDS = ("vladimir", "sergey", "mohammed", "petrov", "soleimani", "abdullah", "alexander", "ivanovich", "zindashti",
         "kim", "jong", "sasha", "evgeni", "yevgeny", "brown", "garcia", "netanyahu", "محمد",
         "путин", "علي", "김")  # fmt: skip


@st.composite
def spelling(draw: st.DrawFn, word: str) -> str:
    """The word, perhaps with one letter gone, exchanged with its neighbour, or another one."""
    if len(word) < 4 or draw(st.booleans()):
        return word
    at = draw(st.integers(1, len(word) - 2))
    new = draw(st.sampled_from("aeiklmnst"))
    altered = (word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :],
               word[:at] + new + word[at + 1 :])  # fmt: skip
    return draw(st.sampled_from(altered))


@given(st.sampled_from(WORDS).flatmap(lambda word: st.tuples(spelling(word), spelling(word))))
@settings(deadline=None, max_examples=80)
def test_two_words_agree_in_the_same_way_on_whichever_side_they_stand(pair: tuple[str, str]) -> None:
    one, two = (f"{word} tsikhelashvili" for word in pair)

    def ways(query: str, listed: str) -> list[str]:
        return sorted(piece.note for piece in compared(query, listed).evidence if piece.feature == "name")

    assert ways(one, two) == ways(two, one)


DATES = st.one_of(
    st.dates(date(1920, 1, 1), date(2005, 12, 31)).map(str),
    st.dates(date(1920, 1, 1), date(2005, 12, 31)).map(lambda day: str(day)[:7]),
    st.integers(1920, 2005).map(str),
)


@given(DATES, DATES)
@settings(deadline=None, max_examples=60)
def test_two_dates_say_the_same_on_whichever_side_they_stand(one: str, two: str) -> None:
    def bits(query: str, listed: str) -> list[float]:
        found = compared("Ivan Petrov", "Ivan Petrov", PERSON, born=query, listed_born=listed)
        return [piece.bits for piece in found.evidence if piece.feature == "birth_date"]

    assert bits(one, two) == bits(two, one)


def test_no_weight_of_a_contradiction_speaks_for_a_match() -> None:
    names, facts = weights(), fact_weights()
    tables = (
        facts.birth_date,
        facts.nationality,
        facts.birth_place,
        facts.gender,
        facts.identifier,
        *facts.country.values(),
    )

    assert names.schema_other <= 0
    assert names.weak <= 0
    assert all(bits <= 0 for name, bits in names.whole.items() if name.startswith("contradiction"))
    assert all(bits <= 0 for table in tables for rule, bits in table.items() if rule.startswith("other"))
    assert facts.address["none"] <= 0

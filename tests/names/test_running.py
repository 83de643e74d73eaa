"""Words of running text with exact positions."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.names.running import fold_word, fold_words, running


def words(text: str) -> list[str]:
    return running(text).words


def test_a_possessive_ending_is_no_part_of_the_word() -> None:
    assert words("Putin’s N'Djamena and Assad's") == ["Putin", "N'Djamena", "and", "Assad"]


def test_letters_that_no_blank_separates_are_words_of_their_own() -> None:
    assert words("朝鲜 Kim") == ["朝", "鲜", "Kim"]


def test_accents_written_as_marks_do_not_cut_the_word() -> None:
    assert words("Nicola\u0301s Maduro") == ["Nicola\u0301s", "Maduro"]
    assert fold_word("Nicola\u0301s") == fold_word("Nicolás") == "nicolas"


def test_a_name_folds_to_the_same_words_in_every_spelling_of_its_signs() -> None:
    assert fold_words("AL-ASSAD, Bashar") == ("al", "assad", "bashar")
    assert fold_words("Sa’dah & Co.") == ("sadah", "and", "co")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_every_word_stands_where_it_is_said_to_stand(text: str) -> None:
    found = running(text)
    assert all(text[s:e] == w for w, s, e in zip(found.words, found.starts, found.ends, strict=True))
    assert all(e <= s for e, s in zip(found.ends, found.starts[1:], strict=False))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["Kim", "kim", "Putin’s", "and", "2024", "朝鲜", ", ", ". "]), max_size=20).map(" ".join)
)
def test_what_is_asked_of_distinct_words_is_answered_for_every_place(text: str) -> None:
    found = running(text)
    assert [found.distinct[number] for number in found.numbers] == found.words
    assert found.places(str.islower) == [i for i, word in enumerate(found.words) if word.islower()]

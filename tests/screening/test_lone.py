"""One word given for a person: a rare family name brings its bearers before a person, a common one does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from tests.parties import party, subject


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    """A dozen persons, one of them with a rare family name, many with a common one."""
    listed = [party("t-putin", "Vladimir Vladimirovich PUTIN"), party("t-ship", "LADY PUTIN", schema="Vessel")]
    listed += [party(f"t-{n}", f"{given} ALI") for n, given in enumerate(("Ahmed", "Omar", "Yusuf", "Hassan", "Karim"))]
    folder: Path = tmp_path_factory.mktemp("lone")
    build_index(listed, folder)
    entities = {one.id: one for one in listed}
    return Screener(Arrays.load(folder), entities.get, shipped_policy())


@pytest.mark.parametrize("name", ["Putin", "PUTIN", "Путин"])
def test_a_rare_family_name_alone_is_for_review_and_says_why(screen: Screener, name: str) -> None:
    answer = screen.answer(subject(name, schema="Person"))
    assert answer.status == "review"
    [result] = answer.results
    assert result.id == "t-putin"
    assert sum(piece.bits for piece in result.evidence) == result.bits
    assert "name_lone" in {piece.feature for piece in result.evidence}


def test_a_common_family_name_alone_is_clear(screen: Screener) -> None:
    assert screen.answer(subject("Ali", schema="Person")).status == "clear"


def test_a_second_word_that_is_not_in_the_listed_name_is_no_lone_word(screen: Screener) -> None:
    assert screen.answer(subject("Beatrix Putin", schema="Person")).status == "clear"


def test_explain_gives_the_same_sum_as_the_answer(screen: Screener) -> None:
    asked = subject("Putin", schema="Person")
    explained = screen.explain(asked, "t-putin")
    assert explained is not None
    assert explained.bits == screen.answer(asked).results[0].bits

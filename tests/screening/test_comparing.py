"""A name against chosen listed names: the bits of a search, without the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.match.weights import weights
from ostrakon.screening.comparing import ORGANISATION, PERSON, VESSEL, Comparer
from ostrakon.screening.screener import Screener
from tests.parties import party, screener, subject

WALLET = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96"
NUMBERS = [("bic", "VTBRRUMM"), ("inn", "7707083893")]
LISTED = [
    party("t-person", "Kazem Zindashti", weak=["Hajj Rostam"]),
    party("t-company", "Kronstadt Marine LLC", schema="Organization", identifiers=NUMBERS),
    party("t-ship", "WISE HONEST", schema="Vessel", identifiers=[("imo", "8905490"), ("wallet", WALLET)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    folder: Path = tmp_path_factory.mktemp("comparing")
    return screener(folder, LISTED)


@pytest.fixture(scope="module")
def comparer(screen: Screener) -> Comparer:
    return screen.comparer()


def test_bits_are_those_of_an_answer(screen: Screener, comparer: Comparer) -> None:
    found = comparer.bits("Kazem Zindashti", range(4), "person")
    answer = screen.answer(subject("Kazem Zindashti", schema="Person"))
    assert max(found) == answer.results[0].bits
    assert sum(bits > 0 for bits in found) == 1


def test_a_weak_alias_costs_its_weight_and_readings_are_compared(screen: Screener, comparer: Comparer) -> None:
    explained = screen.explain(subject("Hajj Rostam", schema="Person"), "t-person")
    assert explained is not None
    assert max(comparer.bits("Hajj Rostam", range(4), "person")) == explained.bits
    assert weights().weak in {piece.bits for piece in explained.evidence}
    assert max(comparer.bits("Казем Зиндашти", range(4), "person")) > 0


def test_listed_names_have_a_kind_and_words(comparer: Comparer) -> None:
    kinds = sorted((comparer.kind(number), comparer.words(number)) for number in range(4))
    assert kinds == [(PERSON, 2), (PERSON, 2), (ORGANISATION, 3), (VESSEL, 2)]


@pytest.mark.parametrize(
    ("types", "value", "listed"),
    [
        (("imo",), "8905490", True),
        (("imo",), "IMO 8905490", True),
        (("imo",), "8905491", False),
        (("bic",), "VTBRRUMM", True),
        (("bic",), "VTBRRUMMXXX", True),
        (("bic",), "SABRRUMM", False),
        (("registration", "inn"), "7707083893", True),
        (("registration",), "77-07083893", True),
        (("registration",), "7707083894", False),
        (("wallet",), WALLET, True),
        (("wallet", "other"), f"ethereum:{WALLET}", True),
        (("other",), "", False),
    ],
)
def test_a_number_is_known_if_some_party_has_it(
    comparer: Comparer, types: tuple[str, ...], value: str, *, listed: bool
) -> None:
    assert comparer.number_listed(types, value) == listed

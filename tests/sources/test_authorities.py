"""One authority has one name in answers, however a file words it."""

from __future__ import annotations

import pytest

from ostrakon.sources.authorities import authority_of
from ostrakon.sources.registry import SOURCES


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Council of the European Union", "EU"),
        ("The Council of the EU", "EU"),
        ("United Nations Security Council (UNSC)", "UN"),
        ("U.S. Department of the Treasury", "US"),
        ("Office of Foreign Assets Control (OFAC)", "US"),
        ("HM Treasury", "UK"),
        ("Foreign, Commonwealth & Development Office", "UK"),
        ("State Secretariat for Economic Affairs", "CH"),
        ("Global Affairs Canada", "CA"),
        ("eu", "EU"),
    ],
)
def test_a_well_known_authority_gets_its_code(name: str, code: str) -> None:
    assert authority_of(name) == code
    assert code in {source.authority for source in SOURCES}


@pytest.mark.parametrize("name", ["", "Ministry of Fair Weather", "Council of Europe", "Treasury (of jokes)"])
def test_an_unknown_authority_keeps_its_name(name: str) -> None:
    assert authority_of(name) == name


def test_the_country_decides_over_the_words() -> None:
    """A state that carries out what the United Nations decided does so under its own law."""
    assert authority_of("United Nations Security Council", ["fr"]) == "FR"
    assert authority_of("Foreign Office", ["gb"]) == "UK"
    assert authority_of("HM Treasury", ["nowhere"]) == "UK"

"""Embargoed places in texts, and streets that are called after them."""

from __future__ import annotations

import pytest

from ostrakon.rules.places import beside_street, embargoes


@pytest.mark.parametrize("text", ["12 Revolution Ave, Tehran", "Lenina st.\nSevastopol", "ul. Lenina 4; Simferopol"])
def test_a_town_behind_its_street_is_a_town(text: str) -> None:
    assert len(embargoes(text)) == 1


@pytest.mark.parametrize("text", ["4 Tehran Street, Cairo", "ul. Sevastopol 3", "Havana St. 12", "Simferopol-street 4"])
def test_a_street_called_after_a_town_is_a_street(text: str) -> None:
    assert embargoes(text) == ()
    assert embargoes(text, street=False)


def test_a_street_whose_word_is_glued_to_its_name() -> None:
    assert beside_street("서울 테헤란로 4", 3, 6)
    assert not beside_street("테헤란 시", 0, 3)

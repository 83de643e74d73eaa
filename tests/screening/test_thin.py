"""Names that say too little to stop anything alone, each with its reason; and scores at their ends."""

from __future__ import annotations

import dataclasses
import math

import pytest

from ostrakon.names.kinds import NameClass
from ostrakon.profile.name import profile_name
from ostrakon.screening.listing import NOTES, by_class
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.score import TAIL_BITS, bits_of, probability
from ostrakon.screening.thin import thin_reason

POLICY = shipped_policy()


@pytest.mark.parametrize(
    ("name", "of", "weak", "acronym", "reason"),
    [
        ("Vladimir Putin", "person", False, False, ""),
        ("Vladimir Putin", "person", True, False, "the listed name is a weak alias"),
        ("Li Wu", "person", False, False, "the name has no more than 4 distinguishing letters"),
        ("Li Wua", "person", False, False, ""),
        ("Putin", "person", False, False, "a single word is given for a person"),
        ("Sovkomflot", "organisation", False, False, ""),
        ("12345678", "organisation", False, False, "the name consists of numbers"),
        ("Sovkomflot", "organisation", False, True, "only the first letters of the listed name agree"),
    ],
)
def test_a_thin_name_has_its_reason(name: str, of: NameClass, weak: bool, acronym: bool, reason: str) -> None:
    assert thin_reason(profile_name(name, of), of, POLICY, weak=weak, acronym=acronym) == reason


def test_the_policy_may_take_thin_names_and_weak_aliases_for_enough() -> None:
    thin = dataclasses.replace(POLICY, thin_needs_second=False)
    assert thin_reason(profile_name("Putin", "person"), "person", thin, weak=False, acronym=True) == ""
    weak = dataclasses.replace(POLICY, weak_needs_second=False)
    assert thin_reason(profile_name("Vladimir Putin", "person"), "person", weak, weak=True, acronym=False) == ""


def test_bits_and_scores_are_each_other_s_inverse_and_rise_together() -> None:
    bits = [-40.0, -3.0, 0.0, 5.5, TAIL_BITS, TAIL_BITS + 1, 3 * TAIL_BITS]
    scores = [probability(one) for one in bits]
    assert scores == sorted(set(scores))
    assert all(0 < score < 1 for score in scores)
    assert probability(0) == 0.5
    assert [bits_of(score) for score in scores] == pytest.approx(bits)
    assert bits_of(0) == bits_of(-0.1) == -math.inf


def test_a_class_that_is_off_by_default_is_never_more_than_review_and_says_which_it_is() -> None:
    for listing, note in NOTES.items():
        assert by_class(listing, "hit", "") == ("review", note)
        assert by_class(listing, "review", "thin") == ("review", f"{note}; thin")
        assert by_class(listing, "clear", "") == ("clear", "")
    assert by_class("", "hit", "thin") == ("hit", "thin")

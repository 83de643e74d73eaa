"""The policy file: what is read from it, and that nothing in it is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.errors import InputError
from ostrakon.screening.policy import policy_of, read_policy, shipped_policy

LEAST = """version = "v"
[thresholds]
review = 0.5
hit = 0.9
[weak_alias]
needs_second_feature = true
[lists]
age_days_max = 3
"""


def test_what_a_short_policy_does_not_name_has_the_cautious_value() -> None:
    policy = policy_of(LEAST, "test")
    assert (policy.version, policy.review, policy.hit, policy.age_days_max) == ("v", 0.5, 0.9, 3)
    assert policy.weak_needs_second
    assert policy.thin_needs_second
    assert policy.thin_letters_max == 4
    assert policy.two_reviewers
    assert policy.regions_review


def test_every_switch_is_read_from_its_own_place() -> None:
    text = LEAST.replace("= true", "= false") + (
        "[thin_name]\nneeds_second_feature = false\nletters_max = 6\n[exemptions]\ntwo_reviewers = false\n"
        "[embargoed_regions]\nreview = false\n"
    )
    policy = policy_of(text, "test")
    assert (policy.weak_needs_second, policy.thin_needs_second, policy.two_reviewers, policy.regions_review) == (
        False, False, False, False,
    )  # fmt: skip
    assert policy.thin_letters_max == 6


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("review = 0.5", "review = 0", "0 < review"),
        ("review = 0.5", "review = 0.95", "0 < review"),
        ("hit = 0.9", "hit = 1", "0 < review"),
        ("hit = 0.9", "", "hit is missing"),
        ("age_days_max = 3", "age_days_max = -1", "not be negative"),
        ('version = "v"', 'version = "v"\nversoin = "w"', "versoin is not known"),
        ("review = 0.5", "review = 0.5\nrevue = 0.4", "thresholds.revue is not known"),
        ("[lists]", "[lists", "cannot be read"),
        ("review = 0.5", 'review = "low"', "cannot be read"),
    ],
)
def test_a_wrong_policy_is_refused_with_what_is_wrong_and_where(old: str, new: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        policy_of(LEAST.replace(old, new), "house.toml")
    assert "house.toml" in str(refused.value)


def test_equal_thresholds_and_no_limit_of_age_are_allowed() -> None:
    policy = policy_of(LEAST.replace("0.5", "0.9").replace("= 3", "= 0"), "test")
    assert (policy.review, policy.hit, policy.age_days_max) == (0.9, 0.9, 0)


def test_a_file_that_is_not_there_or_is_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml"):
        read_policy(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"bytes\.toml"):
        read_policy(tmp_path / "bytes.toml")
    (tmp_path / "good.toml").write_text(LEAST, encoding="utf-8")
    assert read_policy(tmp_path / "good.toml").version == "v"


def test_the_policy_that_ships_asks_for_two_persons_and_a_second_feature() -> None:
    policy = shipped_policy()
    assert 0 < policy.review < policy.hit < 1
    assert policy.two_reviewers
    assert policy.weak_needs_second

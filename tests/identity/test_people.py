"""Passwords, lock-out and sessions, as values."""

from __future__ import annotations

import pytest

from ostrakon.errors import UsageError
from ostrakon.identity.passwords import LENGTH_MAX, fits, hashed
from ostrakon.identity.sessions import hash_of, new_session
from ostrakon.identity.users import FAILURES_MAX, LOCKED_MINUTES, User, after_failure, named

NOW = "2026-03-01T12:00:00.000Z"


def test_a_password_is_kept_as_a_slow_hash_that_fits_it_alone() -> None:
    kept = hashed("three plain words", user="ann")
    assert kept.startswith("$argon2id$")
    assert "three" not in kept
    assert fits("three plain words", kept)
    assert not fits("three plain word", kept)


def test_nobody_s_password_never_fits_not_even_an_empty_or_the_stand_in_s() -> None:
    assert not fits("", "")
    assert not fits("nobody", "")
    assert not fits("x" * (LENGTH_MAX + 1), hashed("three plain words", user="ann"))


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "annabella123", "x" * (LENGTH_MAX + 1)])
def test_passwords_that_are_easy_to_guess_or_far_too_long_are_refused(password: str) -> None:
    with pytest.raises(UsageError):
        hashed(password, user="annabella")


def test_names_of_users_are_lower_case_and_hold_nothing_that_could_be_mistaken() -> None:
    assert named(" Ann.Lee ") == "ann.lee"
    for wrong in ("", "ann lee", "аnn", "../ann", "ann:x", "a" * 65):
        with pytest.raises(UsageError):
            named(wrong)


def test_too_many_wrong_passwords_shut_the_door_for_a_while_and_then_it_opens_by_itself() -> None:
    user = User(name="ann", full_name="", role="analyst")
    for _ in range(FAILURES_MAX - 1):
        user = after_failure(user, NOW)
        assert not user.locked(NOW)
    user = after_failure(user, NOW)
    assert user.locked(NOW)
    assert user.locked(f"2026-03-01T12:{LOCKED_MINUTES - 1}:59.000Z")
    assert not user.locked(f"2026-03-01T12:{LOCKED_MINUTES}:00.000Z")


def test_a_session_ends_when_idle_and_at_its_end_whatever_happens() -> None:
    shown, kept = new_session("ann", now=NOW, hours=12)
    assert kept.id == hash_of(shown) != shown
    assert kept.holds("2026-03-01T12:29:59.000Z", idle_minutes=30)
    assert not kept.holds("2026-03-01T12:30:00.000Z", idle_minutes=30)
    assert kept.holds("2026-03-01T23:59:59.000Z", idle_minutes=10_000)
    assert not kept.holds("2026-03-02T00:00:00.000Z", idle_minutes=10_000)


def test_a_form_of_another_session_does_not_pass() -> None:
    (_, one), (_, other) = (new_session("ann", now=NOW, hours=1) for _ in range(2))
    first, second = one.form_token(), one.form_token()
    assert first != second
    assert one.sent_by(first)
    assert one.sent_by(second)
    for wrong in (other.form_token(), one.csrf, "", "zz", "00", first[:-2], first + "00", "é"):
        assert not one.sent_by(wrong)

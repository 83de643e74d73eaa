"""One-time codes against the published vectors, at the edges of time, and what is never taken."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from ostrakon.identity.totp import PERIOD_SECONDS, Factor, factor_of, new_factor

SECRET = base64.b32encode(b"12345678901234567890").decode()
"""The secret of the vectors in RFC 6238, appendix B; their last six digits are ours."""


def at(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert Factor(SECRET).after(code, at(seconds)) == Factor(SECRET, seconds // PERIOD_SECONDS)


def test_a_code_is_taken_one_step_early_or_late_and_no_further() -> None:
    for steps, taken in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        found = Factor(SECRET).after("005924", at(1234567890 + steps * PERIOD_SECONDS))
        assert (found is not None) == taken, steps


@pytest.mark.parametrize("typed", ["", "00592", "0059244", "5924", "００５９２４", "005925", "-05924", "\ud800"])
def test_what_is_not_the_code_is_not_taken(typed: str) -> None:
    assert Factor(SECRET).after(typed, at(1234567890)) is None


def test_a_code_once_taken_is_not_taken_again_nor_one_before_it() -> None:
    after = Factor(SECRET).after("005924", at(1234567890))
    assert after is not None
    assert after.after("005924", at(1234567890)) is None
    assert factor_of(after.kept) == after


def test_every_factor_has_a_secret_of_its_own_and_no_factor_is_none() -> None:
    assert len({new_factor().secret for _ in range(20)}) == 20
    assert len(base64.b32decode(new_factor().secret)) == 20
    assert factor_of("") is None
    assert new_factor().uri("ann").startswith("otpauth://totp/Ostrakon:ann?secret=")

"""Passwords: kept as Argon2id hashes with the parameters of RFC 9106 for little memory; what a password must be."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from ostrakon.errors import UsageError

LENGTH_MIN = 12
"""Characters at least; length is asked for, no mixture of kinds (NIST SP 800-63B, section 5.1.1.2)."""
LENGTH_MAX = 512
"""Characters at most, so that nobody makes the service hash a book."""


def hashed(password: str, *, user: str) -> str:
    """The hash under which a password is kept.

    Args:
        user: the user's name, which must not be the password.

    Raises:
        UsageError: it is too short, too long, one character repeated, or the name of the user.
    """
    if not LENGTH_MIN <= len(password) <= LENGTH_MAX:
        raise UsageError(
            f"a password has {LENGTH_MIN} to {LENGTH_MAX} characters", remedy="Take a sentence of a few words"
        )
    if len(set(password)) < 4 or (user.casefold() in password.casefold() and len(password) < len(user) + 8):
        raise UsageError("this password is too easy to guess", remedy="Take a sentence of a few words")
    return _hasher().hash(password.encode("utf-8", "surrogatepass"))


def fits(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept; an empty `kept` (no such user) takes as long and never fits."""
    if len(password) > LENGTH_MAX:
        return False
    try:
        return _hasher().verify(kept or _nobody(), password.encode("utf-8", "surrogatepass")) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobody() -> str:
    """A hash that stands in for that of users there are not, so that an answer tells nothing by its time."""
    return _hasher().hash(b"nobody")

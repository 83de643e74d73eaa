"""Second factors as the database keeps them: sealed under a key that is not in it, where the settings give one.

Who reads a database or a backup of it then has no codes. A factor that is sealed opens with its key alone: without it
nobody gets in by leaving the code out.
"""

from __future__ import annotations

from ostrakon.errors import StoreError
from ostrakon.identity.totp import Factor, factor_of
from ostrakon.ledger.sealing import seal, unseal

SEALED = "sealed:"
"""How a sealed factor begins."""


def kept_factor(factor: Factor, user_name: str, key: bytes | None) -> str:
    """The text that is kept of a factor; sealed for its user where there is a key."""
    return SEALED + seal(factor.kept, key, _bound(user_name)).sealed if key else factor.kept


def read_factor(kept: str, user_name: str, key: bytes | None) -> Factor | None:
    """The factor of a text that was kept; None for users without.

    Raises:
        StoreError: it is sealed, and the key is missing or another one.
    """
    if not kept.startswith(SEALED):
        return factor_of(kept)
    if key is None:
        raise StoreError(
            "the second factor is sealed, and its key is not given",
            remedy="Set OSTRAKON_CUSTOMERS_KEY to the key that sealed it",
        )
    return factor_of(str(unseal(kept.removeprefix(SEALED), key, _bound(user_name))))


def _bound(user_name: str) -> str:
    """What the sealed text is bound to, so that nobody gives their own factor to another user."""
    return f"second factor of {user_name}"

"""The second factor: one-time codes of an authenticator app (TOTP, RFC 6238: six digits, thirty seconds, SHA-1)."""

from __future__ import annotations

import hmac
from datetime import datetime

import msgspec
import pyotp

ISSUER = "Ostrakon"
PERIOD_SECONDS = 30
DRIFT_STEPS = 1
"""Steps before and behind the present one that are taken, for clocks that differ (RFC 6238, section 5.2)."""
_SEPARATOR = ":"


class Factor(msgspec.Struct, frozen=True):
    """A second factor as it is kept.

    Attributes:
        secret: 160 random bits, base 32; what the app holds too.
        used: the last time step whose code was taken; 0: none. No code of it or of an earlier one is taken again.
    """

    secret: str
    used: int = 0

    @property
    def kept(self) -> str:
        """The text that is kept in the database."""
        return f"{self.secret}{_SEPARATOR}{self.used}"

    def uri(self, user_name: str) -> str:
        """The `otpauth` address that an app reads, usually as a QR code; holds the secret."""
        return pyotp.TOTP(self.secret).provisioning_uri(name=user_name, issuer_name=ISSUER)

    def after(self, code: str, now: str) -> Factor | None:
        """The factor after a code was taken; None where the code is wrong, of another time, or was taken before.

        Args:
            code: as it was typed; blanks are left out.
            now: ISO moment in UTC.
        """
        typed = "".join(code.split()).encode("utf-8", "surrogatepass")
        present = int(datetime.fromisoformat(now).timestamp()) // PERIOD_SECONDS
        maker = pyotp.TOTP(self.secret)
        for step in range(max(present - DRIFT_STEPS, self.used + 1), present + DRIFT_STEPS + 1):
            if hmac.compare_digest(maker.generate_otp(step).encode(), typed):
                return Factor(self.secret, step)
        return None


def new_factor() -> Factor:
    """A factor with a secret of its own."""
    return Factor(pyotp.random_base32())


def factor_of(kept: str) -> Factor | None:
    """The factor that the database keeps for a user; None for users without."""
    secret, _, used = kept.partition(_SEPARATOR)
    return Factor(secret, int(used or 0)) if secret else None

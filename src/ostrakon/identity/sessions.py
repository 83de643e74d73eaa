"""Sessions of people in the console: a random id in a cookie, kept as a hash; they end by themselves."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import msgspec

SECRET_BYTES = 32


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session as it is kept.

    Attributes:
        id: SHA-256 of what the cookie holds, hex, so that a stolen database opens no session.
        user_name: whose it is.
        csrf: what every form of the session sends back.
        made, seen, expires: ISO moments in UTC; it ends at `expires` whatever happens (absolute), and some time after
            `seen` (idle).
    """

    id: str
    user_name: str
    csrf: str
    made: str
    seen: str
    expires: str

    def holds(self, now: str, *, idle_minutes: int) -> bool:
        """Whether it is still open at a moment."""
        return now < self.expires and now < later(self.seen, minutes=idle_minutes)

    def form_token(self) -> str:
        """The token for one page: another text each time, so that the length of packed pages tells nothing of it."""
        kept = self.csrf.encode()
        mask = secrets.token_bytes(len(kept))
        return (mask + _xor(mask, kept)).hex()

    def sent_by(self, token: str) -> bool:
        """Whether a form carries a token of this session."""
        try:
            sent = bytes.fromhex(token)
        except ValueError:
            return False
        half = len(sent) // 2
        return len(sent) == 2 * half and hmac.compare_digest(_xor(sent[:half], sent[half:]), self.csrf.encode())


def new_session(user_name: str, *, now: str, hours: int) -> tuple[str, Session]:
    """What goes into the cookie, and the session as it is kept."""
    shown = secrets.token_urlsafe(SECRET_BYTES)
    kept = Session(
        id=hash_of(shown),
        user_name=user_name,
        csrf=secrets.token_urlsafe(SECRET_BYTES),
        made=now,
        seen=now,
        expires=later(now, minutes=60 * hours),
    )
    return shown, kept


def _xor(one: bytes, two: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, two, strict=False))


def hash_of(shown: str) -> str:
    """The id under which the session of a cookie is kept."""
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()


def later(moment: str, *, minutes: int) -> str:
    """The ISO moment so many minutes behind another."""
    found = datetime.fromisoformat(moment) + timedelta(minutes=minutes)
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")

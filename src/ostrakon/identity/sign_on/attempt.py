"""One attempt to log in at a provider: what is sent along, and what must come back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from urllib.parse import urlencode

import msgspec

from ostrakon.identity.sign_on.provider import Provider

SECRET_BYTES = 32
MINUTES = 10
"""Minutes within which somebody must have come back."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser keeps while its person is at the provider.

    Attributes:
        state: ties the answer to this browser; taken once.
        nonce: ties the ID token to this attempt.
        verifier: of PKCE (RFC 7636): whoever only caught the code cannot use it.
        after: address of ours to go to then.
    """

    state: str
    nonce: str
    verifier: str
    after: str = "/"

    def answered_by(self, state: str) -> bool:
        """Whether an answer belongs to this attempt."""
        return hmac.compare_digest(self.state.encode(), state.encode("utf-8", "surrogatepass"))

    @property
    def kept(self) -> str:
        """The text that goes into the browser's cookie."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


def new_attempt(after: str) -> Attempt:
    """An attempt with secrets of its own."""
    state, nonce, verifier = (secrets.token_urlsafe(SECRET_BYTES) for _ in range(3))
    return Attempt(state=state, nonce=nonce, verifier=verifier, after=after)


def attempt_of(kept: str) -> Attempt | None:
    """The attempt that a cookie holds; None where it holds none."""
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(kept + "=" * (-len(kept) % 4)), type=Attempt)
    except (ValueError, msgspec.DecodeError):
        return None
    return found if found.state and found.nonce and found.verifier else None


def authorization_address(provider: Provider, attempt: Attempt, *, client: str, back: str, scopes: str) -> str:
    """Where the browser goes to log in.

    Args:
        client: our id at the provider.
        back: our address to which it leads back.
        scopes: blank-separated; `openid` is among them.
    """
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).decode().rstrip("=")
    query = {
        "response_type": "code",
        "client_id": client,
        "redirect_uri": back,
        "scope": scopes,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if "?" in provider.authorization_endpoint else "?"
    return provider.authorization_endpoint + joint + urlencode(query)

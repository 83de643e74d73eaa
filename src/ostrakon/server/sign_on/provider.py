"""The identity provider of a service: its description and keys, fetched when they are needed and kept for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from ostrakon.app.sign_on import SignOnSettings
from ostrakon.errors import UsageError
from ostrakon.identity.sign_on.attempt import Attempt, authorization_address
from ostrakon.identity.sign_on.mapping import Claimed, claimed
from ostrakon.identity.sign_on.provider import WELL_KNOWN, Provider, provider_of
from ostrakon.identity.sign_on.tokens import KeyUnknown, NotProved, claims_of, key_set
from ostrakon.server.sign_on.asking import Asking

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

KEPT_SECONDS = 3_600.0
"""How long description and keys are kept."""
ROTATED_SECONDS = 5.0
"""How old keys must be before a token with an unknown one has them fetched again; forged tokens must flood nobody."""
Clock = Callable[[], float]


class SignOn:
    """Logs people in at one provider.

    Args:
        settings: which one, and who we are there.
        transport: instead of the network, for tests.
        clock: seconds since 1970.

    Raises:
        UsageError: the extra is not installed.
    """

    def __init__(
        self, settings: SignOnSettings, *, transport: httpx.BaseTransport | None = None, clock: Clock = time.time
    ) -> None:
        if find_spec("joserfc") is None:
            raise UsageError("logging in elsewhere needs a package", remedy="pip install 'ostrakon[oidc]'")
        self.settings = settings
        self._asking = Asking(transport)
        self._clock = clock
        self._guard = threading.Lock()
        self._provider: tuple[Provider, float] | None = None
        self._keys: tuple[KeySet, float] | None = None

    def provider(self) -> Provider:
        """The provider's description.

        Raises:
            FetchError, InputError: it is not to be had, or is none.
        """
        with self._guard:
            if self._provider is None or self._clock() - self._provider[1] > KEPT_SECONDS:
                issuer = self.settings.issuer
                document = self._asking.document(issuer.rstrip("/") + WELL_KNOWN)
                self._provider = (provider_of(document, issuer), self._clock())
            return self._provider[0]

    def address(self, attempt: Attempt) -> str:
        """Where the browser goes to log in.

        Raises:
            FetchError, InputError: as `provider`.
        """
        settings = self.settings
        return authorization_address(
            self.provider(), attempt, client=settings.client_id, back=settings.back, scopes=settings.scopes
        )

    def log_out_address(self) -> str:
        """Where people log out at the provider, too; empty where it offers that nowhere (RP-Initiated Logout 1.0).

        Raises:
            FetchError, InputError: as `provider`.
        """
        found = self.provider().end_session_endpoint
        if not found:
            return ""
        back = quote(self.settings.public_url.rstrip("/") + "/login", safe="")
        joint = "&" if "?" in found else "?"
        return f"{found}{joint}client_id={quote(self.settings.client_id, safe='')}&post_logout_redirect_uri={back}"

    def who(self, attempt: Attempt, code: str) -> Claimed:
        """The person who came back with a code.

        Raises:
            NotProved: the code or the ID token is not taken.
            FetchError, InputError: as `provider`.
        """
        settings = self.settings
        claims = self._claims(self._token(attempt, code), attempt.nonce)
        return claimed(claims, name_claim=settings.name_claim, role_claim=settings.role_claim, roles=settings.mapping)

    def key_count(self) -> int:
        """How many keys the provider publishes that can verify a signature.

        Raises:
            NotProved: none.
            FetchError, InputError: as `provider`.
        """
        return len(self._key_set(older_than=0).keys)

    def close(self) -> None:
        """Give the connections back."""
        self._asking.close()

    def _token(self, attempt: Attempt, code: str) -> str:
        """The ID token for a code (OpenID Connect Core 1.0, section 3.1.3)."""
        settings, provider = self.settings, self.provider()
        secret, methods = settings.secret, provider.token_endpoint_auth_methods_supported
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": settings.back,
            "code_verifier": attempt.verifier,
        }
        basic = None
        if secret and "client_secret_basic" in methods:  # both parts are form-encoded first (RFC 6749, section 2.3.1)
            basic = (quote(settings.client_id, safe=""), quote(secret, safe=""))
        else:
            fields |= {"client_id": settings.client_id} | ({"client_secret": secret} if secret else {})
        status, answer = self._asking.change(provider.token_endpoint, fields, basic=basic)
        token: Any = answer.get("id_token") if status == 200 and isinstance(answer, dict) else None
        if not isinstance(token, str):
            raise NotProved("the code is not taken")
        return token

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """What a token says; a key that is not at hand may be a new one, and has them fetched again."""
        try:
            return self._checked(token, nonce, self._key_set(older_than=KEPT_SECONDS))
        except KeyUnknown:
            return self._checked(token, nonce, self._key_set(older_than=ROTATED_SECONDS))

    def _checked(self, token: str, nonce: str, keys: KeySet) -> dict[str, Any]:
        provider = self.provider()
        return claims_of(
            token,
            keys,
            issuer=provider.issuer,
            client=self.settings.client_id,
            nonce=nonce,
            algorithms=provider.algorithms,
            now=int(self._clock()),
        )

    def _key_set(self, *, older_than: float) -> KeySet:
        """The provider's keys, fetched again where those at hand are older than so many seconds."""
        address = self.provider().jwks_uri
        with self._guard:
            if self._keys is None or self._clock() - self._keys[1] > older_than:
                self._keys = (key_set(self._asking.document(address)), self._clock())
            return self._keys[0]

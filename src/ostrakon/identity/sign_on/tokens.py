"""Whether an ID token proves who somebody is (OpenID Connect Core 1.0, section 3.1.3.7).

Signatures and claims are checked by joserfc; this module says which ones, and is stricter where the standard leaves a
choice: an issue time and an expiry must be there, and a second audience only with ourselves as the authorized party.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ostrakon.errors import UsageError

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

LEEWAY_SECONDS = 60
"""How far clocks may differ."""
SUBJECT_MAX = 255
"""Characters of a subject (section 2)."""


class NotProved(UsageError):
    """What came back from the provider proves nothing.

    Args:
        outcome: in a few words that name nobody, for the ledger.
    """

    def __init__(self, outcome: str, what: str = "", *, remedy: str = "Log in again") -> None:
        self.outcome = outcome
        super().__init__(what or f"the identity provider's answer is not taken: {outcome}", remedy=remedy)


class KeyUnknown(NotProved):
    """The token is signed with a key that is not among those at hand; the provider may have new ones."""


def key_set(document: Any) -> KeySet:
    """The keys of a provider's document (RFC 7517) that can verify a signature; others are passed over.

    Raises:
        NotProved: there is none.
    """
    from joserfc.errors import JoseError  # noqa: PLC0415  # an extra
    from joserfc.jwk import KeySet, import_key  # noqa: PLC0415

    keys = []
    for one in document.get("keys", ()) if isinstance(document, dict) else ():
        if not isinstance(one, dict) or one.get("kty") not in {"RSA", "EC", "OKP"} or one.get("use", "sig") != "sig":
            continue
        try:
            keys.append(import_key(one))
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    if not keys:
        raise NotProved("the provider publishes no key", remedy="Look at the provider's `jwks_uri`")
    return KeySet(keys)


def claims_of(
    token: str,
    keys: KeySet,
    *,
    issuer: str,
    client: str,
    nonce: str,
    algorithms: Sequence[str],
    now: int,
) -> dict[str, Any]:
    """What a token says of a person, once all of it was checked.

    Args:
        issuer: who must have signed.
        client: for whom it must be: our id at the provider.
        nonce: of the attempt.
        algorithms: signatures that are taken.
        now: seconds since 1970.

    Raises:
        KeyUnknown: its key is not at hand.
        NotProved: anything else is wrong.
    """
    from joserfc import jwt  # noqa: PLC0415  # an extra
    from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError  # noqa: PLC0415

    try:
        claims = jwt.decode(token, keys, algorithms=list(algorithms)).claims
        _registry(issuer, client, now).validate(claims)
    except InvalidKeyIdError as unknown:
        raise KeyUnknown("its key is not known") from unknown
    except ExpiredTokenError as old:
        raise NotProved("the token has expired") from old
    except (JoseError, ValueError, TypeError) as bad:
        raise NotProved(_told(bad)) from bad
    _check_rest(claims, client, nonce)
    return claims


def _registry(issuer: str, client: str, now: int) -> Any:
    from joserfc.jwt import JWTClaimsRegistry  # noqa: PLC0415  # an extra

    return JWTClaimsRegistry(
        now=now,
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True},
    )


def _check_rest(claims: dict[str, Any], client: str, nonce: str) -> None:
    given, party, audience, subject = (claims.get(name) for name in ("nonce", "azp", "aud", "sub"))
    if not isinstance(given, str) or not hmac.compare_digest(given.encode("utf-8", "replace"), nonce.encode()):
        raise NotProved("the nonce is of another attempt")
    if isinstance(audience, list) and len(audience) > 1 and party is None:
        raise NotProved("it is for others, too, and names no authorized party")
    if party is not None and party != client:
        raise NotProved("it is for another client")
    if not isinstance(subject, str) or not subject.strip() or not _plain(subject):
        raise NotProved("it names nobody")


def _plain(subject: str) -> bool:
    """Whether a subject is of the form that the standard demands: ASCII, and not too long."""
    return subject.isascii() and subject.isprintable() and len(subject) <= SUBJECT_MAX


def _told(bad: Exception) -> str:
    """What is wrong, in words that hold nothing of the token."""
    claim = getattr(bad, "claim", "")
    kind = type(bad).__name__.removesuffix("Error")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind).strip()
    return f"{words}: {claim}" if claim in {"iss", "aud", "sub", "exp", "iat", "nbf", "nonce"} else words

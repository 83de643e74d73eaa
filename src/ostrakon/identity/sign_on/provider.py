"""What an identity provider says of itself: its discovery document (OpenID Connect Discovery 1.0, section 3)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec

from ostrakon.errors import InputError

WELL_KNOWN = "/.well-known/openid-configuration"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures that are taken: by a private key. `none` is none, and HS256 would make the secret of clients a key."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """A provider, as its document describes it.

    Attributes:
        issuer: who signs.
        authorization_endpoint: where people log in.
        token_endpoint: where a code is changed for an ID token.
        jwks_uri: its public keys.
        end_session_endpoint: where people log out; empty: nowhere.
        token_endpoint_auth_methods_supported: how a client proves itself.
        id_token_signing_alg_values_supported: how it signs.
        response_types_supported, code_challenge_methods_supported: what it can do; empty: it does not say.
        authorization_response_iss_parameter_supported: whether its answers name it (RFC 9207).
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    response_types_supported: tuple[str, ...] = ()
    code_challenge_methods_supported: tuple[str, ...] = ()
    authorization_response_iss_parameter_supported: bool = False

    @property
    def algorithms(self) -> tuple[str, ...]:
        """Signatures that it gives and that we take."""
        return tuple(one for one in self.id_token_signing_alg_values_supported if one in ALGORITHMS)


def provider_of(document: Any, issuer: str) -> Provider:
    """The provider that a discovery document describes.

    Args:
        document: decoded JSON.
        issuer: whom we asked; the document must be of this very one (section 4.3).

    Raises:
        InputError: it is of another issuer, lacks something, or leads where nothing is encrypted.
    """
    where = issuer + WELL_KNOWN
    try:
        found = msgspec.convert(document, Provider)
    except msgspec.ValidationError as bad:
        raise InputError(f"this is no discovery document ({bad})", where=where) from None
    if found.issuer != issuer:
        raise InputError(
            f"the document is of the issuer {found.issuer!r}",
            where=where,
            remedy="Set OSTRAKON_OIDC_ISSUER to it, letter by letter, if that is the one you trust",
        )
    for name in ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"):
        address = getattr(found, name)
        if address and not is_guarded(address):
            raise InputError(f"{name} is {address!r}: neither https nor this machine", where=where)
    if found.response_types_supported and "code" not in found.response_types_supported:
        raise InputError("the provider does not offer the authorization code flow (response type `code`)", where=where)
    if found.code_challenge_methods_supported and "S256" not in found.code_challenge_methods_supported:
        raise InputError("the provider does not know PKCE with S256", where=where)
    if not found.algorithms:
        raise InputError("the provider signs with nothing that we take", where=where, remedy=", ".join(ALGORITHMS))
    return found


def is_guarded(address: str) -> bool:
    """Whether nobody on the way reads what goes to an address: https, or this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)

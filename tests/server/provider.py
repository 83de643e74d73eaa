"""An identity provider for tests: OpenID Connect with keys of its own, that can be told to do what it must not."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "ostrakon-console", "s3cret with/blank+plus"


@dataclass
class FakeProvider:
    """A provider, and what it is told to do wrong.

    Attributes:
        person: claims of whoever logs in.
        spoilt: claims that it gives in place of the right ones; None takes one away.
        forged: makes a whole token in place of the right one.
        says: in its description, in place of what is right.
        answers: in its answer to the browser, in place of what is right.
    """

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    spoilt: dict[str, Any] = field(default_factory=dict)
    says: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    forged: Any = None
    keys: list[Any] = field(default_factory=lambda: [RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})])
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def rotate(self) -> None:
        """Sign with a new key of another kind; the old one is gone."""
        self.keys = [ECKey.generate_key("P-256", {"kid": "two", "use": "sig", "alg": "ES256"})]

    def description(self, _request: Request) -> Response:
        self.asked.append("description")
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/out",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
            "authorization_response_iss_parameter_supported": True,
            "claims_supported": ["sub", "groups"],
        }
        return JSONResponse(told | self.says)

    def published(self, _request: Request) -> Response:
        self.asked.append("keys")
        other = {"kty": "RSA", "use": "enc", "kid": "enc", "n": "AQAB", "e": "AQAB"}
        return JSONResponse({"keys": [{"kty": "new", "kid": "x"}, other, *(one.as_dict() for one in self.keys)]})

    def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        answer = {"code": code, "state": asked["state"], "iss": self.issuer} | self.answers
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 303)

    async def token(self, request: Request) -> Response:
        form = await request.form()
        given = base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        asked = self.codes.pop(str(form["code"]), None)
        made = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        proved = given == "ostrakon-console:s3cret%20with%2Fblank%2Bplus"
        if (
            asked is None
            or not proved
            or form["redirect_uri"] != asked["redirect_uri"]
            or base64.urlsafe_b64encode(made).decode().rstrip("=") != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= self.person | self.spoilt
        kept = {name: value for name, value in claims.items() if value is not None}
        return JSONResponse({"token_type": "Bearer", "access_token": "x", "id_token": self.signed(kept)})

    def signed(self, claims: dict[str, Any]) -> str:
        """A token, or what was put in its place."""
        if self.forged is not None:
            return str(self.forged(claims))
        key = self.keys[0]
        header = {"alg": "ES256" if key.key_type == "EC" else "RS256", "kid": key.kid}
        return jwt.encode(header, claims, key)


def unsigned(claims: dict[str, Any]) -> str:
    """A token that says that it needs no signature."""
    parts = ({"alg": "none", "kid": "one"}, claims)
    encoded = (base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts)
    return ".".join(encoded) + "."


@contextmanager
def running(provider: FakeProvider) -> Iterator[FakeProvider]:
    """The provider on a port of this machine."""
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.description),
            Route("/keys", provider.published),
            Route("/authorize", provider.authorize),
            Route("/token", provider.token, methods=["POST"]),
        ]
    )
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    provider.issuer = f"http://127.0.0.1:{listening.getsockname()[1]}"
    until = time.monotonic() + 120
    while not server.started:
        assert time.monotonic() < until, "the provider did not start"
        time.sleep(0.01)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()

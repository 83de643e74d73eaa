"""Around every request: an id, a log line without personal data, counts, security headers, the size of the body.

Written against ASGI and not as a middleware class of the framework: those copy every request and answer once more.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ostrakon.server.metrics import REQUESTS, SECONDS

SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
"""Set where the answer does not set its own (OWASP Secure Headers)."""
_log = logging.getLogger("ostrakon.http")


class TooLarge(Exception):
    """The body is longer than the service takes."""


class Surroundings:
    """Wraps the application.

    Args:
        app: what answers.
        body_max: largest body, in bytes.
    """

    def __init__(self, app: ASGIApp, *, body_max: int) -> None:
        self._app = app
        self._body_max = body_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        started, answered = time.perf_counter(), [500]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered[0] = message["status"]
                _add_headers(message, request_id)
            await send(message)

        if self._too_long(scope):
            await self._refuse(sending)
        else:
            try:
                await self._app(scope, self._counted(receive), sending)
            except TooLarge:
                await self._refuse(sending)
        self._note(scope, request_id, answered[0], time.perf_counter() - started)

    def _too_long(self, scope: Scope) -> bool:
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        return not length.isdigit() or int(length) > self._body_max

    def _counted(self, receive: Receive) -> Receive:
        """Bodies without a length (chunked) are counted as they come."""
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._body_max:
                raise TooLarge
            return message

        return receiving

    async def _refuse(self, send: Send) -> None:
        detail = f"the body is larger than {self._body_max // 1_000_000} MB"
        body = json.dumps({"type": "about:blank", "title": "Content Too Large", "status": 413, "detail": detail})
        headers = [(b"content-type", b"application/problem+json")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body.encode()})

    @staticmethod
    def _note(scope: Scope, request_id: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unknown")  # the pattern, never the path with its ids
        REQUESTS.labels(route, str(status)).inc()
        SECONDS.labels(route).observe(seconds)
        line = {"request": request_id, "method": scope["method"], "route": route, "status": status}
        _log.info("%s", json.dumps(line | {"ms": round(1000 * seconds, 1)}))


def _add_headers(message: MutableMapping[str, Any], request_id: str) -> None:
    headers = list(message.get("headers", ()))
    set_already = {name.lower() for name, _ in headers}
    headers += [(name, value) for name, value in SECURITY_HEADERS if name not in set_already]
    headers.append((b"x-request-id", request_id.encode()))
    message["headers"] = headers

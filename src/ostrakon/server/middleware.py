"""Around every request: an id, a log line without personal data, counts, security headers, the size of the body.

Written against ASGI and not as a middleware class of the framework: those copy every request and answer once more.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
import uuid
from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ostrakon.server.errors import Refused
from ostrakon.server.idempotency import Reservation
from ostrakon.server.metrics import REQUESTS, SECONDS
from ostrakon.server.tracing import Grounds, Tracing, trace_id

SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
"""Set where the answer does not set its own (OWASP Secure Headers)."""
URL_MAX = 60_000
"""Bytes of path and query, as in yente."""
HEADERS_MAX = 65_536
"""Bytes of all headers together; one of the parsers under the server sets no limit of its own."""
_log = logging.getLogger("ostrakon.http")


class Surroundings:
    """Wraps the application.

    Args:
        app: what answers.
        body_max: largest body, in bytes.
        seconds: in which a request must have come and be answered.
        tracing: makes a span of each request; None: none.
        grounds: what answers rest on, for the span.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        body_max: int,
        seconds: float,
        tracing: Tracing | None = None,
        grounds: Grounds = dict,
    ) -> None:
        self._app = app
        self._tracing = tracing
        self._grounds = grounds
        self._seconds = seconds
        self._body_max = body_max
        self._too_large = f"the body is larger than {body_max // 1_000_000} MB"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            if self._tracing is not None and scope["type"] == "lifespan":
                self._tracing.close()
            return
        request_id = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        started, answered = time.perf_counter(), [500]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered[0] = message["status"]
                _add_headers(message, request_id)
            reservation: Reservation | None = scope["state"].get("reservation")
            if reservation is not None:
                await reservation.see(message)
            await send(message)

        if self._tracing is None:
            await self._served(scope, receive, sending)
            self._note(scope, request_id, answered[0], time.perf_counter() - started)
            return
        with self._tracing.request(scope, request_id, self._grounds) as ended:
            try:
                await self._served(scope, receive, sending)
            finally:
                ended(_route(scope), answered[0])
            self._note(scope, request_id, answered[0], time.perf_counter() - started, trace=trace_id())

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > URL_MAX:
            await refuse(send, 414, f"the address is longer than {URL_MAX:,} bytes")
            return
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS_MAX:
            await refuse(send, 431, f"the headers are longer than {HEADERS_MAX:,} bytes")
            return
        if b"%00" in (scope.get("raw_path") or b"") or b"%00" in scope["query_string"]:
            await refuse(send, 400, "the address holds U+0000, which no text may hold")
            return
        if _packed(scope):  # nothing here unpacks bodies, and a bomb must find nobody who does
            await refuse(send, 415, "the body is compressed", remedy="Send it without `Content-Encoding`")
            return
        if self._too_long(scope):
            await refuse(send, 413, self._too_large)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(self._seconds):
                await self._app(scope, self._counted(receive), sending)
        except TimeoutError:
            if begun:  # the answer is cut off, and its reader notices: it has no end
                raise
            await refuse(send, 503, f"not answered within {self._seconds} s; nothing may be taken for screened")

    def _too_long(self, scope: Scope) -> bool:
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        return not length.isdigit() or len(length) > 18 or int(length) > self._body_max

    def _counted(self, receive: Receive) -> Receive:
        """Bodies without a length (chunked) are counted as they come."""
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._body_max:
                raise Refused(413, self._too_large)
            return message

        return receiving

    @staticmethod
    def _note(scope: Scope, request_id: str, status: int, seconds: float, *, trace: str = "") -> None:
        route = _route(scope)
        REQUESTS.labels(route, str(status)).inc()
        SECONDS.labels(route).observe(seconds)
        line = {"request": request_id, "method": scope["method"], "route": route, "status": status}
        more = {"ms": round(1000 * seconds, 1), **({"trace": trace} if trace else {})}
        _log.info("request", extra={"facts": line | more})


async def refuse(send: Send, status: int, detail: str, *, remedy: str = "") -> None:
    """Answer with a problem before the application was asked."""
    title = HTTPStatus(status).phrase
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    body = json.dumps(said | ({"remedy": remedy} if remedy else {}))
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})


def _route(scope: Scope) -> str:
    """The pattern of the route, never the path with its ids."""
    return str(getattr(scope.get("route"), "path", "unknown"))


def _packed(scope: Scope) -> bool:
    codings = (value.strip().lower() for name, value in scope["headers"] if name == b"content-encoding")
    return any(coding not in {b"", b"identity"} for coding in codings)


def _add_headers(message: MutableMapping[str, Any], request_id: str) -> None:
    headers = list(message.get("headers", ()))
    set_already = {name.lower() for name, _ in headers}
    headers += [(name, value) for name, value in SECURITY_HEADERS if name not in set_already]
    headers.append((b"x-request-id", request_id.encode()))
    message["headers"] = headers

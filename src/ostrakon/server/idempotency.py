"""Repeated requests: a POST with the same `Idempotency-Key` is answered as before, and done once.

The form is that of the IETF draft "The Idempotency-Key HTTP Header Field". Kept for a day, by the caller's identity, so
that nobody gets another's answer; a key with another body is refused, one whose request still runs waits for the caller
to ask again.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.types import Message

from ostrakon.database.records import moment
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import StoreError
from ostrakon.identity import Principal
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused

HEADER = "idempotency-key"
REPLAYED = "idempotent-replayed"
KEY_MAX = 200
KEPT_HOURS = 24
RUNNING_MINUTES = 5
"""After so long a request that still seems to run is given up."""
_log = logging.getLogger("ostrakon.http")
_RUNNING = 0
"""Status of a request that is being answered."""
_Kept = tuple[str, int, str, bytes]
"""Hash of a request; status, media type and body of its answer."""


class Replayed(Exception):
    """The request was answered before; here is that answer."""

    def __init__(self, response: Response) -> None:
        self.response = response


class Reservation:
    """Collects the answer of one request and keeps it when it is whole.

    Args:
        database: where answers are kept.
        principal, key, digest: whose request it is, and the hash of the request.
        within: the route keeps its answer itself, in the transaction that does the work (`begin` and `keep`), so that
            no end of a worker parts the two; what such a route refuses is kept behind it.
    """

    def __init__(self, database: Database, principal: str, key: str, digest: str, *, within: bool) -> None:
        self._database = database
        self._of = (principal, key)
        self._digest = digest
        self._within = within
        self._kept = False
        self._status = _RUNNING
        self._media_type = ""
        self._chunks: list[bytes] = []

    def begin(self, transaction: Transaction) -> None:
        """Take the key as part of a transaction; waits for another one that does.

        Raises:
            Replayed: the request was answered before.
            Refused: as `reserve`.
        """
        if (found := _taken(transaction, *self._of, self._digest)) is not None:
            _again(found, self._digest)

    def keep(self, transaction: Transaction, status: int, media_type: str, body: bytes) -> None:
        """Keep the answer as part of a transaction that `begin` began."""
        transaction.execute(
            "UPDATE answered_requests SET status = ?, media_type = ?, body = ? "
            "WHERE principal = ? AND idempotency_key = ?",
            (status, media_type, body, *self._of),
        )
        self._kept = True

    async def see(self, message: Message) -> None:
        """Take in one message of the answer; the last one has it kept."""
        if self._kept:
            return
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = dict(message.get("headers", ()))
            self._media_type = headers.get(b"content-type", b"").decode("latin-1")
        elif message["type"] == "http.response.body":
            self._chunks.append(message.get("body", b""))
            if not message.get("more_body") and not (self._within and self._status >= 500):
                try:
                    await run_in_threadpool(self._keep)
                except StoreError as bad:  # the answer itself is none the worse for it
                    _log.error("an answer could not be kept for repeated requests: %s", bad)

    def _keep(self) -> None:
        with self._database.write() as transaction:
            if self._status >= 500:  # nothing was done for good: the caller may try again
                transaction.execute(
                    "DELETE FROM answered_requests WHERE principal = ? AND idempotency_key = ? AND status = ?",
                    (*self._of, _RUNNING),
                )
            elif not self._within or _taken(transaction, *self._of, self._digest) is None:
                self.keep(transaction, self._status, self._media_type, b"".join(self._chunks))


async def reserve(request: Request, principal: Principal, *, within: bool = False) -> None:
    """Take a request with a key for the first time, or answer it as before.

    Args:
        within: see `Reservation`.

    Raises:
        Replayed: it was answered before.
        Refused: the key is too long, was used for another request, or its request still runs.
    """
    key = request.headers.get(HEADER, "")
    if not key or request.method != "POST" or not request.url.path.startswith("/v1/"):
        return
    if len(key) > KEY_MAX:
        raise Refused(400, f"the {HEADER} is longer than {KEY_MAX} characters")
    whole = f"{request.url.path}?{request.url.query}".encode() + b"\n" + await request.body()
    digest = hashlib.sha256(whole).hexdigest()
    database = context_of(request).database
    found = await run_in_threadpool(_known if within else _reserved, database, principal.id, key, digest)
    if found is not None:
        _again(found, digest)
    request.state.reservation = Reservation(database, principal.id, key, digest, within=within)


def reservation_of(request: Request) -> Reservation | None:
    """What keeps the answer of a request with a key; None for one without."""
    found: Reservation | None = getattr(request.state, "reservation", None)
    return found


def install(app: FastAPI) -> None:
    """Answer what was answered before."""

    async def replayed(_request: Request, answered: Exception) -> Response:
        assert isinstance(answered, Replayed)
        return answered.response

    app.add_exception_handler(Replayed, replayed)


def _again(found: _Kept, digest: str) -> NoReturn:
    """Answer a request whose key was used before."""
    kept_digest, status, media_type, body = found
    if kept_digest != digest:
        raise Refused(422, f"this {HEADER} was used for another request", remedy="Use a key for one request only")
    if status == _RUNNING:
        raise Refused(409, "a request with this key is being answered", remedy="Ask again in a moment")
    raise Replayed(Response(body, status, {REPLAYED: "true"}, media_type=media_type or None))


def _reserved(database: Database, principal: str, key: str, digest: str) -> _Kept | None:
    """What is kept under a key; None when the request was just reserved."""
    with database.write() as transaction:
        return _taken(transaction, principal, key, digest)


def _known(database: Database, principal: str, key: str, _digest: str) -> _Kept | None:
    """What is kept under a key; None when there is nothing."""
    with database.read() as transaction:
        return _kept(transaction, principal, key)


def _taken(transaction: Transaction, principal: str, key: str, digest: str) -> _Kept | None:
    """What is kept under a key; None when it was taken by this call."""
    transaction.execute("DELETE FROM answered_requests WHERE at < ?", (_before(hours=KEPT_HOURS),))
    transaction.execute(  # a worker that was killed left them
        "DELETE FROM answered_requests WHERE status = ? AND at < ?", (_RUNNING, _before(minutes=RUNNING_MINUTES))
    )
    made = transaction.execute(
        "INSERT INTO answered_requests (principal, idempotency_key, request_sha256, status, media_type, body, at) "
        "VALUES (?, ?, ?, ?, '', ?, ?) ON CONFLICT (principal, idempotency_key) DO NOTHING RETURNING status",
        (principal, key, digest, _RUNNING, b"", moment()),
    )
    return None if made else _kept(transaction, principal, key)


def _kept(transaction: Transaction, principal: str, key: str) -> _Kept | None:
    rows = transaction.execute(
        "SELECT request_sha256, status, media_type, body FROM answered_requests "
        "WHERE principal = ? AND idempotency_key = ?",
        (principal, key),
    )
    return (rows[0][0], rows[0][1], rows[0][2], bytes(rows[0][3])) if rows else None


def _before(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""Many clients that ask `/match` one after the other over connections that stay open, in one lean process.

`python -m benchmarks.load_client < plan.json > outcome.json`; the plan is a `Plan`, the outcome an `Outcome` as JSON.

Written on plain sockets: the clients share the machine with the service, and an HTTP library would need more of it
than the service itself. What a client would do with an answer (reading its JSON) is left to whoever judges the digests.
"""

from __future__ import annotations

import hashlib
import selectors
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass

import msgspec

RECEIVED_BYTES = 1 << 18
GIVEN_UP_SECONDS = 30.0
"""After so long without an answer a request counts as lost."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be asked.

    Attributes:
        host, port: where the service listens.
        head: request line and headers, without the length of the body and the empty line.
        bodies: what is asked in turn, over and over.
        clients: connections, each with one request under way at a time.
        seconds: how long; requests under way at the end are waited for.
    """

    host: str
    port: int
    head: str
    bodies: list[str]
    clients: int
    seconds: float


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        seconds: from the first request to the last answer.
        cpu_seconds: of this process.
        begun: when the clock stood at zero, as seconds since the epoch.
        sent, lost: requests; lost is what was cut off or never answered.
        statuses: answers by status.
        answers: (number of the body, status, SHA-256 of the answer, seconds after `begun`, seconds it took).
    """

    seconds: float
    cpu_seconds: float
    begun: float
    sent: int
    lost: int
    statuses: dict[int, int]
    answers: list[tuple[int, int, str, float, float]]


@dataclass(slots=True)
class _Client:
    socket: socket.socket
    asked: int = -1
    since: float = 0.0
    received: bytes = b""


def run(plan: Plan) -> Outcome:
    """Ask until the time is over, then wait for what is under way."""
    requests = [_request(plan.head, body) for body in plan.bodies]
    selector = selectors.DefaultSelector()
    answers: list[tuple[int, int, str, float, float]] = []
    sent = lost = 0
    begun, started = time.time(), time.perf_counter()
    until = started + plan.seconds
    for _ in range(plan.clients):
        client = _Client(_connected(plan))
        selector.register(client.socket, selectors.EVENT_READ, client)
        _ask(client, sent % len(requests), requests)
        sent += 1
    while selector.get_map():
        events = selector.select(timeout=GIVEN_UP_SECONDS)
        if not events:
            lost += len(selector.get_map())
            break
        for key, _ in events:
            client = key.data
            piece = _received(client.socket)
            client.received += piece
            answer = _answer(client.received)
            if answer is None and piece:
                continue
            selector.unregister(client.socket)
            if answer is None:
                lost += 1
                client.socket.close()
                client = _Client(_connected(plan))
            else:
                now = time.perf_counter()
                status, body, closes = answer
                digest = hashlib.sha256(body).hexdigest()
                answers.append((client.asked, status, digest, now - started, now - client.since))
                if closes:
                    client.socket.close()
                    client = _Client(_connected(plan))
            if time.perf_counter() >= until:
                client.socket.close()
                continue
            selector.register(client.socket, selectors.EVENT_READ, client)
            _ask(client, sent % len(requests), requests)
            sent += 1
    return Outcome(
        seconds=time.perf_counter() - started,
        cpu_seconds=time.process_time(),
        begun=begun,
        sent=sent,
        lost=lost,
        statuses=dict(Counter(status for _, status, _, _, _ in answers)),
        answers=answers,
    )


def _request(head: str, body: str) -> bytes:
    encoded = body.encode()
    return f"{head}\r\ncontent-length: {len(encoded)}\r\n\r\n".encode() + encoded


def _connected(plan: Plan) -> socket.socket:
    made = socket.create_connection((plan.host, plan.port), timeout=GIVEN_UP_SECONDS)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _ask(client: _Client, number: int, requests: list[bytes]) -> None:
    client.asked, client.received, client.since = number, b"", time.perf_counter()
    client.socket.sendall(requests[number])


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(RECEIVED_BYTES)
    except OSError:
        return b""


def _answer(received: bytes) -> tuple[int, bytes, bool] | None:
    """Status, body, and whether the service closes the connection; None as long as the answer is not whole."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = received[:end].lower()
    at = head.find(b"content-length:")
    if at < 0:
        raise ValueError(f"an answer without a length: {head!r}")
    length = int(head[at + 15 : (head.find(b"\r", at) + 1 or len(head) + 1) - 1])
    body = received[end + 4 :]
    if len(body) < length:
        return None
    return int(head[9:12]), body[:length], b"connection: close" in head


def main() -> int:
    """Read the plan, carry it out, tell the outcome."""
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(run(plan)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

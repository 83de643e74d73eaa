"""Clients that are slow or say too much before their headers are whole, and workers that share one socket."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from ostrakon.server.connections import HEAD_MAX, Guarded, shared_loop

ASK = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


class Quick(Guarded):
    """The protocol of the service, with little patience."""

    head_seconds = 0.3


async def hello(_scope: object, _receive: object, send: object) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b"hello"})  # type: ignore[operator]


@contextmanager
def serving(workers: int = 1) -> Iterator[tuple[int, list[uvicorn.Server]]]:
    """A port, and the servers that take connections from it, each in a thread with a loop of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    servers = [
        uvicorn.Server(uvicorn.Config(hello, http=Quick, log_level="error", lifespan="off")) for _ in range(workers)
    ]

    def serve(server: uvicorn.Server) -> None:
        with asyncio.Runner(loop_factory=shared_loop) as runner:
            runner.run(server.serve(sockets=[listening.dup()]))

    threads = [threading.Thread(target=serve, args=(server,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    while not all(server.started for server in servers):
        time.sleep(0.01)
    try:
        yield listening.getsockname()[1], servers
    finally:
        for server in servers:
            server.should_exit = True
        for thread in threads:
            thread.join(10)
        listening.close()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def ended(client: socket.socket) -> bool:
    try:
        return client.recv(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\nhost: x\r\n"])
def test_headers_that_come_byte_by_byte_or_not_at_all_are_cut_off(first: bytes) -> None:
    with serving() as (port, _), connected(port) as client:
        client.sendall(first)
        with pytest.raises(ConnectionError):
            for _ in range(100):
                client.sendall(b"x") if first else None
                if not first and ended(client):
                    raise ConnectionResetError
                time.sleep(0.03)


def test_a_second_request_that_trickles_is_cut_off_too_and_a_quick_one_is_not() -> None:
    with serving() as (port, _), connected(port) as client:
        for _ in range(3):
            client.sendall(ASK)
            assert client.recv(1000).endswith(b"hello")
            time.sleep(0.2)  # longer in all than a head may take, and nothing is under way
        client.sendall(ASK[:9])
        assert ended(client)


def test_headers_without_end_are_refused_before_they_are_whole() -> None:
    with serving() as (port, _), connected(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n")
        answer = b""
        try:
            for _ in range(2 * HEAD_MAX // 10_000):
                client.sendall(b"a: " + b"x" * 10_000 + b"\r\n")
            answer = client.recv(1000)
        except ConnectionError:
            return
        assert answer == b"" or answer.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400"))


def test_connections_that_come_together_are_spread_over_the_workers() -> None:
    with serving(workers=2) as (port, servers):
        clients = [connected(port) for _ in range(24)]
        for client in clients:
            client.sendall(ASK)
        for client in clients:
            assert client.recv(1000).endswith(b"hello")
        counts = [len(server.server_state.connections) for server in servers]
        for client in clients:
            client.close()
    assert sum(counts) == 24
    assert min(counts) >= 4

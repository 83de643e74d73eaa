"""A real HTTP server in threads that answers as well, or as badly, as a test wants."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request; the behaviour is looked up by path."""

    protocol_version = "HTTP/1.1"
    server: ListServer  # type: ignore[assignment]  # narrower than the base's

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers)))
        try:
            self.server.behaviours.get(self.path, missing)(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        """Keep quiet."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A complete answer."""
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class ListServer(ThreadingHTTPServer):
    """Remembers what it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours: dict[str, Behaviour] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        """The address of a path on this server."""
        return f"http://127.0.0.1:{self.server_port}{path}"


@contextmanager
def running() -> Iterator[ListServer]:
    """A server for the time of a test."""
    with ListServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def missing(handler: Handler) -> None:
    """404."""
    handler.answer(404, b"not here")


def serves(body: bytes, *, etag: str = "", last_modified: str = "") -> Behaviour:
    """The body, or 304 when the client has it already."""

    def behave(handler: Handler) -> None:
        if etag and handler.headers.get("If-None-Match") == etag:
            handler.answer(304, ETag=etag)
        elif last_modified and handler.headers.get("If-Modified-Since") == last_modified:
            handler.answer(304)
        else:
            handler.answer(200, body, ETag=etag, Last_Modified=last_modified)

    return behave


def truncated(body: bytes) -> Behaviour:
    """Announces the whole body, sends half of it and hangs up."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.close_connection = True

    return behave


def silent(seconds: float) -> Behaviour:
    """Says nothing for a while."""

    def behave(handler: Handler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return behave


def dripping(body: bytes, *, pause: float) -> Behaviour:
    """Sends byte after byte, each just in time."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for at in range(len(body)):
            handler.wfile.write(body[at : at + 1])
            time.sleep(pause)

    return behave


def redirects(to: str) -> Behaviour:
    """302."""
    return lambda handler: handler.answer(302, Location=to)


def fails_first(times: int, then: Behaviour) -> Behaviour:
    """503 for the first requests."""
    left = [times]

    def behave(handler: Handler) -> None:
        if left[0] > 0:
            left[0] -= 1
            handler.answer(503, b"busy")
        else:
            then(handler)

    return behave

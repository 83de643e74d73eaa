"""A receiver of webhooks that behaves as a test wants: takes, fails, hangs, drips, breaks off, is away."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Mood = Callable[[int], str]
"""(number of the request from 1) → `take`, `lose` (takes it and answers nothing), `fail`, `hang`, `break`, `drip`."""


@dataclass
class Receiver:
    """What arrived, in order: bodies as JSON, headers, raw bytes."""

    port: int
    mood: Mood
    secure: bool = False
    arrived: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http{'s' if self.secure else ''}://receiver.test:{self.port}/hook"


@contextmanager
def receiver(mood: Mood = lambda _n: "take", port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver on this machine, reachable under `receiver.test` (see `here`); over https with a `tls` context."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with state.lock:
                state.asked += 1
                wanted = state.mood(state.asked)
                if wanted in ("take", "lose"):
                    state.arrived.append(json.loads(body))
                    state.headers.append({name.lower(): value for name, value in self.headers.items()})
                    state.raw.append(body)
            self._behave(wanted)

        def _behave(self, wanted: str) -> None:
            if wanted == "hang":
                time.sleep(4)
            elif wanted in ("break", "lose"):
                self.connection.shutdown(socket.SHUT_RDWR)
            elif wanted == "drip":
                for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200:
                    try:
                        self.connection.send(bytes([letter]))
                    except OSError:
                        return
                    time.sleep(0.05)
            else:
                status = {"take": 204, "redirect": 302}.get(wanted, 500)
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://169.254.169.254/")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name of the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    state = Receiver(server.server_address[1], mood, secure=tls is not None)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def here(host: str, port: int) -> list[str]:
    """Resolves `receiver.test` to this machine, and other names to a public address."""
    return ["127.0.0.1"] if host == "receiver.test" else ["93.184.215.14"]

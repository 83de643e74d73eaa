"""Connections: clients that are slow with their headers are cut off, and new ones are spread over the workers.

A time limit on requests begins when their headers have come. Who sends headers byte by byte, or opens connections and
says nothing, would hold a connection for ever (an attack known as slowloris), so there is a limit before it, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl as tls
from collections.abc import Callable, Sized
from typing import Any

from uvicorn.loops.auto import auto_loop_factory
from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD_MAX = 160_000
"""Bytes of request line and headers before they are whole; `middleware` refuses less, in words."""
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
PAUSE_SECONDS, PAUSE_MAX = 0.0001, 0.002
"""A worker waits so long for each connection that it has, before it takes another; and never longer."""
ProtocolFactory = Callable[[], asyncio.Protocol]


class Guarded(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # which of two parsers it is, is known when it runs
    """One connection, with a limit on the time until the headers of a request are whole.

    Attributes:
        head_seconds: the limit, from the opening of the connection or the first byte of a further request.
    """

    head_seconds = 10.0
    _timer: asyncio.TimerHandle | None = None
    _answering: Any = None
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what has come; stop or begin to wait for headers."""
        super().data_received(data)
        if self.cycle is not self._answering:  # the headers of a request are whole
            self._answering = self.cycle
            self._stop()
        elif self.cycle is None or self.cycle.response_complete:
            self._received += len(data)
            if self._timer is None:
                self._wait()
            if self._received > HEAD_MAX and not self.transport.is_closing():
                self.transport.write(TOO_LARGE)
                self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.head_seconds, self._cut)

    def _stop(self) -> None:
        self._received = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _cut(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.abort()  # nobody reads an answer who has not finished asking


class Listener:
    """Takes connections from a socket that several workers share.

    The loops of asyncio and uvloop take all that wait at once, so that of clients who come together one worker gets
    all, and the others stand idle. Here a worker takes one at a time, and the later the more it has already.

    Args:
        loop: of this worker.
        made: makes the protocol of a connection; it knows all `connections` of its server, as uvicorn's do.
        listening: the socket.
        ssl: TLS, where it is spoken.
        backlog: connections that may wait.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        made: ProtocolFactory,
        listening: socket.socket,
        ssl: tls.SSLContext | None,
        backlog: int,
    ) -> None:
        self._loop, self._made, self._socket, self._ssl = loop, made, listening, ssl
        self._open: Sized = ()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        listening.setblocking(False)
        listening.listen(backlog)
        loop.add_reader(listening.fileno(), self._noticed)

    def close(self) -> None:
        """Take no further connection."""
        if not self._closed:
            self._closed = True
            self._loop.remove_reader(self._socket.fileno())

    async def wait_closed(self) -> None:
        """Nothing is left to wait for."""

    def _noticed(self) -> None:
        self._loop.remove_reader(self._socket.fileno())
        self._loop.call_later(min(PAUSE_MAX, PAUSE_SECONDS * len(self._open)), self._take)

    def _take(self) -> None:
        if self._closed:
            return
        with contextlib.suppress(OSError):  # another worker took it, or the client has gone
            taken, _ = self._socket.accept()
            taken.setblocking(False)
            task = self._loop.create_task(self._serve(taken))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._loop.add_reader(self._socket.fileno(), self._noticed)

    async def _serve(self, taken: socket.socket) -> None:
        try:
            _, served = await self._loop.connect_accepted_socket(self._made, taken, ssl=self._ssl)
        except OSError:  # a client that breaks off, or does not speak TLS
            taken.close()
            return
        self._open = getattr(served, "connections", ())


def shared_loop() -> asyncio.AbstractEventLoop:
    """An event loop whose servers share a socket that they are given fairly with other processes."""
    loop = auto_loop_factory()()
    usual = loop.create_server

    async def create_server(made: ProtocolFactory, *place: Any, sock: socket.socket | None = None, **how: Any) -> Any:
        if sock is None:
            return await usual(made, *place, **how)
        return Listener(loop, made, sock, how.get("ssl"), how.get("backlog", 100))

    loop.create_server = create_server  # type: ignore[method-assign, assignment]
    return loop

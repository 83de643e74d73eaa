"""One attempt to deliver a message to a webhook: one connection, one POST, no redirect, bounded in time and size."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from ostrakon.delivery.guard import Target

ANSWER_BYTES_MAX = 4096
"""So much of an answer is read; what it says is not kept, since a receiver may put anything there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long an attempt may take.

    Attributes:
        connect_seconds: for reaching the receiver.
        silent_seconds: between two pieces of its answer.
        total_seconds: in all, so that a receiver that drips does not hold us.
    """

    connect_seconds: float = 10.0
    silent_seconds: float = 10.0
    total_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of an attempt: delivered, and why not in words without anything secret."""

    delivered: bool
    problem: str = ""


def post(target: Target, body: bytes, headers: Mapping[str, str], times: Times, trust: ssl.SSLContext) -> Attempt:
    """Send a body; delivered is what the receiver answered with 2xx.

    Args:
        trust: whose certificates count; the host's name is checked, not its address.
    """
    expired = threading.Event()
    connection = _Connection(target, times, trust)

    def end() -> None:
        expired.set()
        connection.shut()

    timer = threading.Timer(times.total_seconds, end)
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", target.path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        answer.read(ANSWER_BYTES_MAX)
    except (OSError, http.client.HTTPException, ValueError) as failed:
        if expired.is_set():
            return Attempt(False, f"no whole answer within {times.total_seconds:g} seconds")
        return Attempt(False, _words(failed))
    finally:
        timer.cancel()
        connection.close()
    if expired.is_set():  # the end of a connection that we shut ourselves reads like the end of the headers
        return Attempt(False, f"no whole answer within {times.total_seconds:g} seconds")
    if 200 <= answer.status < 300:
        return Attempt(True)
    return Attempt(False, f"the receiver answered {answer.status}")


def _words(failed: Exception) -> str:
    match failed:
        case ssl.SSLCertVerificationError():
            return f"the certificate is not trusted ({failed.verify_message})"
        case ssl.SSLError():
            return f"TLS failed ({failed.reason or 'no reason given'})"
        case TimeoutError():
            return "the receiver is silent"
        case ConnectionRefusedError():
            return "the connection was refused"
        case ConnectionError() | http.client.RemoteDisconnected():
            return "the connection broke off"
        case OSError():
            return f"no connection ({failed.strerror or type(failed).__name__})"
        case _:
            return "the answer is no HTTP"


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was given."""

    def __init__(self, target: Target, times: Times, trust: ssl.SSLContext) -> None:
        super().__init__(target.host, target.port, timeout=times.silent_seconds)
        self.default_port = 443 if target.scheme == "https" else 80  # so that Host names the port only where needed
        self._target, self._times, self._trust = target, times, trust

    def connect(self) -> None:
        plain = socket.create_connection((self._target.address, self._target.port), self._times.connect_seconds)
        self.sock = plain
        plain.settimeout(self._times.silent_seconds)
        if self._target.scheme == "https":
            self.sock = self._trust.wrap_socket(plain, server_hostname=self._target.host)

    def shut(self) -> None:
        """End it from another thread."""
        if (opened := self.sock) is not None:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

"""The service as it runs in earnest: `ostrakon serve` with its worker processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from ostrakon.app.settings import COMPILED_VARIABLE

COMMAND = [sys.executable, "-c", "from ostrakon.cli.main import run; run()"]
START_SECONDS = 300


@dataclass(frozen=True)
class Served:
    """A running service."""

    url: str
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The ids of its worker processes (Linux)."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        children = [int(one) for task in tasks.iterdir() for one in (task / "children").read_text().split()]
        return [one for one in children if b"spawn_main" in _command_of(one)]


@contextmanager
def serving(store: Path, *, workers: int = 2, **settings: str) -> Iterator[Served]:
    """The service over a data folder, ready.

    Args:
        settings: environment variables without `OSTRAKON_`, in small letters.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment: Mapping[str, str] = {
        **os.environ,
        COMPILED_VARIABLE: "off",
        **{f"OSTRAKON_{name.upper()}": value for name, value in settings.items()},
    }
    command = [*COMMAND, "--store", str(store), "serve", "--port", str(port), "--workers", str(workers)]
    with (store.parent / f"{store.name}.log").open("ab") as log:
        process = subprocess.Popen(command, env=dict(environment), stdout=log, stderr=log)
    try:
        served = Served(f"http://127.0.0.1:{port}", process)
        _wait(served, store.parent / f"{store.name}.log")
        yield served
    finally:
        process.terminate()
        process.wait(60)


def _wait(served: Served, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            if httpx.get(f"{served.url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        assert served.process.poll() is None, log.read_text()[-3000:]
        assert time.monotonic() < until, log.read_text()[-3000:]
        time.sleep(0.1)


def _command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""

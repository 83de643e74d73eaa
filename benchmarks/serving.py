"""The service as it runs in earnest, for figures of it: `ostrakon serve` over a data folder, ready and ended again."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.measure import COMMAND

READY_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Served:
    """A running service: its port on this machine, and the id of its first process."""

    port: int
    process: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(store: Path, workers: int) -> Iterator[Served]:
    """A service that is ready; what it says goes into a file beside the data folder.

    Raises:
        RuntimeError: it did not start; with the end of what it said.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [COMMAND, "--store", store, "serve", "--workers", str(workers), "--port", str(port)]
    said = store.with_suffix(".log")
    with said.open("wb") as log:
        process = subprocess.Popen(list(map(str, command)), stderr=log, stdout=log)
    try:
        until = time.monotonic() + READY_SECONDS
        while not _ready(port):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(said.read_text()[-2000:])
            time.sleep(0.2)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(60)


def _ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False

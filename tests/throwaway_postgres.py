"""A PostgreSQL of a test's own, in a temporary folder on a free port, that may be killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

START_SECONDS = 180


class ThrowawayPostgres:
    """One server; not the machine's, and gone with its folder afterwards.

    Args:
        folder: its data, of the user that it runs as.
        programs: folder of `initdb` and `postgres`.
        runs_as: what comes before a command, for another user than root.
    """

    def __init__(self, folder: Path, programs: Path, runs_as: list[str]) -> None:
        self._folder, self._programs, self._runs_as = folder, programs, runs_as
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql://ostrakon@127.0.0.1:{self._port}/postgres"

    def make(self) -> None:
        """Make its files."""
        command = [self._programs / "initdb", "-D", self._folder / "data", "-U", "ostrakon", "--auth=trust", "-N"]
        subprocess.run([*self._runs_as, *map(str, command)], check=True, capture_output=True, cwd="/")

    def start(self) -> None:
        """Start it, after a kill as well, and wait until it answers."""
        import psycopg  # noqa: PLC0415  # only where it is installed

        until = time.monotonic() + START_SECONDS
        options = ["-p", str(self._port), "-k", str(self._folder), "-c", "listen_addresses=127.0.0.1"]
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), *options]
        while True:
            if self._process is None or self._process.poll() is not None:
                with (self._folder / "log").open("ab") as log:
                    self._process = subprocess.Popen(
                        [*self._runs_as, *command], stdout=log, stderr=log, cwd="/", start_new_session=True
                    )
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < until, (self._folder / "log").read_text()[-2000:]
                time.sleep(0.1)

    def kill(self) -> None:
        """End it and all of its processes at once, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@contextmanager
def throwaway_postgres() -> Iterator[ThrowawayPostgres]:
    """A server that runs; skips where PostgreSQL is not installed, which under `CI=true` is a failure."""
    pytest.importorskip("psycopg")
    programs = _programs()
    if programs is None:
        assert os.environ.get("CI") != "true", "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="ostrakon-postgres-"))
    made = ThrowawayPostgres(folder, programs, _other_user(folder))
    try:
        made.make()
        made.start()
        yield made
    finally:
        made.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    every = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(every) if (folder / "postgres").exists()), None)


def _other_user(folder: Path) -> list[str]:
    """How to run a command as somebody else than root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]

"""A folder in which the lines of a page are run one after the other, as a reader would type them."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.cli.main import main
from tests.documentation.pages import ROOT, Shown
from tests.list_server import ListServer
from tests.streaming.broker import BROKER
from tests.validation.watchman import watchman_stand_in

PROGRAM = [sys.executable, "-c", "from ostrakon.cli.main import run; run()"]
PATIENCE_SECONDS = 300
LOOKS = (
    "screen", "explain", "read", "payment", "shipment", "ownership", "demo", "lists diff", "policy what-if",
    "customers rescreen", "customers status", "customers import", "customers lookback", "customers diff",
    "deliveries run", "validate",
)  # fmt: skip
"""Commands whose exit code 1 says that a person must look, which is no failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How one line is played otherwise than as it stands.

    Attributes:
        instead: (what stands there, what is typed in its place): what a reader has to put in, too.
        before: called with the stage before the line.
        more: words added to the line, such as smaller counts.
        codes: exit codes that are right; None takes the usual ones.
        typed: what is typed at the terminal.
        why: for whoever reviews this table.
    """

    instead: tuple[tuple[str, str | Callable[[Stage], str]], ...] = ()
    before: Callable[[Stage], None] | None = None
    more: str = ""
    codes: tuple[int, ...] | None = None
    typed: str = ""
    why: str = ""


@dataclass
class Stage:
    """The folder, and what the lines before left behind."""

    folder: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]
    closing: ExitStack
    props: Mapping[str, Callable[[Stage], bytes]] = field(default_factory=dict)
    lists: ListServer | None = None
    port: int = 0
    said: str = ""
    mark: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    def play(self, shown: Shown, turn: Turn) -> None:
        """Run one line; fails where it does not end as it should."""
        text = shown.text
        for old, new in turn.instead:
            assert old in text, f"{shown}: the table of turns speaks of {old!r}, which is not there"
            text = text.replace(old, new if isinstance(new, str) else new(self))
        if turn.before is not None:
            turn.before(self)
        words = shlex.split(f"{text} {turn.more}")
        words[0] = words[0].removeprefix(".venv/bin/")
        while re.fullmatch(r"[A-Z_]+=.*", words[0]):
            self.patch.setenv(*words.pop(0).split("=", 1))
        self._lay_out(words)
        match words:
            case ["export", setting]:
                self.patch.setenv(*setting.split("=", 1))
            case ["ostrakon", "serve", *rest] if "--check" not in rest:
                self._serve(words[1:])
            case ["ostrakon", "mcp", *_]:
                self._assist(words[1:])
            case ["ostrakon", "consume", *_]:
                self._consume(words[1:])
            case ["ostrakon", *rest]:
                self._run(shown, rest, turn)
            case ["make", "demo"]:
                assert "demo --out demo-output" in makefile_target(["demo"]).stdout
                self._run(shown, ["demo", "--out", "demo-output"], turn)
            case ["curl", *_]:
                self._ask(shown, words)
            case _:
                raise AssertionError(f"{shown}: nobody here knows how to run {words[0]}")

    def path(self, name: str) -> Path:
        """A file of the folder."""
        return self.folder / name

    def type(self, text: str, *, typed: str = "", codes: tuple[int, ...] | None = None) -> None:
        """Run a line that the page does not show."""
        self.play(Shown("this test", text), Turn(typed=typed, codes=codes))

    @property
    def json(self) -> Any:
        """What the last command wrote, as JSON."""
        return json.loads(self.said)

    def mirror(self, file: str) -> str:
        """The address of a bundled list on this machine's own server."""
        assert self.lists is not None
        return self.lists.url(f"/{file}")

    def yente(self) -> str:
        """A service with yente's API: our own, over the lists of this page."""
        self.type("ostrakon keys add validation --role screener")
        self.patch.setenv("OSTRAKON_YENTE_KEY", os.environ["KEY"])
        self.type("ostrakon serve")
        return f"http://127.0.0.1:{self.port}"

    def watchman(self) -> str:
        """The stand-in for a Watchman."""
        return self.closing.enter_context(watchman_stand_in())

    def broker(self) -> str:
        """A real RabbitMQ; skips where there is none."""
        pika = pytest.importorskip("pika", reason="the extra `rabbitmq` is not installed")
        try:
            pika.BlockingConnection(pika.URLParameters(BROKER)).close()
        except (pika.exceptions.AMQPError, OSError) as away:
            pytest.skip(f"no RabbitMQ: {away!r}")
        return BROKER

    def _lay_out(self, words: list[str]) -> None:
        """Put the files that a line reads where it looks for them."""
        for word in (word.rpartition("///")[2] for word in words):
            make = self.props.get(word)
            if make is not None and not self.path(word).exists():
                self.path(word).parent.mkdir(parents=True, exist_ok=True)
                if content := make(self):
                    self.path(word).write_bytes(content)

    def _run(self, shown: Shown, words: list[str], turn: Turn) -> None:
        into = None
        if ">" in words:
            words, into = words[: words.index(">")], words[-1]
        self.patch.setattr("sys.stdin", io.StringIO(turn.typed))
        self.capture.readouterr()
        code = main(words)
        told = self.capture.readouterr()
        command = " ".join(words[2:] if words[0] == "--store" else words)
        right = turn.codes or ((0, 1) if command.startswith(LOOKS) else (0,))
        assert code in right, f"{shown}: exit code {code}\n{told.out[-1500:]}\n{told.err}"
        assert "unexpected" not in told.err, f"{shown}: {told.err}"
        self.said = told.out
        if into is not None:
            self.path(into).write_text(told.out, encoding="utf-8")
        if words[:2] == ["keys", "add"]:
            self.patch.setenv("KEY", told.out.split()[0])

    def _process(self, words: list[str], **options: object) -> subprocess.Popen[str]:
        environment = {**os.environ, COMPILED_VARIABLE: "off"}
        process = subprocess.Popen(
            [*PROGRAM, *words],
            cwd=self.folder,
            env=environment,
            text=True,
            stderr=subprocess.PIPE,
            **options,  # type: ignore[call-overload]
        )
        self.closing.callback(_end, process)
        return process  # type: ignore[no-any-return]

    def _serve(self, words: list[str]) -> None:
        """Start the service in the background on a free port, and wait until it is ready."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        if "--port" in words:
            words[words.index("--port") + 1] = str(self.port)
        else:
            words += ["--port", str(self.port)]
        process = self._process(words)
        scheme = "https" if "--tls-key" in words else "http"
        trust: bool | ssl.SSLContext = True
        if scheme == "https":
            trust = ssl.create_default_context(cafile=str(self.path("cert.pem")))
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                if httpx.get(f"{scheme}://127.0.0.1:{self.port}/readyz", timeout=5, verify=trust).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < until, "the service did not get ready"

    def _assist(self, words: list[str]) -> None:
        """Start the door for assistants and greet it as one would."""
        hello = (
            '{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", '
            '"capabilities": {}, "clientInfo": {"name": "docs", "version": "1"}}}\n'
        )
        process = self._process(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(hello)
        process.stdin.flush()
        stop = threading.Timer(PATIENCE_SECONDS, process.kill)
        stop.start()
        answer = process.stdout.readline()
        stop.cancel()
        assert '"serverInfo"' in answer, answer or (process.stderr and process.stderr.read())

    def _consume(self, words: list[str]) -> None:
        """Start the consumer, and end it as soon as its queues are there."""
        pika = pytest.importorskip("pika", reason="the extra `rabbitmq` is not installed")
        broker, queue = words[1], words[words.index("--queue") + 1]
        process = self._process(words)
        until = time.monotonic() + PATIENCE_SECONDS
        connection = pika.BlockingConnection(pika.URLParameters(broker))
        try:
            while True:
                channel = connection.channel()
                try:
                    if channel.queue_declare(queue, passive=True).method.consumer_count:
                        break
                except pika.exceptions.ChannelClosedByBroker:
                    pass
                assert process.poll() is None, process.stderr and process.stderr.read()
                assert time.monotonic() < until, "the consumer did not begin"
                time.sleep(0.2)
            process.terminate()
            assert process.wait(PATIENCE_SECONDS) == 0
        finally:
            for option in ("--queue", "--decisions", "--dead"):
                connection.channel().queue_delete(words[words.index(option) + 1])
            connection.close()

    def _ask(self, shown: Shown, words: list[str]) -> None:
        """What `curl` sends, sent by it where it is there."""
        words = [os.path.expandvars(word).replace(":8000/", f":{self.port}/") for word in words]
        if shutil.which("curl") is None:
            pytest.skip("no curl here")
        done = subprocess.run(
            [*words, "--silent", "--show-error", "--fail"], capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{shown}: {done.stderr}"
        self.said = done.stdout
        assert '"hit"' in done.stdout


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(60)
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def makefile_target(words: list[str]) -> subprocess.CompletedProcess[str]:
    """What a target of the Makefile would do, without doing it."""
    return subprocess.run(["make", "-n", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

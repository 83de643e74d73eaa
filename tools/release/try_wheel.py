"""The wheel alone in a new environment: what a user does in the first hour works, and a missing extra is named.

    python tools/release/try_wheel.py --wheel dist/ostrakon-*.whl [PYTHON ...]

Without interpreters: the oldest and the newest that are found here and new enough (on the path, and where pyenv keeps
them). Each gets an environment of its own; pip installs the wheel and, from the package index, what it needs.
Exit codes: 0 all steps worked with each; 1 some did not; 2 no interpreter, or pip could not install.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
_PATIENCE = 300

_ALL_HELP = """
import click
from ostrakon.cli.main import main, ostrakon

def walk(command, words):
    assert main([*words, "--help"]) == 0, words
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            walk(command.get_command(context, name), [*words, name])

walk(ostrakon, [])
"""

_STARTER = """
import json
from ostrakon.starter.files import starter_article, starter_customers, starter_lists
lists = {source: [str(path) for path in paths] for source, paths in starter_lists()}
print(json.dumps({"lists": lists, "customers": str(starter_customers()), "article": str(starter_article())}))
"""

# Without the extra (the command, and what of it must be named); skipped where the extra's package is there.
_EXTRAS = (
    ("documents", "pypdfium2", ("read", "page.pdf")),
    ("parquet", "pyarrow", ("screen", "--input", "rows.parquet", "--output", "out.jsonl")),
    ("mcp", "mcp", ("mcp",)),
    ("postgres", "psycopg", ("database", "status")),
    ("postgres", "psycopg", ("database", "upgrade")),
    ("postgres", "psycopg", ("ledger", "verify")),
    ("rabbitmq", "pika", ("consume", "amqp://127.0.0.1/", "--queue", "q")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a user does, and how it went; an empty `trouble` is well."""

    name: str
    trouble: str = ""


class Trial:
    """An installed Ostrakon, tried from the outside.

    Args:
        bin_folder: of the environment.
        folder: empty; the store and all output go here.
    """

    def __init__(self, bin_folder: Path, folder: Path) -> None:
        self._bin, self._folder = bin_folder, folder
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OSTRAKON_"))}
        self._environment = plain | {"OSTRAKON_STORE": str(folder / "store")}

    def steps(self) -> Iterator[Step]:
        """All steps, in order, each told when it is done."""
        yield self._step("--version", codes=(0,), says="ostrakon")
        yield self._ran("--help of every command", [self._python, "-c", _ALL_HELP], codes=(0,))
        starter = json.loads(self._call([self._python, "-c", _STARTER]).stdout)
        yield self._step("demo", "--out", "demo", codes=(0, 1), says="report.html")
        for source in ("un_sc", "ofac_sdn"):
            yield self._step("lists", "import", source, *starter["lists"][source], codes=(0,), says="in force")
        yield self._step("screen", "Al-Qaida", codes=(1,), says="un-QDe.004")
        yield self._step("screen", "Quentin Featherstonehaugh-Smythe", codes=(0,), says="clear")
        yield self._step("screen", "--input", starter["customers"], "--output", "rows.jsonl", codes=(1, 3))
        yield self._step("read", starter["article"], codes=(0, 1))
        yield self._step("customers", "import", starter["customers"], codes=(0, 1))
        yield self._step("customers", "rescreen", codes=(0, 1))
        small = ("--names", "40", "--controls", "20", "--payments", "4", "--texts", "4", "--out", "validation")
        yield self._step("validate", *small, codes=(0, 1))
        yield self._step("ledger", "verify", codes=(0,), says="intact")
        yield self._served()
        yield from self._without_extras()

    @property
    def _python(self) -> Path:
        return self._bin / "python"

    def _call(self, words: Sequence[object], **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(word) for word in words], cwd=self._folder, env=self._environment | environment,
            capture_output=True, text=True, check=False, timeout=_PATIENCE,
        )  # fmt: skip

    def _step(self, *words: str, codes: tuple[int, ...], says: str = "") -> Step:
        short = " ".join(word if len(word) < 40 else Path(word).name for word in words[:3])
        return self._ran(short, [self._bin / "ostrakon", *words], codes=codes, says=says)

    def _ran(self, name: str, words: Sequence[object], *, codes: tuple[int, ...], says: str = "") -> Step:
        done = self._call(words)
        whole = done.stdout + done.stderr
        if done.returncode not in codes:
            return Step(name, f"ended with {done.returncode}: {whole[-600:]}")
        if "Traceback" in whole or "unexpected" in done.stderr:
            return Step(name, whole[-600:])
        return Step(name, "" if says in whole else f"does not say {says!r}: {whole[-600:]}")

    def _served(self) -> Step:
        made = self._call([self._bin / "ostrakon", "keys", "add", "trial", "--role", "screener"])
        key = re.search(r"\bost_\S+|\b[A-Za-z0-9_-]{30,}\b", made.stdout)
        if key is None:
            return Step("serve", f"no key: {made.stdout + made.stderr}")
        with self._service() as (address, log):
            ready = _answer(f"{address}/readyz", patience=60)
            if ready is None:
                return Step("serve", f"never ready: {log.read_text(encoding='utf-8')[-600:]}")
            asked = {"queries": {"a": {"schema": "Organization", "properties": {"name": ["Al-Qaida"]}}}}
            answer = _answer(f"{address}/match/default", patience=10, key=key[0], body=asked) or ""
        return Step("serve", "" if "un-QDe.004" in answer else f"/match answers {answer[:300]!r}")

    @contextmanager
    def _service(self) -> Iterator[tuple[str, Path]]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = self._folder / "serve.log"
        with log.open("w", encoding="utf-8") as out:
            service = subprocess.Popen(
                [str(self._bin / "ostrakon"), "serve", "--port", str(port)],
                cwd=self._folder, env=self._environment, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                yield f"http://127.0.0.1:{port}", log
            finally:
                service.terminate()
                try:
                    service.wait(20)
                except subprocess.TimeoutExpired:
                    service.kill()
                    service.wait()

    def _without_extras(self) -> Iterator[Step]:
        (self._folder / "page.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
        (self._folder / "rows.parquet").write_bytes(b"PAR1")
        for extra, package, words in _EXTRAS:
            if self._call([self._python, "-c", f"import {package}"]).returncode == 0:
                continue
            elsewhere = {"OSTRAKON_DATABASE": "postgresql://127.0.0.1/none"} if extra == "postgres" else {}
            done = self._call([self._bin / "ostrakon", *words], **elsewhere)
            named = f"pip install 'ostrakon[{extra}]'" in done.stdout + done.stderr and done.returncode in (2, 3)
            trouble = "" if named else f"{done.returncode}: {(done.stdout + done.stderr)[-300:]}"
            yield Step(f"{' '.join(words[:2])} without ostrakon[{extra}] names it", trouble)


def _answer(url: str, *, patience: float, key: str = "", body: object = None) -> str | None:
    """What a service answers, asked again until it does; None when it does not in time (seconds)."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"ApiKey {key}"} if key else {})
    data = None if body is None else json.dumps(body).encode()
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            request = urllib.request.Request(url, data=data, headers=headers)
            with urllib.request.urlopen(request, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refused:
            if refused.code != 503:
                return f"{refused.code} {refused.read().decode()}"
        except OSError:
            pass
        time.sleep(0.2)
    return None


def interpreters() -> list[str]:
    """Every Python that runs here and is new enough, one of each minor version, oldest first."""
    found: dict[tuple[int, int], str] = {}
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    names = [f"python3.{minor}" for minor in range(OLDEST[1], OLDEST[1] + 10)] + ["python3"]
    for candidate in [*names, *sorted(str(path) for path in kept.glob("3.*/bin/python3"))]:
        if shutil.which(candidate) is None:
            continue
        asks = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
        done = subprocess.run([candidate, "-c", asks], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            major, minor = map(int, done.stdout.split())
            if (major, minor) >= OLDEST:
                found.setdefault((major, minor), candidate)
    return [found[version] for version in sorted(found)]


def tried(python: str, wheel: Path) -> int:
    """Make an environment, install, try; the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        subprocess.run([python, "-m", "venv", str(folder / "venv")], check=True)
        bin_folder = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        done = subprocess.run(
            [str(bin_folder / "python"), "-m", "pip", "install", "--quiet", "--only-binary", ":all:", str(wheel)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        version = subprocess.run([bin_folder / "python", "--version"], capture_output=True, text=True, check=True)
        print(f"== {version.stdout.strip()}")
        if done.returncode:
            print(f"pip could not install: {done.stderr[-800:]}", file=sys.stderr)
            return 2
        (folder / "work").mkdir()
        troubles = 0
        for step in Trial(bin_folder, folder / "work").steps():
            print(f"   {'ok ' if not step.trouble else 'NOT'} {step.name}", flush=True)
            if step.trouble:
                troubles += 1
                print(step.trouble, file=sys.stderr)
        return 1 if troubles else 0


def main() -> int:
    """Try the wheel with each interpreter; the worst exit code."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--wheel", type=Path, required=True)
    arguments.add_argument("pythons", nargs="*", metavar="PYTHON")
    given = arguments.parse_args()
    found = given.pythons or interpreters()
    if not found:
        print("no Python >= 3.11 was found", file=sys.stderr)
        return 2
    chosen = given.pythons or [found[0], *found[-1:]] if len(found) > 1 else found
    return max(tried(python, given.wheel.resolve()) for python in chosen)


if __name__ == "__main__":
    sys.exit(main())

"""One mutant against the tests that come by its line, in a process of its own."""

from __future__ import annotations

import ast
import importlib.machinery
import os
import resource
import signal
import sys
from pathlib import Path
from types import CodeType
from typing import Literal

import pytest

Outcome = Literal["killed", "timeout", "survived"]
BROKEN = 70
MEMORY_BYTES = 6 << 30
WALL_TIMES = 20
"""How much longer than its processor time a mutant may take on a busy machine, before it counts as waiting for ever."""


def tried(module: str, tree: ast.Module, tests: list[str], *, cpu_seconds: int) -> Outcome:
    """Run the tests with the changed module in its place; stops at the first that fails.

    Args:
        module: its dotted name; nothing of the program may have been imported by the calling process.
        tests: ids as pytest takes them.
        cpu_seconds: processor time after which the mutant counts as caught in an endless loop.
    """
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
            signal.alarm(cpu_seconds * WALL_TIMES)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
            code = _run(module, tree, tests)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM} else "killed"
    match os.WEXITSTATUS(status):
        case pytest.ExitCode.OK:
            return "survived"
        # A module that cannot be loaded interrupts, or leaves pytest without the tests that it was asked for.
        case pytest.ExitCode.TESTS_FAILED | pytest.ExitCode.INTERRUPTED | pytest.ExitCode.USAGE_ERROR:
            return "killed"
        case other:
            raise RuntimeError(f"pytest ended with {other}, which says nothing of the mutant")


def _run(module: str, tree: ast.Module, tests: list[str]) -> int:
    assert not any(name == "ostrakon" or name.startswith("ostrakon.") for name in sys.modules)
    plain = importlib.machinery.SourceFileLoader.get_code

    def changed(loader: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        if name == module:
            return compile(tree, loader.get_filename(name), "exec")
        return plain(loader, name)

    importlib.machinery.SourceFileLoader.get_code = changed  # type: ignore[method-assign]
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no"]
    loaded = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of the libraries that the forks share
    return int(pytest.main([*options, *loaded, *tests]))


def module_name(path: Path, source_root: Path) -> str:
    """The dotted name of a file below the root of the packages."""
    parts = list(path.relative_to(source_root).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

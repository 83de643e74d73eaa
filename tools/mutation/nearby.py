"""Which tests come by which line, and how long each takes: one run of the near tests under coverage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BEFORE_TESTS = "before"
TOLD = "nearby.json"


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the run saw.

    Attributes:
        by_line: (file, line) → ids of tests, files of tests whose fixtures come by, and `BEFORE_TESTS` for a line that
            runs when its module is loaded, which concerns all.
        seconds: processor time of each test.
    """

    by_line: dict[tuple[str, int], frozenset[str]]
    seconds: dict[str, float]

    def tests(self, file: str, first: int, last: int) -> list[str]:
        """The tests that come by any of these lines, the quick ones first."""
        found: set[str] = set()
        for line in range(first, last + 1):
            found |= self.by_line.get((file, line), frozenset())
        whole = {one for one in found if "::" not in one}
        chosen = {test for test in self.seconds if test in found or test.partition("::")[0] in whole}
        if BEFORE_TESTS in found:
            chosen = set(self.seconds)
        return sorted(chosen, key=lambda test: (self.seconds[test], test))


def look(root: Path, rooms: list[str], tests: list[str], work: Path) -> Nearby:
    """Run the tests once; raises where one fails, since then nothing can be said of any mutant."""
    work.mkdir(parents=True, exist_ok=True)
    told = work / TOLD
    environment = {
        **os.environ,
        "PYTHONPATH": str(root / "src"),
        "OSTRAKON_NEARBY": str(told),
        "OSTRAKON_ROOMS": ":".join(rooms),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:xdist", "-p", "tools.mutation.watching", *tests]
    done = subprocess.run(command, cwd=root, env=environment, check=False)
    if done.returncode:
        raise SystemExit("the tests fail without any mutant")
    return known(work)


def known(work: Path) -> Nearby:
    """What an earlier run saw."""
    kept = json.loads((work / TOLD).read_text(encoding="utf-8"))
    lines: dict[tuple[str, int], set[str]] = defaultdict(set)
    for file, number, context in kept["lines"]:
        lines[file, number].add(context or BEFORE_TESTS)
    return Nearby({key: frozenset(value) for key, value in lines.items()}, kept["seconds"])


def contexts(measured: object) -> Iterator[tuple[str, int, str]]:
    """(file, line, context) of what coverage kept."""
    files = measured.measured_files()  # type: ignore[attr-defined]
    for file in files:
        for line, names in measured.contexts_by_lineno(file).items():  # type: ignore[attr-defined]
            for name in names:
                yield file, line, name

"""One process that screens: `python -m benchmarks.one_process STORE NAMES`, for `processes.py`.

Writes one JSON line when it is ready, waits for a line on its standard input, writes its memory as another, and ends
when its input does.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.measure import memory_mb
from ostrakon import Ostrakon
from ostrakon.index.arrays import Arrays
from ostrakon.model.subject import Subject


def main() -> None:
    """Open the store, answer the names of the file, report, wait, report the memory."""
    store, names = Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
    started = time.perf_counter()
    with Ostrakon.open(store) as engine:
        opened = time.perf_counter() - started
        started = time.perf_counter()
        Arrays.load(engine.index_folder)
        mapped = time.perf_counter() - started
        for name in names:
            engine.answer(Subject(name=name))
        print(json.dumps({"opened": opened, "mapped": mapped}), flush=True)
        sys.stdin.readline()
        print(json.dumps(memory_mb()), flush=True)
        sys.stdin.readline()  # stays until the others are weighed, too


if __name__ == "__main__":
    main()

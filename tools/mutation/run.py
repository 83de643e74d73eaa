"""Mutation testing of rooms of the core: a sample of small changes of the code, and whether the near tests notice each.

    python -m tools.mutation.run --count 200 --seed 1

Drawn are mutants over all files of the rooms, each as likely as any other. A mutant is tried in a process of its own
with the tests that come by its line, the quick ones first; it is killed when one fails, or when it runs ten times as
long as they should. The figure is the share that was killed, with its Wilson interval.

Why not mutmut or cosmic-ray: mutmut 3 calls every function through a trampoline, and these rooms call some of theirs a
million times a test, so that its first run of the tests did not end (tried). Cosmic-ray was judged by its documents and
not tried: it starts a test command anew for each mutant, and choosing a sample, and the tests by the line, would have
had to be built around it.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hypothesis

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
sys.path[:0] = [str(ROOT), str(SOURCE)]

from tools.mutation.mutants import Mutant, mutants, mutated  # noqa: E402
from tools.mutation.nearby import Nearby, known, look  # noqa: E402
from tools.mutation.trial import module_name, tried  # noqa: E402

ROOMS = ["match", "screening"]
COMPILED = "compiled"
"""Folder of the room that is left out, with its tests: its loops become machine code once, and a mutant of theirs would
need a minute of compiling each. What they give is compared with the plain code, which is mutated."""
LEAST_SECONDS = 30


def drawn(count: int, seed: int) -> list[tuple[Path, Mutant]]:
    """The sample, in the order of drawing: a run that is ended early has tried a sample all the same."""
    everything = []
    for room in ROOMS:
        for path in sorted((SOURCE / "ostrakon" / room).rglob("*.py")):
            if path.parent.name != COMPILED:
                everything += [(path, mutant) for mutant in mutants(path.read_text(encoding="utf-8"))]
    return random.Random(seed).sample(everything, min(count, len(everything)))


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a rate (Wilson, 1927)."""
    z = 1.959964
    rate, square = hits / count, z * z
    middle = (rate + square / (2 * count)) / (1 + square / count)
    half = z / (1 + square / count) * ((rate * (1 - rate) / count + square / (4 * count * count)) ** 0.5)
    return middle - half, middle + half


def judged(path: Path, mutant: Mutant, nearby: Nearby) -> str:
    """What became of one mutant."""
    text = path.read_text(encoding="utf-8")
    tree = mutated(text, mutant)
    tests = nearby.tests(str(path), mutant.first, mutant.last)
    if not tests:
        return "no test"
    limit = int(LEAST_SECONDS + 10 * sum(nearby.seconds[test] for test in tests))
    return tried(module_name(path, SOURCE), tree, tests, cpu_seconds=limit)


def control(nearby: Nearby) -> None:
    """A module without any change must survive the tests that come by it, or no outcome means anything."""
    path = SOURCE / "ostrakon" / ROOMS[0] / "gender.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if tried(module_name(path, SOURCE), tree, sorted(nearby.seconds), cpu_seconds=LEAST_SECONDS * 10) != "survived":
        raise SystemExit("the tests fail without any mutant")


def main() -> int:
    """Draw, try, and say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="mutants in the sample")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--tests",
        nargs=argparse.REMAINDER,
        default=[f"tests/{room}" for room in ROOMS] + [f"--ignore=tests/match/{COMPILED}"],
    )
    parser.add_argument("--work", type=Path, default=ROOT / ".bench" / "mutation")
    parser.add_argument("--known", action="store_true", help="take from the work folder which test comes by which line")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None)
    hypothesis.settings.load_profile("mutation")
    sample = drawn(asked.count, asked.seed)
    nearby = known(asked.work) if asked.known else look(ROOT, ROOMS, asked.tests, asked.work)
    control(nearby)
    started, outcomes = time.monotonic(), []
    with ThreadPoolExecutor(asked.jobs) as pool, (asked.work / "outcomes.jsonl").open("w", encoding="utf-8") as out:
        for (path, mutant), outcome in zip(sample, pool.map(lambda one: judged(*one, nearby), sample), strict=True):
            outcomes.append(outcome)
            place = f"{path.relative_to(SOURCE / 'ostrakon')}:{mutant.line}"
            out.write(json.dumps({"place": place, "what": mutant.what, "outcome": outcome}, ensure_ascii=False) + "\n")
            out.flush()
            if outcome in {"survived", "no test"}:
                print(f"{outcome:>8}  {place}  {mutant.what}", flush=True)
    killed = sum(outcome in {"killed", "timeout"} for outcome in outcomes)
    low, high = wilson(killed, len(outcomes))
    print(
        f"{killed} of {len(outcomes)} mutants killed: {killed / len(outcomes):.1%} "
        f"(95 % interval {low:.1%} to {high:.1%}), seed {asked.seed}, {time.monotonic() - started:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A million interests: `python -m benchmarks.ownership [INTERESTS [register|tangle]]`, one JSON line a regime.

The graph is made (no register of that size was at hand): groups of companies as registers show them. Chains with
outside holders, holdings with many daughters, joint ventures of three to eight, rings and cross-holdings, a fifth of
the stakes as ranges, a seventh of the companies with a part that no record names, votes and rights to appoint now and
then, holders across groups, one chain of thousands and one holding with thousands of daughters. Some of the persons on
top are listed. In the second graph anybody holds parts of anybody, so that nearly all of it hangs together.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.corpus import ROOT, SEED
from benchmarks.measure import Bar, Section
from ostrakon.ownership import REGIMES, Graph, Interest, Party, resolve
from ostrakon.ownership.graph import UNIT, Right

DAY = "2026-01-01"
LISTED = 0.02
LONG = 5000
WANTED_SECONDS = 30
WANTED_MB = 3000


class _Register:
    """Parties and interests while they are made."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.listed: list[bool] = []
        self.interests: list[Interest] = []
        self._companies: list[str] = []

    def person(self) -> str:
        """A new party on top, perhaps a listed one."""
        return self._new(listed=self.draw.random() < LISTED)

    def company(self) -> str:
        """A new company."""
        made = self._new(listed=False)
        self._companies.append(made)
        return made

    def outsider(self) -> str:
        """Somebody else who holds a part: mostly a person, sometimes a company of another group."""
        if self._companies and self.draw.random() < 0.1:
            return self.draw.choice(self._companies)
        return self.person()

    def _new(self, *, listed: bool) -> str:
        self.listed.append(listed)
        return f"p{len(self.listed) - 1}"

    def held(self, owned: str, owners: list[str], shares: list[int]) -> None:
        """Stakes of an entity's owners, some as ranges; now and then the last one is not on record."""
        draw = self.draw
        if len(owners) > 1 and draw.random() < 0.14:
            owners, shares = owners[:-1], shares[:-1]
        for owner, share in zip(owners, shares, strict=True):
            low, high = share * UNIT, share * UNIT
            if draw.random() < 0.2:
                low, high = max(0, low - 15 * UNIT), min(100 * UNIT, high + 10 * UNIT)
            self.interests.append(Interest(owner=owner, owned=owned, low=low, high=high))
        if draw.random() < 0.02:
            self.interests.append(
                Interest(owner=owners[0], owned=owned, low=55 * UNIT, high=55 * UNIT, kind="control", right="voting")
            )
        elif draw.random() < 0.02:
            right: Right = draw.choice(("appoint_majority", "director", "veto"))
            self.interests.append(Interest(owner=self.outsider(), owned=owned, kind="control", right=right))

    def majority(self, owner: str) -> str:
        """A new company of which one holder has most."""
        owned, share = self.company(), self.draw.choice((50, 51, 60, 75, 90))
        self.held(owned, [owner, self.outsider()], [share, 100 - share])
        return owned


def made_graph(interests: int, seed: int = SEED) -> Graph:
    """A register of so many interests."""
    made = _Register(seed)
    for group in _groups(made):
        group(made)
        if len(made.interests) >= interests:
            break
    parties = (
        Party(id=f"p{number}", name=f"Party {number}", listed=REGIMES if listed else ())
        for number, listed in enumerate(made.listed)
    )
    return Graph.of(parties, made.interests[:interests])


def _groups(made: _Register) -> Iterator[Any]:
    yield lambda made: _chain(made, LONG)
    yield lambda made: _fan(made, LONG)
    while True:
        yield made.draw.choice((_short_chain, _small_fan, _venture, _ring))


def _chain(made: _Register, length: int) -> None:
    holder = made.person()
    for _ in range(length):
        holder = made.majority(holder)


def _short_chain(made: _Register) -> None:
    _chain(made, made.draw.randint(3, 12))


def _fan(made: _Register, daughters: int) -> None:
    holding = made.majority(made.person())
    for _ in range(daughters):
        made.majority(holding)


def _small_fan(made: _Register) -> None:
    _fan(made, made.draw.randint(3, 40))


def _venture(made: _Register) -> None:
    owners = [made.outsider() for _ in range(made.draw.randint(3, 8))]
    cuts = sorted(made.draw.sample(range(1, 100), len(owners) - 1))
    shares = [after - before for before, after in zip([0, *cuts], [*cuts, 100], strict=True)]
    made.majority(_of(made, owners, shares))


def _of(made: _Register, owners: list[str], shares: list[int]) -> str:
    owned = made.company()
    made.held(owned, owners, shares)
    return owned


def _ring(made: _Register) -> None:
    members = [made.company() for _ in range(made.draw.randint(2, 6))]
    for place, member in enumerate(members):
        share = made.draw.choice((20, 30, 40, 55))
        made.held(member, [members[place - 1], made.outsider()], [share, 100 - share])


def tangle(interests: int, seed: int = SEED) -> Graph:
    """Interests of anybody in anybody, until the shares of an entity are given away."""
    draw, count = random.Random(seed), interests // 2
    left = [100] * count
    made: list[Interest] = []
    while len(made) < interests:
        owner, owned, share = draw.randrange(count), draw.randrange(count), draw.choice((5, 10, 20, 25, 30, 40, 50, 60))
        if share <= left[owned]:
            left[owned] -= share
            made.append(Interest(owner=f"p{owner}", owned=f"p{owned}", low=share * UNIT, high=share * UNIT))
    parties = (Party(id=f"p{one}", listed=REGIMES if draw.random() < LISTED / 2 else ()) for one in range(count))
    return Graph.of(parties, made)


MAKERS = {"register": made_graph, "tangle": tangle}


def ownership(interests: int) -> Section:
    """One fresh process for each regime and graph."""
    section = Section(
        "Ownership",
        f"Made graphs (seed {SEED}) of {interests:,} interests. The register: chains, holdings, joint ventures, rings, "
        "ranges, parts that no record names. The tangle: anybody holds parts of anybody. Every entity is judged, with "
        "its proof. Seconds of one core, of the whole answer; nothing is wanted of the tangle.",
        ("graph", "regime", "parties", "listed", "blocked", "undetermined", "made", "resolved", "peak memory"),
    )
    for kind in MAKERS:
        for regime in REGIMES:
            command = [sys.executable, "-m", "benchmarks.ownership", str(interests), kind, regime]
            done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
            _add(section, kind, regime, interests, json.loads(done.stdout))
    return section


def _add(section: Section, kind: str, regime: str, interests: int, found: dict[str, float]) -> None:
    counts = (f"{found[key]:,}" for key in ("parties", "listed", "blocked", "undetermined"))
    seconds = (f"{found[key]:.1f} s" for key in ("made", "seconds"))
    section.rows.append((kind, regime, *counts, *seconds, f"{found['peak']:,.0f} MB"))
    if kind == "register":
        what = f"{interests:,} interests under {regime}: "
        section.bars.append(Bar(what + "seconds", WANTED_SECONDS, found["seconds"], at_most=True, digits=1))
        section.bars.append(Bar(what + "peak memory, MB", WANTED_MB, found["peak"], at_most=True, digits=0))


def measured(interests: int, kind: str, regime: str) -> dict[str, float]:
    """Make the graph and resolve it in this process."""
    started = time.process_time()
    graph = MAKERS[kind](interests)
    made = time.process_time()
    answer = resolve(graph, regime, DAY)
    return {
        "parties": len(graph.parties),
        "listed": len(graph.listed_by(regime)),
        "blocked": len(answer.blocked),
        "undetermined": len(answer.undetermined),
        "made": made - started,
        "seconds": time.process_time() - made,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """One graph under one regime, or under all of them."""
    interests = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    kind = sys.argv[2] if len(sys.argv) > 2 else "register"
    for regime in sys.argv[3:] or REGIMES:
        print(json.dumps({"regime": regime, **measured(interests, kind, regime)}), flush=True)


if __name__ == "__main__":
    main()

"""How often persons of one full name on two lists are one person, by how rare the name is.

    python tools/matching/namesakes.py [STORE]

Takes the pairs of which both are dated to the day, so that the dates tell; the rules for undated records in
`clusters/links.py` rest on the table that this prints. Each of a pair is the only one of the name on its list.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from ostrakon.app.settings import store_folder
from ostrakon.clusters.contradictions import dates_fit, same_year
from ostrakon.clusters.links import BITS_UNDATED, CARRIERS_MAX
from ostrakon.clusters.names import FullName
from ostrakon.clusters.party import Party, is_active, party_of
from ostrakon.store.snapshot import open_snapshot

STEP = 4
Group = dict[str, tuple[Party, list[FullName]]]


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, nargs="?")
    snapshot = open_snapshot(store_folder(parser.parse_args().store))
    named: defaultdict[tuple[str, ...], Group] = defaultdict(dict)
    for entity in snapshot.entities():
        if is_active(entity) and (party := party_of(entity)).kind == "person":
            for name in party.names:
                named[name.key].setdefault(party.id, (party, []))[1].append(name)
    table: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for group in named.values():
        if 1 < len(group) <= CARRIERS_MAX:
            count(group, table)
    print(f"{'bits of the name':>18}{'one person':>12}{'other date':>12}{'no date':>10}")
    for bits, counts in sorted(table.items()):
        print(f"{f'{bits} to {bits + STEP}':>18}{counts['same']:>12}{counts['other']:>12}{counts['undated']:>10}")
    same, other = (sum(c[k] for b, c in table.items() if b >= BITS_UNDATED) for k in ("same", "other"))
    print(f"from {BITS_UNDATED:.0f} bits on: {same} of {same + other} dated pairs are one person")


def count(group: Group, table: defaultdict[int, Counter[str]]) -> None:
    """Count the pairs of one name."""
    lists = Counter(source for party, _ in group.values() for source in party.lists)
    for (one, ours), (two, theirs) in combinations(group.values(), 2):
        alone = all(lists[source] == 1 for source in one.lists | two.lists)
        name = max(ours, key=lambda name: name.bits)
        if not alone or name.core < 2 or not any(n.main for n in (*ours, *theirs)):
            continue
        days = [[d for d in p.births if d.precision == "day" and not d.approximate] for p in (one, two)]
        fits = any(dates_fit(a, b) for a in days[0] for b in days[1]) or same_year(one.births, two.births)
        kind = "undated" if not all(days) else "same" if fits else "other"
        table[int(name.bits // STEP) * STEP][kind] += 1


if __name__ == "__main__":
    main()

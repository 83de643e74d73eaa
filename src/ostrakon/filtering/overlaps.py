"""One party at one place is one hit: names and address of one field are looked through in more ways than one."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from ostrakon.filtering.hits import Hit


def without_overlaps(hits: list[Hit]) -> list[Hit]:
    """The hits in their order; of those of a field that overlap each party is told once, where it is found most surely.

    Of equally sure ones the widest tells it.
    """
    if len(hits) < 2:  # nothing to overlap
        return hits
    told: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    kept: dict[int, Hit] = {}
    for number in sorted(range(len(hits)), key=lambda n: _rank(hits[n])):
        hit = hits[number]
        left = tuple(
            result
            for result in hit.results
            if all(end <= hit.start or start >= hit.end for start, end in told[hit.field, result.id])
        )
        if left:
            kept[number] = hit if len(left) == len(hit.results) else msgspec.structs.replace(hit, results=left)
            for result in left:
                told[hit.field, result.id].append((hit.start, hit.end))
    return [kept[number] for number in range(len(hits)) if number in kept]


def _rank(hit: Hit) -> tuple[float, int]:
    return -max(result.bits for result in hit.results), hit.start - hit.end

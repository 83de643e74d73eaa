"""Listed identifiers of one type, read from the packed facts of an index."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.index.arrays import Arrays
from ostrakon.index.facts import unpack_facts


def listed_values(arrays: Arrays, kind: str) -> Iterator[tuple[str, int]]:
    """Every value of an identifier type with the number of its party, in the order of the index.

    Only facts in whose bytes the type's name stands are unpacked: a few hundred of tens of thousands.
    """
    packed, offsets = arrays.ent_facts.tobytes(), arrays.ent_facts_off
    mark, at = bytes([0xA0 | len(kind)]) + kind.encode(), 0  # a short string in MessagePack
    while (at := packed.find(mark, at)) >= 0:
        party = int(offsets.searchsorted(at, side="right")) - 1
        start, end = int(offsets[party]), int(offsets[party + 1])
        for found, value, _ in unpack_facts(packed[start:end]).identifiers:
            if found == kind:
                yield value, party
        at = end

"""The clusters of a snapshot as files: flat arrays, memory-mapped, and one line of JSON with the reasons of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.clusters.links import Link
from ostrakon.errors import StoreError
from ostrakon.index.mapped import mapped
from ostrakon.index.ranges import spread
from ostrakon.profile.name import hash64

REASONS = "cluster_reasons.jsonl"
ALONE = 0xFFFF_FFFF
"""In `cluster_of`: the party is in no cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """All clusters of two records or more; read-only, safe to share. `x_off` holds the borders of `x`.

    Attributes:
        cluster_of: cluster of each active entity, numbered as the index numbers them; `ALONE` without one.
        cluster_off: borders of the clusters in the members.
        cluster_party: number of each member.
        cluster_text, cluster_text_off: ids of the members, joined; the one that stands for the cluster first.
        cluster_hash, cluster_place: sorted hashes of the ids of all members, and the member of each.
        cluster_line: where the line of each cluster begins in the file of reasons.
    """

    cluster_of: NDArray[np.uint32]
    cluster_off: NDArray[np.uint32]
    cluster_party: NDArray[np.uint32]
    cluster_text: NDArray[np.uint8]
    cluster_text_off: NDArray[np.uint32]
    cluster_hash: NDArray[np.uint64]
    cluster_place: NDArray[np.uint32]
    cluster_line: NDArray[np.uint64]
    folder: Path

    @classmethod
    def load(cls, folder: Path) -> Clusters:
        """Map the clusters of a snapshot's index folder into memory.

        Raises:
            StoreError: they are missing or damaged.
        """
        try:
            arrays = {name: mapped(folder / f"{name}.npy") for name in _ARRAYS}
            if (folder / REASONS).stat().st_size != int(arrays["cluster_line"][-1]):
                raise ValueError(f"{REASONS} is cut short")
        except (OSError, ValueError) as bad:
            raise StoreError(
                f"the clusters of the lists are missing, damaged or of an older version ({bad})",
                where=str(folder),
                remedy="`ostrakon lists reindex` builds them anew",
            ) from bad
        return cls(**arrays, folder=folder)

    @property
    def count(self) -> int:
        """Number of clusters of two records or more."""
        return len(self.cluster_off) - 1

    def fellows(self, party: int) -> tuple[int, ...]:
        """Index numbers of all records of the party with this number, itself included."""
        cluster = int(self.cluster_of[party])
        if cluster == ALONE:
            return (party,)
        return tuple(self.cluster_party[self.cluster_off[cluster] : self.cluster_off[cluster + 1]].tolist())

    def all_fellows(self, parties: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """`fellows` of many parties: where those of each begin and end, and their numbers one after the other."""
        cluster = self.cluster_of[parties].astype(np.int64)
        alone = cluster == ALONE
        cluster[alone] = 0
        start = self.cluster_off[cluster].astype(np.int64)
        size = np.where(alone, 1, self.cluster_off[cluster + 1] - start) if self.count else np.ones_like(start)
        found = np.repeat(parties, size)
        held = ~np.repeat(alone, size)
        found[held] = self.cluster_party[spread(start, size)[held]]
        return np.concatenate([[0], np.cumsum(size)]), found

    def members(self, entity_id: str) -> tuple[str, ...]:
        """All ids of the party with this id, the one that stands for them first; the id alone without a cluster."""
        cluster = self._cluster(entity_id)
        return (entity_id,) if cluster is None else self.ids(cluster)

    def canonical(self, entity_id: str) -> str:
        """The id that stands for the party with this id."""
        return self.members(entity_id)[0]

    def referents(self, entity_id: str) -> tuple[str, ...]:
        """The other ids of the party with this id."""
        return tuple(member for member in self.members(entity_id) if member != entity_id)

    def others(self, party: int, entity_id: str) -> tuple[str, ...]:
        """`referents` of a party by its number in the index, which needs no search."""
        cluster = int(self.cluster_of[party])
        return () if cluster == ALONE else tuple(member for member in self.ids(cluster) if member != entity_id)

    def reasons(self, entity_id: str) -> tuple[Link, ...]:
        """Why the records of this party are taken for one, strongest first; empty without a cluster."""
        cluster = self._cluster(entity_id)
        if cluster is None:
            return ()
        with (self.folder / REASONS).open("rb") as lines:
            lines.seek(int(self.cluster_line[cluster]))
            return msgspec.json.decode(lines.readline(), type=tuple[Link, ...])

    def place(self, party: int) -> tuple[int, int]:
        """Cluster of a party by its number in the index, and its place there; a number below 0 for a party alone."""
        cluster = int(self.cluster_of[party])
        if cluster == ALONE:
            return -1 - party, 0
        start, end = int(self.cluster_off[cluster]), int(self.cluster_off[cluster + 1])
        members: list[int] = self.cluster_party[start:end].tolist()
        return cluster, members.index(party)

    def ids(self, cluster: int) -> tuple[str, ...]:
        """Ids of a cluster by its number."""
        start, end = int(self.cluster_off[cluster]), int(self.cluster_off[cluster + 1])
        return tuple(self._id(place) for place in range(start, end))

    def _id(self, place: int) -> str:
        return bytes(self.cluster_text[self.cluster_text_off[place] : self.cluster_text_off[place + 1]]).decode()

    def _cluster(self, entity_id: str) -> int | None:
        wanted = np.uint64(hash64(entity_id))
        row = int(np.searchsorted(self.cluster_hash, wanted))
        while row < len(self.cluster_hash) and self.cluster_hash[row] == wanted:
            place = int(self.cluster_place[row])
            if self._id(place) == entity_id:
                return int(np.searchsorted(self.cluster_off, place, "right")) - 1
            row += 1
        return None


_ARRAYS = tuple(f.name for f in fields(Clusters) if f.name != "folder")


def save(
    folder: Path, order: Sequence[str], clusters: Sequence[Sequence[str]], reasons: Sequence[Sequence[Link]]
) -> None:
    """Write clusters and their reasons.

    Args:
        order: ids of all active entities, as the index numbers them.
        clusters: ids of each, the one that stands for it first.
        reasons: the links of each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = {entity_id: place for place, entity_id in enumerate(order)}
    members = [member for cluster in clusters for member in cluster]
    encoded = [member.encode() for member in members]
    hashes = np.array([hash64(member) for member in members], dtype=np.uint64)
    by_hash = np.argsort(hashes, kind="stable")
    of = np.full(len(order), ALONE, dtype=np.uint32)
    for cluster, ids in enumerate(clusters):
        of[[number[i] for i in ids]] = cluster
    lines = [msgspec.json.encode(list(links)) + b"\n" for links in reasons]
    arrays: dict[str, NDArray[Any]] = {
        "cluster_of": of,
        "cluster_off": _offsets([len(cluster) for cluster in clusters]).astype(np.uint32),
        "cluster_party": np.array([number[member] for member in members], dtype=np.uint32),
        "cluster_text": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        "cluster_text_off": _offsets([len(text) for text in encoded]).astype(np.uint32),
        "cluster_hash": hashes[by_hash],
        "cluster_place": by_hash.astype(np.uint32),
        "cluster_line": _offsets([len(line) for line in lines]).astype(np.uint64),
    }
    (folder / REASONS).write_bytes(b"".join(lines))
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _offsets(lengths: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)

"""Entities of a new snapshot → the files of its clusters."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ostrakon.clusters.arrays import Clusters, save
from ostrakon.clusters.exceptions import Exceptions, shipped_exceptions
from ostrakon.clusters.joining import join, reasons
from ostrakon.clusters.links import Link, links
from ostrakon.clusters.party import is_active, party_of
from ostrakon.model import Entity

VERSION = 4
"""Raised when rules, tables or files change; clusters of another version are built anew."""

__all__ = ["VERSION", "Clusters", "build", "clustered"]


def build(entities: Iterable[Entity], folder: Path, *, exceptions: Exceptions | None = None) -> None:
    """Find the clusters of these entities and write them into `folder`, which is made if need be.

    Args:
        entities: all of a snapshot; those that are listed no more are left out, as in the index.
        folder: the snapshot's index folder.
        exceptions: reviewed exceptions; None takes the program's own.
    """
    order, found, why = clustered(entities, exceptions=exceptions)
    save(folder, order, found, why)


def clustered(
    entities: Iterable[Entity], *, exceptions: Exceptions | None = None
) -> tuple[list[str], list[tuple[str, ...]], list[list[Link]]]:
    """Ids of the active entities in the order given, the clusters, and for each cluster its links."""
    rules = shipped_exceptions() if exceptions is None else exceptions
    parties = [party_of(entity) for entity in entities if is_active(entity)]
    found = [*links(parties), *rules.same]
    clusters = join(parties, found, rules)
    return [party.id for party in parties], clusters, reasons(clusters, found)

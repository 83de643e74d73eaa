"""Which records of several lists are the same party: a pure pass over the entities of a new snapshot.

Owns: the evidence that links two records, what forbids it, the clusters and their files, reviewed exceptions. Refuses:
loading lists, comparing what a user asks (that is `match/`).

A wrong link shows two parties as one, a missing link shows one party in two rows: only the first misleads, so every
rule here errs towards two rows.
"""

from ostrakon.clusters.arrays import Clusters
from ostrakon.clusters.building import VERSION, build

__all__ = ["VERSION", "Clusters", "build"]

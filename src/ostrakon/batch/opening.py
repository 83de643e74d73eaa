"""What another process needs to answer exactly as an open engine does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ostrakon.app.engine import Ostrakon
from ostrakon.app.owners.finding import Owners
from ostrakon.screening.exemptions import Exemptions
from ostrakon.screening.policy import Policy
from ostrakon.store.snapshot import open_snapshot


@dataclass(frozen=True, slots=True)
class Opening:
    """The same store, snapshot, policy and exemptions, whatever is put in force meanwhile.

    Attributes:
        store: the data folder.
        snapshot: number of the snapshot.
        owners: findings of a graph of ownership.
    """

    store: Path
    snapshot: int
    policy: Policy
    exemptions: Exemptions
    owners: Owners | None = None

    @classmethod
    def of(cls, engine: Ostrakon, store: Path) -> Opening:
        """How to open what `engine` has open from the folder `store`."""
        return cls(store.absolute(), engine.snapshot_number, engine.policy, engine.exemptions, engine.owners)

    def open(self) -> Ostrakon:
        """Open it in this process; only maps files into memory.

        Raises:
            StoreError: the folder is damaged, or the snapshot is gone.
        """
        return Ostrakon(
            open_snapshot(self.store, self.snapshot), self.policy, exemptions=self.exemptions, owners=self.owners
        )

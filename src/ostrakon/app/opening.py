"""The engine with what people decided: a policy of the database, exemptions of decisions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ostrakon.app.engine import Ostrakon
from ostrakon.app.owners.keeping import kept_owners
from ostrakon.app.settings import exemptions_in_force
from ostrakon.screening.exemptions import Exemption, Exemptions
from ostrakon.screening.policy import Policy
from ostrakon.store.snapshot import open_snapshot


def open_with(store: Path, decided: Iterable[Exemption], policy: Policy) -> Ostrakon:
    """The engine of the lists in force under a policy, with exemptions of the file and those that came of decisions.

    Raises:
        NotScreened, StoreError, InputError: as `Ostrakon.open`.
    """
    written = exemptions_in_force() or Exemptions()
    every = Exemptions((*written.entries, *decided))
    opened = open_snapshot(store)
    return Ostrakon(opened, policy, exemptions=every, owners=kept_owners(store, opened.number))

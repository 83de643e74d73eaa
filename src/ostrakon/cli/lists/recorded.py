"""List changes in the ledger: what the lists' journal says of a command is recorded, however the command ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ostrakon.app.recording import recorder
from ostrakon.cli.common import complain, store_folder
from ostrakon.store.folder import StoreFolder


@contextmanager
def recorded() -> Iterator[None]:
    """A block that may change lists; refusals and failures in it are recorded, too."""
    try:
        yield
    finally:
        folder = StoreFolder(store_folder())
        if folder.journal.exists():
            with recorder(folder.root, say=complain) as ledger:
                if ledger:
                    ledger.list_events(folder)

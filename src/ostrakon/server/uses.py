"""When keys were last used: noted in memory by each request, written once a minute by the service's clock."""

from __future__ import annotations

from ostrakon.database.keys import note_uses
from ostrakon.database.records import moment
from ostrakon.database.transactions import Database


class KeyUses:
    """The uses of one worker that are not written yet; safe to share between threads."""

    def __init__(self) -> None:
        self._noted: dict[str, str] = {}

    def note(self, key_id: str) -> None:
        """A request came with a key: its first one since the last writing counts."""
        if key_id not in self._noted:
            self._noted[key_id] = moment()

    def write(self, database: Database) -> None:
        """Write what was noted.

        Raises:
            StoreError: the database is away; it is written the next time.
        """
        if not (noted := dict(self._noted)):
            return
        with database.write() as transaction:
            note_uses(transaction, noted)
        for key_id in noted:
            self._noted.pop(key_id, None)

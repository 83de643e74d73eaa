"""Keys that were verified a moment ago, so that a program that asks a hundred times a second is looked up once."""

from __future__ import annotations

import time
from collections.abc import Callable

from ostrakon.database.keys import key_for
from ostrakon.database.records import moment
from ostrakon.database.transactions import Database
from ostrakon.identity.keys import ApiKey, hash_of

REMEMBERED_SECONDS = 1.0
"""So long after it was revoked a key may still be taken; one that expires is refused at once."""
KEYS_MAX = 10_000


class Keyring:
    """The keys in force, each as it was at most `REMEMBERED_SECONDS` ago.

    Wrong keys are not remembered. What is remembered is found by the hash of the whole key, never by the key.

    Args:
        database: where they are kept.
        clock: seconds that only go on.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[str, tuple[ApiKey, float]] = {}

    def find(self, shown: str) -> ApiKey | None:
        """The key in force that was given, None where it is wrong, expired or revoked."""
        hashed, now = hash_of(shown), self._clock()
        key, until = self._known.get(hashed, (None, 0.0))
        if key is None or until < now:
            key = key_for(self._database, shown)
            self._known.pop(hashed, None)
            if key is not None:
                if len(self._known) >= KEYS_MAX:
                    self._known.clear()
                self._known[hashed] = (key, now + REMEMBERED_SECONDS)
        return key if key is not None and key.holds(moment()) else None

"""A window in memory, for one run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ostrakon.rules.payments.seen import Seen, keys_of
from ostrakon.rules.payments.window import FOUND_MAX
from ostrakon.windows.body import decoded, encoded, new_secret, newest

SIZE_MAX = 25_000
"""Payments kept, about 30 MB; a file or a database holds more."""


class MemoryWindow:
    """As `Window`; lost with the process.

    Args:
        size_max: payments kept; the oldest go first.
        secret: the key; a new one where none is given.
    """

    def __init__(self, *, size_max: int = SIZE_MAX, secret: bytes | None = None) -> None:
        self._size_max = size_max
        self._secret = secret or new_secret()
        self._next = 0
        self._numbers: dict[str, int] = {}
        self._kept: dict[int, tuple[int, bytes]] = {}
        self._under: dict[int, tuple[int, ...]] = {}

    @property
    def secret(self) -> bytes:
        """As `Window.secret`."""
        return self._secret

    def find(self, keys: Iterable[str], since: date) -> list[Seen]:
        """As `Window.find`."""
        least = since.toordinal()
        under = self._under
        numbers = {number for key in keys if (held := under.get(hash(key))) for number in held}
        if not numbers:
            return []
        found = sorted(((self._kept[n][0], n) for n in numbers if self._kept[n][0] >= least), reverse=True)
        return newest(self._kept[number][1] for _, number in found[:FOUND_MAX])

    def add(self, seen: Seen) -> None:
        """As `Window.add`."""
        known = self._numbers.get(seen.id)
        if known is not None:
            self._forget(known)
        number = self._next
        self._next += 1
        self._numbers[seen.id] = number
        self._kept[number] = (seen.day.toordinal(), encoded(seen))
        for key in map(hash, keys_of(seen)):
            # No longer than twice what a look-up gives, so that a busy key costs little.
            self._under[key] = (*self._under.get(key, ())[-2 * FOUND_MAX :], number)

    def flush(self) -> None:
        """Nothing outlives the process."""

    def prune(self, before: date) -> int:
        """As `Window.prune`."""
        least = before.toordinal()
        old = [number for number, (day, _) in self._kept.items() if day < least]
        over = len(self._kept) - len(old) - self._size_max
        if over > 0:
            gone = set(old)
            old += [n for n, _ in sorted(self._kept.items(), key=lambda kept: (kept[1][0], kept[0])) if n not in gone][
                :over
            ]
        for number in old:
            self._forget(number)
        return len(old)

    def close(self) -> None:
        """Nothing to give back."""

    def _forget(self, number: int) -> None:
        _, body = self._kept.pop(number)
        seen = decoded(body)
        del self._numbers[seen.id]
        for key in map(hash, keys_of(seen)):
            rest = tuple(n for n in self._under.get(key, ()) if n != number)
            if rest:
                self._under[key] = rest
            else:
                self._under.pop(key, None)

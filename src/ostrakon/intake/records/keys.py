"""Keys of rows, remembered to find those that come again."""

from __future__ import annotations

from array import array
from hashlib import blake2b

KEYS_MAX = 2_000_000
"""Keys remembered to find doubles (about 130 MB); beyond it doubles are no longer looked for, which is said."""


class KeysSeen:
    """Digests of the keys so far, the same in every process and after every start.

    Attributes:
        full: whether more keys came than are remembered.
    """

    def __init__(self) -> None:
        self.full = False
        self._seen: set[int] = set()
        self._fresh: array[int] = array("Q")

    def again(self, key: str) -> bool:
        """Whether this key was there before; remembers it."""
        if self.full:
            return False
        digest = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        if digest in self._seen:
            return True
        if len(self._seen) >= KEYS_MAX:
            self.full = True
            return False
        self._seen.add(digest)
        self._fresh.append(digest)
        return False

    def fresh(self) -> bytes:
        """The digests taken in since this was last asked, to be given to `restore` after a new start."""
        written = self._fresh.tobytes()
        self._fresh = array("Q")
        return written

    def restore(self, written: bytes) -> None:
        """Take in digests that `fresh` gave to an earlier run."""
        known = array("Q")
        known.frombytes(written)
        self._seen.update(known)


class KeysCollected(KeysSeen):
    """Keys of one part of a file, kept for whoever looks for doubles over the whole.

    Attributes:
        collected: the keys in the order of their rows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.collected: list[str] = []

    def again(self, key: str) -> bool:
        """Keeps the key; nothing is ever known before."""
        self.collected.append(key)
        return False

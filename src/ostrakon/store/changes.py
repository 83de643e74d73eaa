"""How many records of an edition differ from those of another one, without decoding any."""

from __future__ import annotations

import msgspec

from ostrakon.store.table import RecordTable


class ChangeCount(msgspec.Struct, frozen=True, kw_only=True):
    """Records added, removed, changed in any byte, and the same, from one edition to the next."""

    added: int
    removed: int
    changed: int
    same: int = 0

    @property
    def before(self) -> int:
        """Number of records of the older edition."""
        return self.removed + self.changed + self.same

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        return f"{self.added:,} added, {self.removed:,} removed, {self.changed:,} changed"


def count_changes(old: RecordTable, new: RecordTable) -> ChangeCount:
    """Compare two editions of one list."""
    before, after = set(old.hashes), set(new.hashes)
    both = before & after
    changed = sum(1 for hashed in both if list(old.find(hashed)) != list(new.find(hashed)))
    return ChangeCount(
        added=len(after - before), removed=len(before - after), changed=changed, same=len(both) - changed
    )

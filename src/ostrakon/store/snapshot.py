"""A snapshot, read-only: its lists, its entities, one entity by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from ostrakon.errors import NotScreened, StoreError
from ostrakon.model import Entity
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import ListInForce, Manifest, read_manifest
from ostrakon.store.table import RecordTable, id_hash


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """Content of the file `CURRENT`.

    Attributes:
        number: the snapshot in force.
        previous: the one in force before it (higher than `number` after a rollback), None for the first.
        highest: the highest number ever published; a manifest above it is unfinished work.
        since: ISO 8601, UTC.
    """

    number: int
    previous: int | None
    highest: int
    since: str


def read_current(folder: StoreFolder) -> Current | None:
    """What is in force; None where nothing was ever published.

    Raises:
        StoreError: the file is damaged.
    """
    try:
        return msgspec.json.decode(folder.current.read_bytes(), type=Current)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except msgspec.MsgspecError as damaged:
        raise StoreError(
            f"the file is damaged ({damaged})", where=str(folder.current), remedy="Restore it from a backup"
        ) from damaged


def current_number(store_dir: Path) -> int | None:
    """Number of the snapshot in force, None where there is none."""
    current = read_current(StoreFolder(store_dir))
    return None if current is None else current.number


def open_snapshot(store_dir: Path, number: int | None = None) -> Snapshot:
    """Open a snapshot for reading.

    Args:
        store_dir: the data folder.
        number: which one; None takes the one in force.

    Raises:
        NotScreened: no list is in force.
        StoreError: there is no such snapshot, or the folder is damaged.
    """
    folder = StoreFolder(store_dir)
    current = read_current(folder)
    if current is None:
        raise nothing_in_force(store_dir)
    if number is not None and not 1 <= number <= current.highest:
        raise StoreError(f"there is no snapshot {number}", remedy=f"There are 1 to {current.highest}")
    return Snapshot(folder, read_manifest(folder, number or current.number))


def nothing_in_force(store_dir: Path) -> NotScreened:
    """What to raise where a list is needed and none is in force."""
    return NotScreened(
        "no list is in force" if store_dir.is_dir() else "there is no such data folder, so no list is in force",
        where=str(store_dir),
        remedy="`ostrakon lists update` fetches the official lists, `ostrakon lists import` takes files",
    )


class Snapshot:
    """All lists of one snapshot; safe to share between threads.

    Entities that carry the same id on several lists (OFAC's two lists share one numbering) are one entity
    with the values of all of them.
    """

    def __init__(self, folder: StoreFolder, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self._tables = {
            source: RecordTable(folder.edition(source, listed.digest))
            for source, listed in sorted(manifest.lists.items())
        }
        self._decoder = msgspec.json.Decoder(Entity)

    @property
    def number(self) -> int:
        """Number of this snapshot."""
        return self.manifest.number

    @property
    def lists(self) -> Mapping[str, ListInForce]:
        """The lists by source id."""
        return self.manifest.lists

    @property
    def index_folder(self) -> Path:
        """Where the index over exactly these lists lies."""
        return self.folder.index(self.manifest.index)

    @property
    def tables(self) -> Mapping[str, RecordTable]:
        """The records of each list, by source id."""
        return self._tables

    def entities(self) -> Iterator[Entity]:
        """Every entity once: lists by source id, in each the order of the list; always the same order."""
        decode = self._decoder.decode
        given: set[int] = set()
        for table in self._tables.values():
            for hashed, line in table.lines():
                if hashed not in self._shared:
                    yield decode(line)
                elif hashed not in given:
                    given.add(hashed)
                    yield from self.with_hash(hashed)

    def entity(self, entity_id: str) -> Entity | None:
        """One entity by its id, None where no list of this snapshot has it."""
        for entity in self.with_hash(id_hash(entity_id)):
            if entity.id == entity_id:
                return entity
        return None

    def fetch(self, entity_ids: Iterable[str]) -> Iterator[Entity | None]:
        """Several entities, in the order asked."""
        return map(self.entity, entity_ids)

    def with_hash(self, hashed: int) -> Iterator[Entity]:
        """The entities whose id has this hash: one, or none, but for a freak of nature."""
        found: dict[str, Entity] = {}
        for table in self._tables.values():
            for line in table.find(hashed):
                entity = self._decoder.decode(line)
                earlier = found.get(entity.id)
                found[entity.id] = entity if earlier is None else earlier.merged(entity)
        return iter(found.values())

    @cached_property
    def _shared(self) -> frozenset[int]:
        """Hashes that stand in more than one record, so that only these need looking up elsewhere."""
        counts: Counter[int] = Counter()
        for table in self._tables.values():
            counts.update(table.hashes)
        return frozenset(hashed for hashed, count in counts.items() if count > 1)

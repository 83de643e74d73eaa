"""Where publishing a snapshot and building its index are wired together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ostrakon.app.collecting import collector_paused
from ostrakon.app.giving import give_ahead
from ostrakon.app.settings import also_screened
from ostrakon.errors import StoreError
from ostrakon.model import Entity
from ostrakon.store import journal
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import Manifest, index_key
from ostrakon.store.snapshot import Snapshot, nothing_in_force
from ostrakon.store.writer import Prepare, Ready, Usable, Writer, now, publish, rebuild_index, rollback, writing


@dataclass(frozen=True, slots=True)
class IndexBuilder:
    """What builds the index of a snapshot before it is published.

    Attributes:
        prepare: builds it.
        version: part of the index's name.
        usable: whether an index is there, whole and of this version.
        ready: gives the snapshot to the other hosts.
    """

    prepare: Prepare
    version: str
    usable: Usable = Path.is_dir
    ready: Ready | None = None


def index_builder() -> IndexBuilder:
    """The builder of this program."""
    from ostrakon import clusters  # noqa: PLC0415  # brings numpy; many commands do not need it
    from ostrakon.index.arrays import INDEX_FORMAT  # noqa: PLC0415  # as above
    from ostrakon.reading.gazetteer import VERSION  # noqa: PLC0415  # as above

    switched_on = also_screened()
    parts = (f"{INDEX_FORMAT}.{VERSION}.{clusters.VERSION}", *switched_on)

    def prepare(snapshot: Snapshot, folder: Path) -> None:
        _prepare(snapshot, folder, switched_on)

    return IndexBuilder(prepare, "+".join(parts), _usable, give_ahead)


def screened(entities: Iterable[Entity], switched_on: Collection[str]) -> Iterator[Entity]:
    """The parties that an index holds: all but those that stand only on lists of a class that is switched off.

    The one place where this is decided: what is not in the index, no name, text or payment can meet, and no cluster
    or rarity of a word knows it.
    """
    return (entity for entity in entities if not (off := entity.off_by_default()) or off in switched_on)


def _prepare(snapshot: Snapshot, folder: Path, switched_on: Collection[str]) -> None:
    from ostrakon import clusters  # noqa: PLC0415  # as above
    from ostrakon.index.build import build_index  # noqa: PLC0415  # as above
    from ostrakon.reading import gazetteer  # noqa: PLC0415  # as above

    with collector_paused():
        build_index(screened(snapshot.entities(), switched_on), folder)
        gazetteer.build(screened(snapshot.entities(), switched_on), folder)
        clusters.build(screened(snapshot.entities(), switched_on), folder)


def _usable(folder: Path) -> bool:
    from ostrakon.clusters import Clusters  # noqa: PLC0415  # as above
    from ostrakon.index.arrays import Arrays  # noqa: PLC0415  # as above
    from ostrakon.reading import gazetteer  # noqa: PLC0415  # as above

    try:
        Arrays.load(folder)
        gazetteer.load(folder)
        Clusters.load(folder)
    except StoreError:
        return False
    return True


def index_serves(writer: Writer, builder: IndexBuilder) -> bool:
    """Whether this program can use the index of the snapshot in force.

    Raises:
        NotScreened: no list is in force.
    """
    manifest = writer.manifest_in_force()
    expected = index_key(manifest.lists, version=builder.version)
    return manifest.index == expected and builder.usable(writer.folder.index(expected))


def build_anew(writer: Writer, builder: IndexBuilder) -> Manifest:
    """Build the index of the lists in force anew; what its snapshot is then.

    An index of another version has another key, which a manifest names: a new snapshot of the same lists. Otherwise
    the new index takes the place of the old one.

    Raises:
        NotScreened: no list is in force.
    """
    before = writer.manifest_in_force()
    if before.index == index_key(before.lists, version=builder.version):
        manifest = rebuild_index(writer, builder.prepare)
    else:
        manifest = publish(
            writer,
            {},
            action="reindex",
            prepare=builder.prepare,
            index_version=builder.version,
            usable=builder.usable,
            ready=builder.ready,
        )
    event = journal.Event(at=now(), kind="reindex", snapshot=manifest.number, message=f"from snapshot {before.number}")
    journal.append(writer.folder, event)
    return manifest


def reindex(store_dir: Path) -> Manifest:
    """Build the index of the lists in force anew, whether or not it seems to need it.

    Raises:
        NotScreened: no list is in force.
        StoreError: the data folder is damaged or cannot be written.
    """
    if not StoreFolder(store_dir).current.exists():
        raise nothing_in_force(store_dir)  # before a folder is made where none is
    with writing(store_dir) as writer:
        return build_anew(writer, index_builder())


def roll_back(store_dir: Path, number: int, *, reason: str = "") -> Manifest:
    """Put an earlier snapshot in force again, with its index.

    Raises:
        StoreError: there is no such snapshot, or it is in force already.
    """
    if not StoreFolder(store_dir).current.exists():
        raise StoreError("no list was ever in force", where=str(store_dir))
    with writing(store_dir) as writer:
        builder = index_builder()
        return rollback(
            writer, number, reason=reason, prepare=builder.prepare, usable=builder.usable, ready=builder.ready
        )

"""What happened to the lists, in order: imports, refusals, overrides, checks without change, rollbacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from ostrakon.store.durable import sync_file
from ostrakon.store.folder import StoreFolder

EventKind = Literal["published", "forced", "refused", "unchanged", "failed", "rollback", "reindex", "followed"]


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the journal.

    Attributes:
        at: ISO 8601, UTC.
        kind: published: editions came into force; forced: a person overrode a guard for one; refused: a guard
            or reader said no; unchanged: checked, and the same as in force; failed: could not be fetched;
            rollback: an earlier snapshot came into force; reindex: the index was built anew from the same lists;
            followed: a snapshot that another host published came into force.
        source: the list concerned, empty for a whole snapshot.
        snapshot: the snapshot in force after the event.
        reason: stable code of a refusal (`shrunk`, `older`, …), or the words of the person who forced or
            rolled back.
        message: for a person.
        files: names of the files concerned.
    """

    at: str
    kind: EventKind
    source: str = ""
    snapshot: int | None = None
    reason: str = ""
    message: str = ""
    files: tuple[str, ...] = ()


def append(folder: StoreFolder, event: Event) -> None:
    """Add one event and flush it to the disk; needs the writer's lock."""
    line = msgspec.json.encode(event) + b"\n"
    with folder.journal.open("ab+") as stream:
        if _torn(stream.tell(), folder):
            line = b"\n" + line  # a crash cut the last line short: keep what is there, start anew
        stream.write(line)
        sync_file(stream)


def events(folder: StoreFolder) -> Iterator[Event]:
    """All events, oldest first; a line that a crash cut short is left out."""
    if not folder.journal.exists():
        return
    decoder = msgspec.json.Decoder(Event)
    with folder.journal.open("rb") as stream:
        for line in stream:
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError:
                continue


def _torn(size: int, folder: StoreFolder) -> bool:
    if not size:
        return False
    with folder.journal.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) != b"\n"

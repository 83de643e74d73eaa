"""One edition of one list, parsed and laid down: written once, named after its original bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from ostrakon.errors import StoreError
from ostrakon.model import Entity, Issue
from ostrakon.sources.base import PARSER_VERSION
from ostrakon.store.fill import Tally
from ostrakon.store.table import encode_table, id_hash


class EditionReport(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an edition besides its entities.

    Attributes:
        source, format: ids of the list and of its format.
        published: the publisher's date, None where the format carries none.
        declared: the number of records that the file itself declares, None where it does not.
        entities, names: how many.
        fill: number of entities that carry a value of each kind.
        fields: number of entities that carry a value from each field of the format.
        issues: what the reader could not use.
    """

    source: str
    format: str
    published: str | None
    declared: int | None
    entities: int
    names: int
    fill: dict[str, int]
    fields: dict[str, int]
    issues: tuple[Issue, ...]


def edition_digest(format_name: str, sha256s: Iterable[str]) -> str:
    """Name of an edition: SHA-256 over the hashes of its bytes, its format and the version of the readers."""
    parts = [str(PARSER_VERSION), format_name, *sorted(sha256s)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def write_edition(
    folder: Path,
    entities: Sequence[Entity],
    *,
    source: str,
    format_name: str,
    published: str | None,
    declared: int | None,
    issues: tuple[Issue, ...],
) -> EditionReport:
    """Lay down an edition in a new folder; the caller moves it into place.

    Args:
        folder: does not exist yet.
        entities: every id once, in the order of the list.
        source, format_name, published, declared, issues: as the reader found them.
    """
    folder.mkdir(parents=True)
    encoder = msgspec.json.Encoder()
    tally = Tally()
    rows: list[tuple[int, int, int]] = []
    place = 0
    with (folder / "entities.jsonl").open("wb") as out:
        for entity in entities:
            tally.add(entity)
            line = encoder.encode(entity)
            rows.append((id_hash(entity.id), place, len(line)))
            out.write(line)
            out.write(b"\n")
            place += len(line) + 1
    (folder / "ids.bin").write_bytes(encode_table(rows))
    report = EditionReport(
        source=source,
        format=format_name,
        published=published,
        declared=declared,
        entities=len(rows),
        names=tally.names,
        fill=dict(sorted(tally.fill.items())),
        fields=dict(sorted(tally.fields.items())),
        issues=issues,
    )
    (folder / "report.json").write_bytes(encoder.encode(report))
    return report


def read_report(folder: Path) -> EditionReport:
    """The report of an edition.

    Raises:
        StoreError: it is missing or damaged.
    """
    path = folder / "report.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=EditionReport)
    except FileNotFoundError as missing:
        raise StoreError("the report of an edition is missing", where=str(path)) from missing
    except msgspec.MsgspecError as damaged:
        raise StoreError(f"the report of an edition is damaged ({damaged})", where=str(path)) from damaged

"""`lists import`: official files that a user has, taken into the store without any network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ostrakon.app.admission import Admission, Arrival, ImportResult
from ostrakon.errors import ListRefused
from ostrakon.sources import registry
from ostrakon.sources.files import FILE_BYTES_MAX
from ostrakon.store.writer import Writer, now, writing

AUTO = "auto"


def import_lists(
    store_dir: Path,
    paths: Sequence[Path],
    *,
    source_id: str | None = None,
    force: str = "",
    extract: bool = False,
    retrieved: str | None = None,
) -> ImportResult:
    """Import official files; all that is admitted comes into force as one new snapshot.

    Args:
        store_dir: the data folder, made where it does not exist.
        paths: files of one list, or of several when the source is to be recognised.
        source_id: source id; None or `auto` recognises it.
        force: a person's reason for overriding the guards; it is recorded.
        extract: the files are bundled starter data, which `lists status` says from then on.
        retrieved: when the files were got (ISO 8601, UTC); None takes the present moment.

    Raises:
        UsageError: the source is unknown.
        StoreError: the data folder cannot be written.
    """
    wanted = None if source_id in (None, AUTO) else source_id
    if wanted is not None:
        registry.source(wanted)  # a wrong name leaves no trace in the store
    with writing(store_dir) as writer:
        sitting = Admission(writer=writer, force=force, extract=extract, retrieved=retrieved or now())
        arrivals = []
        for path in paths:
            try:
                arrivals.append(_arrival(writer, path))
            except ListRefused as refusal:
                sitting.refuse(wanted or "", (path.name,), refusal)
        if wanted is None or len(arrivals) == len(paths):
            sitting.admit(arrivals, wanted)
        return sitting.conclude("import")


def _arrival(writer: Writer, path: Path) -> Arrival:
    try:
        size = path.stat().st_size
        if size > FILE_BYTES_MAX:
            raise ListRefused(
                f"the file has {size:,} bytes, more than the limit of {FILE_BYTES_MAX:,}",
                reason="too_large",
                where=path.name,
            )
        with path.open("rb") as stream:
            return Arrival(staged=writer.stage(stream, path.name))
    except FileNotFoundError as missing:
        raise ListRefused("there is no such file", reason="missing", where=str(path)) from missing
    except OSError as unreadable:
        raise ListRefused(
            f"the file cannot be read ({unreadable.strerror})", reason="unreadable", where=str(path)
        ) from unreadable

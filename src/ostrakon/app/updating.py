"""`lists update`: official lists fetched from their addresses, admitted like any import."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ostrakon.app import settings
from ostrakon.app.admission import Admission, Arrival, ImportResult
from ostrakon.errors import FetchError, UsageError
from ostrakon.sources import registry
from ostrakon.sources.base import Source
from ostrakon.store.edition import edition_digest
from ostrakon.store.fetching import Fetched, Fetcher, FetchLimits
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import ArchivedFile, ListInForce, read_manifest
from ostrakon.store.snapshot import read_current
from ostrakon.store.writer import Writer, writing

Answer = list[Fetched] | FetchError


def update_lists(
    store_dir: Path,
    source_ids: Sequence[str] = (),
    *,
    force: str = "",
    limits: FetchLimits | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> ImportResult:
    """Fetch lists and bring what changed into force as one new snapshot.

    A list that cannot be fetched or is refused stays as it was; the others go on.

    Args:
        store_dir: the data folder, made where it does not exist.
        source_ids: which lists; none takes all that have an address known to answer and are not off by default.
        force: a person's reason for overriding the guards; it is recorded.
        limits: time, size and attempts.
        sleep: how to wait between attempts.

    Raises:
        UsageError: a source is unknown or has no address.
        StoreError: the data folder cannot be written.
    """
    known = _in_force(store_dir)
    addresses = _addresses(source_ids, known)
    with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
        fetcher = Fetcher(Path(folder), limits or FetchLimits(), sleep)
        # Fetched before the lock is taken: a slow server must not keep others from importing.
        answers = {source: _fetched(fetcher, urls, known.get(source)) for source, urls in addresses.items()}
        with writing(store_dir) as writer:
            sitting = Admission(writer=writer, force=force)
            for source, answer in answers.items():
                if isinstance(answer, FetchError):
                    sitting.fail(source, tuple(addresses[source]), answer)
                else:
                    _admit(sitting, source, answer, known.get(source))
            return sitting.conclude("update")


def _addresses(source_ids: Sequence[str], known: Mapping[str, ListInForce]) -> dict[str, tuple[str, ...]]:
    if not source_ids:
        every = {s.id: settings.list_urls(s.id, s.urls) for s in registry.SOURCES if _asked_unnamed(s, known)}
        return {source: urls for source, urls in every.items() if urls}
    asked = {s: settings.list_urls(s, registry.source(s).urls) for s in source_ids}
    without = [source for source, urls in asked.items() if not urls]
    if without:
        raise UsageError(
            f"there is no address to fetch {', '.join(without)} from",
            remedy="Import its files with `ostrakon lists import`, or name a mirror in OSTRAKON_URL_<SOURCE>",
        )
    return asked


def _asked_unnamed(source: Source, known: Mapping[str, ListInForce]) -> bool:
    """Whether an update that names no list asks for this one: not for what is off by default, nor at an address that
    nobody has seen answer, unless the list is in force or a mirror is named."""
    if source.off_by_default:
        return False
    return not source.unsure or source.id in known or settings.list_urls(source.id, ()) != ()


def _in_force(store_dir: Path) -> dict[str, ListInForce]:
    folder = StoreFolder(store_dir)
    current = read_current(folder)
    return dict(read_manifest(folder, current.number).lists) if current else {}


def _fetched(fetcher: Fetcher, urls: Sequence[str], old: ListInForce | None) -> Answer:
    files = {file.url: file for file in old.files if file.url} if old else {}
    answers: list[Fetched] = []
    for url in urls:
        have = files.get(url)
        try:
            answers.append(
                fetcher.fetch(url, etag=have.etag if have else "", last_modified=have.last_modified if have else "")
            )
        except FetchError as failure:
            return failure
    return answers


def _admit(sitting: Admission, source: str, answers: Sequence[Fetched], old: ListInForce | None) -> None:
    files = {file.url: file for file in old.files if file.url} if old else {}
    nothing_new = all(answer.path is None for answer in answers)
    if nothing_new and old is not None and _read_as_today(old):
        sitting.unchanged(old)
        return
    sitting.admit([_arrival(sitting.writer, answer, files.get(answer.url)) for answer in answers], source)


def _read_as_today(listed: ListInForce) -> bool:
    """Whether the readers of this program made the edition; else the same bytes are read anew."""
    return listed.digest == edition_digest(listed.format, (file.sha256 for file in listed.files))


def _arrival(writer: Writer, answer: Fetched, archived: ArchivedFile | None) -> Arrival:
    if answer.path is not None:
        with answer.path.open("rb") as stream:
            staged = writer.stage(stream, answer.name)
        return Arrival(staged=staged, url=answer.url, etag=answer.etag, last_modified=answer.last_modified)
    assert archived is not None, "a server can only call unchanged what we said we have"
    with writer.folder.raw(archived.sha256).open("rb") as stream:
        staged = writer.stage(stream, archived.name)
    return Arrival(staged=staged, url=archived.url, etag=archived.etag, last_modified=archived.last_modified)

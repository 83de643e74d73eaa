"""`lists status`: what is in force, how old it is, what was refused since and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from ostrakon.app.age import age_from, last_confirmed
from ostrakon.app.settings import ALSO_SCREEN_VARIABLE, also_screened
from ostrakon.reports.counting import counted
from ostrakon.sources.publishers import SOURCES
from ostrakon.store import journal
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import ListInForce, Manifest, index_key, read_manifest
from ostrakon.store.snapshot import Current, read_current

AGE_WARNING_DAYS = 7
"""Lists older than this are named in a warning; whether they may still be used is the policy's business."""


SNAPSHOTS_BACK = 1_000
"""Snapshots looked at to tell since when an edition is in force."""


class ListStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One list in force.

    Attributes:
        id, title: of the source.
        entities, names, fill, issues, format, files, extract, forced: as the manifest has them.
        published: the publisher's date, None where the format carries none.
        retrieved: when it was last got or confirmed to be unchanged (ISO 8601, UTC).
        age_days: days since it was published, or retrieved where the format carries no date.
        in_force: when this edition first took effect (ISO 8601, UTC); empty where that cannot be told any more.
        lag_days: days from publication until it took effect; None where either is not known.
    """

    id: str
    title: str
    entities: int
    names: int
    published: str | None
    retrieved: str
    age_days: int
    format: str
    files: tuple[str, ...]
    fill: dict[str, int]
    issues: dict[str, int]
    extract: bool
    forced: str
    in_force: str = ""
    lag_days: int | None = None


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """An edition that was not taken, or could not be fetched, since the list was last brought or confirmed."""

    source: str
    at: str
    status: str
    reason: str
    message: str
    files: tuple[str, ...]


class StoreStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a data folder.

    Attributes:
        snapshot, previous, since: what is in force, what was before, and from when; None where nothing is.
        highest: number of the newest snapshot, which a rollback may have put out of force.
        sources: the lists in force, by source id.
        refused: what was refused since, the newest last.
        warnings: what a person should know, in full sentences.
    """

    snapshot: int | None
    previous: int | None
    highest: int | None
    since: str | None
    sources: tuple[ListStatus, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[str, ...]


def lists_status(store_dir: Path, *, at: datetime | None = None) -> StoreStatus:
    """What is in force in a data folder; an empty or missing folder has an empty status.

    Args:
        store_dir: the data folder.
        at: the moment from which ages count; None takes the present one.
    """
    folder = StoreFolder(store_dir)
    current = read_current(folder)
    past = list(journal.events(folder))
    manifest = read_manifest(folder, current.number) if current else None
    lists = manifest.lists if manifest else {}
    today = (at or datetime.now(UTC)).date()
    since = in_force_since(folder, current) if current else {}
    sources = tuple(_list_status(lists[source], past, today, since.get(source, "")) for source in sorted(lists))
    return StoreStatus(
        snapshot=current.number if current else None,
        previous=current.previous if current else None,
        highest=current.highest if current else None,
        since=current.since if current else None,
        sources=sources,
        refused=_refusals(past),
        warnings=tuple(_warnings(sources, current, manifest)),
    )


def in_force_since(folder: StoreFolder, current: Current) -> dict[str, str]:
    """When each edition in force first took effect, by source: the time of the earliest snapshot that holds it.

    Snapshots are walked back while one of the lists is the same, `SNAPSHOTS_BACK` at most.
    """
    here = read_manifest(folder, current.number)
    found = dict.fromkeys(here.lists, here.created)
    open_still = set(here.lists)
    for number in range(current.number - 1, max(0, current.number - SNAPSHOTS_BACK), -1):
        before = read_manifest(folder, number)
        same = {s for s in open_still if s in before.lists and before.lists[s].digest == here.lists[s].digest}
        found.update(dict.fromkeys(same, before.created))
        open_still = same
        if not open_still:
            break
    return found


def _lag(listed: ListInForce, since: str) -> int | None:
    if not listed.published or not since:
        return None
    return max(0, (date.fromisoformat(since[:10]) - date.fromisoformat(listed.published[:10])).days)


def _list_status(listed: ListInForce, past: list[journal.Event], today: date, since: str) -> ListStatus:
    retrieved = last_confirmed(listed, past)
    return ListStatus(
        id=listed.source,
        title=_title(listed.source),
        entities=listed.entities,
        names=listed.names,
        published=listed.published,
        retrieved=retrieved,
        age_days=(today - age_from(listed, retrieved)).days,
        format=listed.format,
        files=tuple(file.name for file in listed.files),
        fill=listed.fill,
        issues=listed.issues,
        extract=listed.extract,
        forced=listed.forced,
        in_force=since,
        lag_days=_lag(listed, since),
    )


def _title(source_id: str) -> str:
    base, _, name = source_id.partition(":")
    title = next((source.title for source in SOURCES if source.id == base), source_id)
    return f"{title}: {name}" if name else title


def _refusals(past: list[journal.Event]) -> tuple[Refusal, ...]:
    """Refusals and failures after which nothing good came for the same list; one of each kind."""
    open_refusals: dict[tuple[str, str, tuple[str, ...]], Refusal] = {}
    for event in past:
        if event.kind in ("refused", "failed"):
            key = (event.source, event.reason, event.files)
            open_refusals.pop(key, None)
            open_refusals[key] = Refusal(
                source=event.source,
                at=event.at,
                status=event.kind,
                reason=event.reason,
                message=event.message,
                files=event.files,
            )
        elif event.kind in ("published", "unchanged"):
            settled = [k for k in open_refusals if k[0] == event.source or set(k[2]) & set(event.files)]
            for key in settled:
                del open_refusals[key]
    return tuple(open_refusals.values())


def _class_warnings(sources: tuple[ListStatus, ...], manifest: Manifest | None) -> list[str]:
    """Lists in force of a class that is off by default, and whether the index agrees with the setting."""
    switched_on = also_screened()
    held = {known.id: known.listing for known in SOURCES if known.off_by_default}
    by_class: dict[str, list[str]] = {}
    for one in sources:
        if one.id in held:
            by_class.setdefault(held[one.id], []).append(one.id)
    found = [
        f"{', '.join(ids)}: {listing.replace('_', ' ')}, no sanctions, "
        + ("switched on" if listing in switched_on else f"kept and not screened ({ALSO_SCREEN_VARIABLE} is off)")
        for listing, ids in sorted(by_class.items())
    ]
    if manifest is not None and (found or switched_on):
        from ostrakon.app.publishing import index_builder  # noqa: PLC0415  # brings numpy; rarely needed here

        if manifest.index != index_key(manifest.lists, version=index_builder().version):
            found.append(
                f"The index was built under another setting of {ALSO_SCREEN_VARIABLE}, or by another version: "
                "`ostrakon lists reindex` builds it anew"
            )
    return found


def _warnings(sources: tuple[ListStatus, ...], current: Current | None, manifest: Manifest | None) -> list[str]:
    found = []
    extracts = [s.id for s in sources if s.extract]
    if extracts and len(extracts) == len(sources):
        found.append(
            "Only bundled starter extracts are in force: a demonstration, not for production. "
            "`ostrakon lists update` fetches the official lists"
        )
    elif extracts:
        found.append(f"Bundled starter extracts, not for production, are in force for {', '.join(extracts)}")
    found += _class_warnings(sources, manifest)
    if current and current.number != current.highest:
        found.append(f"Snapshot {current.number} was put back in force; the newest is {current.highest}")
    forced = [f"{s.id} ({s.forced})" for s in sources if s.forced]
    if forced:
        found.append(f"A guard was overridden for {', '.join(forced)}")
    old = [f"{s.id} ({counted(s.age_days, 'day')})" for s in sources if s.age_days > AGE_WARNING_DAYS]
    if old:
        found.append(f"Older than {AGE_WARNING_DAYS} days: {', '.join(old)}")
    return found

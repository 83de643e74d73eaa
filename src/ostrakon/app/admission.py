"""From files that have arrived to editions that may come into force, or to refusals with their reasons.

Shared by `importing` (files of a user) and `updating` (files that were fetched). A refusal of one list never touches
another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from ostrakon.app.publishing import build_anew, index_builder, index_serves
from ostrakon.errors import ListRefused, OstrakonError
from ostrakon.model import Issue
from ostrakon.sources import registry
from ostrakon.sources.base import Format
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import parse_list
from ostrakon.store import guards, journal
from ostrakon.store.changes import ChangeCount, count_changes
from ostrakon.store.doubts import doubts
from ostrakon.store.edition import EditionReport, edition_digest, read_report, write_edition
from ostrakon.store.manifest import Action, ArchivedFile, ListInForce
from ostrakon.store.table import RecordTable
from ostrakon.store.writer import StagedFile, Writer, now, publish

_NOT_JOURNALLED = ("missing", "unreadable")
"""Slips of the command line, which say nothing about a list."""

OutcomeStatus = Literal["imported", "unchanged", "refused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file that has arrived, with what its server said of it."""

    staged: StagedFile
    url: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def list_file(self) -> ListFile:
        """The file as the formats see it."""
        return ListFile(self.staged.path, self.staged.name)

    @property
    def archived(self) -> ArchivedFile:
        """The file as the manifest names it."""
        return ArchivedFile(
            name=self.staged.name,
            sha256=self.staged.sha256,
            bytes=self.staged.bytes,
            url=self.url,
            etag=self.etag,
            last_modified=self.last_modified,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one list.

    Attributes:
        source: source id, empty where it was not recognised.
        files: names of its files.
        status: imported: in force now; unchanged: the same was in force; refused: by a reader or guard; failed:
            could not be fetched.
        reason: stable code of a refusal; the person's words where a guard was overridden.
        message: for a person.
        listed: the edition as the manifest has it, where there is one.
        issues: what the reader could not use.
    """

    source: str
    files: tuple[str, ...]
    status: OutcomeStatus
    reason: str = ""
    message: str = ""
    listed: ListInForce | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import or update did.

    Attributes:
        snapshot: number in force afterwards, None where nothing is in force.
        previous: number in force before, None where nothing was.
        outcomes: one per list.
        reindexed: nothing was new, but the index did not serve this program and was built anew.
    """

    snapshot: int | None
    previous: int | None
    outcomes: tuple[Outcome, ...]
    reindexed: bool = False

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The lists that stay as they were although something else was brought."""
        return tuple(o for o in self.outcomes if o.status in ("refused", "failed"))


@dataclass(slots=True, kw_only=True)
class Admission:
    """One sitting: lists are admitted one by one, and come into force together at the end.

    Attributes:
        writer: holds the lock of the data folder.
        force: the reason for overriding the guards; empty to heed them.
        extract: the files are bundled starter data.
        retrieved: when the files were got (ISO 8601, UTC).
    """

    writer: Writer
    force: str = ""
    extract: bool = False
    retrieved: str = field(default_factory=now)
    outcomes: list[Outcome] = field(default_factory=list)
    _admitted: dict[str, ListInForce] = field(default_factory=dict)

    def admit(self, arrivals: Sequence[Arrival], source_id: str | None) -> None:
        """Take in files: recognise their lists, read each, ask the guards; refusals become outcomes."""
        for source, members in self._by_source(arrivals, source_id).items():
            try:
                for found, format_, files in registry.recognise([a.list_file for a in members], source):
                    paths = {file.path for file in files}
                    self._admit_list(found, format_, [a for a in members if a.staged.path in paths])
            except ListRefused as refusal:
                self.refuse(source, tuple(a.staged.name for a in members), refusal)

    def refuse(self, source: str, files: tuple[str, ...], refusal: ListRefused) -> None:
        """Write down that a list was not taken."""
        self._note("refused", source, files, refusal.reason, str(refusal))

    def fail(self, source: str, files: tuple[str, ...], problem: OstrakonError) -> None:
        """Write down that a list could not be fetched."""
        self._note("failed", source, files, "fetch", str(problem))

    def unchanged(self, listed: ListInForce) -> None:
        """Write down that a list was looked at and is the same as in force."""
        files = tuple(file.name for file in listed.files)
        message = "the same as in force"
        self.outcomes.append(
            Outcome(source=listed.source, files=files, status="unchanged", message=message, listed=listed)
        )
        self._journal("unchanged", listed.source, files, message=message)

    def conclude(self, action: Action) -> ImportResult:
        """Publish what was admitted as one new snapshot; nothing admitted, no new snapshot.

        Lists that are the same as in force get an index that this program can use, where they have none.
        """
        before = self.writer.current_number()
        outcomes = tuple(self.outcomes)
        if not self._admitted and all(outcome.status != "unchanged" for outcome in outcomes):
            return ImportResult(snapshot=before, previous=before, outcomes=outcomes)
        builder = index_builder()
        if not self._admitted:
            if index_serves(self.writer, builder):
                return ImportResult(snapshot=before, previous=before, outcomes=outcomes)
            number = build_anew(self.writer, builder).number
            return ImportResult(snapshot=number, previous=before, outcomes=outcomes, reindexed=True)
        manifest = publish(
            self.writer,
            self._admitted,
            action=action,
            prepare=builder.prepare,
            index_version=builder.version,
            usable=builder.usable,
            ready=builder.ready,
        )
        return ImportResult(snapshot=manifest.number, previous=before, outcomes=outcomes)

    def _by_source(self, arrivals: Sequence[Arrival], source_id: str | None) -> dict[str, list[Arrival]]:
        """Files by list; asked one by one where the source is to be recognised, so that each fails alone."""
        if source_id is not None:
            registry.source(source_id)
            return {source_id: list(arrivals)}
        groups: dict[str, list[Arrival]] = {}
        for arrival in arrivals:
            try:
                found = registry.recognise([arrival.list_file])[0][0]
            except ListRefused as refusal:
                self.refuse("", (arrival.staged.name,), refusal)
                continue
            groups.setdefault(found, []).append(arrival)
        return groups

    def _admit_list(self, source: str, format_: Format, arrivals: Sequence[Arrival]) -> None:
        archived = tuple(arrival.archived for arrival in arrivals)
        digest = edition_digest(format_.name, (file.sha256 for file in archived))
        old = self.writer.lists_in_force().get(source)
        if old is not None and old.digest == digest:
            self.unchanged(old)
            return
        written, report = self._read(source, format_, arrivals, digest)
        place = written or self.writer.folder.edition(source, digest)
        changes, compared = self._compared(report, place, old)
        listed = _listed(report, digest, archived, compared, retrieved=self.retrieved, extract=self.extract)
        codes = frozenset(issue.code for issue in report.issues)
        listed = self._guarded(listed, old, changes, codes)
        for arrival in arrivals:
            self.writer.archive(arrival.staged)
        if written is not None:
            self.writer.keep_edition(written, source, digest)
        self._admitted[source] = listed
        self.outcomes.append(
            Outcome(
                source=source,
                files=tuple(file.name for file in archived),
                status="imported",
                reason=listed.forced,
                message=str(changes) if changes is not None else "a first edition",
                listed=listed,
                issues=compared + report.issues,
            )
        )

    def _compared(
        self, report: EditionReport, place: Path, old: ListInForce | None
    ) -> tuple[ChangeCount | None, tuple[Issue, ...]]:
        """How an edition differs from the one in force, and what is doubtful in that."""
        if old is None:
            return None, ()
        old_place = self.writer.folder.edition(old.source, old.digest)
        changes = count_changes(RecordTable(old_place), RecordTable(place))
        if old.extract:
            return changes, ()
        return changes, doubts(report, read_report(old_place), changes)

    def _read(
        self, source: str, format_: Format, arrivals: Sequence[Arrival], digest: str
    ) -> tuple[Path | None, EditionReport]:
        """The report of an edition, and the folder where it was newly written, None where it lay there before."""
        kept = self.writer.folder.edition(source, digest)
        if kept.exists():
            return None, read_report(kept)
        parsed = parse_list([arrival.list_file for arrival in arrivals], source, format_)
        written = self.writer.room() / "edition"
        published, date_issues = _published(parsed.published)
        report = write_edition(
            written,
            parsed.entities,
            source=source,
            format_name=format_.name,
            published=published,
            declared=parsed.declared,
            issues=parsed.issues + date_issues,
        )
        return written, report

    def _guarded(
        self,
        listed: ListInForce,
        old: ListInForce | None,
        changes: ChangeCount | None,
        codes: frozenset[str],
    ) -> ListInForce:
        if not self.force:
            guards.check(listed, old, changes, issue_codes=codes)
            return listed
        found = guards.objections(listed, old, changes, issue_codes=codes)
        if not found:
            return listed
        message = "; ".join(objection.what for objection in found)
        files = tuple(file.name for file in listed.files)
        self._journal("forced", listed.source, files, reason=self.force, message=message)
        return msgspec.structs.replace(listed, forced=self.force)

    def _note(
        self, status: Literal["refused", "failed"], source: str, files: tuple[str, ...], reason: str, message: str
    ) -> None:
        self.outcomes.append(Outcome(source=source, files=files, status=status, reason=reason, message=message))
        if reason not in _NOT_JOURNALLED:
            self._journal(status, source, files, reason=reason, message=message)

    def _journal(
        self, kind: journal.EventKind, source: str, files: tuple[str, ...], *, reason: str = "", message: str = ""
    ) -> None:
        event = journal.Event(
            at=now(),
            kind=kind,
            source=source,
            snapshot=self.writer.current_number(),
            reason=reason,
            message=message,
            files=files,
        )
        journal.append(self.writer.folder, event)


def _published(given: str | None) -> tuple[str | None, tuple[Issue, ...]]:
    """The publisher's date where it is one; a damaged or impossible one is named."""
    if given is None:
        return None, ()
    try:
        moment = guards.published_moment(given)
    except ValueError:
        message = "the publication date is no date; the list counts as undated"
        return None, (Issue(code="bad_published", message=message, examples=(given[:50],)),)
    if moment > datetime.now(UTC) + guards.FUTURE_ALLOWED:
        message = "the publication date lies in the future"
        return given, (Issue(code="future_published", message=message, examples=(given,)),)
    return given, ()


def _listed(
    report: EditionReport,
    digest: str,
    files: tuple[ArchivedFile, ...],
    compared: tuple[Issue, ...],
    *,
    retrieved: str,
    extract: bool,
) -> ListInForce:
    counts: Counter[str] = Counter()
    for issue in report.issues + compared:
        counts[issue.severity] += issue.count
    return ListInForce(
        source=report.source,
        digest=digest,
        format=report.format,
        files=files,
        retrieved=retrieved,
        published=report.published,
        entities=report.entities,
        names=report.names,
        fill=report.fill,
        issues=dict(counts),
        compared=compared,
        extract=extract,
    )

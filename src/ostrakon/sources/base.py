"""What every list format offers, and how it reports what it found.

A format is a pure reader: it is given open files, yields entities one by one and writes down in a `Report`
what it could not use. It raises `ListRefused` when the file as a whole cannot be trusted (malformed, truncated,
not this format); it never raises for a single bad value, which becomes an issue while the rest of the record
lives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ostrakon.model import Entity, Issue, Severity
from ostrakon.model.designation import OFF_BY_DEFAULT, ListingClass
from ostrakon.sources.files import ListFile

ISSUE_EXAMPLES_MAX = 5
PARSER_VERSION = 4
"""Raise it with every change in what a reader makes of the same bytes; editions parsed before are then read anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A list as its publisher offers it.

    Attributes:
        id: our stable source id (`ofac_sdn`).
        title, publisher: for a person.
        authority: whose law it is (`US`, `UN`, `EU`, `UK`, `CH`, `CA`, …).
        formats: names of the formats in which it is published and that we read, the preferred one first.
        urls: official addresses that together make one update, empty where only manual download exists.
        unsure: nobody has seen the addresses answer; fetched only when the list is named.
        terms: terms of use as far as known.
        listing: the class of its listings; lists of a class that is off by default are not fetched unless named, and
            screened only where that class is switched on.
    """

    id: str
    title: str
    publisher: str
    authority: str
    formats: tuple[str, ...]
    urls: tuple[str, ...] = ()
    terms: str = ""
    unsure: bool = False
    listing: ListingClass = "sanctions"

    @property
    def off_by_default(self) -> bool:
        """Whether the list is screened only where a user switches its class on."""
        return self.listing in OFF_BY_DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file format of one or several sources.

    Attributes:
        name: for instance `ofac-csv`.
        title: for a person.
        sources: source ids that can come in this format.
        recognise: (file name without compression ending, first 64 KiB) → source id, None when it is not ours.
        parse: (files, source id, report) → entities in file order.
        fields: field path → `used: …` or `unused: why`; a field outside of this table is reported as
            `unknown_field`. Shown in the docs.
        several_files: whether one list may come as several files (OFAC's CSV set); else a second file of the
            same list is refused.
    """

    name: str
    title: str
    sources: tuple[str, ...]
    recognise: Callable[[str, bytes], str | None]
    parse: Callable[[Sequence[ListFile], str, Report], Iterator[Entity]]
    fields: Mapping[str, str] = field(default_factory=dict)
    several_files: bool = False


@dataclass(slots=True)
class _Tally:
    message: str
    severity: Severity
    where: str
    field: str
    examples: list[str]
    count: int = 0


@dataclass(slots=True)
class Report:
    """Collects what a reader has to say while it reads; issues of one code and field are counted together.

    Attributes:
        published: the publisher's date of this edition (ISO 8601), None where the format carries none.
        declared: the number of records that the file itself declares, None where it does not.
        skipped: records that were read and gave no entity, each with an issue; together with the entities they
            must make `declared`.
    """

    published: str | None = None
    declared: int | None = None
    skipped: int = 0
    _tallies: dict[tuple[str, str], _Tally] = field(default_factory=dict)

    def issue(
        self,
        code: str,
        message: str,
        *,
        severity: Severity = "warning",
        where: str = "",
        field: str = "",
        example: str = "",
    ) -> None:
        """Write down one occurrence; message and place of the first stand for all of the same code and field."""
        tally = self._tallies.setdefault((code, field), _Tally(message, severity, where, field, []))
        tally.count += 1
        if example and len(tally.examples) < ISSUE_EXAMPLES_MAX and example not in tally.examples:
            tally.examples.append(example[:200])

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues, errors first, then by count."""
        rank = {"error": 0, "warning": 1, "info": 2}
        found = [
            Issue(
                code=code,
                message=t.message,
                severity=t.severity,
                where=t.where,
                field=t.field,
                examples=tuple(t.examples),
                count=t.count,
            )
            for (code, _), t in self._tallies.items()
        ]
        return tuple(sorted(found, key=lambda i: (rank[i.severity], -i.count, i.code, i.field)))


@dataclass(slots=True)
class FieldAudit:
    """Checks every field that a reader meets against the format's table, so that none is lost in silence."""

    table: Mapping[str, str]
    report: Report
    _known: set[str] = field(default_factory=set)

    def seen(self, path: str, *, value: str = "", where: str = "") -> None:
        """Note that `path` stood in the input; an unknown one becomes an issue with the value as example."""
        if path in self._known:
            return
        if path in self.table:
            self._known.add(path)
            return
        self.report.issue(
            "unknown_field",
            f"the format's table does not know the field {path!r}; its content was not used",
            where=where,
            field=path,
            example=value,
        )

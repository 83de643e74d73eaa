"""One list read as a whole: the parser run, its outcome checked, every failure made a reasoned refusal."""

from __future__ import annotations

import csv
import lzma
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from lxml import etree

from ostrakon.errors import ListRefused, OstrakonError
from ostrakon.model import Entity, Issue
from ostrakon.sources.base import Format, Report
from ostrakon.sources.files import ListFile

_BAD_CONTENT = (
    csv.Error,
    etree.LxmlError,
    msgspec.MsgspecError,
    lzma.LZMAError,
    zlib.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    EOFError,
    OSError,
)
"""What parsers and libraries raise on content that nobody foresaw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """What one list says.

    Attributes:
        source: source id.
        format: name of the format.
        entities: the parties in file order, every id once.
        issues: what could not be used, counted.
        published: the publisher's date of this edition (ISO 8601), None where the format carries none.
        declared: the number of records that the file itself declares, None where it does not.
    """

    source: str
    format: str
    entities: tuple[Entity, ...]
    issues: tuple[Issue, ...] = ()
    published: str | None = None
    declared: int | None = None


def parse_list(files: Sequence[ListFile], source_id: str, format_: Format) -> ParsedList:
    """Read one list completely and check it.

    Args:
        files: the list's file, or the files of its set.
        source_id: the source under which the entities are filed (`ofac_sdn`, `ftm:NAME`).
        format_: the format of the files, as `registry.recognise` found it.

    Raises:
        ListRefused: malformed, truncated, hostile, or without a single entity; never a parser's own exception.
    """
    report = Report()
    merged: dict[str, Entity] = {}
    yielded = 0
    for entity in _guarded(files, source_id, format_, report):
        yielded += 1
        earlier = merged.get(entity.id)
        if earlier is not None:
            report.issue(
                "duplicate_id",
                "several records carry the same id; their values were put together",
                severity="info",
                example=entity.id,
            )
            entity = earlier.merged(entity)  # noqa: PLW2901
        merged[entity.id] = entity
    _check(yielded, report, _where(files))
    _name_classes(merged.values(), report)
    return ParsedList(
        source=source_id,
        format=format_.name,
        entities=tuple(merged.values()),
        issues=report.issues,
        published=report.published,
        declared=report.declared,
    )


def _guarded(files: Sequence[ListFile], source_id: str, format_: Format, report: Report) -> Iterator[Entity]:
    last = ""
    try:
        for entity in format_.parse(files, source_id, report):
            last = entity.id
            yield entity
    except OstrakonError:
        raise
    except _BAD_CONTENT as bad:
        place = f"after record {last}" if last else "at the first record"
        raise ListRefused(
            f"the file is malformed ({type(bad).__name__}: {_first_line(bad)})",
            reason="malformed",
            where=f"{_where(files)}, {place}",
            remedy="Fetch it again from the official address",
        ) from bad


def _name_classes(entities: Iterable[Entity], report: Report) -> None:
    """Say of parties that stand on no sanctions list what that means for screening."""
    for entity in entities:
        if off := entity.off_by_default():
            report.issue(
                "off_by_default",
                f"parties of the class {off} are kept, and screened only where OSTRAKON_ALSO_SCREEN names that class",
                severity="info",
                field=off,
            )


def _check(yielded: int, report: Report, where: str) -> None:
    if not yielded:
        raise ListRefused(
            "the list holds not a single entity",
            reason="truncated",
            where=where,
            remedy="Fetch it again from the official address",
        )
    found = yielded + report.skipped
    if report.declared is not None and report.declared != found:
        raise ListRefused(
            f"the file declares {report.declared:,} records and holds {found:,}",
            reason="truncated",
            where=where,
            remedy="Fetch it again from the official address",
        )


def _where(files: Sequence[ListFile]) -> str:
    return ", ".join(file.path.name for file in files)


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0][:200] if lines else "no further detail"

"""A list format made for tests, so that the store is tested without any publisher's format.

FAKE <source> <date or -> <number of records>
<number>|<name>|<alias>|<birth date>|<country>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import CountryLink, DatedFact, Designation, Entity, Name, Origin, PartialDate
from ostrakon.sources import registry
from ostrakon.sources.base import Format, Report
from ostrakon.sources.files import ListFile

SOURCES = ("un_sc", "ofac_sdn", "ofac_cons", "eu_fsf", "ch_seco")


def fake_list(
    source: str = "un_sc",
    *,
    count: int = 30,
    start: int = 1,
    date: str = "2026-01-01",
    aliases: bool = True,
    births: bool = True,
    renamed: int = 0,
    padding: int = 0,
) -> bytes:
    """The bytes of a fake list; `renamed` is the number of one record that gets another name."""
    lines = [f"FAKE {source} {date} {count}"]
    for number in range(start, start + count):
        name = f"Renamed {number}" if number == renamed else f"Person Number {number}" + "x" * padding
        alias = f"Alias {number}" if aliases else ""
        birth = f"19{number % 90 + 10}-01-02" if births else ""
        lines.append(f"{number}|{name}|{alias}|{birth}|ru")
    return "\n".join(lines).encode() + b"\n"


def fake_file(folder: Path, name: str = "un.fake", **kwargs: object) -> Path:
    """A file with a fake list in it."""
    path = folder / name
    path.write_bytes(fake_list(**kwargs))  # type: ignore[arg-type]  # passed on as given
    return path


def install(patch: pytest.MonkeyPatch) -> None:
    """Make the fake format the only one for the time of a test."""
    patch.setattr(registry, "FORMATS", (FAKE,))


def _recognise(_name: str, head: bytes) -> str | None:
    words = head.split(b"\n", 1)[0].decode(errors="replace").split()
    return words[1] if len(words) == 4 and words[0] == "FAKE" and words[1] in SOURCES else None


def _parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    for file in files:
        with file.open() as stream:
            head = stream.readline().decode().split()
            report.published = None if head[2] == "-" else head[2]
            report.declared = (report.declared or 0) + int(head[3])
            for line in stream:
                yield _entity(line.decode().rstrip("\n"), source, report)


def _entity(line: str, source: str, report: Report) -> Entity:
    parts = line.split("|")
    if len(parts) != 5:
        raise ListRefused("a line has not five columns", reason="malformed", where=line[:20])
    number, name, alias, birth, country = parts
    origin = Origin(source=source, record=number, field="name")
    if not name:
        report.issue("no_name", "the record has no name", where=number)
    prefix = "ofac" if source.startswith("ofac") else source.partition("_")[0]
    return Entity(
        id=f"{prefix}-{number}",
        schema="Person",
        names=tuple(
            Name(value=value, kind=kind, origin=origin)
            for value, kind in ((name, "primary"), (alias, "alias"))
            if value
        ),  # type: ignore[arg-type]  # the kinds are literals
        dates=(DatedFact(date=PartialDate.parse(birth), origin=origin),) if birth else (),
        countries=(CountryLink(text=country, code=country, origin=origin, role="nationality"),),
        designations=(Designation(authority="UN", origin=origin, programmes=(source,)),),
    )


FAKE = Format(name="fake", title="a fake list", sources=SOURCES, recognise=_recognise, parse=_parse, several_files=True)

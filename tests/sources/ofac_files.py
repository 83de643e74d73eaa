"""Small OFAC files written by us for the tests, in OFAC's own layout, from facts that OFAC published."""

from __future__ import annotations

from pathlib import Path

from ostrakon.model import Entity
from ostrakon.sources.base import Format, Report
from ostrakon.sources.files import ListFile

NULL = "-0- "


def sdn_row(
    uid: str, name: str, *, kind: str = "", program: str = "SDGT", title: str = "", remarks: str = "", vessel: str = ""
) -> str:
    """A row of sdn.csv; `vessel` holds call sign, type, tonnage, GRT, flag and owner, parted by bars."""
    middle = [*vessel.split("|"), *[""] * 6][:6]
    cells = [name, kind, program, title, *middle, remarks]
    return ",".join([uid, *(f'"{cell}"' if cell else NULL for cell in cells)])


def csv_file(folder: Path, name: str, *rows: str, end: str = "\r\n\x1a", newline: str = "\r\n") -> ListFile:
    """A file as OFAC writes it: CRLF and control-Z."""
    path = folder / name
    path.write_bytes((newline.join(rows) + end).encode())
    return ListFile(path)


def read(form: Format, *files: ListFile, source: str = "ofac_sdn") -> tuple[dict[str, Entity], Report]:
    """All entities by id, and the report."""
    report = Report()
    return {entity.id: entity for entity in form.parse(files, source, report)}, report


def codes(report: Report) -> set[str]:
    """The codes of all issues."""
    return {issue.code for issue in report.issues}

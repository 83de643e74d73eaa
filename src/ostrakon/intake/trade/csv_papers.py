"""CSV: a header that names the columns, then one line of goods a row; rows with one document number are one
document."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from ostrakon.intake.payments.message import Line, Problem
from ostrakon.intake.trade import fields as known
from ostrakon.intake.trade.collect import collect
from ostrakon.intake.trade.paper import TradePaper

DELIMITERS = (",", ";", "\t", "|")
ROW_LINES_MAX = 200
"""Lines that one quoted cell may go over; a longer one is a quote that nobody closed."""
_COLUMNS = (
    known.IDS | known.HS_FIELDS | known.DESCRIPTION_FIELDS | set(known.PARTY_ROLES) | set(known.FACTS)
    | set(known.PLACE_ROLES) | set(known.FLAT_VESSEL) | known.VESSEL_LISTS
)  # fmt: skip


def read_csv_papers(text: str, file: str) -> Iterator[TradePaper]:
    """The documents of a CSV text in the order of their first rows; a broken row costs its own document only."""
    lines = text.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        yield TradePaper(file=file, problems=[Problem("the file is empty")])
        return
    delimiter = max(DELIMITERS, key=lambda mark: _known(lines[first].split(mark)))
    header = next(csv.reader([lines[first]], delimiter=delimiter))
    if not _known(header):
        problem = Problem("the header names no column that is known (see docs/trade.md)", f"line {first + 1}")
        yield TradePaper(file=file, problems=[problem], free=_raw(lines, 1))
        return
    if doubled := next((name for name in header if name.strip() and header.count(name) > 1), ""):
        problem = Problem(f"the header names {doubled!r} twice; rename one", f"line {first + 1}")
        yield TradePaper(file=file, problems=[problem], free=_raw(lines, 1))
        return
    papers: dict[str, TradePaper] = {}
    own = next((n for n, name in enumerate(header) if known.plain_key(name) in known.IDS), -1)
    for number, cells, torn in _rows(lines[first + 1 :], first + 2, delimiter):
        wrong = torn or _miscounted(header, cells)
        key = cells[own].strip() if 0 <= own < len(cells) else ""
        paper = papers.setdefault(key or (f"line {number}" if own >= 0 or wrong else ""), TradePaper(file=file))
        paper.id = paper.id or key
        if wrong:
            paper.problems.append(Problem(wrong, f"line {number}"))
            paper.free += [Line(f"/{number}", cell) for cell in cells if cell.strip()]
        else:
            named = {n or f"column {c}": v for c, (n, v) in enumerate(zip(header, cells, strict=True), 1)}
            collect(paper, named, f"/{number}")
    if not papers:
        yield TradePaper(file=file, problems=[Problem("there is no row under the header", f"line {first + 1}")])
    for paper in papers.values():
        yield paper


def _known(cells: Sequence[str]) -> int:
    """How many columns of a header have names that are known, alone or with a party's name before them."""
    count = 0
    for cell in cells:
        key = known.plain_key(cell)
        head = key.rpartition("_")[0]
        count += key in _COLUMNS or head in known.PARTY_ROLES or head in known.VESSEL_LISTS
    return count


def _rows(lines: list[str], number: int, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Line, cells and problem of each row; a quote that is left open costs its own line only (RFC 4180)."""
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at : at + ROW_LINES_MAX], delimiter=delimiter, strict=True)
        try:
            cells = next(reader, [])
            taken, problem = reader.line_num, ""
        except csv.Error as bad:
            cells, taken = lines[at].strip().split(delimiter), 1
            problem = f"the row is no CSV ({bad}); mend its quotes"
        if any(cell.strip() for cell in cells):
            yield number + at, cells, problem
        at += max(taken, 1)


def _miscounted(header: Sequence[str], cells: Sequence[str]) -> str:
    if len(header) == len(cells):
        return ""
    return f"the row has {len(cells)} cells, the header {len(header)}; quote cells that hold the delimiter"


def _raw(lines: list[str], number: int) -> list[Line]:
    return [Line(f"/{n}", line.strip()) for n, line in enumerate(lines, number) if line.strip()]

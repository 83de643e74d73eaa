"""Participants of payment systems: the file in which a user keeps them.

CSV with a heading line: `bic,system,role,through,joined,source,note`. Only what a source says belongs there; what ships
(`rules/data/participants.csv`) is the little that is certain.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ostrakon.errors import InputError

COLUMNS = ("bic", "system", "role", "through", "joined", "source", "note")
SYSTEMS = ("SPFS", "CIPS")
ROLES = ("operator", "direct", "indirect", "participant")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


@dataclass(frozen=True, slots=True)
class Participant:
    """One membership.

    Attributes:
        bic: eight letters. system: `SPFS` or `CIPS`. role: `operator`, `direct`, `indirect`, `participant` (not known).
        through: BIC of the direct participant of an indirect one; empty where not known.
        joined: ISO date; empty where not known. source: where it was read. note: anything else.
    """

    bic: str
    system: str
    role: str
    source: str
    through: str = ""
    joined: str = ""
    note: str = ""


def read_participants(lines: Iterable[str], *, where: str) -> tuple[Participant, ...]:
    """The participants of a file.

    Raises:
        InputError: the heading or a row is wrong; names the line and the column.
    """
    rows = csv.reader(line for line in lines if not line.lstrip().startswith("#"))
    heading = next(rows, None)
    if heading is None or tuple(name.strip().lower() for name in heading) != COLUMNS:
        raise InputError("the heading is not the one of a file of participants", where=f"{where}:1",
                         remedy=f"The first line is {','.join(COLUMNS)}")  # fmt: skip
    return tuple(_row(row, f"{where}:{rows.line_num}") for row in rows if any(map(str.strip, row)))


def _row(row: list[str], where: str) -> Participant:
    if len(row) != len(COLUMNS):
        raise InputError(f"{len(row)} columns in place of {len(COLUMNS)}", where=where,
                         remedy="Put values with a comma into quotation marks")  # fmt: skip
    value = dict(zip(COLUMNS, map(str.strip, row), strict=True))
    for column, fits, remedy in (
        ("bic", _is_bic(value["bic"]), "A BIC has 8 or 11 letters and digits"),
        ("system", value["system"].upper() in SYSTEMS, f"One of {', '.join(SYSTEMS)}"),
        ("role", value["role"].lower() in ROLES, f"One of {', '.join(ROLES)}"),
        ("through", not value["through"] or _is_bic(value["through"]), "A BIC, or nothing"),
        ("joined", not value["joined"] or _is_date(value["joined"]), "A date such as 2024-11-21, or nothing"),
        ("source", bool(value["source"]), "Say where it was read: what has no source cannot be checked"),
    ):
        if not fits:
            raise InputError(f"{column} is {value[column]!r}", where=f"{where}, column {column}", remedy=remedy)
    return Participant(
        bic=value["bic"].upper()[:8],
        system=value["system"].upper(),
        role=value["role"].lower(),
        source=value["source"],
        through=value["through"].upper()[:8],
        joined=value["joined"],
        note=value["note"],
    )


@cache
def shipped_participants() -> tuple[Participant, ...]:
    """What comes with this version."""
    text = files("ostrakon.rules").joinpath("data", "participants.csv").read_text(encoding="utf-8")
    return read_participants(text.splitlines(), where="participants.csv")


def _is_bic(text: str) -> bool:
    return _BIC.fullmatch(text.upper()) is not None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

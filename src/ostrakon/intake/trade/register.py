"""A user's register of vessels (CSV): what each IMO number's ship is called, under which flag, owned by whom."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from ostrakon.errors import InputError
from ostrakon.intake.trade.csv_papers import DELIMITERS
from ostrakon.intake.trade.fields import VESSEL_FIELDS, plain_key
from ostrakon.names.countries import country_code
from ostrakon.names.numbers import imo_valid, plain_number

_OWNERS = frozenset({"owner", "registered_owner", "beneficial_owner"})


@dataclass(frozen=True, slots=True)
class Registered:
    """One vessel of the register.

    Attributes:
        imo: seven digits. name, mmsi, call_sign, owner: as given, empty where not. flag: lower-case alpha-2 or empty.
        former: earlier names. built: year, 0 where not given. line: of the file.
    """

    imo: str
    name: str = ""
    flag: str = ""
    owner: str = ""
    mmsi: str = ""
    call_sign: str = ""
    former: tuple[str, ...] = ()
    built: int = 0
    line: int = 0


Register = dict[str, Registered]
"""By IMO number."""


def read_register(file: Path) -> Register:
    """The vessels of a CSV file with a header: `imo` and, where known, `name`, `flag`, `owner`, `mmsi`, `call_sign`,
    `former_names` (by `;`), `built`.

    Raises:
        InputError: the file cannot be read, has no column `imo`, or a row's IMO number or flag is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as denied:
        raise InputError(f"the file cannot be read ({denied.strerror or denied})", where=str(file)) from denied
    except UnicodeDecodeError as bad:
        raise InputError("the file is not UTF-8", where=f"{file}, byte {bad.start}", remedy="Save it as UTF-8") from bad
    lines = text.splitlines()
    delimiter = max(DELIMITERS, key=lines[0].count) if lines else ","
    reader = csv.reader(lines, delimiter=delimiter)
    header = [_meaning(cell) for cell in next(reader, [])]
    if "imo" not in header:
        remedy = "The first line must name the columns: imo, name, flag, owner, mmsi, call_sign, former_names, built"
        raise InputError("the register has no column 'imo'", where=f"{file}, line 1", remedy=remedy)
    found: Register = {}
    for cells in reader:
        if any(cell.strip() for cell in cells):
            vessel = _vessel(header, cells, f"{file}, line {reader.line_num}", reader.line_num)
            if vessel.imo in found:
                where = f"{file}, line {reader.line_num}, imo"
                raise InputError(f"IMO {vessel.imo} stands twice", where=where, remedy="Keep the row that holds now")
            found[vessel.imo] = vessel
    return found


def _meaning(cell: str) -> str:
    key = plain_key(cell)
    if key in _OWNERS:
        return "owner"
    return VESSEL_FIELDS.get(key.removeprefix("vessel_"), key)


def _vessel(header: list[str], cells: list[str], where: str, line: int) -> Registered:
    if len(cells) != len(header):
        raise InputError(
            f"the row has {len(cells)} cells, the header {len(header)}", where=where, remedy="Mend the row"
        )
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    imo = plain_number("imo", row["imo"])
    if not imo_valid(imo):
        raise InputError(f"{row['imo']!r} fails the check of an IMO number", where=f"{where}, imo", remedy="Correct it")
    flag = country_code(row.get("flag", ""))
    if row.get("flag") and not flag:
        raise InputError(f"{row['flag']!r} is no country", where=f"{where}, flag", remedy="Give an ISO 3166 code")
    built = row.get("built", "")[:4]
    return Registered(
        imo=imo,
        name=row.get("name", ""),
        flag=flag,
        owner=row.get("owner", ""),
        mmsi=row.get("mmsi", ""),
        call_sign=row.get("call_sign", ""),
        former=tuple(name.strip() for name in row.get("former", "").split(";") if name.strip()),
        built=int(built) if built.isdigit() else 0,
        line=line,
    )

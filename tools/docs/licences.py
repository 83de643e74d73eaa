"""Write the table of licences into `docs/licences.md` from the reviewed files.

python tools/docs/licences.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from sections import bring_up_to_date

from ostrakon.programmes.licensing import Licence, all_licences

PAGE = Path(__file__).resolve().parents[2] / "docs/licences.md"
MARKS = ("<!-- licences: made by tools/docs/licences.py -->", "<!-- end of licences -->")


def table() -> str:
    """All licences, by authority in the order of the files."""
    rows = ["| authority | number | what | kind | programmes | since | end | to be checked |"]
    rows += ["| --- " * 8 + "|", *map(row, all_licences())]
    return "\n".join(rows)


def row(one: Licence) -> str:
    """One licence; what is unsure says so."""
    end = one.until or ("renewed, to be looked up" if one.series else "none printed")
    if one.ended_by:
        end += f": {one.ended_by}"
    programmes = ", ".join(f"`{name}`" for name in one.programmes)
    what = f"{one.title}. {one.note}" if one.note else one.title
    doubts = "; ".join(one.to_check)
    return (
        f"| {one.authority} | [{one.number}]({one.source[1]}) | {what} | {one.kind.replace('_', ' ')} | {programmes} | "
        f"{one.start} | {end} | {doubts} |"
    )


def main() -> None:
    """Write the table, or say that it is out of date."""
    bring_up_to_date(PAGE, MARKS, table(), check="--check" in sys.argv)


if __name__ == "__main__":
    main()

"""Write the table of docs/programmes.md from the reviewed files; `--check` only says whether it is up to date.

python tools/programmes/build.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ostrakon.names.countries import country_name
from ostrakon.programmes import Programme, all_programmes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "programmes.md"
MARK = "<!-- from here on made by tools/programmes/build.py; do not edit by hand -->\n"
AUTHORITIES = {
    "UN": "United Nations",
    "US": "United States",
    "EU": "European Union",
    "UK": "United Kingdom",
    "CH": "Switzerland",
    "CA": "Canada",
}


def page(written: str) -> str:
    """The page: what people wrote above the mark, and the tables below it."""
    head, mark, _ = written.partition(MARK)
    return head + (mark or MARK) + "\n" + "\n".join(tables()) + "\n"


def tables() -> Iterator[str]:
    """One table an authority."""
    found = all_programmes()
    doubts = sum(bool(one.doubts) for one in found)
    ended = sum(not one.in_force for one in found)
    yield f"{len(found)} programmes, {ended} of them ended; {doubts} carry a fact that is to be checked."
    for authority, name in AUTHORITIES.items():
        yield from ("", f"### {name}", "")
        yield "| programme | id | reach | countries or themes | codes | legal basis | since | until | to be checked |"
        yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        yield from (_row(one) for one in found if one.authority == authority)


def _row(one: Programme) -> str:
    about = [country_name(code) for code in one.countries] or [theme.replace("_", " ") for theme in one.themes]
    codes = [f"`{code.code}`" for code in one.printed]
    until = f"{one.end} ({one.ended_by})" if one.end else "in force"
    cells = (
        f"[{one.title}]({one.source[1]})",
        f"`{one.id}`",
        one.scope,
        ", ".join(about),
        ", ".join(codes),
        "; ".join(one.basis),
        one.start or "?",
        until,
        "; ".join(one.doubts),
    )
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def main() -> int:
    """Write the page, or compare; 1 when `--check` finds a difference."""
    written = PAGE.read_text(encoding="utf-8")
    made = page(written)
    if "--check" in sys.argv[1:]:
        if written == made:
            return 0
        print(f"{PAGE.name} is out of date: run python tools/programmes/build.py", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

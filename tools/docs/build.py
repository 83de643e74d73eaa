"""Write docs/list-fields.md from the formats' own field tables; `--check` only says whether it is up to date.

python tools/docs/build.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from ostrakon.sources.base import Format
from ostrakon.sources.registry import FORMATS, SOURCES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "list-fields.md"

HEAD = """# Fields of every list format

Made from the tables in `src/ostrakon/sources/` by `tools/docs/build.py`; do not edit by hand. A field that a file
has and its table lacks is reported as `unknown_field` at import and never lost in silence. What is worth knowing
about each format stands in [list-formats.md](list-formats.md).
"""


def page() -> str:
    """The whole page: sources first, then one table a format."""
    parts = [HEAD, "## Sources", "", "| id | list | publisher | formats read |", "| --- | --- | --- | --- |"]
    parts += [
        f"| `{one.id}` | {_cell(one.title)} | {_cell(one.publisher)} | {', '.join(one.formats)} |" for one in SOURCES
    ]
    for one in FORMATS:
        parts += ["", *_table(one)]
    return "\n".join(parts) + "\n"


def _table(one: Format) -> list[str]:
    sources = ", ".join(f"`{source}`" for source in one.sources)
    lines = [f"## {one.name}", "", f"{one.title}. Sources: {sources}.", ""]
    if not one.fields:
        return [*lines, "The fields are those of the FollowTheMoney schema of each entity."]
    lines += ["| field | what becomes of it |", "| --- | --- |"]
    return lines + [f"| `{path.replace('|', chr(92) + '|')}` | {_cell(use)} |" for path, use in one.fields.items()]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    """Write the page, or compare; 1 when `--check` finds a difference."""
    made = page()
    if "--check" in sys.argv[1:]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print(f"{PAGE.name} is out of date: run python tools/docs/build.py", file=sys.stderr)
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Write the table of keys in docs/console.md from the console's own; `--check` only says whether it is up to date.

python tools/console/build.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from ostrakon.server.console.keyboard import as_markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "console.md"
BEGIN, END = "<!-- keys -->\n", "<!-- /keys -->\n"


def main() -> int:
    """Write the table, or compare; 1 when `--check` finds a difference."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    made = before + BEGIN + as_markdown() + END + rest.split(END)[1]
    if "--check" in sys.argv[1:]:
        if made == text:
            return 0
        print(f"{PAGE.name} is out of date: run python tools/console/build.py", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

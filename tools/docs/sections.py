"""The part of a page that a tool makes: what stands between two marks of the page, and nothing else of it."""

from __future__ import annotations

import sys
from pathlib import Path


def bring_up_to_date(page: Path, marks: tuple[str, str], made: str, *, check: bool) -> None:
    """Put what was made between the marks; or only say that the page is out of date, and end with exit code 1.

    Args:
        marks: the lines before and behind it; the first names the tool, for whoever reads the page's source.
        check: change nothing.
    """
    begin, end = marks
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    new = f"{before}{begin}\n\n{made}\n\n{end}{after}"
    if not check:
        page.write_text(new, encoding="utf-8")
    elif new != text:
        sys.exit(f"{page} is out of date: python {sys.argv[0]}")

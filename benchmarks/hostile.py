"""What it costs to refuse files that are built to fill memory and time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Section, ostrakon
from tests.sources.bombs import BOMB_BYTES, XML_FILLER, XML_START, bomb

WRONG = 2
"""Exit code of an import that refused something."""

_GROWING = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
_DOCUMENT = "<?xml version='1.0'?>\n<!DOCTYPE l [{}]>\n<swiss-sanctions-list>{}</swiss-sanctions-list>"
XML_BOMB = _DOCUMENT.format(f'<!ENTITY e0 "ha">{_GROWING}', "&e9;")
EXTERNAL_ENTITY = _DOCUMENT.format('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;")


def refusals(work: Path) -> Section:
    """Each file imported by the command line into an empty store.

    Raises:
        RuntimeError: a file was not refused as hostile.
    """
    section = Section(
        "Refusing hostile files",
        "`ostrakon lists import`, a new process and an empty store a file; time and memory are those of the whole "
        "command, start-up included. Wanted: below 2 s and 200 MB.",
        ("file", "on disk", "time", "CPU", "peak memory", "refused as"),
    )
    folder = work / "hostile"
    folder.mkdir()
    for title, path in _files(folder):
        cost = ostrakon("--store", folder / "store", "lists", "import", "ch_seco", path, ok=(WRONG,))
        found = re.search(r"refused \((\w+)\)", cost.output)
        if found is None or found[1] != "hostile":
            raise RuntimeError(f"{title} was not refused as hostile:\n{cost.output[-2000:]}")
        section.rows.append(
            (
                title,
                f"{path.stat().st_size / 1024:,.0f} KB",
                f"{cost.seconds:.2f} s",
                f"{cost.cpu_seconds:.2f} s",
                f"{cost.peak_mb:,.0f} MB",
                found[1],
            )
        )
        path.unlink()
    return section


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """One file after the other, since a bomb needs room while it is made."""
    for title, content in (("XML entity bomb", XML_BOMB), ("XML external entity", EXTERNAL_ENTITY)):
        path = folder / "list.xml"
        path.write_text(content, encoding="utf-8")
        yield title, path
    for kind in ("gz", "xz", "bz2", "zip"):
        path = folder / f"list.{kind}"
        bomb(path, XML_START, XML_FILLER)
        yield f"{BOMB_BYTES / 1024**3:.0f} GiB in a {kind} file", path

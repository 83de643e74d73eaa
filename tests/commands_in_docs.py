"""The `ostrakon …` commands that the documentation shows, ready to be checked against the command line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))

_FENCE = re.compile(r"^```(?:sh|console|shell|bash)\n(.*?)^```", re.M | re.S)
_SPAN = re.compile(r"`(ostrakon [^`\n]+)`")
_INDENTED = re.compile(r"^ {4}(\S.*)$", re.M)
_PROGRAM = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?ostrakon\s+(.*)$")


@dataclass(frozen=True, slots=True)
class ShownCommand:
    """One command line as a document shows it; `arguments` without the program's name."""

    document: str
    arguments: tuple[str, ...]
    in_block: bool

    def __str__(self) -> str:
        return f"{self.document}: ostrakon {shlex.join(self.arguments)}"


def shown_commands() -> list[ShownCommand]:
    """Every command of every document, once."""
    return list(dict.fromkeys(command for path in DOCUMENTS for command in _in_document(path)))


def _in_document(path: Path) -> Iterator[ShownCommand]:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    prose = _FENCE.sub("", text)
    for block in (*_FENCE.findall(text), "\n".join(_INDENTED.findall(prose))):
        for line in block.replace("\\\n", " ").splitlines():
            if found := _PROGRAM.match(line.strip()):
                yield ShownCommand(name, tuple(shlex.split(found[1], comments=True)), in_block=True)
    for span in _SPAN.findall(prose):
        words = shlex.split(span.removeprefix("ostrakon "))
        yield ShownCommand(name, tuple(word for word in words if word not in {"…", "..."}), in_block=False)

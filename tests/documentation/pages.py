"""What the documentation shows: blocks of commands and of other languages, and commands within sentences."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
    *sorted((ROOT / "benchmarks").rglob("*.md")),
)
DEPLOYMENT = tuple(sorted((ROOT / "deploy").iterdir()))
SHELL = {"sh", "console", "shell", "bash"}
GENERATED = "docs/reference/"
"""Made from the help texts of the commands themselves."""

_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.M | re.S)
_INDENTED = re.compile(r"^ {4}\$? ?(?:[A-Z_]+=\S+ )*(?:ostrakon|make|pip|python|curl) .*$", re.M)
_SPAN = re.compile(r"`(ostrakon [^`\n]+)`")
_IN_COMMENT = re.compile(r"^#\s+((?:docker|podman|kubectl|systemctl) .*)$", re.M)
_PLACEHOLDER = re.compile(r"[…]|\.\.\.|^[A-Z_]+$")


@dataclass(frozen=True, slots=True)
class Shown:
    """One command line of a document.

    Attributes:
        document: path below the root.
        text: the line as it stands, continued lines joined, without what a `#` says.
        within: where it stands: `block`, or `sentence` for one in the running text.
    """

    document: str
    text: str
    within: str = "block"

    def __str__(self) -> str:
        return f"{self.document}: {self.text}"


def blocks(document: Path, *languages: str) -> list[str]:
    """The fenced blocks of a page in these languages, in order."""
    return [text for language, text in _FENCE.findall(document.read_text(encoding="utf-8")) if language in languages]


def prose(document: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", document.read_text(encoding="utf-8"))


def name(document: Path) -> str:
    """As the tables of these tests call a document."""
    return document.relative_to(ROOT).as_posix()


@cache
def shown() -> tuple[Shown, ...]:
    """Every command line of every document, in the order of the page."""
    return tuple(line for document in DOCUMENTS for line in _of(document))


@cache
def deployment() -> tuple[Shown, ...]:
    """The command lines in the heads of the files to start from."""
    texts = ((path, path.read_text(encoding="utf-8")) for path in DEPLOYMENT)
    return tuple(Shown(name(path), line) for path, text in texts for line in _IN_COMMENT.findall(text))


def indented(document: Path) -> list[str]:
    """Commands in blocks without a fence, which nothing here would run."""
    return _INDENTED.findall(prose(document))


def mentions() -> Iterator[Shown]:
    """Commands within sentences that are named or sketched: bare names, and forms with placeholders."""
    for document in (page for page in DOCUMENTS if page.name != "RESULTS.md"):
        for span in _SPAN.findall(prose(document)):
            yield Shown(name(document), span, "sentence")


def _of(document: Path) -> Iterator[Shown]:
    text = document.read_text(encoding="utf-8")
    history = document.name == "CHANGELOG.md" or name(document).startswith(GENERATED) or document.name == "RESULTS.md"
    for found in re.finditer(f"{_FENCE.pattern}|{_SPAN.pattern}", text, re.M | re.S):
        language, block, span = found.groups()
        if block is not None:
            if language in SHELL:
                for line in block.replace("\\\n", " ").splitlines():
                    if line := _bare(line):
                        yield Shown(name(document), line)
        elif not history and _complete(span):
            yield Shown(name(document), span, "sentence")


def _bare(line: str) -> str:
    """A line of a block without prompt and comment."""
    line = re.sub(r"(^|\s)#.*$", "", line) if shlex.split(line, comments=True) else ""
    return line.strip().removeprefix("$ ")


def _complete(span: str) -> bool:
    """Whether a command within a sentence can be typed as it stands and says more than the command's name."""
    words = shlex.split(span)
    named = re.compile(r"[a-z-]+$")
    return not any(_PLACEHOLDER.search(word) for word in words) and not all(named.match(word) for word in words)

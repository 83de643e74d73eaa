"""Reading the starter data and the facts it is made of, for the tests of this folder."""

from __future__ import annotations

import runpy
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ostrakon.model import Entity, Issue
from ostrakon.sources import registry
from ostrakon.sources.base import Report
from ostrakon.sources.files import ListFile

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "starter"
GOLDEN = ROOT / "tests" / "golden" / "starter"


@cache
def parties() -> list[dict[str, Any]]:
    """All parties of the reviewed facts, as written."""
    found: list[dict[str, Any]] = []
    for path in sorted((TOOL / "facts").glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8")).get("party", [])
    return found


@cache
def built() -> dict[Path, bytes]:
    """What the generator would write now."""
    files: dict[Path, bytes] = runpy.run_path(str(TOOL / "build.py"))["all_files"]()
    return files


def read(paths: Iterable[Path]) -> tuple[str, str, list[Entity], tuple[Issue, ...]]:
    """(source id, format, entities, issues) of one list, as the program itself recognises and reads it."""
    groups = registry.recognise([ListFile(path) for path in paths])
    assert len(groups) == 1, "the files of one list were taken for several"
    source, kind, members = groups[0]
    report = Report()
    entities = list(kind.parse(members, source, report))
    return source, kind.name, entities, report.issues

"""Write what Ostrakon needs, with range, reason and policy of licences, into `docs/about/release.md`.

python tools/docs/dependencies.py [--check]
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from sections import bring_up_to_date

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "about" / "release.md"
MARKS = ("<!-- dependencies: made by tools/docs/dependencies.py -->", "<!-- end of dependencies -->")
_LINE = re.compile(r'^  "(?P<name>[^"<>=;\[]+)(?:\[[^"]*\])?(?P<range>[^";]*)[^"]*",\s*# (?P<why>.+)$')
_EXTRA = re.compile(r"^(?P<extra>\w+) = \[(?P<packages>.+)\]$")


def table() -> str:
    """Direct dependencies with their reasons, the extras, and the licences that are accepted one by one."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = text[text.index("dependencies = [") : text.index("[project.optional-dependencies]")]
    rows = ["| package | range | what for (licence) |", "| --- | --- | --- |"]
    for line in project.splitlines():
        if match := _LINE.match(line):
            rows.append(f"| {match['name']} | `{match['range']}` | {match['why']} |")
    declared = tomllib.loads(text)["project"]["dependencies"]
    if len(rows) - 2 != len(declared):
        sys.exit(f"pyproject.toml: {len(declared)} dependencies, {len(rows) - 2} of them with a reason beside them")
    rows += ["", "| extra | packages | why it is apart |", "| --- | --- | --- |", *_extras(text)]
    policy = tomllib.loads((ROOT / "tools" / "release" / "licence_policy.toml").read_text(encoding="utf-8"))
    rows += ["", f"Allowed licences: {', '.join(policy['allowed'])}. Accepted one by one:", ""]
    rows += ["| package | licence | why |", "| --- | --- | --- |"]
    rows += [f"| {name} | {one['licence']} | {one['why']} |" for name, one in policy["accepted"].items()]
    return "\n".join(rows)


def _extras(text: str) -> list[str]:
    part = text[text.index("[project.optional-dependencies]") : text.index("[project.scripts]")]
    rows, why = [], ""
    for line in part.splitlines()[1:]:
        if line.startswith("# "):
            why = f"{why} {line[2:]}".strip()
        elif match := _EXTRA.match(line):
            packages = ", ".join(re.findall(r'"([^"]+)"', match["packages"]))
            rows.append(f"| {match['extra']} | `{packages}` | {why.removeprefix('Kept apart: ')} |")
            why = ""
    return rows


def main() -> None:
    """Write the tables, or say that they are out of date."""
    bring_up_to_date(PAGE, MARKS, table(), check="--check" in sys.argv)


if __name__ == "__main__":
    main()

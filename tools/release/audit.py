"""Whether what Ostrakon stands on is known to be unsafe: what can be told without the network, and a service's answer.

    python tools/release/audit.py [--out FILE] [--offline]

Without the network: every installed package keeps to the ranges of those that need it; none is below a version with a
published weakness (security_floors.toml). With it: pip-audit asks its vulnerability service about each version.

Exit codes: 0 all checks made, nothing found; 1 something was found; 3 nothing was found, but the service was not asked.
Not asked is never the same as clear.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dependencies import Dependency, declared, dependencies
from packaging.specifiers import SpecifierSet
from packaging.version import Version

FLOORS = Path(__file__).with_name("security_floors.toml")
CLEAR, FOUND, NOT_CHECKED = 0, 1, 3
_PATIENCE = 300

Ask = Callable[[str], "subprocess.CompletedProcess[str]"]
"""From lines of `name==version` to what pip-audit answered."""


@dataclass(slots=True)
class Audit:
    """What was found, and what could not be looked at.

    Attributes:
        found: each with the package and the remedy.
        open: what was not checked, each with the reason.
        checked: what was.
    """

    found: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code."""
        return FOUND if self.found else NOT_CHECKED if self.open else CLEAR


def ranges_kept(packages: list[Dependency], audit: Audit) -> None:
    """Every installed version within the range of everyone who needs it."""
    for package in packages:
        if not package.version:
            audit.open.append(
                f"{package.name} (of {', '.join(sorted(package.extras)) or 'ostrakon'}): not installed here"
            )
            continue
        for by, wanted in package.ranges:
            if not SpecifierSet(wanted).contains(package.version, prereleases=True):
                audit.found.append(f"{package.name} {package.version}: {by} needs {wanted}")
    audit.checked.append(f"{len(packages)} packages against the ranges of those that need them")


def above_floors(packages: list[Dependency], floors: dict[str, Any], audit: Audit) -> None:
    """No installed version, and no version that our own ranges allow, is below a known weakness's remedy."""
    for package in packages:
        floor = floors.get(package.name)
        if floor is None:
            continue
        least, advisory = Version(floor["at_least"]), floor["advisory"]
        if package.version and Version(package.version) < least:
            audit.found.append(f"{package.name} {package.version}: {advisory}, remedied in {least}")
        for by, wanted in package.ranges:
            lower = [one.version for one in SpecifierSet(wanted) if one.operator in (">=", "~=", "==")]
            if by == "ostrakon" and lower and max(map(Version, lower)) < least:
                audit.found.append(f"pyproject.toml: {package.name} {wanted} allows {advisory}; ask for >={least}")
    audit.checked.append(f"{len(floors)} known least versions")


def asked_service(packages: list[Dependency], audit: Audit, *, ask: Ask) -> None:
    """The vulnerability service's word on each version, where it can be reached."""
    pinned = "".join(f"{package.name}=={package.version}\n" for package in packages if package.version)
    try:
        done = ask(pinned)
        answer = json.loads(done.stdout)["dependencies"]
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired) as bad:
        said = done.stderr.strip().splitlines()[-1:] if "done" in locals() else [str(bad)]
        audit.open.append(f"vulnerability service: {' '.join(said)[:200] or 'no answer'}")
        return
    skipped = [one for one in answer if "skip_reason" in one]
    if skipped:
        first = f"{skipped[0]['name']}: {skipped[0]['skip_reason'][:150]}"
        audit.open.append(f"{len(skipped)} of {len(answer)} versions, which the service does not know ({first})")
    for one in answer:
        for weakness in one.get("vulns", ()):
            remedy = ", ".join(weakness.get("fix_versions", ())) or "none yet"
            audit.found.append(f"{one['name']} {one.get('version', '')}: {weakness['id']}, remedied in {remedy}")
    if len(skipped) < len(answer):
        audit.checked.append(f"{len(answer) - len(skipped)} versions with a vulnerability service")


def pip_audit(pinned: str) -> subprocess.CompletedProcess[str]:
    """Run pip-audit over these versions, and nothing else."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "requirements.txt"
        file.write_text(pinned, encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--progress-spinner", "off",
             "--format", "json", "--requirement", str(file)],
            capture_output=True, text=True, check=False, timeout=_PATIENCE,
        )  # fmt: skip


def main() -> int:
    """Audit, and say what was found and what was not checked; the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, help="also as JSON")
    arguments.add_argument("--offline", action="store_true", help="ask no service (exit code 3 when nothing is found)")
    given = arguments.parse_args()
    _, _, requirements = declared()
    packages = dependencies(requirements)
    audit = Audit()
    ranges_kept(packages, audit)
    above_floors(packages, tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"], audit)
    if given.offline:
        audit.open.append("vulnerability service: not asked (--offline)")
    else:
        asked_service(packages, audit, ask=pip_audit)
    for line in audit.checked:
        print(f"checked: {line}")
    for line in audit.open:
        print(f"NOT CHECKED: {line}")
    for line in audit.found:
        print(f"FOUND: {line}", file=sys.stderr)
    if given.out is not None:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        status = {CLEAR: "clear", FOUND: "found", NOT_CHECKED: "not_checked"}[audit.code]
        facts = {"status": status, "found": audit.found, "not_checked": audit.open, "checked": audit.checked}
        given.out.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return audit.code


if __name__ == "__main__":
    sys.exit(main())

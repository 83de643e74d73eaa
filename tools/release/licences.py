"""The licence of every dependency against the policy (licence_policy.toml): a report, and a failure with names.

python tools/release/licences.py [--out FOLDER]     exit code 0 all allowed or accepted, 1 some are not
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dependencies import Dependency, declared, dependencies
from license_expression import ExpressionError, LicenseExpression, get_spdx_licensing

POLICY = Path(__file__).with_name("licence_policy.toml")
_SPDX = get_spdx_licensing()

Verdict = Literal["allowed", "accepted", "not installed", "refused"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the policy says of one package.

    Attributes:
        package: the package.
        licence: SPDX expression, or the package's own words where they mean nothing to SPDX.
        verdict: `refused` fails a release.
        why: the reason, for all but `allowed`.
    """

    package: Dependency
    licence: str
    verdict: Verdict
    why: str = ""


def judge(package: Dependency, policy: dict[str, Any]) -> Judged:
    """What the policy says of a package."""
    name = package.name
    if not package.version:
        known = policy["not_installed"].get(name)
        if known is None:
            return Judged(package, "", "refused", "not installed here, and the policy does not know its licence")
        return Judged(
            package, known["licence"], "not installed", "licence by the policy's table; what it needs is open"
        )
    said = policy["read"].get(name, {}).get("licence") or policy["means"].get(package.licence, package.licence)
    if name in policy["accepted"]:
        entry = policy["accepted"][name]
        if entry["licence"] not in _keys(said):
            return Judged(package, said, "refused", f"accepted under {entry['licence']}, which it no longer names")
        return Judged(package, said, "accepted", entry["why"])
    if not said:
        return Judged(package, said, "refused", "its metadata name no licence")
    try:
        expression = _SPDX.parse(said, validate=True)
    except ExpressionError:
        return Judged(package, said, "refused", "no SPDX licence: read its licence file, and enter it under [read]")
    if _fits(expression, set(policy["allowed"])):
        return Judged(package, said, "allowed")
    return Judged(package, said, "refused", "not among the allowed licences")


def _keys(said: str) -> set[str]:
    try:
        return {str(key) for key in _SPDX.license_keys(said)} | {said}
    except ExpressionError:
        return {said}


def _fits(expression: LicenseExpression, allowed: set[str]) -> bool:
    """Whether a user can keep to allowed licences: one side of every OR, all sides of every AND."""
    if str(expression) in allowed:
        return True
    parts = getattr(expression, "args", ())
    if not parts or (" WITH " in str(expression) and len(parts) < 2):
        return False
    operator = getattr(expression, "operator", "").strip()
    if operator == "OR":
        return any(_fits(part, allowed) for part in parts)
    return operator == "AND" and all(_fits(part, allowed) for part in parts)


def as_markdown(judged: Iterable[Judged]) -> str:
    """The report as a person reads it."""
    lines = [
        "# Licences of what Ostrakon needs",
        "",
        "As installed where this was made. Extras are named as in `pip install 'ostrakon[NAME]'`.",
        "",
        "| package | version | licence | needed by | verdict | home page |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in judged:
        package = one.package
        by = "ostrakon" if package.core else ", ".join(sorted(package.extras))
        verdict = one.verdict + (f": {one.why}" if one.why else "")
        cells = (package.name, package.version or "-", one.licence or "-", by, verdict, package.home or "-")
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def as_json(judged: Iterable[Judged]) -> str:
    """The report as a program reads it."""
    rows = [
        {
            "name": one.package.name,
            "version": one.package.version,
            "licence": one.licence,
            "home": one.package.home,
            "core": one.package.core,
            "extras": sorted(one.package.extras),
            "verdict": one.verdict,
            "why": one.why,
        }
        for one in judged
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Report, and say what is refused; the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path)
    out = arguments.parse_args().out
    policy = tomllib.loads(POLICY.read_text(encoding="utf-8"))
    _, _, requirements = declared()
    judged = [judge(package, policy) for package in dependencies(requirements)]
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / "licences.md").write_text(as_markdown(judged), encoding="utf-8")
        (out / "licences.json").write_text(as_json(judged), encoding="utf-8")
    refused = [one for one in judged if one.verdict == "refused"]
    for one in refused:
        print(f"{one.package.name} {one.package.version}: {one.licence or 'no licence'}: {one.why}", file=sys.stderr)
    counts = {verdict: sum(one.verdict == verdict for one in judged) for verdict in ("allowed", "accepted", "refused")}
    missing = [one.package.name for one in judged if one.verdict == "not installed"]
    print(
        f"licences: {len(judged)} packages, "
        + ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
        + (f", not installed here: {', '.join(missing)}" if missing else "")
    )
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

"""What a release consists of: equal bytes, everything in the sdist, known licences, a bill, an honest audit."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.output.json import JsonV1Dot6
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ostrakon import batch
from ostrakon.app import engine
from tests.release_tools import Dependency, audit, declared, dependencies, licences, make_dist, sbom

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def policy() -> dict[str, Any]:
    """The policy of licences."""
    return tomllib.loads(licences.POLICY.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ours() -> list[Dependency]:
    """What this environment holds of what Ostrakon and its extras need."""
    return dependencies(declared()[2])


def test_two_builds_of_the_last_commit_have_equal_bytes_and_the_sdist_holds_all_of_it(tmp_path: Path) -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("no repository here: nothing to build from")
    packed, moment = make_dist.committed(ROOT)
    made, different = make_dist.built_twice(packed, tmp_path, epoch=moment)
    assert different == []
    wheel, sdist = made
    with tarfile.open(sdist) as archive:
        names = {member.name.split("/", 1)[1] for member in archive.getmembers() if member.isfile()}
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-tree", "-r", "-z", "--name-only", "HEAD"], capture_output=True, check=True
    )
    committed = set(listed.stdout.decode().rstrip("\0").split("\0"))
    assert committed - names == set()
    assert names - committed == {"PKG-INFO"}
    inside = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in inside if "test" in name.split("/")[0] or "__pycache__" in name]


def test_every_dependency_here_has_a_licence_that_the_policy_knows(
    ours: list[Dependency], policy: dict[str, Any]
) -> None:
    judged = {package.name: licences.judge(package, policy) for package in ours}
    assert [f"{name}: {one.licence} {one.why}" for name, one in judged.items() if one.verdict == "refused"] == []
    assert judged["numpy"].verdict == "allowed"
    assert judged["psycopg"].verdict == "accepted"
    assert {name for name, one in judged.items() if one.verdict == "accepted"} <= set(policy["accepted"])


@pytest.mark.parametrize(
    ("package", "verdict"),
    [
        (Dependency("a", "1", "MIT"), "allowed"),
        (Dependency("a", "1", "MIT License"), "allowed"),
        (Dependency("a", "1", "GPL-3.0-only OR Apache-2.0"), "allowed"),
        (Dependency("a", "1", "BSD-2-Clause AND Apache-2.0 WITH LLVM-exception"), "allowed"),
        (Dependency("a", "1", "GPL-3.0-only AND MIT"), "refused"),
        (Dependency("a", "1", "AGPL-3.0-or-later"), "refused"),
        (Dependency("a", "1", "LGPL-3.0-only"), "refused"),
        (Dependency("a", "1", "BSD"), "refused"),
        (Dependency("a", "1", ""), "refused"),
        (Dependency("a"), "refused"),
        (Dependency("psycopg", "9", "LGPL-3.0-only"), "accepted"),
        (Dependency("psycopg", "9", "AGPL-3.0-only"), "refused"),
        (Dependency("pyspark"), "not installed"),
    ],
    ids=lambda value: f"{value.name}-{value.licence}" if isinstance(value, Dependency) else value,
)
def test_a_licence_is_allowed_accepted_by_name_or_refused(
    package: Dependency, verdict: str, policy: dict[str, Any]
) -> None:
    assert licences.judge(package, policy).verdict == verdict


def test_the_bill_names_every_package_and_what_needs_it_and_is_the_same_each_time(ours: list[Dependency]) -> None:
    made = datetime(2026, 1, 2, tzinfo=UTC)
    texts = {JsonV1Dot6(sbom.bill("ostrakon", "1", ours, made=made)).output_as_string(indent=1) for _ in range(2)}
    assert len(texts) == 1
    bill = json.loads(texts.pop())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"]: part for part in bill["components"]}
    assert set(parts) == {package.name for package in ours}
    assert parts["numpy"]["purl"] == f"pkg:pypi/numpy@{parts['numpy']['version']}"
    assert (parts["numpy"]["scope"], parts["numba"]["scope"]) == ("required", "optional")
    edges = {edge["ref"]: edge.get("dependsOn", []) for edge in bill["dependencies"]}
    assert parts["click"]["bom-ref"] in edges["ostrakon@1"]
    assert parts["starlette"]["bom-ref"] in edges[parts["fastapi"]["bom-ref"]]


def test_no_range_of_ours_allows_a_version_with_a_known_weakness(ours: list[Dependency]) -> None:
    seen = audit.Audit()
    audit.ranges_kept(ours, seen)
    audit.above_floors(ours, tomllib.loads(audit.FLOORS.read_text(encoding="utf-8"))["floors"], seen)
    assert seen.found == []


def test_a_version_below_a_floor_or_outside_a_range_is_found() -> None:
    seen = audit.Audit()
    old = [Dependency("a", "1.9", ranges=[("ostrakon", ">=1,<3"), ("b", ">=2")])]
    audit.ranges_kept(old, seen)
    audit.above_floors(old, {"a": {"at_least": "2.1", "advisory": "CVE-0"}}, seen)
    assert seen.code == 1
    assert seen.found == [
        "a 1.9: b needs >=2",
        "a 1.9: CVE-0, remedied in 2.1",
        "pyproject.toml: a >=1,<3 allows CVE-0; ask for >=2.1",
    ]


def answered(*dependencies: dict[str, Any]) -> Any:
    """A service that answers so."""
    return lambda pinned: subprocess.CompletedProcess([], 0, json.dumps({"dependencies": list(dependencies)}), "")


CLEAN = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "c", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (answered(CLEAN), 0),
        (answered(CLEAN, WEAK), 1),
        (answered(CLEAN, UNKNOWN), 3),
        (answered(WEAK, UNKNOWN), 1),
        (lambda pinned: subprocess.CompletedProcess([], 1, "", "ConnectionError: no route"), 3),
        (lambda pinned: subprocess.CompletedProcess([], 1, "", "No module named pip_audit"), 3),
    ],
    ids=[
        "clear",
        "found",
        "a version that the service does not know",
        "found and unknown",
        "no network",
        "no pip-audit",
    ],
)
def test_a_service_that_was_not_asked_or_does_not_know_is_never_clear(ask: Any, code: int) -> None:
    seen = audit.Audit()
    audit.asked_service([Dependency("a", "1")], seen, ask=ask)
    assert seen.code == code


def test_the_changelog_opens_with_the_version_that_is_built() -> None:
    _, version, _ = declared()
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == f"Unreleased: {version}" or re.fullmatch(
        rf"{re.escape(version)} - \d{{4}}-\d\d-\d\d", headings[0]
    )
    for released in headings[1:]:
        assert re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", released)


def test_what_is_promised_to_stay_is_there() -> None:
    page = (ROOT / "docs" / "about" / "stability.md").read_text(encoding="utf-8")
    promised = {
        "Ostrakon.open": engine.Ostrakon,
        "screen": engine.Ostrakon,
        "hits": engine.ScreenResult,
        "score": engine.Hit,
        "bits": engine.Hit,
        "waterfall": engine.Hit,
    }
    for name, owner in promised.items():
        assert f"`{name}`" in page
        fields = {one for base in owner.__mro__ for one in (*vars(base), *getattr(base, "__annotations__", ()))}
        assert name.rpartition(".")[2] in fields, name
    assert callable(batch.screen)
    assert importlib.util.find_spec("ostrakon.batch.spark") is not None
    spark = Path(ROOT / "src" / "ostrakon" / "batch" / "spark.py").read_text(encoding="utf-8")
    assert "def screen_dataframe(" in spark


BROUGHT = {
    "argon2": "argon2-cffi",
    "llvmlite": "numba",  # its compiler, in the version that it asks for
    "mcp-types": "mcp",
    "opentelemetry": "opentelemetry-sdk",
    "prometheus-client": "prometheus-client",
    "psycopg-pool": "psycopg",
}
"""Modules under another name than their package, or that come with one that is declared."""


def test_whatever_the_program_imports_is_declared_with_a_lower_and_an_upper_bound() -> None:
    _, _, requirements = declared()
    named = {canonicalize_name(one.name) for _, one in requirements}
    imported: dict[str, str] = {}
    for path in sorted((ROOT / "src" / "ostrakon").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.append(node.module)
            for module in modules:
                imported.setdefault(module.partition(".")[0], path.name)
    ours = {"ostrakon", "_typeshed"}  # the second is the type checker's, and never loaded
    theirs = {top: where for top, where in imported.items() if top not in sys.stdlib_module_names | ours}
    missing = {
        f"{top} ({where})"
        for top, where in theirs.items()
        if (name := canonicalize_name(top)) not in named and BROUGHT.get(name) not in named
    }
    assert missing == set()
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    every = [one for _, one in requirements] + [Requirement(text) for group in groups.values() for text in group]
    for one in every:
        kinds = {part.operator for part in one.specifier}
        assert kinds == {">=", "<"}, one

"""Stores that every earlier version of the program left: nothing in them is lost, and what does not serve is named.

The stores were made by those versions themselves (tools/release/old_stores.py).
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.running import Run

ROOT = Path(__file__).resolve().parents[2]
OLDER = sorted((ROOT / "tests" / "golden" / "stores").glob("*.tar.xz"))


def old_stores() -> ModuleType:
    """The tool that makes the stores."""
    spec = importlib.util.spec_from_file_location("old_stores", ROOT / "tools" / "release" / "old_stores.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    """What a statement finds, past the program."""
    with sqlite3.connect(database) as connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


@pytest.fixture(params=OLDER, ids=lambda path: path.name.split(".")[0])
def older(request: pytest.FixtureRequest, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of an earlier version, unpacked where the commands look for it (after `run`, which names its own)."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    monkeypatch.setenv("OSTRAKON_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def made_by(store: Path) -> dict[str, int]:
    """The versions that the program wrote which made a store."""
    lines = (store / "made_by.txt").read_text(encoding="utf-8").splitlines()
    return {what: int(number) for what, number in (line.split() for line in lines)}


def test_every_version_before_todays_has_a_store() -> None:
    tool = old_stores()
    there, today = tool.covered(), tool.versions(ROOT / "src")
    for what, newest in today.items():
        expected = set(range(1, newest)) - tool.NEVER_WRITTEN.get(what, set())
        assert there[what] >= expected, f"run tools/release/old_stores.py: it says how ({what})"


def test_the_lists_of_an_older_store_are_screened_after_reindex(older: Path, run: Run) -> None:
    versions, today = made_by(older), old_stores().versions(ROOT / "src")
    manifests = {path.name: path.read_bytes() for path in (older / "snapshots").iterdir()}
    before = run("screen", "Al-Qaida")
    if all(versions.get(part) == today[part] for part in ("index", "words", "clusters")):
        assert before.code == 1
    else:
        assert before.code in (2, 3)
        assert before.out == ""
        assert "ostrakon lists reindex" in before.err

    assert run("lists", "reindex").code == 0

    after = run("screen", "Al-Qaida", "--json")
    assert after.code == 1
    assert "un-QDe.004" in after.out
    kept = {name: (older / "snapshots" / name).read_bytes() for name in manifests}
    assert kept == manifests
    assert run("lists", "diff", "1", "2", "--json").code in (0, 1)
    assert run("lists", "rollback", "1").code == 0
    assert run("screen", "Al-Qaida").code == 1


def test_the_database_of_an_older_store_comes_up_to_today_and_its_chain_holds(older: Path, run: Run) -> None:
    file = older / "ostrakon.sqlite"
    revision = made_by(older).get("database", 0)
    if not revision:
        assert not file.exists()
        assert run("lists", "reindex").code == 0
        assert run("ledger", "verify").code == 0
        return
    chain = rows(file, "SELECT n, hash FROM ledger ORDER BY n")
    assert len(chain) >= 4
    if revision < old_stores().versions(ROOT / "src")["database"]:
        refused = run("ledger", "verify")
        assert refused.code == 2
        assert f"revision {revision:04d}" in refused.err
        assert "ostrakon database upgrade" in refused.err

    assert run("database", "upgrade").code == 0

    assert rows(file, "SELECT n, hash FROM ledger ORDER BY n")[: len(chain)] == chain
    verified = run("ledger", "verify", "--json")
    assert verified.code == 0
    assert json.loads(verified.out)["records"] >= len(chain)
    shown = run("ledger", "show", "--kind", "screening", "--personal", "--json")
    assert "Jane Roe" in shown.out  # the sealed part opens
    if revision >= 2:
        assert "kept" in run("keys", "list").out
    if revision >= 3:
        assert rows(file, "SELECT count(*) FROM cases WHERE customer = 'kept'") == [(1,)]
    if revision >= 8:
        assert run("lists", "reindex").code == 0
        known = json.loads(run("customers", "status", "--json").out)
        assert (known["customers"], known["matches"]) == (8, {"hit": 2})
        assert run("customers", "rescreen").code in (0, 1)


@pytest.mark.parametrize("older", [OLDER[-1]], indirect=True, ids=["newest"])
def test_a_store_and_a_database_of_a_newer_program_are_refused(older: Path, run: Run) -> None:
    with sqlite3.connect(older / "ostrakon.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    refused = run("ledger", "verify")
    assert refused.code == 2
    assert "newer version" in refused.err
    manifest = older / "snapshots" / "000002.json"
    newer = manifest.read_text(encoding="utf-8").replace('"store_format": 1', '"store_format": 99')
    manifest.write_text(newer, encoding="utf-8")
    for command in (("screen", "Al-Qaida"), ("lists", "reindex")):
        refused = run(*command)
        assert refused.code == 2
        assert "layout 99" in refused.err
        assert "newer program" in refused.err

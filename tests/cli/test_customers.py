"""`ostrakon customers`: what a person sees of a base, and what the exit codes tell cron."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.starter.files import starter_lists
from tests.cli.running import Run

CUSTOMERS = """query_id,name,schema,birth_date,country
C-1,Sergei Lavrov,Person,1950-03-21,ru
C-2,Jane Doe,Person,1980-01-02,us
C-3,,Person,,
"""


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    """A customer file, and a starter list in force."""
    (paths,) = (paths for source, paths in starter_lists() if source == "ofac_sdn")
    assert run("lists", "import", "ofac_sdn", *paths).code == 0
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS)
    return path


def test_from_a_file_to_a_match_with_its_evidence(run: Run, file: Path) -> None:
    brought = run("customers", "import", file)
    assert brought.code == 1  # a row was refused
    assert "3 rows = 2 new + 0 changed + 0 unchanged + 1 refused" in brought.out
    assert "line 4" in brought.err
    assert run("customers", "status").code == 1
    assert "not screened yet" in run("customers", "list").out

    done = run("customers", "rescreen", "--json")
    assert done.code == 1
    assert (done.json["mode"], done.json["customers"], done.json["new"]) == ("full", 2, 1)
    assert run("customers", "status").code == 0
    (match,) = run("customers", "list", "--matched", "--json").json["matches"]
    assert match["customer"] == "C-1"
    shown = run("customers", "show", "C-1")
    assert match["party"] in shown.out
    assert "birth date: 1950-03-21" in shown.out
    assert "new: " in shown.out
    diff = run("customers", "diff")
    assert diff.code == 1
    assert "C-1  new" in diff.out
    again = run("customers", "rescreen")
    assert again.code == 0
    assert "1 as they were" in again.out
    assert run("ledger", "verify").code == 0


def test_what_is_wrong_is_said_in_a_line(run: Run, file: Path) -> None:
    for arguments, said in (
        (("customers", "import"), "name a FILE"),
        (("customers", "import", "--sql", "mysql://x", "--query", "SELECT 1"), "cannot read from 'mysql'"),
        (("customers", "show", "C-9"), "no customer 'C-9'"),
        (("customers", "diff"), "never screened"),
        (("customers", "import", str(file) + "x.csv"), "No such file"),
    ):
        ended = run(*arguments)
        assert ended.code == 2, arguments
        assert said in ended.err


def test_a_key_that_is_none_is_refused_before_anything_is_read(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTRAKON_CUSTOMERS_KEY", "secret")
    ended = run("customers", "import", file)
    assert ended.code == 2
    assert "openssl rand -hex 32" in ended.err

"""`--policy FILE`: lists older than a house allows end every command that answers with 3."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ostrakon.app.importing import import_lists
from tests import fake_lists
from tests.app.test_age import SHIPPED
from tests.cli.running import Run
from tests.fake_lists import fake_file


@pytest.fixture
def policy(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A policy that allows one day, and a list of the year 2020 in force."""
    del run  # the store is this test's own
    fake_lists.install(monkeypatch)
    import_lists(tmp_path / "store", [fake_file(tmp_path, date="2020-01-01")])
    path = tmp_path / "policy.toml"
    path.write_text(SHIPPED.format(days=1))
    return path


def test_screen_answers_not_screened(run: Run, policy: Path) -> None:
    ran = run("screen", "Person Number 7", "--policy", policy, "--json")
    assert (ran.code, ran.json["status"], ran.json["results"]) == (3, "not_screened", [])
    assert "un_sc" in ran.json["reason"]
    assert run("screen", "Somebody Else").code == 0


def test_every_row_of_a_file_is_not_screened(run: Run, policy: Path, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"query_id": "1", "name": "Person Number 7"}\n{"query_id": "2", "name": "Anna Berg"}\n')
    ran = run("screen", "--input", source, "--output", output, "--policy", policy)
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert ran.code == 3
    assert [(row["query_id"], row["status"]) for row in rows] == [("1", "not_screened"), ("2", "not_screened")]
    assert all("un_sc" in row["reason"] for row in rows)


def test_read_answers_not_screened(run: Run, policy: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Nothing of note.")
    ran = run("read", text, "--policy", policy, "--json")
    assert (ran.code, ran.json["status"], ran.json["mentions"]) == (3, "not_screened", [])
    assert "un_sc" in ran.json["reason"]
    assert run("read", text).code == 0


def test_explain_still_explains_and_says_that_a_search_would_not_answer(run: Run, policy: Path) -> None:
    ran = run("explain", "Person Number 7", "un-7", "--policy", policy, "--json")
    assert (ran.code, ran.json["id"]) == (3, "un-7")
    assert "not_screened" in ran.err
    assert run("explain", "Person Number 7", "un-7").code == 0


def test_a_setting_names_the_policy_too_and_a_bad_one_stops_the_command(
    run: Run, policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTRAKON_POLICY", str(policy))
    assert run("screen", "Person Number 7").code == 3
    policy.write_text("nothing")
    ran = run("screen", "Person Number 7")
    assert (ran.code, ran.err.count("\n")) == (2, 1)

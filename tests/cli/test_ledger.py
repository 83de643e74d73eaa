"""`ostrakon ledger`, and what the other commands write into it."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.app.settings import database_url
from ostrakon.database.opening import open_database
from ostrakon.database.records import append_sealed
from ostrakon.ledger.merkle import merkle_root
from ostrakon.ledger.record import Entry
from tests.cli.running import Run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A data folder with the starter lists and an empty ledger."""
    import_starter(tmp_path / "store")
    return tmp_path / "store"


def shown(run: Run, *options: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run("ledger", "show", "--json", *options).json["records"]
    return found


def test_a_single_screening_is_recorded_with_its_grounds_and_its_names_are_sealed(run: Run, store: Path) -> None:
    run("screen", "Kim Jong Un", "--birth-date", "1984")
    made = shown(run)[0]
    assert made["kind"] == "screening"
    assert "entity:ofac-20157" in made["about"]
    body = made["body"]
    assert body["status"] == "hit"
    assert {"snapshot", "policy", "policy_sha256", "exemptions", "program", "answer_sha256"} <= set(body)
    assert b"1984" not in (store / "ostrakon.sqlite").read_bytes()
    opened = run("ledger", "show", made["n"], "--personal", "--json").json["records"][0]
    assert opened["personal"]["subject"]["name"] == "Kim Jong Un"


def test_a_recorded_answer_can_be_given_again_to_the_byte(run: Run, store: Path) -> None:
    run("screen", "Kim Jong Un", "--limit", "3", "--threshold", "0.2")
    number = shown(run)[0]["n"]
    ran = run("ledger", "replay", number, "--json")
    assert ran.code == 0
    assert ran.json["same"]
    assert ran.json["answer"]["results"][0]["id"] == "ofac-20157"


def test_only_single_screenings_that_name_somebody_can_be_given_again(run: Run, store: Path) -> None:
    run("screen", "Kim Jong Un")
    policy, screening = shown(run, "--kind", "policy")[0], shown(run, "--kind", "screening")[0]
    assert "no single screening" in run("ledger", "replay", policy["n"]).err
    run("ledger", "shred", screening["key"], "--reason", "erasure asked for", "--yes")
    ran = run("ledger", "replay", screening["n"])
    assert ran.code == 2
    assert "deleted" in ran.err
    assert run("ledger", "verify").code == 0


def test_a_batch_has_one_record_with_totals_hashes_and_the_root_over_its_rows(
    run: Run, store: Path, tmp_path: Path
) -> None:
    customers, answers = tmp_path / "customers.jsonl", tmp_path / "answers.jsonl"
    customers.write_text('{"query_id": "1", "name": "Kim Jong Un"}\n{"query_id": "2", "name": "Anna Lind"}\n')
    run("screen", "--input", customers, "--output", answers)
    made = shown(run, "--kind", "batch")
    assert len(made) == 1
    body = made[0]["body"]
    assert body["received"] == 2
    assert body["counts"] == {"clear": 1, "hit": 1, "not_screened": 0, "review": 0}
    assert body["rows_root"] == merkle_root(answers.read_bytes().splitlines())


def test_list_changes_and_refusals_are_recorded(run: Run, store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "consolidated.xml"
    broken.write_text("<CONSOLIDATED_LIST><INDIVIDUALS>")
    assert run("lists", "import", "un_sc", broken).code == 2
    assert run("lists", "reindex").code == 0
    made = shown(run, "--kind", "list_change", "--limit", "100")
    kinds = [one["body"]["kind"] for one in made]
    assert kinds[:2] == ["reindex", "refused"]
    assert "list:un_sc" in made[1]["about"]
    assert kinds.count("published") == len(kinds) - 2


def test_verify_names_the_record_that_was_changed_and_exits_1(run: Run, store: Path) -> None:
    for name in ("Kim Jong Un", "Anna Lind", "Bo Ek"):
        run("screen", name)
    assert run("ledger", "verify", "--json").json["intact"]
    connection = sqlite3.connect(store / "ostrakon.sqlite")
    connection.execute("UPDATE ledger SET body = replace(body, 'hit', 'clear') WHERE n = 2")
    connection.commit()
    connection.close()
    ran = run("ledger", "verify", "--json")
    assert ran.code == 1
    assert ran.json["broken"] == 2
    assert "changed" in ran.json["what"]
    assert "BROKEN at record 2" in run("ledger", "verify").out


def test_a_checkpoint_is_written_signed_and_held_against_the_ledger(run: Run, store: Path, tmp_path: Path) -> None:
    run("screen", "Anna Lind")
    key, kept = tmp_path / "key.pem", tmp_path / "checkpoint.json"
    assert run("ledger", "checkpoint", "--key", key, "--out", kept).code == 0
    assert key.stat().st_mode & 0o077 == 0
    assert run("ledger", "verify", "--checkpoint", kept).code == 0
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"n": 1}))
    ran = run("ledger", "verify", "--checkpoint", kept)
    assert ran.code == 2
    assert "not genuine" in ran.err


def test_what_cannot_be_recorded_is_said_and_where_a_record_is_required_there_is_no_answer(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("screen", "Anna Lind")
    database = sqlite3.connect(store / "ostrakon.sqlite")
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.commit()
    database.close()
    ran = run("screen", "Kim Jong Un")
    assert ran.code == 1
    assert "nothing was recorded" in ran.err
    monkeypatch.setenv("OSTRAKON_LEDGER", "required")
    ran = run("screen", "Kim Jong Un")
    assert ran.code == 3
    assert "ofac-20157" not in ran.out
    monkeypatch.setenv("OSTRAKON_LEDGER", "off")
    assert "recorded" not in run("screen", "Kim Jong Un").err


RULES = 'version = "house-1"\n[days]\nscreening = 365\n'


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A year for each screening."""
    found = tmp_path / "retention.toml"
    found.write_text(RULES)
    return found


def long_ago(store: Path, customer: str) -> None:
    """A screening of years ago."""
    database = open_database(database_url(store))
    with database.write() as transaction:
        entry = Entry(kind="screening", actor="cli:ann", body={"status": "clear"}, at="2020-01-01T00:00:00.000Z")
        append_sealed(transaction, entry, {"subject": {"name": "Anna Lind"}}, f"customer:{customer}")
    database.close()


def test_retention_shows_first_and_deletes_when_told_to(run: Run, store: Path, rules: Path) -> None:
    long_ago(store, "C-1")
    run("screen", "Anna Lind")
    dry = run("ledger", "retain", "--rules", rules)
    assert "1 key due" in dry.out and "customer:C-1" in dry.out and "Nothing was deleted" in dry.out
    assert "1 stay: not long enough ago" in dry.out
    assert run("ledger", "show", 1, "--personal", "--json").json["records"][0]["personal"]
    done = run("ledger", "retain", "--rules", rules, "--yes", "--json").json
    assert (done["destroyed"], done["dry_run"]) == (1, False)
    assert "personal" not in run("ledger", "show", 1, "--personal", "--json").json["records"][0]
    assert [one["kind"] for one in shown(run, "--about", "customer:C-1")] == ["retention"]
    assert run("ledger", "verify").code == 0


def test_retention_without_rules_or_with_others_deletes_nothing(run: Run, store: Path, rules: Path) -> None:
    long_ago(store, "C-1")
    assert run("ledger", "retain", "--yes").code == 2
    assert run("ledger", "retain", "--rules", "/nowhere", "--yes").code == 2
    rules.write_text(RULES + "text = -1\n")
    assert "text is kept for -1 days" in run("ledger", "retain", "--rules", rules, "--yes").err
    assert run("ledger", "show", 1, "--personal", "--json").json["records"][0]["personal"]


def test_a_legal_hold_keeps_what_it_names_and_needs_a_reason(run: Run, store: Path, rules: Path) -> None:
    long_ago(store, "C-1")
    assert run("ledger", "hold", "customer:C-1").code == 2
    assert run("ledger", "hold", "customer:C-1", "--reason", "suit 12/26").code == 0
    assert "suit 12/26" in run("ledger", "hold").out
    assert run("ledger", "hold", "--json").json["holds"][0]["subject"] == "customer:C-1"
    assert "1 stay: a legal hold" in run("ledger", "retain", "--rules", rules, "--yes").out
    assert "suit 12/26" in run("ledger", "shred", "customer:C-1", "--reason", "asked for", "--yes").err
    assert run("ledger", "hold", "customer:C-1", "--release", "--reason", "settled").code == 0
    assert "nothing is under a hold" in run("ledger", "hold").out
    assert run("ledger", "shred", "customer:C-1", "--reason", "asked for", "--yes").code == 0


def test_without_a_terminal_nothing_is_deleted_unless_it_was_said(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago(store, "C-1")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    ran = run("ledger", "shred", "customer:C-1", "--reason", "asked for")
    assert (ran.code, "--yes" in ran.err) == (2, True)


def test_the_list_of_records_says_what_its_columns_are(run: Run, store: Path) -> None:
    assert run("screen", "Jane Roe", "--store", str(store)).code in (0, 1)
    head, *lines = run("ledger", "show", "--store", str(store)).out.splitlines()
    assert head.split()[:4] == ["number", "when", "(UTC)", "who"]
    assert lines
    for line in lines:
        assert line[head.index("when")].isdigit()
        assert line[head.index("who") :].startswith("cli:")


def test_where_nothing_was_recorded_about_something_it_says_so(run: Run, store: Path) -> None:
    assert "the ledger is empty" in run("ledger", "show").out
    assert "no record about customer:C-9; a row of a file" in run("ledger", "show", "--about", "customer:C-9").out
    assert "no record of the kind batch" in run("ledger", "show", "--kind", "batch").out

"""`ostrakon validate`: the same seed, the same bytes; a report and a record that prove each other."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from ostrakon.app.settings import database_url
from ostrakon.cli.main import main
from ostrakon.database.opening import open_database

SMALL = ["--names", "150", "--controls", "30", "--payments", "9", "--texts", "4"]


def run(store: Path, out: Path, *more: str) -> int:
    return main(["validate", "--store", str(store), "--out", str(out), *SMALL, *more])


def test_the_same_seed_gives_the_same_bytes_and_a_record_in_the_ledger(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(store, tmp_path / "one", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert run(store, tmp_path / "two") == 0
    for name in ("report.json", "report.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert run(store, tmp_path / "three", "--seed", "2") == 0
    assert (tmp_path / "three" / "report.json").read_bytes() != (tmp_path / "one" / "report.json").read_bytes()
    report = json.loads((tmp_path / "one" / "report.json").read_text())
    assert {"classes", "records", "lists", "thresholds", "weakest", "beside"} <= report.keys()
    assert [one["filter"] for one in report["beside"]] == ["Jaro-Winkler (rapidfuzz)", "token sort ratio (rapidfuzz)"]
    assert report["classes"]["as listed"]["share"] == 1.0
    with open_database(database_url(store)).read() as transaction:
        (body,) = transaction.execute("SELECT body FROM ledger WHERE kind = 'validation' ORDER BY n LIMIT 1")[0]
    digest = hashlib.sha256((tmp_path / "one" / "report.json").read_bytes()).hexdigest()
    assert json.loads(body)["report_json_sha256"] == told["report_json_sha256"] == digest


def test_the_page_is_whole_without_the_network_and_escapes_names(store: Path, tmp_path: Path) -> None:
    assert run(store, tmp_path / "one", "--no-stand-ins") == 0
    page = (tmp_path / "one" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "default-src 'none'" in page
    assert "By class of alteration" in page


def test_another_filter_answers_by_table_and_another_snapshot_stands_beside(store: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    assert run(store, tmp_path / "none", "--export", str(names)) == 0
    assert not (tmp_path / "none").exists()
    lines = names.read_text(encoding="utf-8").splitlines()
    answers = tmp_path / "bank.csv"
    answers.write_text("record,alert\n" + "".join(f"{line.split(',')[0]},yes\n" for line in lines[1:]))
    options = ["--no-stand-ins", "--answers", str(answers), "--beside-snapshot", "1"]
    assert run(store, tmp_path / "one", *options) == 0
    bank, earlier = json.loads((tmp_path / "one" / "report.json").read_text())["beside"]
    assert (bank["filter"], bank["found"]["share"], bank["alerts"]["share"]) == ("bank", 1.0, 1.0)
    assert earlier["filter"] == "snapshot 1"
    assert earlier["found"] == earlier["found_by_the_tested"]

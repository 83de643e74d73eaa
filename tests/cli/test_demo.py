"""`ostrakon demo`: a newcomer's first minute."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from tests.cli.running import Run


def test_the_demo_ends_with_the_path_of_a_report_that_shows_everything(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    ran = run("demo", "--out", out)
    assert ran.code == 0
    last = Path(ran.out.splitlines()[-1])
    assert last == out / "report.html"
    page = html.fromstring(last.read_text(encoding="utf-8"))
    text = page.text_content()
    assert "not for production" in text
    assert "Kim" in page.get_element_by_id("customers").text_content()
    assert page.xpath("//a[@class='mk party']")
    assert page.xpath("//section[@id='explained']//*[name()='svg']")
    assert not (tmp_path / "store").exists()


def test_the_match_taken_apart_tells_of_every_list_that_holds_the_party(run: Run, tmp_path: Path) -> None:
    run("demo", "--out", tmp_path)
    page = html.fromstring((tmp_path / "report.html").read_text(encoding="utf-8"))
    given = page.xpath("string(//section[@id='explained']//div[@class='pair']/div[1]/b)")
    answers = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    entity = page.xpath("string(//section[@id='explained']//div[@class='pair']/div[2]//code)")
    customers = (tmp_path / "customers.csv").read_text(encoding="utf-8").splitlines()
    (number,) = [line.split(",")[0] for line in customers if given and f",{given}," in line]
    (result,) = [r for a in answers if a["query_id"] == number for r in a["results"] if r["id"] == entity]
    told = {code.text for code in page.xpath("//section[@id='explained']//div[@class='duty']//code")}
    assert len(result["referents"]) > 1
    assert told == {entity, *result["referents"]}


def test_the_demo_finds_hits_clears_others_and_says_what_it_could_not_screen(run: Run, tmp_path: Path) -> None:
    ran = run("demo", "--out", tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    states = {row["status"] for row in rows}
    assert states == {"hit", "review", "clear", "not_screened"}
    assert "starter extracts, not for production" in ran.out
    assert "listed parties: " in ran.out


def test_the_demo_can_be_run_again_in_the_same_place(run: Run, tmp_path: Path) -> None:
    first = run("demo", "--out", tmp_path)
    again = run("demo", "--out", tmp_path)
    assert (first.code, again.code) == (0, 0)
    assert not (tmp_path / "store-1").exists()


def test_what_somebody_did_with_the_store_is_kept_aside(run: Run, tmp_path: Path) -> None:
    store, earlier = tmp_path / "store", tmp_path / "store-1"
    run("demo", "--out", tmp_path)
    assert run("--store", store, "customers", "import", tmp_path / "customers.csv").code in {0, 1}
    before = run("--store", store, "customers", "list").out
    assert "c023" in before
    again = run("demo", "--out", tmp_path)
    assert again.code == 0
    assert str(earlier) in again.err
    assert run("--store", earlier, "customers", "list").out == before
    assert "c023" not in run("--store", store, "customers", "list").out


def test_a_folder_with_something_else_in_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "store" / "mine.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    ran = run("demo", "--out", tmp_path)
    assert ran.code == 2
    assert "--out" in ran.err
    assert kept.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run("demo", "--out", tmp_path / "file" / "x")
    assert ran.code == 2
    assert "file" in ran.err


def test_the_lists_of_the_demo_are_in_its_own_ledger_whatever_database_the_settings_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = tmp_path / "team.sqlite"
    monkeypatch.setenv("OSTRAKON_DATABASE", f"sqlite:///{team}")
    run("demo", "--out", tmp_path / "demo")
    assert not team.exists()
    monkeypatch.delenv("OSTRAKON_DATABASE")
    told = run("ledger", "show", "--kind", "list_change", "--store", tmp_path / "demo" / "store").out
    assert "list:ofac_sdn" in told

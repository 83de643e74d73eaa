"""`ostrakon lists …` and `ostrakon entity`, as a program and a person see them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from ostrakon import __version__
from ostrakon.app import admission, publishing
from ostrakon.app.publishing import IndexBuilder
from ostrakon.cli.main import main
from tests import fake_lists
from tests.cli.running import Run
from tests.fake_lists import fake_file


@pytest.fixture(autouse=True)
def fake_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are in the fake format, and no index is built."""
    fake_lists.install(monkeypatch)
    for module in (admission, publishing):
        monkeypatch.setattr(module, "index_builder", lambda: IndexBuilder(lambda snapshot, folder: None, "0"))


def test_status_of_an_empty_store_ends_with_3(run: Run) -> None:
    ran = run("lists", "status", "--json")

    assert ran.code == 3
    assert ran.json["snapshot"] is None
    assert ran.json["sources"] == []
    assert "no list is in force" in ran.err


def test_an_import_is_shown_by_status(run: Run, tmp_path: Path) -> None:
    imported = run("lists", "import", "un_sc", fake_file(tmp_path), "--json")
    status = run("lists", "status", "--json")

    assert (imported.code, status.code) == (0, 0)
    assert imported.json["lists"][0]["status"] == "imported"
    assert status.json["ostrakon"] == __version__
    assert status.json["snapshot"] == 1
    (listed,) = status.json["sources"]
    assert (listed["id"], listed["entities"], listed["names"]) == ("un_sc", 30, 60)
    assert listed["published"] == "2026-01-01"
    assert listed["age_days"] >= 0
    assert "30" in run("lists", "status").out


def test_an_old_list_is_named_in_a_warning(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "un_sc", fake_file(tmp_path, date="2020-01-01"))

    assert "Older than 7 days: un_sc" in run("lists", "status").err


def test_without_a_publication_date_age_counts_from_retrieval(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "un_sc", fake_file(tmp_path, date="-"))
    (listed,) = run("lists", "status", "--json").json["sources"]

    assert (listed["published"], listed["age_days"]) == (None, 0)


def test_a_refusal_ends_with_2_names_its_reason_and_stays_in_the_status(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "auto", fake_file(tmp_path))
    ran = run("lists", "import", "auto", fake_file(tmp_path, count=5), fake_file(tmp_path, "e", source="eu_fsf"))
    status = run("lists", "status", "--json").json

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "un_sc refused (shrunk)" in ran.err
    assert status["snapshot"] == 2
    assert [s["id"] for s in status["sources"]] == ["eu_fsf", "un_sc"]
    assert [(r["source"], r["reason"]) for r in status["refused"]] == [("un_sc", "shrunk")]
    assert "refused" in run("lists", "status").out


def test_a_refused_first_import_gives_its_reason_before_it_says_that_nothing_is_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(click, "echo", lambda message="", **_: said.append(message))
    nothing = tmp_path / "notes.txt"
    nothing.write_text("no list at all")

    assert main(["--store", str(tmp_path / "store"), "lists", "import", "auto", str(nothing)]) == 2
    assert "refused" in said[0]
    assert said[1:] == ["Nothing was taken, so there is still no list in force."]


def test_bundled_extracts_are_plainly_called_so(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "auto", fake_file(tmp_path), "--extract")
    status = run("lists", "status", "--json")

    assert status.code == 0
    assert status.json["sources"][0]["extract"] is True
    assert "not for production" in status.err
    assert "not for production" in status.json["warnings"][0]


def test_an_override_needs_a_reason_and_is_shown(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "auto", fake_file(tmp_path))
    forced = run("lists", "import", "auto", fake_file(tmp_path, count=5), "--force", "announced delisting")

    assert forced.code == 0
    assert run("lists", "import", "auto", fake_file(tmp_path), "--force").code == 2
    assert "announced delisting" in run("lists", "status").err


def test_diff_shows_changes_and_can_fail_on_them(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "auto", fake_file(tmp_path))
    run("lists", "import", "auto", fake_file(tmp_path, start=2, renamed=7, date="2026-01-02"))
    ran = run("lists", "diff", "--json")

    assert ran.code == 0
    assert [e["id"] for e in ran.json["added"]] == ["un-31"]
    assert [e["id"] for e in ran.json["removed"]] == ["un-1"]
    assert [e["id"] for e in ran.json["changed"]] == ["un-7"]
    assert "names" in ran.json["changed"][0]["fields"]
    assert run("lists", "diff", "--fail-on-change").code == 1
    assert run("lists", "diff", "2", "2", "--fail-on-change").code == 0
    assert "Renamed 7" in run("lists", "diff", "1", "current").out


def test_rollback_puts_an_earlier_snapshot_in_force_and_says_so(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "auto", fake_file(tmp_path))
    run("lists", "import", "auto", fake_file(tmp_path, renamed=7, date="2026-01-02"))
    assert run("lists", "rollback", "1", "--reason", "wrong file").code == 0
    status = run("lists", "status", "--json")

    assert (status.json["snapshot"], status.json["highest"]) == (1, 2)
    assert "put back in force" in status.err
    assert run("lists", "rollback", "7").code == 2
    assert run("lists", "rollback", "1").code == 2


def test_an_entity_is_shown_with_the_origin_of_every_value(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "auto", fake_file(tmp_path))
    ran = run("entity", "un-3", "--json")

    assert ran.json["id"] == "un-3"
    assert ran.json["snapshot"] == 1
    assert ran.json["names"][0]["origin"] == {"source": "un_sc", "record": "3", "field": "name"}
    text = run("entity", "un-3").out
    assert "Person Number 3" in text
    assert "[un_sc 3 name]" in text


def test_a_file_in_no_known_format_is_refused_by_its_own_name(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.csv"
    page.write_text("<!doctype html><title>Sorry</title>")
    ran = run("lists", "import", "auto", page)

    assert ran.code == 2
    assert ran.err.startswith("ostrakon: refused (wrong_content): page.csv: ")


def test_an_unknown_entity_ends_with_2_and_an_empty_store_with_3(run: Run, tmp_path: Path) -> None:
    assert run("entity", "un-3").code == 3
    run("lists", "import", "auto", fake_file(tmp_path))

    assert run("entity", "un-999").code == 2


def test_the_store_may_be_named_before_or_after_the_command(run: Run, tmp_path: Path) -> None:
    run("lists", "import", "auto", fake_file(tmp_path), "--store", tmp_path / "other")

    assert run("--store", tmp_path / "other", "lists", "status").code == 0
    assert run("lists", "--store", tmp_path / "other", "status").code == 0
    assert run("lists", "status").code == 3


def test_all_sources_are_listed_with_publisher_and_terms(run: Run) -> None:
    sources = run("lists", "sources", "--json").json["sources"]

    assert {"id", "publisher", "formats", "urls", "terms"} <= set(sources[0])
    assert "un_sc" in run("lists", "sources").out


def test_an_update_from_a_mirror_is_shown(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSTRAKON_URL_UN_SC", "ftp://127.0.0.1/list.xml")
    ran = run("lists", "update", "un_sc")

    assert ran.code == 2
    assert "un_sc failed (fetch)" in ran.err


def test_reindex_says_which_snapshot_is_in_force_and_needs_a_list(run: Run, tmp_path: Path) -> None:
    assert run("lists", "reindex").code == 3
    run("lists", "import", "un_sc", fake_file(tmp_path))
    ran = run("lists", "reindex", "--json")

    assert (ran.code, ran.json["snapshot"], ran.json["entities"]) == (0, 1, {"un_sc": 30})
    assert "Snapshot 1 is in force" in run("lists", "reindex").out

"""`ostrakon read` over a folder or a feed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from ostrakon.app.importing import import_lists
from ostrakon.starter.files import starter_lists
from tests.cli.running import Run

ACCUSED = "The United States accused North Korea of supplying munitions to Russia."
DENIED = " Pyongyang denied the allegation. Kim Jong Un was in the capital at the time, officials in Seoul said."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one bundled list."""
    folder = tmp_path_factory.mktemp("many") / "store"
    for source, files in starter_lists():
        if source == "ofac_sdn":
            import_lists(folder, files, source_id=source, extract=True)
    return folder


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A folder with a text, a feed of two articles and a hidden file."""
    folder = tmp_path / "press"
    (folder / "later").mkdir(parents=True)
    (folder / "one.txt").write_text(f"2024-06-18\n\n{ACCUSED}{DENIED}")
    (folder / ".hidden.txt").write_text("Kim Jong Un")
    articles = [
        {"id": "x", "date": "2024-06-19", "text": ACCUSED + DENIED},
        {"id": "y", "date": "2024-06-20", "text": "Stir the sugar into the butter, then add the eggs and the flour."},
    ]
    (folder / "later" / "feed.jsonl").write_text("\n".join(json.dumps(article) for article in articles))
    return folder


def test_a_folder_gives_its_documents_and_one_ledger_in_which_each_matter_stands_once(
    run: Run, store: Path, press: Path
) -> None:
    ran = run("--store", store, "read", press, "--json")

    assert ran.code == 1
    names = [document["file"] for document in ran.json["documents"]]
    feed = press / "later" / "feed.jsonl"
    assert names == [f"{feed}#x", f"{feed}#y", str(press / "one.txt")]
    allegations = [one for one in ran.json["ledger"]["claims"] if one["act"] == "allege"]
    assert [one["reports"] for one in allegations] == [2]
    assert allegations[0]["first"] == "2024-06-18" and allegations[0]["last"] == "2024-06-19"
    assert allegations[0]["disputed_by"]
    (party,) = ran.json["ledger"]["parties"]
    assert party["name"] == "Kim Jong Un" and len(party["documents"]) == 2
    assert {"c:US", "c:KP", "c:RU"} <= {one["key"] for one in ran.json["ledger"]["countries"]}


def test_a_feed_is_read_by_its_articles_and_a_broken_line_is_not_screened(
    run: Run, store: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "news.jsonl"
    feed.write_text(json.dumps({"text": ACCUSED}) + "\n{broken\n")
    ran = run("--store", store, "read", feed, "--json")

    assert ran.code == 3
    assert [document["status"] for document in ran.json["documents"]] == ["clear", "not_screened"]

    feed.write_text("\n")
    assert run("--store", store, "read", feed).code == 3


def test_a_person_sees_each_text_and_what_they_say_together(run: Run, store: Path, press: Path) -> None:
    out = run("--store", store, "read", press).out

    assert "one.txt" in out and "feed.jsonl#y" in out
    assert "United States alleges about North Korea, Russia" in out
    assert "2 texts" in out and "⇄ North Korea" in out


def test_the_page_over_many_texts_holds_a_timeline_and_every_text(
    run: Run, store: Path, press: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    (press / "later" / "bad.jsonl").write_text('{"text": "<script>alert(1)</script>"}\n{broken\n')
    run("--store", store, "read", press, "--html", page)
    shown = html.fromstring(page.read_text(encoding="utf-8"))

    assert not shown.xpath("//script | //@src | //link")
    assert all(str(address).startswith("#") for address in shown.xpath("//@href"))
    assert "arms transfer" in shown.get_element_by_id("timeline").text_content()
    assert len(shown.xpath("//section[@id='texts']//tbody/tr")) == 5
    assert "must not be taken for clear" in shown.get_element_by_id("summary").text_content()
    assert len(shown.xpath("//div[contains(@class, 'dispute')]")) == 1


def test_several_files_have_a_ledger_too_and_an_empty_folder_is_an_error(
    run: Run, store: Path, press: Path, tmp_path: Path
) -> None:
    one = press / "one.txt"
    assert run("--store", store, "read", one, one, "--json").json["ledger"]["claims"]
    assert "ledger" not in run("--store", store, "read", one, "--json").json
    (tmp_path / "empty").mkdir()
    assert run("--store", store, "read", tmp_path / "empty").code == 2

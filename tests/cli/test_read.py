"""`ostrakon read`, as a program and a person see it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from ostrakon import __version__
from ostrakon.app.importing import import_lists
from ostrakon.starter.files import starter_lists
from tests.cli.running import Run

TEXT = "Moscow: Vladimir Putin met Kim Jong Un.\r\nPutin left."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two bundled lists."""
    folder = tmp_path_factory.mktemp("read") / "store"
    for source, files in starter_lists():
        if source in {"ofac_sdn", "un_sc"}:
            import_lists(folder, files, source_id=source, extract=True)
    return folder


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    """A text with three mentions of listed persons."""
    path = tmp_path / "news.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_json_gives_the_mentions_with_exact_offsets_and_exit_code_1(run: Run, store: Path, text_file: Path) -> None:
    ran = run("--store", store, "read", text_file, "--json")

    assert ran.code == 1
    assert ran.json["ostrakon"] == __version__
    assert ran.json["snapshot"] == 2
    assert ran.json["file"] == str(text_file)
    parties = [m for m in ran.json["mentions"] if m["kind"] == "party"]
    assert [m["text"] for m in parties] == ["Vladimir Putin", "Kim Jong Un", "Putin"]
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in ran.json["mentions"])
    assert all(m["key"] == m["entity_ids"][0] and 0 < m["score"] <= 1 for m in parties)
    assert [m["key"] for m in ran.json["mentions"] if m["kind"] == "country"] == ["c:RU"]


def test_mentions_alone_leave_out_what_was_not_read_and_say_so(run: Run, store: Path, text_file: Path) -> None:
    answer = run("--store", store, "read", text_file, "--json", "--only", "mentions").json

    assert answer["layers"] == ["party", "country", "identifier"]
    assert any("claims" in note for note in answer["notes"])
    assert not {"claims", "events", "programmes", "red_flags"} & answer.keys()


SAID = (
    "2024-06-18\n\nWashington accused North Korea of shipping ammunition to Russia in breach of UN sanctions. "
    "Pyongyang denied the charge. Kim Jong Un will travel to Moscow in September."
)


def test_what_a_text_says_comes_with_its_words_and_both_sides_of_a_dispute(
    run: Run, store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "said.txt"
    path.write_text(SAID)
    answer = run("--store", store, "read", path, "--json").json

    accused, denied = answer["claims"][:2]
    assert (accused["source"], accused["act"], accused["target"]) == (["c:US"], "allege", ["c:KP", "c:RU"])
    assert (denied["source"], denied["act"], denied["polarity"]) == (["c:KP"], "deny", "negate")
    assert accused["disputed_by"] == [1] and denied["disputed_by"] == [0]
    assert SAID[accused["cue"]["start"] : accused["cue"]["end"]] == "accused"
    visit = next(event for event in answer["events"] if event["type"] == "visit")
    assert (visit["status"], visit["targets"], visit["actors"]) == ("planned", ["c:RU"], ["ofac-20157"])
    assert "DPRK" in [one["code"] for one in answer["programmes"]]
    assert "arms_transfer" in [one["code"] for one in answer["red_flags"]]
    assert answer["date"] == "2024-06-18"
    assert answer["language"] == "en"

    shown = run("--store", store, "read", path).out
    dispute = shown.split("in dispute")[1].split("\n")
    assert "United States alleges about North Korea, Russia  “accused" in dispute[1]
    assert "⇄ North Korea denies  “denied the charge”" in dispute[2]
    assert "visit, planned" in shown and "arms transfer: “" in shown


def test_several_files_give_documents_in_their_order(run: Run, store: Path, text_file: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "cake.txt"
    quiet.write_text("Beat the eggs with the sugar.")
    ran = run("--store", store, "read", quiet, text_file, "--json")

    assert [d["status"] for d in ran.json["documents"]] == ["clear", "hit"]
    assert ran.code == 1


def test_a_text_without_listed_parties_ends_with_0(run: Run, store: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "cake.txt"
    quiet.write_text("Beat the eggs with the sugar in Paris.")
    ran = run("--store", store, "read", quiet)

    assert ran.code == 0
    assert "no listed party" in ran.out


def test_a_document_that_cannot_be_read_is_not_screened_and_wins(
    run: Run, store: Path, text_file: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF-1.7 Vladimir Putin")
    ran = run("--store", store, "read", pdf, text_file, "--json")

    assert ran.code == 3
    first, second = ran.json["documents"]
    assert (first["status"], second["status"]) == ("not_screened", "hit")
    assert "damaged" in first["reason"]
    assert first["mentions"] == []


def test_a_file_without_any_text_is_not_screened(run: Run, store: Path, tmp_path: Path) -> None:
    """An export that failed leaves an empty file; to call that clear would hide it."""
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    ran = run("--store", store, "read", empty, "--json")

    assert ran.code == 3
    assert (ran.json["status"], ran.json["reason"]) == ("not_screened", "holds no text")


def test_a_person_sees_names_places_and_lists(run: Run, store: Path, text_file: Path) -> None:
    out = run("--store", store, "read", text_file).out

    assert "PUTIN" in out
    assert "ofac-35096" in out
    assert "Putin (41-46)" in out
    assert "RU (1)" in out


def test_a_document_cannot_steer_the_terminal(run: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kim\u00a0Jong\u00a0Un \x1b[31m and Vladimir\nPutin of Russia")
    ran = run("--store", store, "read", path)

    assert ran.code == 1
    assert "\x1b[31m and" not in ran.out
    assert "Vladimir Putin (" in ran.out


def test_standard_input_is_read_under_the_name_of_a_dash(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    ran = run("--store", store, "read", "-", "--json")

    assert ran.json["file"] == "-"
    assert ran.json["status"] == "hit"


def test_html_marks_the_mentions(run: Run, store: Path, text_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ran = run("--store", store, "read", text_file, "--html", page)

    assert ran.code == 1
    assert "Kim Jong Un" in page.read_text(encoding="utf-8")


def test_wrong_use_ends_with_2_and_a_store_without_lists_with_3(run: Run, store: Path, text_file: Path) -> None:
    assert run("--store", store, "read", text_file.with_name("none.txt")).code == 2
    assert run("--store", store, "read").code == 2
    assert run("read", text_file).code == 3


def test_a_name_that_many_bear_is_not_counted_and_said_in_a_note(run: Run, store: Path, tmp_path: Path) -> None:
    recipe = (
        "The oven must be hot before the trout goes in, and the lemon is cut into thin slices by somebody with time."
    )
    path = tmp_path / "recipe.txt"
    path.write_text(f"{recipe} My neighbour Joseph Kony has cooked it for forty years without ever a clock. {recipe}")

    ran = run("--store", store, "read", path, "--json")

    assert ran.code == 0
    assert ran.json["mentions"] == []
    assert any("Joseph Kony (ofac-" in note for note in ran.json["notes"])

"""`ostrakon exemptions` and `screen --exemptions`, on the starter lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ostrakon.cli.main import main

WHO = ("--reason", "another person", "--reviewer", "A. Kern", "--second-reviewer", "B. Roth", "--expires", "2999-01-01")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exemptions")
    assert main(["demo", "--out", str(folder)]) in (0, 1)
    return folder / "store"


def first(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object], dict[str, object]]:
    capsys.readouterr()
    code = main([*arguments, "--json"])
    answer = json.loads(capsys.readouterr().out)
    return code, answer, answer["results"][0]


def test_a_customer_is_exempted_and_the_answer_shows_it(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "exemptions.jsonl")
    given = ("--store", str(store), "screen", "Kim Jong Un", "--schema", "Person", "--limit", "1")
    code, answer, result = first(capsys, *given)
    assert (code, answer["status"]) == (1, "hit")
    add = ("exemptions", "add", file, "Kim Jong Un", str(result["id"]), "--schema", "Person")
    assert main(["--store", str(store), *add, *WHO]) == 0

    code, answer, exempted = first(capsys, *given, "--exemptions", file)

    assert (code, answer["status"]) == (0, "clear")
    assert exempted["status"] == "hit"
    assert "A. Kern" in str(exempted["exemption"])
    assert main(["--store", str(store), "exemptions", "check", file]) == 0
    assert main(["exemptions", "list", file]) == 0


def test_an_exemption_of_two_who_do_not_match_is_kept_with_a_warning(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, listed = first(capsys, "--store", str(store), "screen", "Kim Jong Un", "--schema", "Person", "--limit", "1")
    file = tmp_path / "exemptions.jsonl"
    add = ("--store", str(store), "exemptions", "add", str(file))

    assert main([*add, "Quiet Bakery", str(listed["id"]), *WHO]) == 0
    warned = capsys.readouterr().err
    assert "changes no answer today" in warned
    assert "Quiet Bakery" in warned
    assert main([*add, "Kim Jong Un", str(listed["id"]), "--schema", "Person", *WHO]) == 0

    assert "changes no answer" not in capsys.readouterr().err
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2


def test_an_exemption_that_does_not_hold_is_named(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "exemptions.jsonl"
    _, _, result = first(capsys, "--store", str(store), "screen", "Kim Jong Un")
    assert main(["--store", str(store), "exemptions", "add", str(file), "Kim Jong Un", str(result["id"]), *WHO]) == 0
    file.write_text(file.read_text().replace("sha256:", "sha256:0", 1))
    capsys.readouterr()

    assert main(["--store", str(store), "exemptions", "check", str(file)]) == 1
    assert "changed" in capsys.readouterr().out
    assert main(["--store", str(store), "screen", "Kim Jong Un", "--exemptions", str(file)]) == 1
    assert "lapsed" in capsys.readouterr().out


def test_a_damaged_file_gives_no_answer(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "exemptions.jsonl"
    file.write_text('{"entity": "ofac-1"}\n')

    assert main(["--store", str(store), "screen", "Kim Jong Un", "--exemptions", str(file)]) == 2
    assert "line 1" in capsys.readouterr().err


def test_one_person_cannot_be_both_reviewers(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, result = first(capsys, "--store", str(store), "screen", "Kim Jong Un")
    who = ("--reason", "r", "--reviewer", "A. Kern", "--second-reviewer", "a. kern", "--expires", "2999-01-01")
    file = tmp_path / "e.jsonl"

    assert main(["--store", str(store), "exemptions", "add", str(file), "Kim Jong Un", str(result["id"]), *who]) == 2
    assert not file.exists()

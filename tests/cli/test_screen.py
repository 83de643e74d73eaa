"""`ostrakon screen` and `ostrakon explain`, as a program and a person see them, against the starter lists."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ostrakon.app.batch_state import load_state, part_path
from ostrakon.app.demo import import_starter
from tests.cli.running import Run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the starter lists."""
    folder = tmp_path_factory.mktemp("starter") / "store"
    import_starter(folder)
    return folder


def test_a_listed_name_is_a_hit_that_a_person_can_read(run: Run, store: Path) -> None:
    ran = run("screen", "Kim Jong Un", "--schema", "person", "--birth-date", "1984-01-08", "--store", store)
    assert ran.code == 1
    assert "■ hit  Kim Jong Un  (Person, b. 1984-01-08)" in ran.out
    assert "ofac-20157" in ran.out
    assert "starter extracts" in ran.err


def test_explain_shows_the_waterfall_of_each_result(run: Run, store: Path) -> None:
    ran = run("screen", "Kim Jong Un", "--birth-date", "1984-01-08", "--explain", "--store", store)
    assert "Before any evidence" in ran.out
    assert "Date of birth" in ran.out
    assert "Sum" in ran.out


def test_a_clear_name_exits_with_nothing_to_do(run: Run, store: Path) -> None:
    ran = run("screen", "Anna Lindqvist", "--store", store)
    assert ran.code == 0
    assert "○ clear" in ran.out


def test_json_has_the_contract_s_fields_and_evidence_that_adds_up(run: Run, store: Path) -> None:
    ran = run("screen", "Kim Jong Un", "--country", "North Korea", "--json", "--store", store)
    found = ran.json
    assert ran.code == 1
    assert set(found) >= {"ostrakon", "snapshot", "status", "results"}
    best = found["results"][0]
    assert set(best) >= {"id", "caption", "schema", "score", "bits", "match", "referents", "evidence"}
    assert sum(piece["bits"] for piece in best["evidence"]) == pytest.approx(best["bits"])
    assert 0 < best["score"] < 1
    bare = run("screen", "Kim Jong Un", "--json", "--evidence", "none", "--store", store).json
    assert "evidence" not in bare["results"][0]


def test_limit_and_threshold_govern_what_is_reported(run: Run, store: Path) -> None:
    everything = run("screen", "Kim Jong Un", "--json", "--threshold", "0", "--limit", "10", "--store", store).json
    assert 3 < len(everything["results"]) <= 10
    assert not everything["results"][-1]["match"]
    assert len(run("screen", "Vladimir Putin", "--json", "--limit", "1", "--store", store).json["results"]) == 1


def test_an_identifier_alone_finds_its_vessel(run: Run, store: Path) -> None:
    found = run("screen", "Northern Star", "--id", "imo=9179842", "--json", "--store", store).json
    assert found["results"][0]["caption"].upper() == "ANGARA"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["X", "--birth-date", "03/05/1961"], "--date-order"),
        (["X", "--country", "Atlantis"], "Atlantis"),
        (["X", "--schema", "Robot"], "known are Person"),
        (["X", "--id", "9179842"], "TYPE=VALUE"),
        (["X", "--id", "shoe=43"], "known are imo"),
        ([""], "name is empty"),
        ([], "NAME or --input"),
        (["X", "--input", "a.csv"], "NAME or --input"),
        (["--input", "a.csv"], "--output"),
        (["X", "--output", "a.csv"], "--input"),
        (["--input", "a.csv", "--output", "b.csv", "--country", "kp"], "stand in the file"),
        (["--input", "no-such-file.csv", "--output", "b.csv"], "no such file"),
        (["X", "--threshold", "2"], "threshold"),
    ],
)
def test_wrong_use_is_one_line_with_the_remedy(run: Run, store: Path, arguments: list[str], words: str) -> None:
    ran = run("screen", *arguments, "--store", store)
    problems = [line for line in ran.err.splitlines() if "warning:" not in line]
    assert ran.code == 2
    assert len(problems) == 1
    assert words in problems[0]
    assert ran.out == ""


def test_without_lists_nothing_is_clear(run: Run, tmp_path: Path) -> None:
    ran = run("screen", "Anna Lindqvist", "--store", tmp_path / "none")
    assert ran.code == 3
    assert "no such data folder, so no list is in force" in ran.err
    assert ran.out == ""


def test_a_folder_in_place_of_the_file_of_customers_is_called_a_folder(run: Run, store: Path, tmp_path: Path) -> None:
    ran = run("screen", "--input", tmp_path, "--output", tmp_path / "answers.jsonl", "--store", store)
    assert ran.code == 2
    assert "this is a folder. Name one file" in ran.err


def test_a_file_is_screened_and_what_could_not_be_screened_wins(run: Run, store: Path, tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("query_id,name,dob\na,Kim Jong Un,1984\nb,Anna Lindqvist,\n")
    ran = run("screen", "--input", source, "--output", output, "--store", store)
    assert ran.code == 1
    assert re.search(r"2 received = 1 clear \+ (0 review \+ 1 hit|1 review \+ 0 hit) \+ 0 not screened", ran.out)
    assert "did you mean 'birth_date'" in ran.err
    with output.open(newline="") as stream:
        assert [row["query_id"] for row in csv.DictReader(stream)] == ["a", "b"]
    source.write_text("query_id,name\na,Kim Jong Un\nb,\n")
    ran = run("screen", "--input", source, "--output", output, "--json", "--store", store)
    assert ran.code == 3
    counts = ran.json["counts"]
    assert (counts["clear"], counts["review"] + counts["hit"], counts["not_screened"]) == (0, 1, 1)
    assert ran.json["received"] == 2


def test_a_killed_batch_goes_on_when_called_again(store: Path, tmp_path: Path) -> None:
    source, output, whole = tmp_path / "in.csv", tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    names = ("Kim Jong Un", "Anna Lindqvist", "Vladimir Putin", "")
    source.write_text("query_id,name\n" + "".join(f"q{n},{names[n % 4]}\n" for n in range(4000)))
    call = [sys.executable, "-c", "from ostrakon.cli.main import run; run()", "screen", "--input", str(source)]
    call += ["--store", str(store), "--output"]
    subprocess.run([*call, str(whole)], capture_output=True, check=False)
    process = subprocess.Popen([*call, str(output)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 120
    while time.monotonic() < limit and not ((state := load_state(output)) and state.rows):
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert part_path(output).exists()
    assert not output.exists()
    again = subprocess.run([*call, str(output)], capture_output=True, text=True, check=False)
    assert again.returncode == 3
    assert "continued after its first" in again.stderr
    assert "4000 received" in again.stdout
    assert output.read_bytes() == whole.read_bytes()
    assert len(output.read_text().splitlines()) == 4000


def test_single_and_batch_give_the_same_answer(run: Run, store: Path, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"query_id": "a", "name": "Wladimir Putin", "birth_date": "1952", "country": "ru"}))
    run("screen", "--input", source, "--output", output, "--store", store)
    single = run(
        *("screen", "Wladimir Putin", "--birth-date", "1952", "--country", "ru", "--json", "--store", store)
    ).json
    assert json.loads(output.read_text())["results"] == single["results"]


def test_explain_takes_one_pair_apart(run: Run, store: Path, tmp_path: Path) -> None:
    picture = tmp_path / "why.svg"
    ran = run("explain", "Kim Jong Un", "ofac-20157", "--birth-date", "1984", "--svg", picture, "--store", store)
    assert ran.code == 0, "an explanation decides nothing, a hit as little as any other pair"
    for part in ("Before any evidence", "Name: kim", "Date of birth", "probability", "(review from"):
        assert part in ran.out
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")
    found = run("explain", "Kim Jong Un", "ofac-20157", "--json", "--store", store).json
    assert sum(piece["bits"] for piece in found["evidence"]) == pytest.approx(found["bits"])
    assert found["fetched"] is True


def test_explain_says_why_not(run: Run, store: Path) -> None:
    ran = run("explain", "Anna Lindqvist", "ofac-20157", "--store", store)
    assert ran.code == 0
    assert "no match" in ran.out
    assert "Lost at" in ran.out


def test_explain_of_an_unknown_id_is_wrong_use(run: Run, store: Path) -> None:
    ran = run("explain", "Kim Jong Un", "ofac-0", "--store", store)
    assert ran.code == 2
    assert "ofac-0" in ran.err


def test_explain_of_an_id_that_is_nearly_one_names_it(run: Run, store: Path) -> None:
    for written in ("20157", "OFAC-20157", "ofac-20158"):
        ran = run("explain", "Kim Jong Un", written, "--store", store)
        assert ran.code == 2
        assert "ofac-20157" in ran.err


def test_explain_of_a_name_in_place_of_an_id_says_what_to_do(run: Run, store: Path) -> None:
    ran = run("explain", "Kim Jong Un", "Vladimir Putin", "--store", store)
    assert ran.code == 2
    assert "ostrakon screen" in ran.err


def test_explain_says_what_speaks_most_against_a_pair(run: Run, store: Path) -> None:
    ran = run("explain", "Kim Jong Un", "ofac-20157", "--birth-date", "1931-05-06", "--store", store)
    assert "Lost at score" in ran.out
    assert "What speaks most against it: 1931-05-06" in ran.out


def test_explain_adds_up_whatever_facts_are_given(run: Run, store: Path, tmp_path: Path) -> None:
    facts = ("--birth-date", "1961", "--country", "ug", "--nationality", "ug", "--gender", "male")
    facts += ("--birth-place", "Odek, Uganda", "--address", "Gulu", "--id", "passport:ug=12345678")
    facts += ("--phone", "+256 41 1234567", "--email", "a@example.ug", "--website", "example.ug")
    found = run("explain", "Joseph Kony", "ofac-11018", *facts, "--json", "--store", store).json
    assert sum(piece["bits"] for piece in found["evidence"]) == found["bits"]
    assert found["status"] == "hit"
    features = {piece["feature"] for piece in found["evidence"]}
    assert {"birth_date", "nationality", "gender", "birth_place"} <= features, "what other lists say of him counts too"
    picture = tmp_path / "why.svg"
    shown = run("explain", "Joseph Kony", "ofac-11018", *facts, "--svg", picture, "--store", store)
    for label in ("Nationality", "Gender", "Place of birth"):
        assert label in shown.out
        assert label in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["金正恩", "김정은", "Kim Jong-un", "Ким Чен Ын"])
def test_a_name_in_any_script_shows_the_same_man_first(run: Run, store: Path, name: str) -> None:
    answer = run("screen", name, "--json", "--store", store).json
    assert answer["status"] in ("review", "hit")
    assert set(answer["results"][0]["caption"].upper().replace(",", "").split()) == {"KIM", "JONG", "UN"}

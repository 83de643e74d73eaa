"""A file is screened completely, in order, and survives being killed."""

from __future__ import annotations

import csv
import dataclasses
import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from ostrakon.app import batch_parts, batch_screening
from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.batch_screening import screen_file
from ostrakon.app.batch_state import load_state, part_path, state_path
from ostrakon.errors import InputError, OstrakonError, StoreError, UsageError
from ostrakon.intake.records import ReadingNotes
from tests.engines import RuleEngine


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_screening, "PORTION_ROWS", 10)
    monkeypatch.setattr(batch_parts, "SAVE_SECONDS", 0)


def customers(path: Path, rows: int = 95) -> Path:
    names = ["Kim Jong Un", "Li Wei", "Jane Doe", ""]
    lines = [json.dumps({"query_id": f"c{n}", "name": names[n % 4], "segment": "x"}) for n in range(rows)]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_every_row_comes_out_in_order_and_the_counts_add_up(tmp_path: Path) -> None:
    source, output = customers(tmp_path / "in.jsonl"), tmp_path / "out.jsonl"
    summary = screen_file(RuleEngine(), source, output)
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [row["query_id"] for row in rows] == [f"c{n}" for n in range(95)]
    assert [row["status"] for row in rows[:4]] == ["hit", "review", "clear", "not_screened"]
    assert summary.counts == {"hit": 24, "review": 24, "clear": 24, "not_screened": 23}
    assert summary.received == 95
    assert rows[3]["reason"] == "line 4: name is empty"
    assert rows[0]["results"][0]["evidence"][0]["feature"] == "prior"
    assert rows[0]["results"][0]["referents"] == ["un-KPi.033", "eu-EU.1"]
    assert any("unknown field 'segment'" in line and "95 rows" in line for line in summary.messages)
    assert not part_path(output).exists()
    assert not state_path(output).exists()


def test_scores_keep_every_digit_and_evidence_can_be_left_out(tmp_path: Path) -> None:
    source, output = customers(tmp_path / "in.jsonl", 1), tmp_path / "out.jsonl"
    screen_file(RuleEngine(), source, output, options=BatchOptions(evidence=False))
    result = json.loads(output.read_text())["results"][0]
    assert result["score"] == 1 / (1 + 2**-9.25)
    assert "evidence" not in result


def test_csv_has_one_line_a_result_and_one_without_id_where_there_is_none(tmp_path: Path) -> None:
    source, output = customers(tmp_path / "in.jsonl", 4), tmp_path / "out.csv"
    screen_file(RuleEngine(), source, output)
    with output.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0])[:10] == (
        "query_id,status,rank,id,caption,schema,score,bits,match,referents".split(",")  # noqa: SIM905
    )
    assert rows[0]["caption"] == 'KIM, "Jong" Un'
    assert rows[0]["referents"] == "un-KPi.033;eu-EU.1"
    assert (rows[2]["status"], rows[2]["id"]) == ("clear", "")
    assert (rows[3]["status"], rows[3]["reason"]) == ("not_screened", "line 4: name is empty")


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("name", ["out.jsonl", "out.csv"])
def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, name: str) -> None:
    source, output, whole = customers(tmp_path / "in.jsonl"), tmp_path / name, tmp_path / f"whole-{name}"
    screen_file(RuleEngine(), source, whole)
    engine = RuleEngine()
    engine.stop_after = 40
    with pytest.raises(KeyboardInterrupt):
        screen_file(engine, source, output)
    assert not output.exists()
    with part_path(output).open("ab") as part:
        part.write(b"torn li")
    state = load_state(output)
    assert state is not None
    again = RuleEngine()
    said: list[str] = []
    summary = screen_file(again, source, output, say=said.append)
    assert output.read_bytes() == whole.read_bytes()
    assert summary.resumed_at == state.rows >= 40
    assert summary.received == 95
    assert summary.counts["hit"] == 24
    assert again.asked < 40
    assert "continued" in said[0]
    assert any("95 rows" in line for line in summary.messages)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize(
    "change", ["snapshot", "policy", "rules under the same version", "lists too old", "options", "input"]
)
def test_a_run_under_other_conditions_starts_anew_and_says_so(tmp_path: Path, change: str) -> None:
    source, output = customers(tmp_path / "in.jsonl"), tmp_path / "out.jsonl"
    engine = RuleEngine()
    engine.stop_after = 40
    with pytest.raises(KeyboardInterrupt):
        screen_file(engine, source, output)
    again, options = RuleEngine(), BatchOptions()
    if change == "snapshot":
        again.snapshot_number = 4
    elif change == "policy":
        again = RuleEngine(policy="test-2")
    elif change == "rules under the same version":
        again.policy = dataclasses.replace(again.policy, hit=0.99)
    elif change == "lists too old":
        again.stale = "too old"
    elif change == "options":
        options = BatchOptions(limit=3)
    else:
        source.write_text(source.read_text().replace("Jane", "Joan"))
    summary = screen_file(again, source, output, options=options)
    assert summary.resumed_at == 0
    assert summary.received == 95
    assert "starts anew" in summary.messages[0]
    assert again.asked == summary.received - summary.counts["not_screened"]


def test_a_damaged_state_starts_anew(tmp_path: Path) -> None:
    source, output = customers(tmp_path / "in.jsonl", 8), tmp_path / "out.jsonl"
    part_path(output).write_text("old rows")
    state_path(output).write_text("{")
    assert screen_file(RuleEngine(), source, output).received == 8
    assert len(output.read_text().splitlines()) == 8


class SlowEngine(RuleEngine):
    def answers(self, subjects, **options):  # type: ignore[no-untyped-def]
        for answer in super().answers(subjects, **options):
            time.sleep(0.002)
            yield answer


def _run(source: Path, output: Path) -> None:
    batch_screening.PORTION_ROWS, batch_parts.SAVE_SECONDS = 10, 0
    screen_file(SlowEngine(), source, output)


def test_sigkill_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    source, output, whole = customers(tmp_path / "in.jsonl", 400), tmp_path / "o.jsonl", tmp_path / "w.jsonl"
    screen_file(RuleEngine(), source, whole)
    context = multiprocessing.get_context("fork")
    for delay in (0.15, 0.2, 0.25, 0.3):
        process = context.Process(target=_run, args=(source, output))
        process.start()
        time.sleep(delay)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    summary = screen_file(RuleEngine(), source, output)
    assert output.read_bytes() == whole.read_bytes()
    assert summary.received == 400


def test_two_runs_cannot_write_the_same_output(tmp_path: Path) -> None:
    source, output = customers(tmp_path / "in.jsonl", 8), tmp_path / "out.jsonl"
    with batch_parts.open_parts(output, ReadingNotes()), pytest.raises(StoreError, match="another run"):
        screen_file(RuleEngine(), source, output)


def test_an_old_output_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    source, output = customers(tmp_path / "in.jsonl", 8), tmp_path / "out.jsonl"
    output.write_text("old")
    engine = RuleEngine()
    engine.stop_after = 2
    with pytest.raises(KeyboardInterrupt):
        screen_file(engine, source, output)
    assert output.read_text() == "old"


def test_wrong_use_is_named_and_leaves_nothing_behind(tmp_path: Path) -> None:
    source = customers(tmp_path / "in.jsonl", 8)
    bad = tmp_path / "bad.csv"
    bad.write_text("vorname\nA\n")
    wrong: list[tuple[Path, Path, type[OstrakonError]]] = [
        (source, source, UsageError),
        (source, tmp_path / "out.docx", UsageError),
        (source, tmp_path / "none" / "out.csv", StoreError),
        (tmp_path / "none.csv", tmp_path / "out.csv", InputError),
        (bad, tmp_path / "out.csv", InputError),
    ]
    for given, output, error in wrong:
        with pytest.raises(error):
            screen_file(RuleEngine(), given, output)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "in.jsonl"]


def test_an_empty_input_gives_an_empty_output(tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("")
    assert screen_file(RuleEngine(), source, output).received == 0
    assert output.read_bytes() == b""

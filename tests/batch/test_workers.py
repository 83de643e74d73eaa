"""Several processes give the bytes that one gives, whatever happens to them."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ostrakon.app import batch_parts, batch_screening
from ostrakon.app.batch_answering import BatchOptions, Done, Task
from ostrakon.app.batch_screening import screen_file
from ostrakon.app.batch_state import load_state, part_path, rejects_path
from ostrakon.app.engine import Ostrakon
from ostrakon.batch.opening import Opening
from ostrakon.batch.workers import Workers, answering
from ostrakon.errors import StoreError
from tests.batch.conftest import made_rows, write_jsonl


@pytest.fixture
def workers(engine: Ostrakon, store: Path) -> Iterator[Workers]:
    with Workers(Opening.of(engine, store), 2) as both:
        yield both


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_screening, "PORTION_ROWS", 20)
    monkeypatch.setattr(batch_parts, "SAVE_SECONDS", 0)


def csv_of(path: Path, rows: list[dict[str, object]]) -> Path:
    lines = [f'{row["query_id"]};"{row["name"]}";{row.get("birth_date", "")}' for row in rows]
    lines[5] = 'c5;"a quote that nobody closes;1970'
    path.write_text("query_id;name;birth_date\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_two_processes_write_the_bytes_of_one(engine: Ostrakon, workers: Workers, tmp_path: Path) -> None:
    rows = [*made_rows(290), {"query_id": "c7", "name": "Kim Jong Un", "segment": "x"}]
    for source in (write_jsonl(tmp_path / "in.jsonl", rows), csv_of(tmp_path / "in.csv", rows)):
        alone, beside = tmp_path / f"{source.name}.alone.jsonl", tmp_path / f"{source.name}.beside.jsonl"
        one = screen_file(engine, source, alone)
        two = screen_file(engine, source, beside, answering=workers)
        assert beside.read_bytes() == alone.read_bytes()
        assert rejects_path(beside).read_bytes() == rejects_path(alone).read_bytes()
        assert two.facts == one.facts
        assert two.messages == one.messages
        assert any("query_id of an earlier row ('c7')" in message for message in two.messages)
        assert one.counts["hit"]
        assert one.received == 291


def test_rejected_rows_are_named_in_a_file_of_their_own_and_the_totals_add_up(engine: Ostrakon, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"query_id": "a", "name": "Ann"}, {"query_id": "b", "name": ""}])
    summary = screen_file(engine, source, tmp_path / "out.jsonl")
    assert [json.loads(line) for line in rejects_path(tmp_path / "out.jsonl").read_text().splitlines()] == [
        {"line": 2, "query_id": "b", "reason": "name is empty"}
    ]
    assert (summary.facts["received"], summary.facts["screened"], summary.facts["rejected"]) == (2, 1, 1)
    write_jsonl(source, [{"query_id": "a", "name": "Ann"}])
    assert screen_file(engine, source, tmp_path / "out.jsonl").rejects is None
    assert not rejects_path(tmp_path / "out.jsonl").exists()


def test_a_killed_worker_is_named_and_the_next_run_goes_on(engine: Ostrakon, store: Path, tmp_path: Path) -> None:
    source, output = write_jsonl(tmp_path / "in.jsonl", made_rows(400)), tmp_path / "out.jsonl"
    screen_file(engine, source, tmp_path / "whole.jsonl")
    with Workers(Opening.of(engine, store), 2) as workers, pytest.raises(StoreError, match="ended unexpectedly"):
        screen_file(engine, source, output, answering=_Killing(workers))
    assert not output.exists()
    state = load_state(output)
    assert state is not None
    assert 0 < state.rows < 400
    with answering(engine, store, source, 2) as fresh:
        summary = screen_file(engine, source, output, answering=fresh)
    assert summary.resumed_at == state.rows
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not part_path(output).exists()


class _Killing:
    """Kills one of the processes once some parts are done."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def __call__(self, tasks: Iterator[Task]) -> Iterator[Done]:
        for number, done in enumerate(self._workers(tasks)):
            if number == 3:
                os.kill(self._workers.pids[0], signal.SIGKILL)
            yield done


def test_doubled_keys_are_found_over_an_interruption(engine: Ostrakon, tmp_path: Path) -> None:
    rows = [*made_rows(100), {"query_id": "c3", "name": "Ann"}]
    source, output = write_jsonl(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl"

    def stop(done: int, _share: float) -> None:
        if done >= 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen_file(engine, source, output, progress=stop)
    summary = screen_file(engine, source, output)
    assert summary.resumed_at >= 60
    assert any("('c3')" in message for message in summary.messages)


def test_a_store_that_is_gone_is_told_in_words(engine: Ostrakon, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", made_rows(40))
    with Workers(Opening.of(engine, tmp_path / "none"), 1) as workers, pytest.raises(Exception, match="no list"):
        screen_file(engine, source, tmp_path / "out.jsonl", options=BatchOptions(limit=1), answering=workers)

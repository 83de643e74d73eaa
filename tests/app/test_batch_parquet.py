"""Parquet in and out means the same as JSON Lines; only where pyarrow is installed."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from ostrakon.app.batch_screening import screen_file
from ostrakon.errors import InputError
from ostrakon.intake.records import open_records
from ostrakon.model.subject import Subject
from tests.engines import RuleEngine

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

RECORDS = [
    {
        "query_id": "a",
        "name": "Kim Jong Un",
        "birth_date": datetime.date(1984, 1, 8),
        "identifiers": [{"type": "passport", "value": "X1"}],
        "risk": 3,
    },
    {"query_id": "b", "name": None, "birth_date": None, "identifiers": None, "risk": None},
]


def test_rows_read_from_parquet_are_subjects_and_bad_rows(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(RECORDS), source)
    with open_records(source) as file:
        rows = list(file)
    first = rows[0].content
    assert isinstance(first, Subject)
    assert str(first.birth_date) == "1984-01-08"
    assert first.identifiers[0].value == "X1"
    assert not isinstance(rows[1].content, Subject)
    assert file.notes.unknown == {"risk": 1}


def test_answers_written_as_parquet_equal_those_in_json_lines(tmp_path: Path) -> None:
    source, lines, table = tmp_path / "in.parquet", tmp_path / "out.jsonl", tmp_path / "out.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(RECORDS), source)
    screen_file(RuleEngine(), source, lines)
    screen_file(RuleEngine(), source, table)
    expected = [json.loads(line) for line in lines.read_text().splitlines()]
    found = [{k: v for k, v in row.items() if v is not None} for row in parquet.read_table(table).to_pylist()]
    assert found == expected
    beside = [f"{name}.rejects.jsonl" for name in ("out.jsonl", "out.parquet")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["in.parquet", "out.jsonl", "out.parquet", *beside]
    )


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    source.write_bytes(b"name\nA\n")
    with pytest.raises(InputError, match="no Parquet"):
        screen_file(RuleEngine(), source, tmp_path / "out.jsonl")

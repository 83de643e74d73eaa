"""Tables in memory are answered as files are, row by row and in their order."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow
import pytest

from ostrakon import batch
from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.batch_screening import screen_file
from ostrakon.app.engine import Ostrakon
from ostrakon.app.settings import database_url
from ostrakon.batch import frames
from ostrakon.database.opening import open_database
from ostrakon.errors import UsageError
from tests.batch.conftest import made_rows, write_jsonl


def written(engine: Ostrakon, rows: list[dict[str, object]], folder: Path) -> list[dict[str, object]]:
    output = folder / "out.jsonl"
    options = BatchOptions(evidence=False)
    screen_file(engine, write_jsonl(folder / "in.jsonl", rows), output, options=options)
    return [json.loads(line) for line in output.read_text().splitlines()]


def without_nothing(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}


def test_a_polars_frame_gets_the_answers_of_a_file(
    engine: Ostrakon, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "ROWS_AT_ONCE", 30)
    rows = made_rows(100)
    answered = batch.screen(polars.DataFrame(rows), store)
    assert isinstance(answered, polars.DataFrame)
    expected = written(engine, rows, tmp_path)
    lines = {row["query_id"]: row for row in expected}
    for found in answered.to_dicts():
        line = lines[found["query_id"]]
        if line["status"] == "not_screened":
            assert "name is empty" in str(found["reason"])
            continue
        assert without_nothing(found) == line
    assert answered["query_id"].to_list() == [row["query_id"] for row in rows]


def test_a_relation_of_duckdb_and_a_table_of_arrow_with_dates(store: Path) -> None:
    table = pyarrow.table(
        {"name": ["Kim Jong Un", "Ann Smith"], "birth_date": [datetime.date(1984, 1, 8), None], "segment": ["x", None]}
    )
    with pytest.warns(UserWarning, match="unknown field 'segment'"):
        found = batch.screen(table, store)
    assert found["query_id"].to_pylist() == ["1", "2"]
    assert found["status"].to_pylist() == ["hit", "clear"]
    relation = duckdb.from_arrow(table).project("name, birth_date")
    assert batch.screen(relation, store).equals(found)


def test_a_run_has_one_record_with_counts_and_the_root_over_its_rows(store: Path) -> None:
    batch.screen(polars.DataFrame({"name": ["Kim Jong Un", "Ann Smith", ""]}), store)
    with open_database(database_url(store)).read() as transaction:
        (body,) = transaction.execute("SELECT body FROM ledger WHERE kind = 'batch' ORDER BY n DESC LIMIT 1")[0]
    facts = json.loads(body)
    assert facts["received"] == 3
    assert facts["counts"] == {"clear": 1, "hit": 1, "not_screened": 1}
    assert len(facts["rows_root"]) == 64


@pytest.mark.parametrize("wrong", [polars.DataFrame({"vorname": ["Ann"]}), [{"name": "Ann"}]])
def test_what_cannot_be_screened_is_refused_in_words(store: Path, wrong: object) -> None:
    with pytest.raises(UsageError, match=r"no column 'name'|is no table"):
        batch.screen(wrong, store)


def test_the_example_of_the_page_runs_as_it_stands(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "batch.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    polars.DataFrame(made_rows(40)).write_parquet(tmp_path / "customers.parquet")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OSTRAKON_STORE", str(store))
    names: dict[str, Any] = {}
    exec(example, names)  # the page's own code
    assert 0 < len(names["alerts"]) < 40

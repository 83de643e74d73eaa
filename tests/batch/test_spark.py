"""Two executors give what the command line gives."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.batch_screening import screen_file
from ostrakon.app.engine import Ostrakon
from ostrakon.app.settings import database_url
from ostrakon.batch.spark import screen_dataframe
from ostrakon.database.opening import open_database
from ostrakon.errors import UsageError
from tests.batch.conftest import made_rows, write_jsonl

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.filterwarnings("ignore")
FIELDS = ("id", "caption", "schema", "score", "bits", "match", "referents")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    return [{"birth_date": None, **row} for row in made_rows(300)]


def canonical(found: list[dict[str, object]]) -> str:
    """Rows as the contract compares them."""
    plain = [
        {
            "query_id": row["query_id"],
            "status": row["status"],
            "results": [{name: one[name] for name in FIELDS} for one in row["results"]],  # type: ignore[attr-defined]
        }
        for row in found
    ]
    return json.dumps(sorted(plain, key=lambda row: str(row["query_id"])), sort_keys=True)


def frame(spark: SparkSession, rows: list[dict[str, object]]) -> DataFrame:
    return spark.createDataFrame(rows, "query_id string, name string, birth_date string").repartition(4)  # type: ignore[arg-type]


@pytest.mark.parametrize("placing", ["shared", "carried"])
def test_spark_equals_the_local_run(
    spark: SparkSession, rows: list[dict[str, object]], engine: Ostrakon, store: Path, tmp_path: Path, placing: str
) -> None:
    output = tmp_path / "out.jsonl"
    screen_file(engine, write_jsonl(tmp_path / "in.jsonl", rows), output, options=BatchOptions(evidence=False))
    expected = [json.loads(line) for line in output.read_text().splitlines()]
    answered = screen_dataframe(frame(spark, rows), store, placing=placing)  # type: ignore[arg-type]
    assert answered.columns == ["query_id", "status", "results"]
    found = [row.asDict(recursive=True) for row in answered.collect()]
    assert canonical(found) == canonical(expected)
    assert {row["status"] for row in found} == {"hit", "clear", "not_screened", "review"}
    with open_database(database_url(store)).read() as transaction:
        (body,) = transaction.execute("SELECT body FROM ledger WHERE kind = 'batch' ORDER BY n DESC LIMIT 1")[0]
    facts = json.loads(body)
    assert (facts["engine"], facts["received"], facts["parts"]) == ("spark", 300, 4)
    assert sum(facts["counts"].values()) == 300


def test_rows_without_keys_are_told_apart_and_reasons_come_with_details(spark: SparkSession, store: Path) -> None:
    df = spark.createDataFrame([("Kim Jong Un",), ("",), ("Ann Smith",)], "name string").coalesce(1)
    found = screen_dataframe(df, store, details=True, record=False).collect()
    assert [(row.query_id, row.status) for row in found] == [("0:1", "hit"), ("0:2", "not_screened"), ("0:3", "clear")]
    assert "name is empty" in found[1].reason
    assert found[0].results[0].status == "hit"


def test_a_frame_without_names_is_refused_before_anything_runs(spark: SparkSession, store: Path) -> None:
    with pytest.raises(UsageError, match="no column 'name'"):
        screen_dataframe(spark.range(3), store)


def test_the_example_script_writes_answers(
    spark: SparkSession, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(spark), "stop", lambda _self: None)
    source = write_jsonl(tmp_path / "customers.jsonl", [{"query_id": "a", "name": "Kim Jong Un"}])
    script = runpy.run_path(str(Path(__file__).parent.parent.parent / "examples" / "spark_screening.py"))
    script["main"](str(store), str(source), str(tmp_path / "answers"))
    (row,) = spark.read.parquet(str(tmp_path / "answers")).collect()
    assert (row.query_id, row.status) == ("a", "hit")

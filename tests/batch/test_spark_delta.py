"""A rescreen of what changed gives what a full run gives, and leaves most rows alone."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.batch_screening import screen_file
from ostrakon.app.demo import import_starter
from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.settings import database_url
from ostrakon.batch.spark_delta import rescreen_dataframe
from ostrakon.database.opening import open_database
from ostrakon.errors import StoreError, UsageError
from ostrakon.starter import starter_lists
from tests.batch.conftest import made_rows, write_jsonl
from tests.batch.test_spark import canonical

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SYLLABLES = ("bro", "vel", "tan", "gud", "mir", "sol", "pek", "hald", "fyn", "wex", "rup", "zol")
ADDED = "starter-added"
pytestmark = pytest.mark.filterwarnings("ignore")
NEAR = [
    {"query_id": "added", "name": "Ekaterina Brzeczyszczykiewicz"},
    {"query_id": "misspelt", "name": "Ekaterina Brzeczyszczykiewitz"},
    {"query_id": "script", "name": "Екатерина Бжечищикевич"},
    {"query_id": "removed", "name": "Sergey Lavrov"},
    {"query_id": "renamed", "name": "Quirin Haldenwang"},
    {"query_id": "empty", "name": ""},
]


def unlike(count: int) -> list[dict[str, object]]:
    """Customers with names that no list holds."""
    parts = [a + b for a in SYLLABLES for b in SYLLABLES if a != b]
    return [
        {"query_id": f"u{n}", "name": f"{parts[n % len(parts)].title()} {parts[(n * 7 + 3) % len(parts)].title()}"}
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the starter lists as snapshot 1, and with parties added, changed and removed as snapshot 2."""
    folder = tmp_path_factory.mktemp("delta")
    import_starter(folder / "store")
    (source,) = next(paths for name, paths in starter_lists() if name == "os_simple")
    with source.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kept = [row for row in rows if row["id"] != "starter-lavrov"]
    for row in kept:
        if row["id"] == "starter-putin":
            row["aliases"] += ";Quirin Haldenwang"
    kept.append({**kept[0], "id": ADDED, "name": "Ekaterina Brzeczyszczykiewicz", "aliases": "", "birth_date": "1971"})
    path = folder / source.name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(kept)
    (outcome,) = import_lists(folder / "store", [path], source_id="os_simple", force="a test").outcomes
    assert outcome.status == "imported"
    return folder / "store"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    return [{"birth_date": None, **row} for row in (*NEAR, *made_rows(60), *unlike(130))]


def full(store: Path, snapshot: int, rows: list[dict[str, object]], folder: Path) -> dict[str, dict[str, object]]:
    """The answers of a whole run by key."""
    output = folder / f"out{snapshot}.jsonl"
    with Ostrakon.open(store, snapshot=snapshot) as engine:
        screen_file(engine, write_jsonl(folder / "in.jsonl", rows), output, options=BatchOptions(evidence=False))
    found = [json.loads(line) for line in output.read_text().splitlines()]
    return {row["query_id"]: row for row in found}


def frame(spark: SparkSession, rows: list[dict[str, object]]) -> DataFrame:
    return spark.createDataFrame(rows, "query_id string, name string, birth_date string").repartition(3)  # type: ignore[arg-type]


@pytest.mark.parametrize("shift", [0.0, 0.1])
def test_a_delta_holds_every_answer_that_changed_as_a_full_run_gives_it_and_few_others(
    spark: SparkSession,
    rows: list[dict[str, object]],
    changed: Path,
    tmp_path: Path,
    shift: float,
) -> None:
    before, after = full(changed, 1, rows, tmp_path), full(changed, 2, rows, tmp_path)
    differ = {key for key in after if canonical([before[key]]) != canonical([after[key]])}
    assert {"added", "misspelt", "removed", "renamed"} <= differ
    answered = rescreen_dataframe(frame(spark, rows), changed, since=1, shift=shift)
    assert answered.columns == ["query_id", "status", "results"]
    found = {row.query_id: row.asDict(recursive=True) for row in answered.collect()}
    assert differ <= found.keys()
    assert found["empty"]["status"] == "not_screened"
    assert canonical(list(found.values())) == canonical([after[key] for key in found])
    assert len([key for key in found if key.startswith("u")]) < 20
    with open_database(database_url(changed)).read() as transaction:
        (body,) = transaction.execute("SELECT body FROM ledger WHERE kind = 'batch' ORDER BY n DESC LIMIT 1")[0]
    facts = json.loads(body)
    assert (facts["engine"], facts["since"], facts["received"]) == ("spark", 1, len(found))


def test_between_equal_lists_only_rows_that_cannot_be_read_come_back(
    spark: SparkSession,
    rows: list[dict[str, object]],
    changed: Path,
) -> None:
    found = rescreen_dataframe(frame(spark, rows), changed, since=2, record=False).collect()
    assert {row.status for row in found} == {"not_screened"}
    assert "empty" in {row.query_id for row in found}


def test_what_cannot_be_compared_with_is_refused(spark: SparkSession, changed: Path) -> None:
    df = spark.createDataFrame([("Ann Smith",)], "name string")
    with pytest.raises(StoreError, match="no snapshot 9"):
        rescreen_dataframe(df, changed, since=9)
    with pytest.raises(UsageError, match="shift"):
        rescreen_dataframe(df, changed, since=1, shift=-1)
    with pytest.raises(UsageError, match="no column 'name'"):
        rescreen_dataframe(spark.range(3), changed, since=1)

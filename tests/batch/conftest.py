"""A store with the starter lists, and made customers of whom some are listed."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.app.engine import Ostrakon

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

GIVEN = ("Anna", "Karl", "Mette", "Xin", "Jong Un", "Vladimir", "Ali", "José")
FAMILY = ("Kim", "Putin", "Larsen", "Wu", "Smith", "Hosseini", "Özdemir", "Ковалёв")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "store"
    import_starter(folder)
    return folder


@pytest.fixture(scope="session")
def engine(store: Path) -> Ostrakon:
    return Ostrakon.open(store)


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """Two executors; started once for all tests that a process runs."""
    pyspark = pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark needs")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    session = (
        pyspark.sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


def made_rows(count: int, *, seed: int = 7) -> list[dict[str, object]]:
    draw = random.Random(seed)
    rows: list[dict[str, object]] = []
    for number in range(count):
        row: dict[str, object] = {"query_id": f"c{number}", "name": f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"}
        if draw.random() < 0.3:
            row["birth_date"] = f"{draw.randrange(1940, 2000)}-0{draw.randrange(1, 10)}"
        if draw.random() < 0.02:
            row["name"] = ""
        rows.append(row)
    return rows


def write_jsonl(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path

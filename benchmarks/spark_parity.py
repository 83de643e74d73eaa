"""Spark beside the local run: the same answers row by row, and what a row costs on the same two cores.

`python -m benchmarks.spark_parity STORE ROWS [FOLDER]`. Needs Java and the extra `ostrakon[spark]`; the session is a
real cluster of two executors on this machine (`local-cluster[2,1,2048]`), one core each, and the local run has two
workers. Start is left out on both sides: Spark has answered some rows before the clock begins, and of the local run the
time of a run over as many rows is taken off.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.customers import write_customers
from benchmarks.measure import COMMAND, Bar, Section, run
from ostrakon.batch.spark import screen_dataframe
from ostrakon.intake.records.parquet import pyarrow

FIELDS = ("id", "caption", "schema", "score", "bits", "match", "referents")
"""Of a result, what the contract compares."""
WARMING = 2_000
PARTITIONS = 8
SCHEMA = "query_id string, name string, schema string, birth_date string, country string"


def spark_parity(store: Path, work: Path, *, rows: int) -> Section | None:
    """Generated customers through both, and every answer held against the other; None where there is no Spark."""
    if shutil.which("java") is None or find_spec("pyspark") is None:
        return None
    few, many = work / "few.jsonl", work / "many.jsonl"
    write_customers(few, WARMING)
    write_customers(many, rows)
    local = [_local(store, file, work / f"{file.stem}-answers.jsonl") for file in (few, many)]
    wall, cpu = (after - before for before, after in zip(*local, strict=True))
    counted = rows - WARMING
    answers = work / "answers.parquet"
    spark_wall, spark_cpu = _spark(store, few, many, answers)
    expected, found = dict(_of_local(work / "many-answers.jsonl")), dict(_of_spark(answers))
    differing = sum(expected.get(key) != found.get(key) for key in expected.keys() | found.keys())
    section = Section(
        "Spark beside the local run",
        f"{rows:,} generated customers, the same file, on the same cores one after the other: `ostrakon screen --input "
        "--evidence none --workers 2`, and `screen_dataframe` in a session of two executors, recorded and written as "
        "Parquet. Start excluded on both sides; CPU is that of all processes, Java's among them.",
        ("run", "time a row", "rows a second", "CPU a row"),
    )
    for name, seconds, busy, count in (
        ("local, two workers", wall, cpu, counted),
        ("Spark, two executors", spark_wall, spark_cpu, rows),
    ):
        section.rows.append(
            (name, f"{seconds / count * 1e3:.3f} ms", f"{count / seconds:,.0f}", f"{busy / count * 1e3:.3f} ms")
        )
    section.notes += [
        f"Rows that differ in `query_id`, `status` or results: {differing} of {len(expected):,} "
        f"(SHA-256 of all, sorted: {_digest(expected)[:16]} and {_digest(found)[:16]}).",
        f"Load average at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.",
    ]
    section.bars += [
        Bar("Spark, rows that differ from the local run", 0, differing, at_most=True, digits=0),
        Bar(
            "Spark, time of a row, times that of the local run",
            2,
            (spark_wall / rows) / (wall / counted),
            at_most=True,
            digits=2,
        ),
    ]
    return section


def _local(store: Path, source: Path, output: Path) -> tuple[float, float]:
    """Seconds, and seconds of processors, of one run of the command."""
    files: list[str | Path] = ["--store", store, "--input", source, "--output", output]
    done = run([COMMAND, "screen", *files, "--evidence", "none", "--workers", "2"])
    return done.seconds, done.cpu_seconds


def _spark(store: Path, few: Path, many: Path, answers: Path) -> tuple[float, float]:
    from pyspark.sql import SparkSession  # noqa: PLC0415  # an extra

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session: Any = (
        SparkSession.builder.master("local-cluster[2,1,2048]")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "1g")
        .config("spark.driver.memory", "1g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        _answered(session, store, few, answers)
        started, busy = time.monotonic(), _busy()
        _answered(session, store, many, answers)
        return time.monotonic() - started, _busy() - busy
    finally:
        session.stop()


def _answered(session: Any, store: Path, source: Path, answers: Path) -> None:
    shutil.rmtree(answers, ignore_errors=True)
    frame = session.read.schema(SCHEMA).json(str(source)).repartition(PARTITIONS)
    screened = screen_dataframe(frame, store)
    screened.write.parquet(str(answers))
    screened.unpersist()


def _busy() -> float:
    """Seconds of processors that this process and all below it have taken, those that have ended included (Linux)."""
    parents: dict[int, list[int]] = {}
    spent: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                cells = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(cells[1]), []).append(int(entry.name))
            spent[int(entry.name)] = sum(map(int, cells[11:15]))
    total, waiting = 0, [os.getpid()]
    while waiting:
        one = waiting.pop()
        total += spent.get(one, 0)
        waiting += parents.get(one, [])
    return total / os.sysconf("SC_CLK_TCK")


def _of_local(file: Path) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["query_id"], _canonical(row)


def _of_spark(folder: Path) -> Iterator[tuple[str, str]]:
    pyarrow("")  # says so where it is not installed
    for row in import_module("pyarrow.parquet").read_table(folder).to_pylist():
        yield row["query_id"], _canonical(row)


def _canonical(row: dict[str, Any]) -> str:
    """A row as the contract compares it."""
    results = [{name: one[name] for name in FIELDS} for one in row["results"]]
    plain = {"query_id": row["query_id"], "status": row["status"], "results": results}
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def _digest(rows: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for _, row in sorted(rows.items()):
        digest.update(row.encode())
    return digest.hexdigest()


if __name__ == "__main__":
    place = Path(sys.argv[3]) if len(sys.argv) > 3 else Path()
    made = spark_parity(Path(sys.argv[1]), place, rows=int(sys.argv[2]))
    print(made.markdown() if made else "There is no Java, or pyspark is not installed.")

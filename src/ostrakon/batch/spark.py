"""`screen_dataframe`: a Spark DataFrame of subjects becomes one of answers (extra `ostrakon[spark]`).

Spark cuts the rows and drives the processes; each executor maps the same files and calls the same function as the
command line. The snapshot lies on a path that all machines see, or is carried to each once as a file of the job and
unpacked into a local cache under its hash.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.engine import Ostrakon
from ostrakon.app.settings import store_folder
from ostrakon.batch.arrow import answer_schema, answered_batch, check_columns
from ostrakon.batch.opening import Opening
from ostrakon.batch.recording import BatchFacts, joined, record_batch
from ostrakon.errors import UsageError
from ostrakon.intake.records import FIELDS, ReadingNotes
from ostrakon.intake.records.parquet import pyarrow
from ostrakon.store.bundles import unpacked, write_bundle

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Placing = Literal["shared", "carried"]
SUMMARY = "ostrakon_summary"
"""Name of the column in which a partition tells its summary."""


def screen_dataframe(
    df: DataFrame,
    store: Path | str | None = None,
    *,
    limit: int = 5,
    threshold: float | None = None,
    policy: Path | str | None = None,
    exemptions: Path | str | None = None,
    placing: Placing = "shared",
    details: bool = False,
    record: bool = True,
) -> DataFrame:
    """Screen every row of a DataFrame.

    Columns are those of `ostrakon screen --input` (`query_id`, `name`, …). A row without `query_id` is known by
    `PARTITION:ROW`. The order of rows is Spark's; a row that cannot be read is `not_screened`.

    Args:
        df: the subjects.
        store, policy, exemptions: see `Ostrakon.open`; what is in force now answers all rows.
        limit: results a row at most.
        threshold: least score of a result; None takes the policy's review threshold.
        placing: `shared`: the data folder has the same path on every machine. `carried`: the snapshot goes to every
            executor as a file of the job, once.
        details: with `reason` and `notes` of a row, and `status`, `note` and `exemption` of a result.
        record: answer now, keep the answers (memory, then disk) and write the batch's record into the ledger of
            the store. Without it nothing is computed or recorded before the result is used.

    Returns:
        Columns `query_id`, `status`, `results` (array of struct `id`, `caption`, `schema`, `score`, `bits`, `match`,
        `referents`).

    Raises:
        UsageError: there is no column `name`, or pyspark is not installed.
        NotScreened: no list is in force, or the run could not be recorded where that is required.
    """
    check_columns(df.columns, where="DataFrame")
    options = BatchOptions(limit=limit, threshold=threshold, evidence=False)
    folder = store_folder(Path(store) if store is not None else None)
    with Ostrakon.open(folder, policy=policy, exemptions=exemptions) as engine:
        return answered_frame(df, engine, folder, options, placing=placing, details=details, record=record)


def answered_frame(
    df: DataFrame,
    engine: Ostrakon,
    folder: Path,
    options: BatchOptions,
    *,
    placing: Placing,
    details: bool,
    record: bool,
    about: Mapping[str, Any] = MappingProxyType({}),
) -> DataFrame:
    """What `screen_dataframe` does with an engine that is open.

    Args:
        engine: opened from the data folder `folder`.
        about: what the batch's record says beside its totals.
    """
    opening = Opening.of(engine, folder)
    carried = _carry(df, engine) if placing == "carried" else ""
    answer = _Answer(opening, options, carried, details, summary=record)
    answered = df.mapInArrow(answer, pyspark_module("pandas.types").from_arrow_schema(answer.schema))
    if not record:
        return answered
    kept = answered.persist()
    told = kept.where(f"{SUMMARY} is not null").select(SUMMARY).collect()
    parts = sorted((json.loads(row[0]) for row in told), key=lambda part: int(part["partition"]))
    record_batch(folder, engine, options, {**joined(parts), "engine": "spark", **about})
    return kept.where(f"{SUMMARY} is null").drop(SUMMARY)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a Python process of an executor does with the record batches of one partition.

    Attributes:
        carried: name of the job's file that holds the snapshot; empty where the data folder is shared.
        summary: whether the partition ends in a row that tells its summary.
    """

    opening: Opening
    options: BatchOptions
    carried: str
    details: bool
    summary: bool

    @property
    def schema(self) -> Any:
        """Of the record batches that come back."""
        schema = answer_schema(details=self.details)
        return schema.append(_arrow().field(SUMMARY, _arrow().string())) if self.summary else schema

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The answers, batch by batch."""
        engine = _engine(self.opening, self.carried)
        partition = pyspark_module("").TaskContext.get().partitionId()
        notes, facts = ReadingNotes(), BatchFacts()
        for batch in batches:
            named = with_keys(batch, partition, facts.rows)
            found, objects = answered_batch(engine, named, facts.rows + 1, self.options, notes, details=self.details)
            facts.add(named, objects)
            yield self._padded(found) if self.summary else found
        if self.summary:
            told = {"partition": partition, **facts.summary, "messages": notes.messages(FIELDS)}
            yield _arrow().RecordBatch.from_pylist([{SUMMARY: json.dumps(told)}], schema=self.schema)

    def _padded(self, found: Any) -> Any:
        arrow = _arrow()
        return arrow.RecordBatch.from_arrays(
            [*found.columns, arrow.nulls(len(found), arrow.string())], schema=self.schema
        )


def _arrow() -> Any:
    return pyarrow("")


_OPEN: dict[tuple[str, int, str, str], Ostrakon] = {}
"""Engines of this process: Spark keeps a Python process for many tasks."""


def _engine(opening: Opening, carried: str) -> Ostrakon:
    if carried:
        bundle = Path(pyspark_module("").SparkFiles.get(carried))
        opening = replace(opening, store=unpacked(bundle, Path(tempfile.gettempdir()) / "ostrakon-snapshots"))
    key = (str(opening.store), opening.snapshot, opening.policy.version, opening.exemptions.digest)
    if key not in _OPEN:
        _OPEN[key] = opening.open()
    return _OPEN[key]


def with_keys(batch: Any, partition: int, rows: int) -> Any:
    """The batch with a `query_id` in every row."""
    arrow = _arrow()
    compute = import_module("pyarrow.compute")
    own = arrow.array([f"{partition}:{rows + number}" for number in range(1, len(batch) + 1)], arrow.string())
    if "query_id" not in batch.schema.names:
        return arrow.RecordBatch.from_arrays([*batch.columns, own], names=[*batch.schema.names, "query_id"])
    place = batch.schema.get_field_index("query_id")
    given = compute.fill_null(batch.column(place).cast(arrow.string()), "")
    keys = compute.if_else(compute.equal(given, ""), own, given)
    columns = [keys if number == place else column for number, column in enumerate(batch.columns)]
    return arrow.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _carry(df: DataFrame, engine: Ostrakon) -> str:
    """Hand the snapshot to the job; the name under which executors find it."""
    bundle = write_bundle(engine.snapshot, Path(tempfile.gettempdir()) / "ostrakon-bundles")
    df.sparkSession.sparkContext.addFile(str(bundle))
    return bundle.name


def pyspark_module(module: str) -> Any:
    """A module of `pyspark.sql`, or `pyspark` itself for an empty name.

    Raises:
        UsageError: pyspark is not installed.
    """
    try:
        return import_module(f"pyspark.sql.{module}" if module else "pyspark")
    except ImportError:
        raise UsageError(
            "Spark tables need pyspark, which is not installed", remedy="Install it with: pip install 'ostrakon[spark]'"
        ) from None

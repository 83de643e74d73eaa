"""`rescreen_dataframe`: after a change of the lists only the rows to which a changed party can lead are screened again.

The parties that differ between two snapshots are found on the driver; the keys under which they are looked for are a
small table. Each row's own keys are joined with it where the rows lie, and rows without a key in common go no further.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.engine import Ostrakon
from ostrakon.app.settings import store_folder
from ostrakon.batch.arrow import check_columns
from ostrakon.batch.spark import Placing, answered_frame, pyspark_module, with_keys
from ostrakon.clusters import Clusters
from ostrakon.customers.leading import keys_of_change, keys_of_subject
from ostrakon.errors import NotScreened, UsageError
from ostrakon.index.arrays import Arrays
from ostrakon.intake.records import BadRow, ReadingNotes
from ostrakon.intake.records.parquet import pyarrow
from ostrakon.intake.records.portions import ArrowRows
from ostrakon.store.differences import compare
from ostrakon.store.snapshot import open_snapshot

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SHIFT = 0.1
"""Bits by which the rarity of a word may differ before the parties that bear it count as changed."""
ALWAYS = 0
"""Key of rows that cannot be compared: nothing is known that would allow to leave them out."""
ROW, KEY, KEYS = "ostrakon_row", "ostrakon_key", "ostrakon_keys"
"""Columns that the join needs: a row's number, one key, all keys."""


def rescreen_dataframe(
    df: DataFrame,
    store: Path | str | None = None,
    *,
    since: int,
    shift: float = SHIFT,
    limit: int = 5,
    threshold: float | None = None,
    policy: Path | str | None = None,
    exemptions: Path | str | None = None,
    placing: Placing = "shared",
    details: bool = False,
    record: bool = True,
) -> DataFrame:
    """Screen those rows of a DataFrame again whose answer can differ from that under an earlier snapshot.

    Rows to which no changed party leads are not returned: their answers stand. A party counts as changed when its
    record, or one of those taken for the same party, is new, gone or says anything else, or when a word of its names
    became rarer or more common by more than `shift`. Rows that cannot be read or compared are always returned.

    Args:
        df: all subjects, as they were given to `screen_dataframe` under snapshot `since`. New or changed ones
            belong to `screen_dataframe`.
        since: number of the snapshot under which they were screened, with the same policy, exemptions and program.
        shift: bits; 0 takes every difference, as `ostrakon customers rescreen` does.
        store, limit, threshold, policy, exemptions, placing, details, record: see `screen_dataframe`.

    Returns:
        The answers of `screen_dataframe` for these rows, with its columns.

    Raises:
        UsageError: there is no column `name`, `shift` is negative, pyspark is not installed, or a graph of ownership
            is kept, through which a change may reach any row.
        NotScreened: no list is in force, those in force are too old, or the run could not be recorded.
        StoreError: there is no snapshot `since`, or its index is gone or of another version.
    """
    check_columns(df.columns, where="DataFrame")
    if not shift >= 0:
        raise UsageError(f"shift is {shift}", remedy="Give bits from 0 on")
    options = BatchOptions(limit=limit, threshold=threshold, evidence=False)
    folder = store_folder(Path(store) if store is not None else None)
    with Ostrakon.open(folder, policy=policy, exemptions=exemptions) as engine:
        if engine.stale:
            raise NotScreened(engine.stale)
        if engine.owners is not None:
            raise UsageError(
                "a graph of ownership is kept, and a change of the lists may reach any row through it",
                remedy="Screen all rows with screen_dataframe",
            )
        met = _met(df, changed_keys(folder, engine, since, shift))
        about = {"since": since}
        return answered_frame(
            met, engine, folder, options, placing=placing, details=details, record=record, about=about
        )


def changed_keys(folder: Path, engine: Ostrakon, since: int, shift: float = SHIFT) -> set[int]:
    """The keys of the parties that changed since a snapshot, as they were and as they are (`customers.leading`)."""
    old = open_snapshot(folder, since)
    if old.number == engine.snapshot_number:
        return set()
    before, clusters = Arrays.load(old.index_folder), Clusters.load(old.index_folder)
    found = compare(old, engine.snapshot)
    ids = {
        *(one.id for one in found.added),
        *(one.id for one in found.changed),
        *(one.id for one in found.removed),
    }
    return keys_of_change((before, clusters), (engine.arrays, engine.clusters), ids, shift)


def _met(df: DataFrame, keys: set[int]) -> DataFrame:
    """The rows that have one of the keys, each once, with a `query_id`."""
    functions, types = pyspark_module("functions"), pyspark_module("types")
    table = df.sparkSession.createDataFrame([(key,) for key in sorted({ALWAYS, *keys})], f"{KEY} long")
    given = [field for field in df.schema.fields if field.name != "query_id"]
    places = [field.name for field in df.schema.fields]
    fields = [*given]
    fields.insert(
        places.index("query_id") if "query_id" in places else len(given),
        types.StructField("query_id", types.StringType()),
    )
    fields += [types.StructField(ROW, types.StringType()), types.StructField(KEYS, types.ArrayType(types.LongType()))]
    rows = df.mapInArrow(_Keyed(), types.StructType(fields))
    keyed = rows.withColumn(KEY, functions.explode(KEYS)).drop(KEYS)
    met = keyed.join(functions.broadcast(table), KEY, "left_semi")
    return met.dropDuplicates([ROW]).drop(ROW, KEY)


@dataclass(frozen=True, slots=True)
class _Keyed:
    """Adds to the record batches of a partition each row's number and keys; opens no lists."""

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The batches, one by one."""
        arrow = pyarrow("")
        partition = pyspark_module("").TaskContext.get().partitionId()
        done = 0
        for batch in batches:
            named = with_keys(batch, partition, done)
            rows = list(ArrowRows(done + 1, named).rows(ReadingNotes(), order=""))
            keys = [
                [ALWAYS] if isinstance(row.content, BadRow) else sorted(keys_of_subject(row.content)) or [ALWAYS]
                for row in rows
            ]
            numbers = [f"{partition}:{done + place}" for place in range(1, len(rows) + 1)]
            columns = [
                *named.columns,
                arrow.array(numbers, arrow.string()),
                arrow.array(keys, arrow.list_(arrow.int64())),
            ]
            yield arrow.RecordBatch.from_arrays(columns, names=[*named.schema.names, ROW, KEYS])
            done += len(rows)

"""Answers to bytes in each output format of a batch."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.intake.records.parquet import pyarrow
from ostrakon.reports.answers import CSV_COLUMNS, answer_object, answer_rows
from ostrakon.screening.result import Answer

_PARQUET_GROUP_ROWS = 10_000


def json_lines(answers: Iterable[Answer], *, evidence: bool) -> bytes:
    """One JSON object a line."""
    encoder = msgspec.json.Encoder()
    return b"".join(encoder.encode(answer_object(answer, evidence=evidence)) + b"\n" for answer in answers)


def csv_lines(answers: Iterable[Answer], *, evidence: bool) -> bytes:  # noqa: ARG001  # CSV has no room for it
    """One CSV line a result, `\\n` line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for answer in answers:
        writer.writerows(answer_rows(answer))
    return text.getvalue().encode()


def csv_header() -> bytes:
    """The header line of a CSV output."""
    return (",".join(CSV_COLUMNS) + "\n").encode()


Encode = Callable[..., bytes]

ENCODERS: dict[str, tuple[bytes, Encode]] = {
    "jsonl": (b"", json_lines),
    "csv": (csv_header(), csv_lines),
    "parquet": (b"", json_lines),  # rows are collected as JSON lines and become Parquet at the end
}
"""Output format → what stands before the first row, and how rows are written."""


def to_parquet(part: Path, target: Path) -> None:
    """Write collected JSON lines as one Parquet file.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow, parquet = pyarrow(""), pyarrow("parquet")
    schema = parquet_schema()
    with part.open("rb") as lines, parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for group in _groups(lines, _PARQUET_GROUP_ROWS):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))


def parquet_schema() -> Any:
    """Columns of a Parquet output: the fields of the JSON rows."""
    arrow = pyarrow("")
    text, number = arrow.string(), arrow.float64()
    evidence = arrow.struct([("feature", text), ("bits", number), ("query", text), ("listed", text), ("note", text)])
    result = arrow.struct(
        [
            *(("id", text), ("caption", text), ("schema", text), ("score", number), ("bits", number)),
            *(("match", arrow.bool_()), ("referents", arrow.list_(text)), ("evidence", arrow.list_(evidence))),
            *(("status", text), ("note", text), ("exemption", text)),
        ]
    )
    finding = arrow.struct(
        [
            *((name, text) for name in ("kind", "regime", "verdict", "party", "name", "matched", "because")),
            *(("share", arrow.list_(number)), ("would_decide", text), ("settled", arrow.bool_())),
            *((name, arrow.list_(text)) for name in ("paths", "listed", "notes")),
        ]
    )
    return arrow.schema(
        [
            *(("query_id", text), ("status", text), ("results", arrow.list_(result))),
            *(("reason", text), ("notes", arrow.list_(text)), ("findings", arrow.list_(finding))),
        ]
    )


def _groups(lines: Iterable[bytes], size: int) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    for line in lines:
        group.append(msgspec.json.decode(line))
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group

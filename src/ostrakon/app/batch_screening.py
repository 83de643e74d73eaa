"""Screening a file to a file: in order, in bounded memory, resumable, and complete or not there at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from ostrakon import __version__
from ostrakon.app.batch_output import ENCODERS, to_parquet
from ostrakon.app.batch_state import (
    Run,
    State,
    clear_state,
    file_hash,
    load_state,
    part_path,
    save_state,
    state_path,
)
from ostrakon.app.recording import Grounds
from ostrakon.errors import InputError, StoreError, UsageError
from ostrakon.intake.records import BadRow, DateOrder, RecordFile, Row, open_records
from ostrakon.intake.records.parquet import pyarrow
from ostrakon.intake.records.reader import record_format
from ostrakon.ledger.merkle import merkle_root
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Answer, Status

BATCH_ROWS = 500
"""Rows between two states; a kill costs the time of at most so many rows."""


class Screener(Grounds, Protocol):
    """What a batch needs of an open engine."""

    @property
    def stale(self) -> str:
        """Why nothing is answered, empty where answers are given."""

    def answers(
        self,
        subjects: Iterable[Subject],
        *,
        limit: int = 5,
        threshold: float | None = None,
        evidence: bool = True,
    ) -> Iterator[Answer]:
        """Answers in the order of the subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How a file is screened: see the contract of `screen --input`.

    Attributes:
        limit: results a row at most.
        threshold: least score of a result; None takes the policy's review threshold.
        evidence: whether JSON rows say why.
        encoding, date_order: of the input, see `open_records`.
    """

    limit: int = 5
    threshold: float | None = None
    evidence: bool = True
    encoding: str = "utf-8"
    date_order: DateOrder = ""


@dataclass(slots=True, kw_only=True)
class BatchSummary:
    """What became of a batch.

    Attributes:
        counts: rows by status; they add up to `received`.
        resumed_at: rows taken over from an interrupted run.
        messages: what a person should know of the input and of the resumption, one line each.
        input_sha256, output_sha256: of both files, in hex.
        rows_root: Merkle root over the rows as they were written (without headers and line ends), in hex.
    """

    snapshot: int
    policy: str
    counts: dict[Status, int] = field(default_factory=lambda: {"clear": 0, "review": 0, "hit": 0, "not_screened": 0})
    resumed_at: int = 0
    messages: list[str] = field(default_factory=list)
    input_sha256: str = ""
    output_sha256: str = ""
    rows_root: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """For the batch's record in the ledger: the control totals and what proves the rows."""
        return {
            "received": self.received,
            "counts": dict(self.counts),
            "resumed_at": self.resumed_at,
            "input_sha256": self.input_sha256,
            "output_sha256": self.output_sha256,
            "rows_root": self.rows_root,
        }

    @property
    def received(self) -> int:
        """All rows of the input."""
        return sum(self.counts.values())


Progress = Callable[[int, float], None]
"""Called with rows done and the share of the input read (0 to 1)."""


def screen_file(
    engine: Screener,
    source: Path,
    output: Path,
    *,
    options: BatchOptions | None = None,
    progress: Progress = lambda _rows, _share: None,
    say: Callable[[str], None] = lambda _message: None,
) -> BatchSummary:
    """Screen every row of `source` into `output`, which appears complete or not at all.

    A run that was killed is continued when input, snapshot, policy, program and options are the same;
    otherwise it starts anew and says what differs.

    Args:
        progress: told after each batch.
        say: told at once of a resumption, which is in the summary's messages as well.

    Raises:
        InputError: the input cannot be read at all (a bad row is no error, its answer is `not_screened`).
        UsageError: a file name's ending is unknown, or input and output are the same file.
        StoreError: the output cannot be written, or another run is writing it.
    """
    options = options or BatchOptions()
    run = _describe(engine, source, output, options)
    summary = BatchSummary(snapshot=run.snapshot, policy=run.policy, input_sha256=run.input_sha256)
    with (
        open_records(source, encoding=options.encoding, order=options.date_order) as file,
        _open_part(output) as part,
    ):
        state = _resume(output, part, run, summary, say)
        try:
            _screen_rows(
                engine,
                file,
                part,
                output=output,
                state=state,
                options=options,
                summary=summary,
                progress=progress,
            )
        except InputError:
            if not summary.received:
                clear_state(output)
            raise
        summary.messages += file.messages()
    summary.rows_root = _rows_root(part_path(output), run.output_format)
    summary.output_sha256 = _finish(output, run.output_format)
    return summary


def _rows_root(part: Path, output_format: str) -> str:
    """The root over the collected rows, each without its line end."""
    with part.open("rb") as stream:
        stream.seek(len(ENCODERS[output_format][0]))
        return merkle_root(line.rstrip(b"\n") for line in stream)


def _describe(engine: Screener, source: Path, output: Path, options: BatchOptions) -> Run:
    output_format = record_format(output)
    if output_format == "parquet":
        pyarrow("parquet")
    if not source.is_file():
        raise InputError("there is no such file", where=str(source))
    if output.exists() and output.samefile(source):
        raise UsageError("input and output are the same file", where=str(output))
    return Run(
        input_sha256=file_hash(source),
        input_bytes=source.stat().st_size,
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        rules=repr(engine.policy) + engine.exemptions.digest,
        stale=engine.stale,
        program=__version__,
        limit=options.limit,
        threshold=options.threshold,
        evidence=options.evidence,
        encoding=options.encoding,
        date_order=options.date_order,
        output_format=output_format,
    )


@contextmanager
def _open_part(output: Path) -> Iterator[BinaryIO]:
    """The file that collects rows, held so that a second run cannot write into it."""
    try:
        handle = os.open(part_path(output), os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(output)) from None
    with os.fdopen(handle, "r+b") as part:
        _lock(part, output)
        yield part


def _lock(part: BinaryIO, output: Path) -> None:
    """Hold the file until it is closed; a killed process lets go by itself. Windows has no such lock."""
    try:
        import fcntl  # noqa: PLC0415  # absent on Windows
    except ImportError:
        return
    try:
        fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise StoreError(
            "another run is writing this output", where=str(output), remedy="Wait for it, or name another output"
        ) from None


def _resume(output: Path, part: BinaryIO, run: Run, summary: BatchSummary, say: Callable[[str], None]) -> State:
    """The state to go on from; cuts the part back to what is complete."""
    state, message = load_state(output), ""
    if state is not None and (changed := run.differences(state.run)):
        message = f"an interrupted run was dropped and this one starts anew, since {'; '.join(changed)}"
        state = None
    elif state is not None and state.rows:
        message = f"an interrupted run is continued after its first {state.rows} rows"
        summary.resumed_at = state.rows
    if message:
        summary.messages.append(message)
        say(message)
    if state is None:
        header = ENCODERS[run.output_format][0]
        state = State(run=run, part_bytes=len(header))
        part.truncate(0)
        part.write(header)
        _flush(part)
        save_state(output, state)
    part.truncate(state.part_bytes)
    part.seek(state.part_bytes)
    return state


def _screen_rows(
    engine: Screener,
    file: RecordFile,
    part: BinaryIO,
    *,
    output: Path,
    state: State,
    options: BatchOptions,
    summary: BatchSummary,
    progress: Progress,
) -> None:
    encode = ENCODERS[state.run.output_format][1]
    for status, count in state.counts.items():
        summary.counts[status] += count  # type: ignore[index]  # written by ourselves from this dictionary
    rows = iter(file)
    for _ in islice(rows, state.rows):
        pass  # read again, since unknown fields and repeated keys are counted over the whole file
    done = state.rows
    while batch := list(islice(rows, BATCH_ROWS)):
        answers = list(answer_rows_of(engine, batch, options))
        part.write(encode(answers, evidence=options.evidence))
        _flush(part)
        done += len(batch)
        for answer in answers:
            summary.counts[answer.status] += 1
        save_state(
            output,
            State(run=state.run, rows=done, part_bytes=part.tell(), counts=dict(summary.counts)),  # type: ignore[arg-type]
        )
        progress(done, file.position / file.size if file.size else 1.0)


def answer_rows_of(engine: Screener, rows: list[Row], options: BatchOptions) -> Iterator[Answer]:
    """One answer a row, in order; a bad row is answered `not_screened` with its reason."""
    subjects = [row.content for row in rows if isinstance(row.content, Subject)]
    answers = engine.answers(subjects, limit=options.limit, threshold=options.threshold, evidence=options.evidence)
    for row in rows:
        if isinstance(row.content, BadRow):
            yield Answer(
                query_id=row.content.query_id,
                status="not_screened",
                reason=f"line {row.line}: {row.content.reason}",
            )
        else:
            yield next(answers)


def _finish(output: Path, output_format: str) -> str:
    """Put the finished file in place in one step; returns its hash."""
    part = part_path(output)
    if output_format == "parquet":
        whole = output.with_name(output.name + ".whole")
        to_parquet(part, whole)
        whole.replace(output)
        part.unlink()
    else:
        part.replace(output)
    state_path(output).unlink(missing_ok=True)
    return file_hash(output)


def _flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())

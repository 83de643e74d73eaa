"""Screening a file to a file: in order, in bounded memory, resumable, and complete or not there at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ostrakon import __version__
from ostrakon.app.batch_answering import Answering, BatchOptions, Done, Matched, Screener, Task, answer_task
from ostrakon.app.batch_parts import Parts, open_parts
from ostrakon.app.batch_state import Run, clear_state, file_hash, load_state
from ostrakon.errors import InputError, UsageError
from ostrakon.intake.records import RecordFile, open_records
from ostrakon.intake.records.parquet import pyarrow
from ostrakon.intake.records.reader import record_format
from ostrakon.reports.counting import counted
from ostrakon.screening.result import Status

PORTION_ROWS = 500
"""Rows that are answered together."""


@dataclass(slots=True, kw_only=True)
class BatchSummary:
    """What became of a batch.

    Attributes:
        counts: rows by status; they add up to `received`.
        resumed_at: rows taken over from an interrupted run.
        rejected: rows that could not be read and are answered `not_screened`.
        rejects: the file that names them; None where there are none.
        messages: what a person should know of the input and of the resumption, one line each.
        input_sha256, output_sha256: of both files, in hex.
        rows_root: Merkle root over the lines as they were written (without headers and line ends), in hex.
    """

    snapshot: int
    policy: str
    counts: dict[Status, int] = field(default_factory=lambda: {"clear": 0, "review": 0, "hit": 0, "not_screened": 0})
    resumed_at: int = 0
    rejected: int = 0
    rejects: Path | None = None
    messages: list[str] = field(default_factory=list)
    input_sha256: str = ""
    output_sha256: str = ""
    rows_root: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """For the batch's record in the ledger: the control totals and what proves the rows."""
        return {
            "received": self.received,
            "screened": self.received - self.rejected,
            "rejected": self.rejected,
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
Take = Callable[[list[Matched]], None]
"""Called with rows that matched, before they count as done; those of a run that was killed may come again."""


def screen_file(
    engine: Screener,
    source: Path,
    output: Path,
    *,
    options: BatchOptions | None = None,
    answering: Answering | None = None,
    progress: Progress = lambda _rows, _share: None,
    say: Callable[[str], None] = lambda _message: None,
    take: Take | None = None,
) -> BatchSummary:
    """Screen every row of `source` into `output`, which appears complete or not at all.

    A run that was killed is continued when input, snapshot, policy, program and options are the same;
    otherwise it starts anew and says what differs.

    Args:
        answering: where rows are answered; None: here, one part after the other.
        progress: told after each part.
        say: told at once of a resumption, which is in the summary's messages as well.
        take: given the rows that matched, part by part.

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
        open_parts(output, file.notes) as parts,
    ):
        _start(parts, run, summary, say)
        try:
            for done in (answering or _Here(engine))(_tasks(file, parts.portions, options, run, matched=bool(take))):
                if take:
                    take(done.matched)
                parts.add(done)
                progress(parts.rows, file.share)
        except InputError:
            if not parts.rows:
                clear_state(output)
            raise
        parts.save()
        summary.output_sha256, summary.rejects = parts.finish()
        summary.messages += file.messages()
    summary.counts.update({status: parts.counts.get(status, 0) for status in summary.counts})
    summary.rejected = parts.rejected
    summary.rows_root = parts.tree.root
    return summary


@dataclass(frozen=True, slots=True)
class _Here:
    """Answers in this process, one part after the other."""

    engine: Screener

    def __call__(self, tasks: Iterable[Task]) -> Iterator[Done]:
        return (answer_task(self.engine, task) for task in tasks)


def _tasks(file: RecordFile, passed: int, options: BatchOptions, run: Run, *, matched: bool) -> Iterator[Task]:
    """The parts of the file behind those that an interrupted run answered."""
    for portion in islice(file.portions(PORTION_ROWS), passed, None):
        yield Task(portion=portion, options=options, output_format=run.output_format, matched=matched)


def _describe(engine: Screener, source: Path, output: Path, options: BatchOptions) -> Run:
    output_format = record_format(output)
    if output_format == "parquet":
        pyarrow("parquet")
    if source.is_dir():
        raise InputError("this is a folder", where=str(source), remedy="Name one file")
    if not source.is_file():
        raise InputError("there is no such file", where=str(source))
    if output.exists() and output.samefile(source):
        raise UsageError("input and output are the same file", where=str(output))
    return Run(
        input_sha256=file_hash(source),
        input_bytes=source.stat().st_size,
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        rules=repr(engine.policy) + engine.exemptions.digest + _owners_digest(engine),
        stale=engine.stale,
        program=__version__,
        limit=options.limit,
        threshold=options.threshold,
        evidence=options.evidence,
        encoding=options.encoding,
        date_order=options.date_order,
        output_format=output_format,
        portion_rows=PORTION_ROWS,
    )


def _owners_digest(engine: Screener) -> str:
    """What tells findings of ownership apart; empty where there are none."""
    owners = getattr(engine, "owners", None)
    return f"{owners.sha256} {owners.snapshot} {owners.policy} {owners.day}" if owners is not None else ""


def _start(parts: Parts, run: Run, summary: BatchSummary, say: Callable[[str], None]) -> None:
    """Go on where an interrupted run stopped, or begin anew."""
    state, message = load_state(parts.output), ""
    if state is not None and (changed := run.differences(state.run)):
        message = f"an interrupted run was dropped and this one starts anew, since {'; '.join(changed)}"
        state = None
    elif state is not None and state.rows:
        message = f"an interrupted run is continued after its first {counted(state.rows, 'row')}"
        summary.resumed_at = state.rows
    if message:
        summary.messages.append(message)
        say(message)
    if state is None:
        parts.start(run)
    else:
        parts.resume(state)

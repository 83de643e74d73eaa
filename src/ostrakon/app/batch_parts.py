"""The files beside an output while its batch is unfinished: rows, rejected rows, keys, and how far all of them are."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from ostrakon.app.batch_answering import Done
from ostrakon.app.batch_output import ENCODERS, to_parquet
from ostrakon.app.batch_state import (
    Noticed,
    Run,
    State,
    file_hash,
    keys_path,
    part_path,
    rejects_part_path,
    rejects_path,
    save_state,
    state_path,
)
from ostrakon.errors import StoreError
from ostrakon.intake.records import ReadingNotes
from ostrakon.ledger.merkle import MerkleTree

SAVE_SECONDS = 1.0
"""Between two states; a kill costs the work of this time and what the workers had in hand."""


class Parts:
    """The open files of one run, which only grow; `state` is what of them is safely written.

    Args:
        files: rows, rejected rows, keys.
        notes: of the input's reader, taken on from an interrupted run.
    """

    def __init__(self, output: Path, files: tuple[BinaryIO, BinaryIO, BinaryIO], notes: ReadingNotes) -> None:
        self.output = output
        self._rows, self._rejects, self._keys = files
        self._notes = notes

    def start(self, run: Run) -> None:
        """Begin anew."""
        header = ENCODERS[run.output_format][0]
        for file in (self._rows, self._rejects, self._keys):
            file.truncate(0)
        self._rows.write(header)
        _flush(self._rows)
        self._go_on(State(run=run, part_bytes=len(header)))
        save_state(self.output, self.state)

    def resume(self, state: State) -> None:
        """Go on from an interrupted run: cut the files back to what is complete."""
        self._keys.seek(0)
        self._notes.keys.restore(self._keys.read(state.keys_bytes))
        self._notes.unknown.update(state.noticed.unknown)
        self._notes.duplicates = state.noticed.duplicates
        self._notes.duplicate_examples += state.noticed.duplicate_examples
        self._notes.without_id = state.noticed.without_id
        self._go_on(state)

    def _go_on(self, state: State) -> None:
        self.state = state
        self.portions, self.rows, self.rejected = state.portions, state.rows, state.rejected
        self.counts = dict(state.counts)
        self.tree = MerkleTree.of_peaks(state.peaks)
        self._saved = time.monotonic()
        lengths = (state.part_bytes, state.rejects_bytes, state.keys_bytes)
        for file, length in zip((self._rows, self._rejects, self._keys), lengths, strict=True):
            file.truncate(length)
            file.seek(length)

    def add(self, done: Done) -> None:
        """Write the next part, and every now and then how far the run is."""
        self._rows.write(done.written)
        self._rejects.write(done.rejects)
        self._notes.take(done.notes)
        self._keys.write(self._notes.keys.fresh())
        for line in done.written.splitlines():
            self.tree.add(line)
        self.portions += 1
        self.rows += done.rows
        self.rejected += done.rejects.count(b"\n")
        for status, count in done.counts.items():
            self.counts[status] = self.counts.get(status, 0) + count
        if time.monotonic() - self._saved >= SAVE_SECONDS:
            self.save()

    def save(self) -> None:
        """Put everything so far on the disk, then say so."""
        for file in (self._rows, self._rejects, self._keys):
            _flush(file)
        self.state = State(
            run=self.state.run,
            portions=self.portions,
            rows=self.rows,
            rejected=self.rejected,
            part_bytes=self._rows.tell(),
            rejects_bytes=self._rejects.tell(),
            keys_bytes=self._keys.tell(),
            counts=self.counts,
            peaks=self.tree.peaks,
            noticed=Noticed(
                unknown=self._notes.unknown,
                duplicates=self._notes.duplicates,
                duplicate_examples=self._notes.duplicate_examples,
                without_id=self._notes.without_id,
            ),
        )
        save_state(self.output, self.state)
        self._saved = time.monotonic()

    def finish(self) -> tuple[str, Path | None]:
        """Put the finished files in place, the output in one step; its hash, and the rejected rows where there are any.

        The rows that could not be read come first: where the output stands, they stand as well.
        """
        for file in (self._rows, self._rejects):
            _flush(file)
        rejected = rejects_path(self.output) if self._rejects.tell() else None
        if rejected is not None:
            rejects_part_path(self.output).replace(rejected)
        else:
            rejects_part_path(self.output).unlink()
            rejects_path(self.output).unlink(missing_ok=True)
        part = part_path(self.output)
        if self.state.run.output_format == "parquet":
            whole = self.output.with_name(self.output.name + ".whole")
            to_parquet(part, whole)
            whole.replace(self.output)
            part.unlink()
        else:
            part.replace(self.output)
        keys_path(self.output).unlink()
        state_path(self.output).unlink(missing_ok=True)
        return file_hash(self.output), rejected


@contextmanager
def open_parts(output: Path, notes: ReadingNotes) -> Iterator[Parts]:
    """The files that collect rows, held so that a second run cannot write into them.

    Raises:
        StoreError: they cannot be written, or another run is writing them.
    """
    with ExitStack() as stack:
        rows = stack.enter_context(_opened(part_path(output), output))
        _lock(rows, output)
        rejects = stack.enter_context(_opened(rejects_part_path(output), output))
        keys = stack.enter_context(_opened(keys_path(output), output))
        yield Parts(output, (rows, rejects, keys), notes)


def _opened(path: Path, output: Path) -> BinaryIO:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(output)) from None
    return os.fdopen(handle, "r+b")


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


def _flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())

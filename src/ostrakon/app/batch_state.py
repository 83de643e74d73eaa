"""How far a batch has come, so that one that was killed goes on where it stopped.

The rows already written stand in `<output>.part`; `<output>.state` says how many bytes of it are complete and
of how many input rows. Both are flushed before the state is replaced in one step, so a kill at any moment
loses at most the rows since the last state, which are then screened again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

FORMAT = 1
_CHUNK_BYTES = 1 << 20


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a row's answer depends on; two runs may share rows only where all of it is equal."""

    input_sha256: str
    input_bytes: int
    snapshot: int
    policy: str
    rules: str
    stale: str
    program: str
    limit: int
    threshold: float | None
    evidence: bool
    encoding: str
    date_order: str
    output_format: str

    def differences(self, other: Run) -> list[str]:
        """Names of what differs, with both values, for a person."""
        return [
            f"{name} was {getattr(other, name)!r}, is {getattr(self, name)!r}"
            for name in self.__struct_fields__
            if getattr(self, name) != getattr(other, name)
        ]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What of a run is safely written.

    Attributes:
        rows: input rows answered.
        part_bytes: length of the complete part of `<output>.part`.
        counts: rows by status.
    """

    run: Run
    rows: int = 0
    part_bytes: int = 0
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    format: int = FORMAT


def part_path(output: Path) -> Path:
    """Where rows are collected until the batch is complete."""
    return output.with_name(output.name + ".part")


def state_path(output: Path) -> Path:
    """Where the state of an unfinished batch stands."""
    return output.with_name(output.name + ".state")


def load_state(output: Path) -> State | None:
    """The state that an interrupted run left, or None where there is none that can be used."""
    try:
        state = msgspec.json.decode(state_path(output).read_bytes(), type=State)
        usable = state.format == FORMAT and part_path(output).stat().st_size >= state.part_bytes
    except (OSError, msgspec.MsgspecError):
        return None
    return state if usable else None


def save_state(output: Path, state: State) -> None:
    """Replace the state in one step, flushed to the disk."""
    aside = state_path(output).with_suffix(".state-new")
    with aside.open("wb") as stream:
        stream.write(msgspec.json.encode(state))
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(state_path(output))


def clear_state(output: Path) -> None:
    """Remove what an unfinished run left."""
    part_path(output).unlink(missing_ok=True)
    state_path(output).unlink(missing_ok=True)


def file_hash(path: Path) -> str:
    """SHA-256 of a file in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()

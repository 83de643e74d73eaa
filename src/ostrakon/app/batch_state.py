"""How far a batch has come, so that one that was killed goes on where it stopped.

The rows already written stand in `<output>.part`, rows that could not be read in `<output>.rejects.part`, digests of
the keys in `<output>.keys`; `<output>.state` says how many bytes of each are complete and of how many input rows. All
are flushed before the state is replaced in one step, so a kill at any moment loses at most the rows since the last
state, which are then screened again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

FORMAT = 2
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
    portion_rows: int

    def differences(self, other: Run) -> list[str]:
        """Names of what differs, with both values, for a person."""
        return [
            f"{name} was {getattr(other, name)!r}, is {getattr(self, name)!r}"
            for name in self.__struct_fields__
            if getattr(self, name) != getattr(other, name)
        ]


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """What was noticed in the rows so far; see `ReadingNotes`."""

    unknown: dict[str, int] = msgspec.field(default_factory=dict)
    duplicates: int = 0
    duplicate_examples: list[str] = msgspec.field(default_factory=list)
    without_id: int = 0


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What of a run is safely written.

    Attributes:
        portions: parts of the input answered.
        rows: input rows answered; `rejected` of them could not be read.
        part_bytes, rejects_bytes, keys_bytes: lengths of what is complete of the files beside the output.
        counts: rows by status.
        peaks: of the tree over the rows written.
    """

    run: Run
    portions: int = 0
    rows: int = 0
    rejected: int = 0
    part_bytes: int = 0
    rejects_bytes: int = 0
    keys_bytes: int = 0
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    peaks: list[tuple[int, str]] = msgspec.field(default_factory=list)
    noticed: Noticed = msgspec.field(default_factory=Noticed)
    format: int = FORMAT


def part_path(output: Path) -> Path:
    """Where rows are collected until the batch is complete."""
    return output.with_name(output.name + ".part")


def state_path(output: Path) -> Path:
    """Where the state of an unfinished batch stands."""
    return output.with_name(output.name + ".state")


def rejects_path(output: Path) -> Path:
    """Where the rows that could not be read are named, once the batch is complete; absent where there are none."""
    return output.with_name(output.name + ".rejects.jsonl")


def rejects_part_path(output: Path) -> Path:
    """Where they are collected until then."""
    return output.with_name(output.name + ".rejects.part")


def keys_path(output: Path) -> Path:
    """Digests of the keys so far, while the batch is unfinished."""
    return output.with_name(output.name + ".keys")


def load_state(output: Path) -> State | None:
    """The state that an interrupted run left, or None where there is none that can be used."""
    try:
        state = msgspec.json.decode(state_path(output).read_bytes(), type=State)
        usable = state.format == FORMAT and all(
            path(output).stat().st_size >= length
            for path, length in (
                (part_path, state.part_bytes),
                (rejects_part_path, state.rejects_bytes),
                (keys_path, state.keys_bytes),
            )
        )
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
    for path in (part_path, rejects_part_path, keys_path):
        path(output).unlink(missing_ok=True)
    state_path(output).unlink(missing_ok=True)


def file_hash(path: Path) -> str:
    """SHA-256 of a file in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()

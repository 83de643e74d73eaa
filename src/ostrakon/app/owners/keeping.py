"""The graph of ownership that a store keeps, with its findings, for every door."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ostrakon.app.owners.finding import Owners
from ostrakon.app.settings import OWNERSHIP_FOLDER
from ostrakon.errors import StoreError
from ostrakon.store.durable import replace_file
from ostrakon.store.folder import StoreFolder

FILE, FINDINGS = "graph", "findings.json"


def keep(store: Path, content: bytes, owners: Owners) -> Path:
    """Keep a graph and its findings in place of those before; gives the folder.

    Raises:
        StoreError: the store cannot be written.
    """
    folder, scratch = store / OWNERSHIP_FOLDER, StoreFolder(store).scratch
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch.mkdir(parents=True, exist_ok=True)
        replace_file(folder / FILE, content, scratch=scratch)
        replace_file(folder / FINDINGS, msgspec.json.encode(owners), scratch=scratch)
    except OSError as denied:
        raise StoreError(f"the graph cannot be kept ({denied.strerror or denied})", where=str(folder)) from denied
    return folder


def forget(store: Path) -> bool:
    """Remove the kept graph with its findings, so that no answer joins it any more; False where none is kept.

    The findings go first: from then on nothing is joined, whatever becomes of the rest.

    Raises:
        StoreError: they cannot be removed.
    """
    folder = store / OWNERSHIP_FOLDER
    there = any((folder / name).exists() for name in (FINDINGS, FILE))
    try:
        for name in (FINDINGS, FILE):
            (folder / name).unlink(missing_ok=True)
    except OSError as denied:
        raise StoreError(f"the graph cannot be removed ({denied.strerror or denied})", where=str(folder)) from denied
    return there


def findings_file(store: Path) -> Path:
    """Where the findings of the kept graph lie."""
    return store / OWNERSHIP_FOLDER / FINDINGS


def kept_owners(store: Path, snapshot: int) -> Owners | None:
    """The findings that a store keeps; None where it keeps no graph.

    Args:
        snapshot: number of the lists in force: findings by other lists say so.

    Raises:
        StoreError: they cannot be read.
    """
    file = findings_file(store)
    try:
        owners = msgspec.json.decode(file.read_bytes(), type=Owners)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as bad:
        raise StoreError(
            f"the findings of the ownership graph cannot be read ({bad})",
            where=str(file),
            remedy="`ostrakon ownership FILE --keep` makes them anew, `ostrakon ownership --forget` removes them",
        ) from bad
    if owners.snapshot != snapshot:
        owners.stale = (
            f"the ownership graph was screened by snapshot {owners.snapshot}, and {snapshot} is in force: "
            "`ostrakon ownership FILE --keep` screens it anew"
        )
    return owners

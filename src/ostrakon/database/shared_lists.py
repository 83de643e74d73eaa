"""Snapshots of lists on their way from one host to the others: which is in force, and its files in pieces by hash."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ostrakon.database.transactions import Transaction

PIECE_BYTES = 4_000_000
PUBLICATIONS_KEPT = 3
"""Publications whose files are kept: a host that was away longer takes the newest."""


class SharedFile(msgspec.Struct, frozen=True):
    """One file of a snapshot.

    Attributes:
        path: within the data folder, with `/`.
        sha256: of its bytes, hex.
        size: their number.
    """

    path: str
    sha256: str
    size: int


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """That a host has put a snapshot in force.

    Attributes:
        seq: counts publications from 1; the highest is what all hosts should have in force.
        number: of the snapshot.
        files: of the snapshot, all of them.
        host: who published it.
        at: ISO moment.
    """

    seq: int
    number: int
    files: tuple[SharedFile, ...]
    host: str
    at: str


def newest(transaction: Transaction) -> Publication | None:
    """What all hosts should have in force; None before the first publication."""
    rows = transaction.execute("SELECT seq, number, files, host, at FROM list_publications ORDER BY seq DESC LIMIT 1")
    if not rows:
        return None
    seq, number, files, host, at = rows[0]
    decoded = msgspec.json.decode(files, type=tuple[SharedFile, ...])
    return Publication(seq=seq, number=number, files=decoded, host=host, at=at)


def newest_seq(transaction: Transaction) -> int:
    """The number of the newest publication, 0 before the first."""
    rows = transaction.execute("SELECT MAX(seq) FROM list_publications")
    return rows[0][0] or 0


def publish(transaction: Transaction, new: Publication) -> bool:
    """Publish a snapshot whose files are there; False where another host was first with this number."""
    files = msgspec.json.encode(new.files).decode()
    made = transaction.execute(
        "INSERT INTO list_publications (seq, number, files, host, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (seq) DO NOTHING RETURNING seq",
        (new.seq, new.number, files, new.host, new.at),
    )
    if made:
        _drop_old(transaction, new.seq - PUBLICATIONS_KEPT)
    return bool(made)


def missing(transaction: Transaction, hashes: set[str]) -> set[str]:
    """Which of these files are not there."""
    wanted = sorted(hashes)
    if not wanted:
        return set()
    rows = transaction.execute(
        f"SELECT DISTINCT sha256 FROM list_files WHERE sha256 IN ({', '.join('?' * len(wanted))})", wanted
    )
    return hashes - {row[0] for row in rows}


def add_piece(transaction: Transaction, sha256: str, piece: int, content: bytes) -> None:
    """Keep a piece of a file; nothing where another host has done so."""
    transaction.execute(
        "INSERT INTO list_files (sha256, piece, content) VALUES (?, ?, ?) ON CONFLICT (sha256, piece) DO NOTHING",
        (sha256, piece, content),
    )


def pieces(transaction: Transaction, file: SharedFile) -> Iterator[bytes]:
    """The pieces of a file in order, one at a time; ends early where one is missing."""
    for piece in range(max(1, -(-file.size // PIECE_BYTES))):
        found = transaction.content(
            "SELECT content FROM list_files WHERE sha256 = ? AND piece = ?", (file.sha256, piece)
        )
        if found is None:
            return
        yield found


def _drop_old(transaction: Transaction, up_to: int) -> None:
    """Forget publications up to a number, and files that no other one has."""
    if not transaction.execute("DELETE FROM list_publications WHERE seq <= ? RETURNING seq", (up_to,)):
        return
    rows = transaction.execute("SELECT files FROM list_publications")
    kept = {one.sha256 for row in rows for one in msgspec.json.decode(row[0], type=tuple[SharedFile, ...])}
    for (sha256,) in transaction.execute("SELECT DISTINCT sha256 FROM list_files"):
        if sha256 not in kept:
            transaction.execute("DELETE FROM list_files WHERE sha256 = ?", (sha256,))

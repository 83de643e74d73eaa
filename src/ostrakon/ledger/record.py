"""One record of the ledger, its canonical bytes and its hash.

The bytes are JSON by RFC 8785 (one text for one value, on every platform), so that anybody can verify the chain with
a few lines of another language: `hash = SHA-256(canonical JSON of all columns but hash)`, `prev` among them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec

from ostrakon.ledger.canonical import canonical, whole

GENESIS = "0" * 64
"""What the first record names as its predecessor."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks to have recorded; the ledger adds number, predecessor and hash.

    Attributes:
        kind: what happened, such as `screening`, `batch`, `list_change`, `case_event`, `login`.
        actor: who did it: a user's or key's id, `cli:NAME` for a person at the terminal, `system`.
        about: what it concerns, such as `customer:C-17`, `entity:ofac-20157`, `case:12`; searchable, so never a name
            of a natural person.
        body: facts that may be kept as long as the chain: statuses, ids of listed parties, versions, hashes.
        sealed: personal data, encrypted (`sealing`), base64; empty when there is none.
        key: id of the key that opens `sealed`; empty when there is none.
        at: ISO 8601 in UTC, to the millisecond; empty takes the moment of recording.
    """

    kind: str
    actor: str
    about: tuple[str, ...] = ()
    body: dict[str, Any] = {}
    sealed: str = ""
    key: str = ""
    at: str = ""


class LedgerRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the ledger.

    Attributes:
        n: number, from 1, without gaps.
        at, actor, kind, sealed, key: as in `Entry`.
        about, body: of the entry, as canonical JSON.
        prev, hash: SHA-256 of the record before and of this one, in hex.
    """

    n: int
    at: str
    actor: str
    kind: str
    about: str
    body: str
    sealed: str
    key: str
    prev: str
    hash: str

    @property
    def facts(self) -> Any:
        """The body as values."""
        return json.loads(self.body)

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the record is about."""
        return tuple(json.loads(self.about))


COLUMNS = LedgerRecord.__struct_fields__
"""The columns of the table, in order."""


def hash_of(record: LedgerRecord) -> str:
    """The hash that the record must carry: over all of its other columns, whatever they hold."""
    columns = {name: getattr(record, name) for name in COLUMNS if name != "hash"}
    return hashlib.sha256(canonical(columns).encode("utf-8")).hexdigest()


def chained(entry: Entry, *, n: int, prev: str, at: str) -> LedgerRecord:
    """The record of an entry as number `n` after the record with the hash `prev`, at the moment `at`."""
    bare = LedgerRecord(
        n=n,
        at=entry.at or at,
        actor=whole(entry.actor),
        kind=entry.kind,
        about=canonical(list(entry.about)),
        body=canonical(entry.body),
        sealed=entry.sealed,
        key=entry.key,
        prev=prev,
        hash="",
    )
    return msgspec.structs.replace(bare, hash=hash_of(bare))

"""Giving a recorded answer again: the lists, the policy and the day of its time must lead to the same bytes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.owners.keeping import kept_owners
from ostrakon.app.recording import digest
from ostrakon.app.settings import exemptions_in_force
from ostrakon.database import records
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import StoreError, UsageError
from ostrakon.ledger.record import LedgerRecord
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import answer_object
from ostrakon.screening.exemptions import Exemptions
from ostrakon.screening.policy import Policy
from ostrakon.store.snapshot import open_snapshot


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """What came of giving an answer again.

    Attributes:
        record: number of the record.
        same: whether the answer is the same to the byte.
        recorded, given: SHA-256 of both, over canonical JSON.
        snapshot, policy: of the record's time, by which it was given again.
        notes: what differs from the record's time and may explain a difference.
        answer: the answer as given now.
    """

    record: int
    same: bool
    recorded: str
    given: str
    snapshot: int
    policy: str
    notes: tuple[str, ...]
    answer: dict[str, Any]


def replay(database: Database, store: Path, number: int) -> Replay:
    """Give the answer of a record again.

    Raises:
        UsageError: there is no such record, it is no screening, or its subject was deleted.
        StoreError: the policy of its time is not in the ledger, or the snapshot is damaged.
    """
    with database.read() as transaction:
        found = _screening(transaction, number)
        personal = records.personal_of(transaction, found)
        if personal is None:
            raise UsageError(f"record {number} names nobody any more: its personal data was deleted")
        facts = found.facts
        policy = _policy(transaction, facts["policy_sha256"], number)
    notes = []
    if facts["program"] != __version__:
        notes.append(f"recorded by version {facts['program']}, given again by {__version__}")
    exemptions = exemptions_in_force() or Exemptions()
    if facts["exemptions"] != exemptions.digest:
        notes.append("the exemptions are not those of the record's time")
    then = datetime.fromisoformat(found.at)
    subject = msgspec.convert(personal["subject"], Subject)
    snapshot = open_snapshot(store, facts["snapshot"])
    owners = kept_owners(store, facts["snapshot"]) if facts.get("ownership") else None
    if facts.get("ownership") and (owners is None or owners.sha256 != facts["ownership"]):
        owners = None
        notes.append("the ownership graph is not that of the record's time: its findings are left out")
    with Ostrakon(snapshot, policy, exemptions=exemptions, clock=lambda: then, owners=owners) as engine:
        answer = answer_object(engine.answer(subject, limit=facts["limit"], threshold=facts["threshold"]))
    return Replay(
        record=number,
        same=digest(answer) == facts["answer_sha256"],
        recorded=facts["answer_sha256"],
        given=digest(answer),
        snapshot=facts["snapshot"],
        policy=facts["policy"],
        notes=tuple(notes),
        answer=answer,
    )


def _screening(transaction: Transaction, number: int) -> LedgerRecord:
    found = records.record(transaction, number)
    if found is None:
        raise UsageError(f"the ledger has no record {number}", remedy="`ostrakon ledger show` lists the last ones")
    if found.kind != "screening":
        raise UsageError(
            f"record {number} is no single screening but of the kind {found.kind!r}",
            remedy="`ostrakon ledger show --kind screening` lists those that are",
        )
    return found


def _policy(transaction: Transaction, policy_digest: str, number: int) -> Policy:
    kept = records.records(transaction, about=f"policy:{policy_digest}", limit=1)
    if not kept:
        raise StoreError(f"the policy of record {number} is not in the ledger", where=policy_digest)
    return Policy(**kept[0].facts["policy"])

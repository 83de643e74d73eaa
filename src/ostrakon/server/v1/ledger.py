"""`/v1/ledger`: records, for whoever examines."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request

from ostrakon.app.replaying import replay
from ostrakon.database import records
from ostrakon.ledger.record import LedgerRecord
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import context_of
from ostrakon.server.described import Number
from ostrakon.server.errors import Refused

router = APIRouter(prefix="/v1/ledger", tags=["ledger"])


@router.get("", **needs("ledger.read"))
def listed(
    request: Request,
    about: str = "",
    kind: str = "",
    before: Annotated[int, Query(ge=0, description="only records before this number", le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
) -> Any:
    """Records, newest first, without their sealed parts."""
    with context_of(request).database.read() as transaction:
        found = records.records(transaction, about=about, kind=kind, after=before, limit=limit, newest=True)
    return {"records": [_object(one) for one in found]}


@router.get("/verification", **needs("ledger.read"))
def verification(request: Request) -> Any:
    """Walk the whole chain; `intact`, or the first record at which it breaks."""
    return msgspec.to_builtins(records.verify_ledger(context_of(request).database))


@router.get("/{number}", **needs("ledger.read"))
def shown(request: Request, acting: Acting, number: Number, personal: bool = False) -> Any:
    """One record; with its sealed part where the role allows it."""
    if personal and not acting.may("ledger.personal"):
        raise Refused(403, f"the role {acting.role} does not include ledger.personal")
    with context_of(request).database.read() as transaction:
        found = records.record(transaction, number)
        if found is None:
            raise Refused(404, f"the ledger has no record {number}")
        opened = {"personal": records.personal_of(transaction, found)} if personal else {}
    return _object(found) | opened


@router.post("/{number}/replay", **needs("ledger.personal"))
def replayed(request: Request, number: Number) -> Any:
    """Give the recorded answer again, by the lists and the policy of its time."""
    context = context_of(request)
    return msgspec.to_builtins(replay(context.database, context.store, number))


def _object(record: LedgerRecord) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain | {"about": list(record.subjects), "body": record.facts}

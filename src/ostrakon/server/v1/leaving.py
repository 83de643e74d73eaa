"""`/v1/cases/{number}/exports`, `/v1/leaving`: a case for somebody outside the team, cut to what they may receive."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from ostrakon.app import casework
from ostrakon.app.recording import digest
from ostrakon.cases.leaving import Cut, Kind, cut, table
from ostrakon.database.transactions import Transaction
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import context_of
from ostrakon.server.described import Number, Version
from ostrakon.server.v1.cases import case_object

router = APIRouter(prefix="/v1", tags=["cases"])
Outside = Literal["auditor", "authority", "house", "carrier"]


class ExportBody(BaseModel):
    """Who is to receive a case as it was seen."""

    version: Version = Field(description="the version of the case that was seen")
    recipient: Outside


@router.get("/leaving", **needs("cases.read"))
def leaving() -> Any:
    """Which field may go to whom, and on what rule that rests."""
    return msgspec.to_builtins(table())


@router.post("/cases/{number}/exports", **needs("cases.work"))
async def export(request: Request, acting: Acting, number: Number, body: ExportBody) -> Any:
    """A case for somebody outside the team, cut to what they may receive; that it left stands in the ledger.

    What the first person of two decided does not leave before the second one has.
    """

    def write(transaction: Transaction) -> dict[str, Any]:
        whole = case_object(transaction, casework.seen(transaction, number, body.version), acting.id)
        made, left_out = _cut(whole, body.recipient)
        facts = {"recipient": body.recipient, "sha256": digest(made), "left_out": left_out}
        after = casework.work(transaction, number, "shared", by=acting.id, version=body.version, facts=facts)
        return {"recipient": body.recipient, "version": after.version, "export": made, "left_out": left_out}

    made: dict[str, Any] = await context_of(request).ledger.write(
        acting.id, lambda _recorder, transaction: write(transaction)
    )
    return made


def _cut(whole: dict[str, Any], recipient: Outside) -> tuple[dict[str, Any], list[str]]:
    """The parts that may leave, and which fields may not."""
    head = cut(whole["case"], "case", recipient)
    parts: dict[str, list[Cut]] = {}
    kinds: dict[str, Kind] = {"alerts": "alert", "history": "history"}
    for name, kind in kinds.items():
        parts[name] = [cut(one, kind, recipient) for one in whole[name]]
    made: dict[str, Any] = {"case": head.value}
    left_out = [f"case.{path}" for path in head.left_out]
    for name, cuts in parts.items():
        if kept := [one.value for one in cuts if one.value]:
            made[name] = kept
        left_out += [f"{name}.{path}" for path in dict.fromkeys(path for one in cuts for path in one.left_out)]
    return made, left_out

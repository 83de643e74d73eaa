"""`/v1/cases`: the queue, one case, its steps and decisions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from ostrakon.app import casework
from ostrakon.app.recording import Recorder
from ostrakon.cases.case import REASONS, Case, Decision
from ostrakon.cases.states import STATES, NotAllowed
from ostrakon.database import cases as stored
from ostrakon.database import records
from ostrakon.database.records import moment
from ostrakon.database.transactions import Transaction
from ostrakon.errors import UsageError
from ostrakon.identity import Principal
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import context_of
from ostrakon.server.described import NUMBER_MAX, Number, Text, Version
from ostrakon.server.errors import Refused
from ostrakon.server.idempotency import reservation_of
from ostrakon.server.veiling import case_fields, event_facts, is_veiled

router = APIRouter(prefix="/v1/cases", tags=["cases"])
HISTORY_MAX = 500
JSON = "application/json"
BULK_MAX = 200
Outcome = Literal["clear", "block", "reject", "hold"]


class DecisionBody(BaseModel):
    """A decision on a case as it was seen."""

    version: Version = Field(description="the version of the case that was seen")
    outcome: Outcome
    reason: Text = Field(description=f"one of {', '.join(REASONS)}")
    words: Text = Field(default="", max_length=4000)
    exempt_until: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="with `clear`: an ISO day")


class StepBody(BaseModel):
    """A step that decides nothing."""

    version: Version
    event: Literal["assigned", "noted", "escalated", "asked", "postponed", "resumed"]
    words: Text = Field(default="", max_length=4000)
    assigned: Text | None = Field(default=None, description="for `assigned`: to whom; empty: to nobody")
    due: Text | None = Field(default=None, description="for `postponed` and `asked`: ISO moment in UTC")


class BulkBody(BaseModel):
    """One decision on look-alikes: each case with the version that was seen."""

    cases: dict[Version, Version] = Field(description="number of the case → version")
    outcome: Outcome
    reason: Text
    words: Text = Field(default="", max_length=4000)


@router.get("", **needs("cases.read"))
def listed(
    request: Request,
    acting: Acting,
    state: Annotated[list[str], Query()] = [],  # noqa: B006  # FastAPI copies defaults
    assigned: Annotated[str | None, Query(description="`me`, a user, or empty for nobody's")] = None,
    customer: str = "",
    party: str = "",
    signature: str | None = None,
    sort: stored.Sort = "due",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Any:
    """Cases in the order in which they should be looked at, and how many there are in each state."""
    if unknown := [one for one in state if one not in STATES]:
        raise Refused(422, f"unknown states: {', '.join(unknown)}", remedy=f"Known are {', '.join(STATES)}")
    with context_of(request).database.read() as transaction:
        found = stored.queue(
            transaction,
            states=state,
            assigned=acting.id if assigned == "me" else assigned,
            customer=customer,
            party=party,
            signature=signature,
            sort=sort,
            limit=limit,
            offset=offset,
        )
        return {"counts": stored.counts(transaction), "cases": [msgspec.to_builtins(one) for one in found]}


@router.get("/{number}", **needs("cases.read"))
def shown(request: Request, number: Number, acting: Acting) -> Any:
    """One case with its alerts and its history."""
    with context_of(request).database.read() as transaction:
        found = stored.case(transaction, number)
        if found is None:
            raise Refused(404, f"there is no case {number}")
        return case_object(transaction, found, acting.id)


def case_object(transaction: Transaction, found: Case, reader: str) -> dict[str, Any]:
    """A case as it is shown.

    Whoever is to be the second person does not see the first one's reason before choosing their own.
    """
    veiled = is_veiled(found, reader)
    history = records.records(transaction, about=f"case:{found.id}", limit=HISTORY_MAX, newest=True)
    return {
        "case": case_fields(found, reader),
        "alerts": [msgspec.to_builtins(one) for one in stored.alerts(transaction, found.id)],
        "history": [
            {
                "record": one.n,
                "at": one.at,
                "actor": one.actor,
                **event_facts(one.facts, veiled=veiled),
                "words": "" if veiled else (records.personal_of(transaction, one) or {}).get("words", ""),
            }
            for one in history
        ],
    }


@router.post("/{number}/decision", **needs("cases.work", within=True))
async def decision(request: Request, acting: Acting, number: Number, body: DecisionBody) -> Any:
    """Decide: as the first person, or as the second where a decision waits for one."""

    def write(transaction: Transaction) -> Case:
        if casework.seen(transaction, number, body.version).state == "second_look" and not acting.may("cases.approve"):
            raise Refused(403, f"the role {acting.role} may not be the second person")
        return _decided(transaction, number, body.version, body, acting)

    return await _changed(request, write)


@router.post("/{number}/withdrawal", **needs("cases.work", within=True))
async def withdrawal(
    request: Request, acting: Acting, number: Number, version: Annotated[int, Query(ge=0, le=NUMBER_MAX)]
) -> Any:
    """Take one's own decision back."""
    within = context_of(request).settings.undo_seconds
    return await _changed(
        request,
        lambda transaction: casework.withdraw(
            transaction, number, by=acting.id, version=version, within_seconds=within
        ),
    )


@router.post("/{number}/steps", **needs("cases.work", within=True))
async def step(request: Request, acting: Acting, number: Number, body: StepBody) -> Any:
    """Assign, note, escalate, ask for data, postpone, resume."""
    values = {name: value for name in ("assigned", "due") if (value := getattr(body, name)) is not None}
    if body.event == "assigned" and body.assigned is None:
        values["assigned"] = acting.id

    def write(transaction: Transaction) -> Case:
        return casework.work(
            transaction,
            number,
            body.event,
            by=acting.id,
            version=body.version,
            words=body.words,
            facts=dict(values),
            **values,
        )

    return await _changed(request, write)


@router.post("/decisions", **needs("cases.work"))
async def decisions(request: Request, acting: Acting, body: BulkBody) -> Any:
    """One decision on several look-alikes; each is decided or named with its reason, none hides another."""
    if len(body.cases) > BULK_MAX:
        raise Refused(422, f"at most {BULK_MAX} cases at once")
    context, outcomes = context_of(request), []
    for number, version in body.cases.items():
        try:
            after = await context.ledger.write(acting.id, partial(_decided_alike, number, version, body, acting))
            outcomes.append({"case": number, "state": after.state, "version": after.version})
        except UsageError as bad:
            outcomes.append({"case": number, "problem": str(bad)})
    return {"decided": outcomes}


def _decided_alike(
    number: int, version: int, body: BulkBody, acting: Principal, _recorder: Recorder, transaction: Transaction
) -> Case:
    if casework.seen(transaction, number, version).state == "second_look":
        raise NotAllowed("second looks are taken one by one")
    return _decided(transaction, number, version, body, acting)


def _decided(
    transaction: Transaction, number: int, version: int, body: DecisionBody | BulkBody, acting: Principal
) -> Case:
    until = body.exempt_until if isinstance(body, DecisionBody) else ""
    made = Decision(
        outcome=body.outcome, reason=body.reason, words=body.words, by=acting.id, at=moment(), exempt_until=until
    )
    return casework.decide(
        transaction,
        number,
        made,
        version=version,
        two_persons=lambda one: casework.needs_two(one, body.outcome, until),
    )


async def _changed(request: Request, write: Callable[[Transaction], Case]) -> Response:
    """Write a step, and show the case as it is then.

    The answer to a request with an idempotency key is kept in the transaction of the step: whatever ends the worker or
    the database, both are there or neither, and whoever asks again is told the same.
    """
    context, reservation = context_of(request), reservation_of(request)

    def written(_recorder: Recorder, transaction: Transaction) -> bytes:
        if reservation is not None:
            reservation.begin(transaction)
        after = write(transaction)
        shown_now = msgspec.json.encode(case_object(transaction, after, request.state.principal.id))
        if reservation is not None:
            reservation.keep(transaction, 200, JSON, shown_now)
        return shown_now

    return Response(await context.ledger.write("", written), media_type=JSON)

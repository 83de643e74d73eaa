"""`/v1/policies`: versions of the policy, proposals, what they would change, and the second person's decision."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from ostrakon.app import policies as steps
from ostrakon.app import policy_trials
from ostrakon.database import policies as stored
from ostrakon.database import trials
from ostrakon.database.policies import KeptPolicy
from ostrakon.database.transactions import Transaction
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import Context, context_of
from ostrakon.server.described import NUMBER_MAX, Number, Text
from ostrakon.server.errors import Refused, problem

router = APIRouter(prefix="/v1/policies", tags=["policies"])
SINCE = r"^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3})?Z)?)?$"


class ProposalBody(BaseModel):
    """Another version of the policy."""

    source: Text = Field(max_length=steps.SOURCE_MAX, description="the whole policy, TOML (docs/policy.md)")
    reason: Text = Field(max_length=steps.WORDS_MAX, description="why")


class DecisionBody(BaseModel):
    """What the second person says."""

    words: Text = Field(default="", max_length=steps.WORDS_MAX, description="needed to reject")
    trial: Annotated[int, Field(ge=0, le=NUMBER_MAX, description="number of the what-if that was looked at")] = 0


class TrialBody(BaseModel):
    """How much of the past is replayed."""

    most: int = Field(default=policy_trials.MOST, ge=1, le=policy_trials.MOST_MAX, description="newest screenings")
    since: str = Field(default="", pattern=SINCE, description="only screenings from this ISO day or moment on")


@router.get("", **needs("policy.read"))
def listed(request: Request) -> Any:
    """The policy in force, and all versions that were ever proposed, newest first."""
    with context_of(request).database.read() as transaction:
        now = steps.in_force(transaction)
        found = stored.policies(transaction)
    return {"in_force": msgspec.to_builtins(now), "policies": [_object(one) for one in found]}


@router.get("/{number}", **needs("policy.read"))
def shown(request: Request, number: Number) -> Any:
    """One version with its text, and which rules it sets otherwise than the policy in force."""
    with context_of(request).database.read() as transaction:
        found = _found(transaction, number)
        now = steps.in_force(transaction)
    changes = [msgspec.to_builtins(one) for one in steps.changes(now.policy, found.policy)]
    return _object(found) | {"source": found.source, "in_force": now.version, "changes": changes}


@router.post("", **needs("policy.write"))
async def propose(request: Request, acting: Acting, body: ProposalBody) -> Any:
    """Propose another version; a second person puts it in force."""

    def write(transaction: Transaction) -> KeptPolicy:
        return steps.propose(transaction, body.source, reason=body.reason, by=acting.id)

    kept = await context_of(request).ledger.write(acting.id, lambda _recorder, transaction: write(transaction))
    return _object(kept)


@router.post("/{number}/approval", **needs("policy.write"))
async def approve(request: Request, acting: Acting, number: Number, body: DecisionBody) -> Any:
    """Put a proposal in force, as another person than who proposed it; every worker answers by it within seconds."""

    def write(transaction: Transaction) -> KeptPolicy:
        return steps.approve(transaction, number, by=acting.id, words=body.words, trial=body.trial)

    context = context_of(request)
    try:
        kept = await context.ledger.write(acting.id, lambda _recorder, transaction: write(transaction))
    except steps.PolicyConflict as conflict:
        return _conflict(request, conflict)
    await run_in_threadpool(context.engines.refresh)
    return _object(kept)


@router.post("/{number}/rejection", **needs("policy.write"))
async def reject(request: Request, acting: Acting, number: Number, body: DecisionBody) -> Any:
    """Reject a proposal, with words that say why; it is kept."""

    def write(transaction: Transaction) -> KeptPolicy:
        return steps.reject(transaction, number, by=acting.id, words=body.words)

    try:
        kept = await context_of(request).ledger.write(acting.id, lambda _recorder, transaction: write(transaction))
    except steps.PolicyConflict as conflict:
        return _conflict(request, conflict)
    return _object(kept)


@router.post("/{number}/trials", **needs("policy.write"))
def try_out(request: Request, acting: Acting, number: Number, body: TrialBody) -> Any:
    """Begin a what-if: past screenings under the proposal, in a process of its own; ask for it by its number."""
    context = context_of(request)
    trial = begin(context, number, most=body.most, since=body.since, by=acting.id)
    with context.database.read() as transaction:
        return msgspec.to_builtins(trials.trial(transaction, trial))


@router.get("/{number}/trials", **needs("cases.read"))
def tried(request: Request, number: Number) -> Any:
    """The what-ifs of a proposal, newest first: how far each is, and what came of it."""
    with context_of(request).database.read() as transaction:
        _found(transaction, number)
        return {"trials": [msgspec.to_builtins(one) for one in trials.trials(transaction, number)]}


def begin(context: Context, number: int, *, most: int, since: str, by: str) -> int:
    """Begin a what-if beside the service; its number.

    Raises:
        UsageError: see `policy_trials.start`.
    """
    with context.database.write() as transaction:
        trial = policy_trials.start(transaction, number, most=most, since=since, by=by)
    policy_trials.run_beside(context.store, trial)
    return trial


def _object(kept: KeptPolicy) -> dict[str, Any]:
    return {name: value for name, value in msgspec.to_builtins(kept).items() if name != "source"}


def _found(transaction: Transaction, number: int) -> KeptPolicy:
    found = stored.policy(transaction, number)
    if found is None:
        raise Refused(404, f"there is no policy {number}")
    return found


def _conflict(request: Request, conflict: steps.PolicyConflict) -> Response:
    return problem(request, 409, conflict.what, remedy=conflict.remedy)

"""`/healthz`, `/readyz`, `/metrics`: for whoever keeps the service running."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from ostrakon.database import outbox
from ostrakon.database.leases import jobs
from ostrakon.server.access import needs, public
from ostrakon.server.context import context_of
from ostrakon.server.metrics import JOB_FAILED, OLDEST, OUTBOX, registry

router = APIRouter(tags=["health"])


@router.get("/healthz", **public())
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "no list is in force"}}, **public())
async def readyz(request: Request, response: Response) -> dict[str, str]:
    """Lists are in force and the database answers; `problem` says what is wrong although requests are answered."""
    context = context_of(request)
    problem = (context.hosts.problem if context.hosts else "") or context.engines.problem
    if not context.engines.ready:
        response.status_code = 503
        return {"detail": "Index not ready.", "reason": problem}
    with context.database.read() as transaction:
        transaction.execute("SELECT 1")
    return {"status": "ok", **({"problem": problem} if problem else {})}


@router.get("/metrics", response_class=Response, **needs("metrics.read"))
def metrics(request: Request) -> Response:
    """Counts and times of this service, in Prometheus' form."""
    with context_of(request).database.read() as transaction:
        counted, oldest = outbox.counts(transaction), outbox.oldest(transaction)
        last = jobs(transaction)
    for state in outbox.STATES:
        OUTBOX.labels(state).set(counted.get(state, 0))
    OLDEST.set(oldest)
    for job in last.values():
        JOB_FAILED.labels(job.name).set(job.outcome == "failed")
    return Response(generate_latest(registry()), media_type=CONTENT_TYPE_LATEST)

"""`POST /v1/screen/batch`: JSON Lines in, JSON Lines out, while it comes; the rows of `screen --input`."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from ostrakon.app.batch_answering import BatchOptions, answer_rows_of, matched_rows
from ostrakon.app.batch_output import json_lines
from ostrakon.app.casework import CaseOpener
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, Recorder
from ostrakon.intake.records import open_records
from ostrakon.ledger.merkle import MerkleTree
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import Context, context_of
from ostrakon.server.metrics import SCREENED

router = APIRouter(prefix="/v1", tags=["screening"])
ROWS_AT_ONCE = 100
BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}
}


@router.post("/screen/batch", response_class=StreamingResponse, **needs("screen", BODY))
async def batch(
    request: Request,
    acting: Acting,
    limit: Annotated[int, Query(ge=1, le=1000)] = 5,
    threshold: Annotated[float | None, Query(ge=0, le=1)] = None,
    evidence: bool = False,
) -> StreamingResponse:
    """Screen many subjects, one line each, in their order; a line that cannot be read is answered `not_screened`.

    Matches open cases and join them as those of single subjects do; a file that is sent again opens nothing twice.
    The answer ends early, without its last chunk, when something fails on the way: what is missing was not screened.
    """
    context = context_of(request)
    options = BatchOptions(limit=limit, threshold=threshold, evidence=evidence)
    spool = tempfile.NamedTemporaryFile(suffix=".jsonl")  # noqa: SIM115  # closed behind the last row
    async for chunk in request.stream():
        spool.write(chunk)
    spool.flush()

    def rows() -> Iterator[bytes]:
        with spool:
            yield from _answered(context, context.engines.current, Path(spool.name), options, acting.id)

    return StreamingResponse(rows(), media_type="application/x-ndjson")


def _answered(context: Context, engine: Ostrakon, source: Path, options: BatchOptions, actor: str) -> Iterator[bytes]:
    """The rows, each block once its cases stand, and behind them the batch's record."""
    tree, counts = MerkleTree(), Counter[str]()
    recorder, asked = Recorder(context.database, actor), Asked(options.limit, options.threshold)
    opener = CaseOpener(context.database, engine, actor, asked) if context.settings.cases else None
    with open_records(source) as file:
        remaining = iter(file)
        while block := list(islice(remaining, ROWS_AT_ONCE)):
            answers = list(answer_rows_of(engine, block, options))
            if opener:
                opener.take(matched_rows(block, answers, without_id=file.notes.without_id))
            written = json_lines(answers, evidence=options.evidence)
            for line in written.splitlines():
                tree.add(line)
            counts.update(answer.status for answer in answers)
            yield written
    for status, count in counts.items():
        SCREENED.labels(status).inc(count)
    facts = {"received": tree.rows, "counts": dict(counts), "rows_root": tree.root}
    recorder.batch("batch", facts | ({"cases": dict(opener.counts)} if opener else {}), asked, engine)

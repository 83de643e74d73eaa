"""`/catalog`, `/algorithms`, `/updatez`: what the service holds and how it compares."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Recorder
from ostrakon.app.updating import update_lists
from ostrakon.ledger.canonical import canonical
from ostrakon.server.access import needs, public
from ostrakon.server.context import Context, context_of
from ostrakon.server.errors import Refused
from ostrakon.server.yente.filters import DEFAULT
from ostrakon.sources.publishers import SOURCES
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import ListInForce

router = APIRouter(tags=["System information"])
DESCRIPTION = "Evidence in bits that adds up to a calibrated probability; see the method in the documentation."
_TITLES = {source.id: source for source in SOURCES}


@router.get("/catalog", responses={304: {"description": "unchanged"}}, **needs("lists.read"))
@router.get("/manifest", include_in_schema=False, **needs("lists.read"))
async def catalog(request: Request) -> Response:
    """The lists in force, each a dataset, and `default`, which holds all of them."""
    engine = context_of(request).engines.current
    lists = engine.snapshot.manifest.lists
    body = {
        "datasets": [_whole(engine), *(_one(engine, listed) for listed in lists.values())],
        "current": [DEFAULT, *lists],
        "outdated": [],
        "index_stale": False,
    }
    tag = f'"{hashlib.sha256(canonical(body).encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return JSONResponse(body, headers=headers)


@router.get("/algorithms", **needs("lists.read"))
async def algorithms() -> Any:
    """The one way of comparing, under two names."""
    docs = {"name": "ostrakon", "description": DESCRIPTION, "config": {}, "features": {}}
    one = {"name": "ostrakon", "description": DESCRIPTION, "features": {}, "docs": docs}
    return {"algorithms": [one], "default": "ostrakon", "best": "ostrakon"}


@router.post("/updatez", responses={403: {"description": "wrong token"}}, **public())
async def updatez(request: Request, tasks: BackgroundTasks, token: str = "", sync: bool = False) -> Any:
    """Fetch the lists from their official addresses; guarded by the token of the settings, as in yente."""
    context = context_of(request)
    expected = context.settings.update_token
    if not expected or not hmac.compare_digest(token.encode(), expected.encode()):
        raise Refused(403, "Invalid token.")
    if sync:
        await run_in_threadpool(_update, context)
    else:
        tasks.add_task(_update, context)
    return {"status": "ok"}


def _update(context: Context) -> None:
    update_lists(context.store)
    Recorder(context.database, "updatez").list_events(StoreFolder(context.store))
    context.engines.refresh()


def _whole(engine: Ostrakon) -> dict[str, Any]:
    manifest = engine.snapshot.manifest
    total = sum(listed.entities for listed in manifest.lists.values())
    return _dataset(DEFAULT, "All lists in force", str(manifest.number), manifest.created, total) | {
        "children": list(manifest.lists)
    }


def _one(engine: Ostrakon, listed: ListInForce) -> dict[str, Any]:
    source = _TITLES.get(listed.source.partition(":")[0])
    version = str(engine.snapshot.manifest.number)
    shown = _dataset(
        listed.source, source.title if source else listed.source, version, listed.retrieved, listed.entities
    )
    publisher = {"name": source.publisher, "official": True} if source else None
    return shown | {"children": [], "publisher": publisher}


def _dataset(name: str, title: str, version: str, updated: str, entities: int) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "version": version,
        "index_version": version,
        "index_current": True,
        "load": True,
        "updated_at": updated,
        "last_export": updated,
        "entity_count": entities,
        "thing_count": entities,
        "entities_url": None,
    }

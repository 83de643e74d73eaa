"""`POST /mcp`: the Model Context Protocol over streamable HTTP, behind the same keys, roles and rates as everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from starlette.types import Receive, Scope, Send

from ostrakon.server.access import needs
from ostrakon.server.context import context_of
from ostrakon.server.described import FAILURES, Problem
from ostrakon.server.errors import Refused

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

router = APIRouter(tags=["assistants"])
BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}
_SPOKEN: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}
_EITHER: dict[str, Any] = {
    "application/problem+json": {"schema": Problem.model_json_schema()},
    **_SPOKEN,
    "text/plain": {},
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "a JSON-RPC answer", "content": _SPOKEN},
    202: {"description": "a notification was taken"},
    406: {"description": "the client takes neither `application/json` nor `text/event-stream`", "content": _EITHER},
    **{status: {"description": what, "content": _EITHER} for status, what in FAILURES.items()},
}


class _Handed(Response):
    """A request that the protocol's own code answers."""

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        super().__init__()
        self._manager = manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._manager.handle_request(scope, receive, send)


@router.post("/mcp", responses=RESPONSES, **needs("lists.read", BODY))
async def speak(request: Request) -> Response:
    """One message of the Model Context Protocol (JSON-RPC); tools: screen, explain, entity, read, country.

    Each tool needs its own permission: `screen`, `explain` and `read` that of screening.
    """
    context = context_of(request)
    if context.assistants is None:
        raise Refused(404, "the door for assistants is shut", remedy="Set OSTRAKON_MCP=on (extra `ostrakon[mcp]`)")
    origin = request.headers.get("origin", "")
    if origin and origin not in context.settings.origins.split():  # a page that had its name moved to this machine
        raise Refused(403, "pages of this origin may not call", remedy="OSTRAKON_ORIGINS names those that may")
    return _Handed(context.assistants)

"""The door for assistants over HTTP: each request stands for itself, so that any worker answers it."""

from __future__ import annotations

from typing import Any

from mcp.server.context import ServerRequestContext
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.requests import Request

from ostrakon.server.assistants.desk import Desk, ServiceDesk
from ostrakon.server.assistants.door import door


def session_manager(body_max: int) -> StreamableHTTPSessionManager:
    """The protocol's side of `POST /mcp`; to be run once, as long as the service runs.

    Args:
        body_max: largest body, in bytes.
    """
    return StreamableHTTPSessionManager(
        door(_desk_of), json_response=True, stateless=True, max_request_body_size=body_max
    )


def _desk_of(context: ServerRequestContext[Any]) -> Desk:
    request = context.request
    assert isinstance(request, Request), "the transport gives the request along"
    return ServiceDesk(request)

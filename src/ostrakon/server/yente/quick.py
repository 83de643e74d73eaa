"""The way that nearly all requests to `/match` go: few parameters in the address, nothing unusual in the body.

The framework's way takes as long as the comparison of a name: a dozen parameters that are not there, a body checked by
a model, an answer copied before it is written. What this way does not know goes that way, and so does whatever is
wrong with a request, so that every refusal is the framework's.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from ostrakon.server.access import check_of

ESCAPED_NUL = b"\\u0000"
"""Might stand for U+0000, which the framework's way refuses."""
_check = check_of("screen")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"schema_": "schema"}):
    """An entity to be matched, as `forms.ExampleEntity`; with any further field it goes the other way."""

    schema_: str
    properties: dict[str, str | list[Any]]
    id: str | None = None


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in the address."""

    limit: int = 5
    threshold: float | None = None
    algorithm: str = "best"


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    queries: dict[str, Example]
    weights: dict[str, Any] = {}
    config: dict[str, Any] = {}


Matched = Callable[[Request, str, dict[str, Example], Parameters], Coroutine[Any, Any, Response]]
"""Answers queries to a dataset."""
_decode = msgspec.json.Decoder(_Body).decode


def quick(matched: Matched, *, limit_max: int) -> type[APIRoute]:
    """A kind of route that takes the quick way where it can."""

    def plain(query: bytes, body: bytes) -> tuple[dict[str, Example], Parameters] | None:
        try:
            given = parse_qsl(query.decode("ascii"), keep_blank_values=True, strict_parsing=True) if query else []
            asked = msgspec.convert(dict(given), Parameters, strict=False) if given else Parameters()
            said = _decode(body)
        except (msgspec.MsgspecError, ValueError):
            return None
        if len(given) != len({name for name, _ in given}) or said.weights or said.config or ESCAPED_NUL in body:
            return None
        if not 0 <= asked.limit <= limit_max or not (asked.threshold is None or 0 <= asked.threshold <= 1):
            return None
        return said.queries, asked

    class Quick(APIRoute):
        """A route with two ways."""

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            """The quick way before the framework's."""
            usual = super().get_route_handler()

            async def handle(request: Request) -> Response:
                found = plain(request.scope["query_string"], await request.body())
                if found is None:
                    return await usual(request)
                await _check(request)
                return await matched(request, request.path_params["dataset"], *found)

            return handle

    return Quick


def answered(content: dict[str, Any], *, size: int) -> Response:
    """An answer of `/match`.

    Args:
        size: queries answered.
    """
    headers = {"x-batch-size": str(size)}
    return Response(msgspec.json.encode(content), media_type="application/json", headers=headers)

"""Routes whose failures are pages, to be read by a person; without a session they lead to the log-in and back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from ostrakon.errors import OstrakonError
from ostrakon.server.console.entering import entrance
from ostrakon.server.console.pages import render
from ostrakon.server.console.visits import NotLoggedIn
from ostrakon.server.errors import status_of

_log = logging.getLogger("ostrakon.http")


class ConsoleRoute(APIRoute):
    """A route whose failures are pages: to be read by a person, with the way back."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with failures turned into pages."""
        inner = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await inner(request)
            except NotLoggedIn:
                return await entrance(request)
            except HTTPException as refused:
                remedy = getattr(refused, "remedy", "")
                return failure(request, refused.status_code, str(refused.detail), remedy)
            except RequestValidationError as bad:
                what = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in bad.errors())
                return failure(request, HTTPStatus.UNPROCESSABLE_ENTITY, what, "")
            except OstrakonError as bad:
                return failure(request, status_of(bad), bad.what, bad.remedy, bad.where)
            except Exception as unexpected:
                _log.exception("unexpected %s", type(unexpected).__name__, exc_info=unexpected)
                return failure(request, 500, "something went wrong on our side; nothing was changed", "")
            finally:
                await request.close()  # uploaded files

        return handler


def failure(request: Request, status: int, what: str, remedy: str, where: str = "") -> HTMLResponse:
    """The page of a failure: what, where, what to do, and the number of the request."""
    return render(
        request,
        "failure.html.j2",
        status=status,
        title=HTTPStatus(status).phrase,
        what=what,
        remedy=remedy,
        place=where,
        request_id=getattr(request.state, "request_id", ""),
    )

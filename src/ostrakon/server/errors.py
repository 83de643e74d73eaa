"""How failures are answered: RFC 9457 problem details; on yente's paths the form that its clients know."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from ostrakon.database.cases import CaseConflict
from ostrakon.errors import FetchError, InputError, NotScreened, OstrakonError, StoreError, UsageError
from ostrakon.identity import Principal
from ostrakon.server.veiling import case_fields

YENTE_PATHS = ("/match/", "/search/", "/entities/", "/reconcile/", "/catalog", "/manifest", "/algorithms", "/updatez")
"""What answers as yente does, failures included."""
_STATUS: tuple[tuple[type[OstrakonError], int], ...] = (
    (NotScreened, 503),
    (UsageError, 400),
    (InputError, 400),
    (StoreError, 503),
    (FetchError, 503),
)
_log = logging.getLogger("ostrakon.http")


class Refused(HTTPException):
    """A request that is not served, with the remedy where there is one."""

    def __init__(self, status: int, what: str, *, remedy: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(status, what, headers)
        self.remedy = remedy


def install(app: FastAPI) -> None:
    """Answer every failure in one of the two forms."""
    app.add_exception_handler(OstrakonError, _ours)
    app.add_exception_handler(CaseConflict, _conflict)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(UnicodeEncodeError, _half)
    app.add_exception_handler(Exception, _unexpected)


def status_of(failure: OstrakonError) -> int:
    """The HTTP status of a failure of ours."""
    return next((code for kind, code in _STATUS if isinstance(failure, kind)), 500)


def like_yente(request: Request) -> bool:
    """Whether a path is one of yente's."""
    return request.url.path.startswith(YENTE_PATHS)


def problem(request: Request, status: int, what: str, headers: Any = None, **more: Any) -> Response:
    """The answer to a request that failed."""
    if like_yente(request):
        return JSONResponse({"detail": what}, status, headers)
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": what,
        "instance": request.url.path,
        "request_id": getattr(request.state, "request_id", ""),
    }
    filled = {name: value for name, value in more.items() if value}
    return JSONResponse(body | filled, status, headers, media_type="application/problem+json")


def _ours(request: Request, failure: Exception) -> Response:
    assert isinstance(failure, OstrakonError)
    status = status_of(failure)
    if status >= 500:
        _log.error("%s", failure)
    return problem(request, status, failure.what, where=failure.where, remedy=failure.remedy)


def _conflict(request: Request, failure: Exception) -> Response:
    """Somebody else was first: the case as it is now goes along."""
    assert isinstance(failure, CaseConflict)
    principal: Principal = request.state.principal
    now = case_fields(failure.now, principal.id)
    return problem(request, 409, failure.what, remedy=failure.remedy, case=now)


def _http(request: Request, failure: Exception) -> Response:
    assert isinstance(failure, HTTPException)
    return problem(
        request, failure.status_code, str(failure.detail), failure.headers, remedy=getattr(failure, "remedy", "")
    )


def _invalid(request: Request, failure: Exception) -> Response:
    assert isinstance(failure, RequestValidationError)
    found = [{"loc": list(one["loc"]), "msg": one["msg"], "type": one["type"]} for one in failure.errors()]
    if like_yente(request):
        return JSONResponse({"detail": found}, 422)
    what = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in found)
    return problem(request, 422, what, errors=found)


def _half(request: Request, _failure: Exception) -> Response:
    """Of a document's escapes (`\\ud800`); bodies with named fields are refused before anything is done with them."""
    return problem(request, 422, "a text holds half of a character (a lone surrogate)")


def _unexpected(request: Request, failure: Exception) -> Response:
    _log.exception("unexpected %s", type(failure).__name__, exc_info=failure)
    if like_yente(request):
        return JSONResponse({"status": "error"}, 500)
    return problem(request, 500, "something went wrong on our side; nothing was screened")

"""Log-in and log-out. A log-in opens a session under a new id, whatever the browser had before."""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from ostrakon.database.sessions import close_session, open_session
from ostrakon.database.users import checked
from ostrakon.identity.users import LOCKED_MINUTES
from ostrakon.server.console import visits
from ostrakon.server.console.pages import ConsoleRoute, render, seen_other
from ostrakon.server.console.visits import Visiting
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
BEFORE = "ostrakon_login"
"""Cookie that ties the log-in form to the browser that asked for it, so that nobody logs others in under their name."""


@router.get("/login", **visits.open_page())
def login(request: Request, next: str = "/") -> Response:  # noqa: A002  # the name in the address
    """The form."""
    return _form(request, inside(next), name="", wrong=False)


@router.post("/login", **visits.open_page())
async def log_in(request: Request) -> Response:
    """Prove who one is."""
    form = await request.form(max_files=0, max_fields=10)
    name, password, after, token = (_text(form, field) for field in ("name", "password", "next", "csrf"))
    known = request.cookies.get(BEFORE, "")
    if not known or not hmac.compare_digest(known.encode(), token.encode()) or not visits.from_here(request):
        raise Refused(403, "the form does not come from this page", remedy="Load the log-in page again")
    context = context_of(request)
    user = await run_in_threadpool(checked, context.database, name, password)
    if user is None:
        return await run_in_threadpool(_form, request, inside(after), name=name, wrong=True)

    def opened() -> str:
        with context.database.write() as transaction:
            before = visits.shown_cookie(request)
            hours = context.settings.session_hours
            return open_session(transaction, user.name, hours=hours, instead_of=before)[0]

    response = seen_other(inside(after))
    visits.set_cookie(request, response, await run_in_threadpool(opened))
    response.delete_cookie(BEFORE, path="/login")
    return response


@router.post("/logout", **visits.page(None))
def log_out(request: Request, visit: Visiting) -> Response:
    """End the session."""
    with visit.context.database.write() as transaction:
        close_session(transaction, visit.session)
    response = seen_other("/login")
    visits.drop_cookie(request, response)
    return response


def inside(address: str) -> str:
    """An address of this console, for going there after log-in; anything else leads to the start."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def _form(request: Request, after: str, *, name: str, wrong: bool) -> Response:
    token = secrets.token_urlsafe(24)
    response = render(
        request,
        "login.html.j2",
        status=401 if wrong else 200,
        after=after,
        name=name,
        wrong=wrong,
        token=token,
        minutes=LOCKED_MINUTES,
    )
    response.set_cookie(
        BEFORE, token, httponly=True, samesite="strict", secure=visits.is_secure(request), path="/login"
    )
    return response


def _text(form: FormData, field: str) -> str:
    value: Any = form.get(field, "")
    return value if isinstance(value, str) else ""

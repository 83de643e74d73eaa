"""Log-in and log-out. A log-in opens a session under a new id, whatever the browser had before."""

from __future__ import annotations

import hmac
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from ostrakon.database.sessions import close_session, open_session, session_for
from ostrakon.database.users import checked
from ostrakon.identity.sessions import Session
from ostrakon.server.console import visits
from ostrakon.server.console.entering import BEFORE, count_attempt, inside, kept_form, login_page
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting
from ostrakon.server.context import context_of
from ostrakon.server.described import is_sound
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
FIELDS = ("name", "password", "code", "next", "csrf", "kept")


@router.get("/login", **visits.open_page())
def login(request: Request, next: str = "/") -> Response:  # noqa: A002  # the name in the address
    """The ways in."""
    return login_page(request, inside(next))


@router.post("/login", **visits.open_page())
async def log_in(request: Request) -> Response:
    """Prove who one is."""
    form = await request.form(max_files=0, max_fields=10)
    name, password, code, after, token, kept = (_text(form, field) for field in FIELDS)
    known = request.cookies.get(BEFORE, "")
    if not known or not hmac.compare_digest(known.encode(), token.encode()) or not visits.from_here(request):
        raise Refused(403, "the form does not come from this page", remedy="Load the log-in page again")
    context = context_of(request)
    if context.sign_on is not None and not context.sign_on.settings.passwords:
        raise Refused(403, "nobody logs in with a password here", remedy="Load the log-in page again")
    count_attempt(request)
    user = await run_in_threadpool(checked, context.database, name, password, code, key=context.secrets)
    if user is None:
        return await run_in_threadpool(login_page, request, inside(after), name=name, wrong=True, kept=kept)

    def opened() -> tuple[str, Session]:
        with context.database.write() as transaction:
            before = visits.shown_cookie(request)
            return open_session(transaction, user.name, hours=context.settings.session_hours, instead_of=before)

    shown, session = await run_in_threadpool(opened)
    waiting = kept_form(kept)
    response: Response = seen_other(inside(after))
    if waiting is not None:
        again = session.form_token()
        response = await run_in_threadpool(render, request, "resume.html.j2", form=waiting, again=again)
    visits.set_cookie(request, response, shown)
    response.delete_cookie(BEFORE, path="/login")
    return response


@router.post("/login/kept", **visits.open_page())
async def go_on(request: Request) -> Response:
    """A form that waited while its sender logged in elsewhere, in another tab."""
    form = await request.form(max_files=0, max_fields=10)
    token, kept = _text(form, "csrf"), _text(form, "kept")
    known, context = request.cookies.get(BEFORE, ""), context_of(request)
    if not known or not hmac.compare_digest(known.encode(), token.encode()) or not visits.from_here(request):
        raise Refused(403, "the form does not come from this page", remedy="Load the log-in page again")
    shown, minutes = visits.shown_cookie(request), context.settings.session_idle_minutes
    found = await run_in_threadpool(session_for, context.database, shown, idle_minutes=minutes) if shown else None
    waiting = kept_form(kept)
    if found is None or waiting is None:
        return await run_in_threadpool(login_page, request, "/", kept=kept if waiting is not None else "")
    again = found[0].form_token()
    return await run_in_threadpool(render, request, "resume.html.j2", form=waiting, again=again)


@router.post("/logout", **visits.page(None))
def log_out(request: Request, visit: Visiting) -> Response:
    """End the session."""
    with visit.context.database.write() as transaction:
        close_session(transaction, visit.session)
    response = seen_other("/login", out="yes" if visit.context.sign_on is not None else "")
    visits.drop_cookie(request, response)
    return response


def _text(form: FormData, field: str) -> str:
    value: Any = form.get(field, "")
    return value if isinstance(value, str) and is_sound(value) else ""

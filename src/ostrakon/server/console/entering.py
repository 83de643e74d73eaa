"""The way in: the log-in form, and what becomes of a form that was sent after its session had ended."""

from __future__ import annotations

import math
import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from ostrakon.identity.users import LOCKED_MINUTES
from ostrakon.server.console import visits
from ostrakon.server.console.pages import render
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused

BEFORE = "ostrakon_login"
"""Cookie that ties the log-in form to the browser that asked for it, so that nobody logs others in under their name."""
KEPT_MAX = 20_000
"""Characters of a form that is kept over a log-in."""
SECRET = frozenset({"csrf", "password", "code", "old", "new"})
"""Fields that are never kept."""


class KeptForm(msgspec.Struct, frozen=True):
    """A form that waits for its sender to log in.

    Attributes:
        path: where it was sent.
        fields: what it held, the token of the old session left out.
    """

    path: str
    fields: dict[str, str]


async def entrance(request: Request) -> Response:
    """What somebody without a session gets: the way to the log-in and back; a form goes along, to be sent again."""
    if request.method not in visits.CHANGING or not visits.from_here(request):
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        after = back if request.method == "GET" else "/"
        return RedirectResponse(f"/login?next={quote(after, safe='')}", HTTPStatus.SEE_OTHER)
    form = await request.form(max_files=visits.FILES_MAX, max_fields=visits.FIELDS_MAX)
    fields = {name: value for name, value in form.items() if isinstance(value, str) and name not in SECRET}
    kept = msgspec.json.encode(KeptForm(request.url.path, fields)).decode()
    return await run_in_threadpool(login_page, request, "/", kept=kept if len(kept) <= KEPT_MAX else "")


def login_page(
    request: Request, after: str, *, name: str = "", wrong: bool = False, kept: str = "", problem: str = ""
) -> Response:
    """The log-in form.

    Args:
        after: where to go then.
        wrong: whether the last attempt with a password failed.
        problem: why the last attempt elsewhere failed.
        kept: a `KeptForm` as JSON.
    """
    token = secrets.token_urlsafe(24)
    values: dict[str, Any] = {
        "after": after,
        "name": name,
        "wrong": wrong,
        "kept": kept,
        "token": token,
        "problem": problem,
    }
    status = HTTPStatus.UNAUTHORIZED if wrong or kept or problem else HTTPStatus.OK
    elsewhere = context_of(request).sign_on
    values["left"] = request.query_params.get("out", "") == "yes"
    values["elsewhere"] = elsewhere.settings if elsewhere is not None else None
    response = render(request, "login.html.j2", status=status, minutes=LOCKED_MINUTES, **values)
    secure = visits.is_secure(request)
    response.set_cookie(BEFORE, token, httponly=True, samesite="strict", secure=secure, path="/login")
    return response


def count_attempt(request: Request) -> None:
    """Count an attempt to log in from one address.

    Raises:
        Refused: there were too many.
    """
    caller = f"login {request.client.host if request.client else ''}"
    if wait := context_of(request).rates.wait(caller):
        raise Refused(429, "too many attempts", remedy=f"Wait {math.ceil(wait)} seconds")


def kept_form(text: str) -> KeptForm | None:
    """The form that was kept; None where there is none, or it leads away from here."""
    try:
        found = msgspec.json.decode(text, type=KeptForm) if text else None
    except msgspec.DecodeError:
        return None
    return found if found is not None and inside(found.path) == found.path else None


def inside(address: str) -> str:
    """An address of this console, for going there after log-in; anything else leads to the start."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"

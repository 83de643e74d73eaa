"""Visits: who looks at a page, proved by the session in a cookie; changes also need the token of the session's forms.

Keys of programs open no page, and cookies open no route of the APIs: neither can be used in the other's place.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from ostrakon.database.sessions import session_for
from ostrakon.identity import PERMISSIONS, Permission, Principal
from ostrakon.identity.sessions import Session
from ostrakon.identity.users import User
from ostrakon.server.access import PERMISSION, PUBLIC
from ostrakon.server.context import Context, context_of
from ostrakon.server.described import is_sound
from ostrakon.server.errors import Refused

COOKIE = "ostrakon_session"
SECURE_COOKIE = "__Host-ostrakon_session"
"""Under TLS: browsers take it from this very host alone."""
FIELDS_MAX, FILES_MAX = 1_000, 4
CHANGING = frozenset({"POST"})


class NotLoggedIn(Exception):
    """The page needs a person; `pages` leads to the log-in and back."""


class Visit:
    """One request of a person.

    Args:
        session, user: who it is.
        context: the parts of the service.
        form: what was sent; empty for a look.
    """

    def __init__(self, session: Session, user: User, context: Context, form: FormData) -> None:
        self.session, self.user, self.context, self.form = session, user, context, form
        self.principal: Principal = user.principal

    def text(self, field: str, most: int = 4_000) -> str:
        """A field of the form as text; empty where it was not sent.

        Raises:
            Refused: it is longer than `most` characters, or holds what no database keeps.
        """
        value = self.form.get(field, "")
        if not isinstance(value, str):
            raise Refused(422, f"{field} is a file where text was asked for")
        if len(value) > most:
            raise Refused(422, f"{field} has more than {most} characters")
        if not is_sound(value):
            raise Refused(422, f"{field} holds a character that cannot be kept (U+0000)")
        return value.replace("\r\n", "\n").strip()

    def number(self, field: str) -> int:
        """A field of the form as a whole number.

        Raises:
            Refused: it is none.
        """
        text = self.text(field, 15)  # far below 2^63, which databases hold
        if not (text.isascii() and text.isdigit()):
            raise Refused(422, f"{field} is no number")
        return int(text)


def page(permission: Permission | None) -> dict[str, Any]:
    """Arguments of a page that asks for a permission; None: for a person in whatever role."""
    return {
        "dependencies": [Depends(_check(permission))],
        "openapi_extra": {PERMISSION: permission or "session"},
        "include_in_schema": False,
    }


def open_page() -> dict[str, Any]:
    """Arguments of a page that anybody may see."""
    return {"openapi_extra": dict(PUBLIC), "include_in_schema": False}


def visit_of(request: Request) -> Visit:
    """The visit of a request; set by the check of its permission."""
    visit: Visit = request.state.visit
    return visit


Visiting = Annotated[Visit, Depends(visit_of)]


def roles_with(permission: Permission) -> list[str]:
    """Which roles may do something, for the line that stands where a button is missing."""
    return [role for role, allowed in PERMISSIONS.items() if permission in allowed]


def is_secure(request: Request) -> bool:
    """Whether the request came over TLS."""
    return request.url.scheme == "https"


def shown_cookie(request: Request) -> str:
    """What the browser's session cookie holds; empty without."""
    return request.cookies.get(SECURE_COOKIE if is_secure(request) else COOKIE, "")


def set_cookie(request: Request, response: Response, shown: str) -> None:
    """Give the browser a session: not for scripts, not with requests that other sites start (but for plain links)."""
    secure = is_secure(request)
    name = SECURE_COOKIE if secure else COOKIE
    response.set_cookie(name, shown, httponly=True, samesite="lax", secure=secure, path="/")


def drop_cookie(request: Request, response: Response) -> None:
    """Take the session away from the browser."""
    secure = is_secure(request)
    response.delete_cookie(SECURE_COOKIE if secure else COOKIE, path="/", httponly=True, samesite="lax", secure=secure)


def from_here(request: Request) -> bool:
    """Whether a change was started on one of our own pages, as far as the browser tells.

    Pages that send no referrer, as ours, send the origin `null` with their forms; `Sec-Fetch-Site` tells all the same.
    """
    origin = request.headers.get("origin", "null")
    if origin != "null" and urlsplit(origin).netloc != request.headers.get("host", ""):
        return False
    return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


def _check(permission: Permission | None) -> Callable[[Request], Awaitable[None]]:
    async def check(request: Request) -> None:
        request.state.visit = await _visit(request)
        visit: Visit = request.state.visit
        request.state.principal = visit.principal
        if permission is not None and not visit.principal.may(permission):
            raise Refused(
                403,
                f"the role {visit.principal.role} does not include {permission}",
                remedy=f"Roles that do: {', '.join(roles_with(permission))}",
            )

    return check


async def _visit(request: Request) -> Visit:
    context = context_of(request)
    shown = shown_cookie(request)
    minutes = context.settings.session_idle_minutes
    found = await run_in_threadpool(session_for, context.database, shown, idle_minutes=minutes) if shown else None
    if found is None:
        raise NotLoggedIn
    session, user = found
    form = FormData()
    if request.method in CHANGING:
        form = await request.form(max_files=FILES_MAX, max_fields=FIELDS_MAX)
        token = form.get("csrf", "")
        if not from_here(request) or not isinstance(token, str) or not session.sent_by(token):
            raise Refused(
                403,
                "the form does not come from your session",
                remedy="Load the page again, and send it again",
            )
    return Visit(session, user, context, form)

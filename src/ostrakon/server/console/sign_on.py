"""Log-in at an identity provider: the way there, and the way back with a code that is taken once."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ostrakon.app.sign_on import CALLBACK
from ostrakon.database.sessions import open_session
from ostrakon.database.sign_on import admitted, burn, refused
from ostrakon.identity.sign_on.attempt import MINUTES, Attempt, attempt_of, new_attempt
from ostrakon.identity.sign_on.tokens import NotProved
from ostrakon.server.console import visits
from ostrakon.server.console.entering import count_attempt, inside, login_page
from ostrakon.server.console.pages import seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.context import Context, context_of
from ostrakon.server.errors import Refused
from ostrakon.server.sign_on.provider import SignOn

router = APIRouter(route_class=ConsoleRoute)
COOKIE = "ostrakon_sign_on"
SECURE_COOKIE = "__Host-ostrakon_sign_on"
ANSWER_MAX = 4_000
"""Characters of a code or state that are looked at."""


@router.get("/login/sign-on", **visits.open_page())
def there(request: Request, next: str = "/") -> Response:  # noqa: A002  # the name in the address
    """Go to the provider; what must come back stays in a cookie of this browser."""
    sign_on = _configured(context_of(request))
    count_attempt(request)
    attempt = new_attempt(inside(next))
    response = RedirectResponse(sign_on.address(attempt), HTTPStatus.SEE_OTHER)
    secure = visits.is_secure(request)
    response.set_cookie(
        *(_cookie(request), attempt.kept),
        max_age=60 * MINUTES,
        httponly=True,
        samesite="lax",  # the way back begins at the provider
        secure=secure,
        path="/",
    )
    return response


@router.get(CALLBACK, **visits.open_page())
def back(request: Request, code: str = "", state: str = "", error: str = "", iss: str = "") -> Response:
    """Come back from the provider: a session for whoever it proves, under a new id."""
    context = context_of(request)
    sign_on = _configured(context)
    count_attempt(request)
    try:
        attempt = _begun(context, request.cookies.get(_cookie(request), ""), state)
        _check_answer(sign_on, code=code, error=error, iss=iss)
        response = _opened(request, sign_on, attempt, code)
    except NotProved as bad:
        with context.database.write() as transaction:
            refused(transaction, bad.outcome)
        told = f"{bad.what}. {bad.remedy}" if bad.remedy else bad.what
        response = login_page(request, "/", problem=told)
    secure = visits.is_secure(request)
    response.delete_cookie(_cookie(request), path="/", httponly=True, samesite="lax", secure=secure)
    return response


def _configured(context: Context) -> SignOn:
    if context.sign_on is None:
        raise Refused(404, "nobody logs in elsewhere here", remedy="Set OSTRAKON_OIDC_ISSUER")
    return context.sign_on


def _cookie(request: Request) -> str:
    return SECURE_COOKIE if visits.is_secure(request) else COOKIE


def _begun(context: Context, kept: str, state: str) -> Attempt:
    """The attempt that an answer belongs to; from now on it counts as taken, whatever comes of it."""
    attempt = attempt_of(kept)
    if attempt is None or len(state) > ANSWER_MAX or not attempt.answered_by(state):
        raise NotProved("the answer belongs to no attempt of this browser")
    with context.database.write() as transaction:
        burn(transaction, state)
    return attempt


def _check_answer(sign_on: SignOn, *, code: str, error: str, iss: str) -> None:
    if error:
        denied = error == "access_denied"
        raise NotProved("denied by the provider" if denied else "the provider reports an error")
    wanted = sign_on.provider()
    if (iss or wanted.authorization_response_iss_parameter_supported) and iss != wanted.issuer:
        raise NotProved("the answer is of another provider")  # mixed up on purpose, RFC 9207
    if not code or len(code) > ANSWER_MAX:
        raise NotProved("the answer holds no code")


def _opened(request: Request, sign_on: SignOn, attempt: Attempt, code: str) -> Response:
    context, settings = context_of(request), sign_on.settings
    who = sign_on.who(attempt, code)
    with context.database.write() as transaction:
        user = admitted(transaction, who, create=settings.people == "create", roles_given=bool(settings.mapping))
        before = visits.shown_cookie(request)
        hours = context.settings.session_hours
        shown, _ = open_session(transaction, user.name, hours=hours, instead_of=before)
    response = seen_other(inside(attempt.after))
    visits.set_cookie(request, response, shown)
    return response


@router.get("/login/sign-on/out", **visits.open_page())
def out(request: Request) -> Response:
    """Log out at the provider, too; where it offers that nowhere, back to the log-in."""
    address = _configured(context_of(request)).log_out_address()
    return RedirectResponse(address or "/login", HTTPStatus.SEE_OTHER)

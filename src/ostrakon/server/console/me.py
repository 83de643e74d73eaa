"""A person's own page: looks, keys on or off, password; and the help of keys and all components on one page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ostrakon.database.records import moment
from ostrakon.database.users import note_failure, save_settings, set_password
from ostrakon.errors import UsageError
from ostrakon.identity import PERMISSIONS
from ostrakon.identity.passwords import fits
from ostrakon.match.evidence import Evidence
from ostrakon.reports.waterfall_svg import Threshold
from ostrakon.server.console import visits
from ostrakon.server.console.keyboard import KEYS, TITLES
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting, page
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
CHOICES = {"theme": ("", "light", "dark"), "density": ("", "compact"), "keys": ("", "off")}
_SAMPLE = (
    Evidence(feature="prior", bits=-6.0),
    Evidence(feature="name", bits=9.0, query="sample", listed="sample", note="same word"),
    Evidence(feature="country", bits=-1.0, query="ch", listed="kp", note="no country in common"),
    Evidence(feature="identifier", bits=0.0, note="ours is missing"),
)


@router.get("/me", **page(None))
def me(request: Request, visit: Visiting) -> Response:
    """Settings and rights."""
    return _me(request, visit)


@router.post("/me", **page(None))
def choose(visit: Visiting) -> Response:
    """Keep what was chosen."""
    chosen = {name: visit.text(name, 20) for name in CHOICES}
    if any(chosen[name] not in known for name, known in CHOICES.items()):
        raise Refused(422, "there is no such choice")
    with visit.context.database.write() as transaction:
        save_settings(transaction, visit.user.name, visit.user.settings | chosen)
    return seen_other("/me", saved="yes")


@router.post("/me/password", **page(None))
def change_password(request: Request, visit: Visiting) -> Response:
    """Another password, proved by the old one; all sessions end, this one too."""
    if not visit.user.password:
        return _me(request, visit, problem="You log in elsewhere and have no password here")
    if visit.user.locked(moment()):
        return _me(request, visit, problem="Too many attempts were wrong: the account is locked for some minutes")
    if not fits(str(visit.form.get("old", "")), visit.user.password):
        with visit.context.database.write() as transaction:  # whoever found a session open may not guess on
            note_failure(transaction, visit.user.name, "wrong old password")
        return _me(request, visit, problem="The old password is wrong")
    try:
        with visit.context.database.write() as transaction:
            set_password(transaction, visit.user.name, str(visit.form.get("new", "")), actor=visit.principal.id)
    except UsageError as bad:
        return _me(request, visit, problem=str(bad))
    response = seen_other("/login")
    visits.drop_cookie(request, response)
    return response


@router.get("/help/keys", **page(None))
def help_keys(request: Request) -> Response:
    """All keys."""
    return render(request, "help.html.j2", all_keys=KEYS, titles=TITLES)


@router.get("/styleguide", **page(None))
def styleguide(request: Request) -> Response:
    """Every component in every state."""
    thresholds = (Threshold(word="review", bits=0.0), Threshold(word="hit", bits=4.3))
    return render(request, "styleguide.html.j2", sample=_SAMPLE, thresholds=thresholds)


def _me(request: Request, visit: visits.Visit, *, problem: str = "") -> Response:
    return render(
        request,
        "me.html.j2",
        status=422 if problem else 200,
        user=visit.user,
        permissions=sorted(PERMISSIONS[visit.principal.role]),
        problem=problem,
        saved=request.query_params.get("saved", ""),
    )

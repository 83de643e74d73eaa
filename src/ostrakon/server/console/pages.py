"""The frame of every page: who is logged in, how old the lists are, which keys hold."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader

from ostrakon import __version__
from ostrakon.database.cases import counts
from ostrakon.identity import Principal
from ostrakon.names.countries import country_name
from ostrakon.reports.drawing import drawn_from
from ostrakon.reports.waterfall import together
from ostrakon.reports.waterfall_svg import xml_text
from ostrakon.server.console import assets, keyboard
from ostrakon.server.console.showing import language_tag, long_moment, short_moment, value_text
from ostrakon.server.console.visits import Visit, roles_with
from ostrakon.server.context import Context, context_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Content security policy of every page: nothing inline, nothing from elsewhere, nothing framed."""
NAVIGATION = (
    ("/cases", "Alerts", "cases.read"),
    ("/search", "Search", "screen"),
    ("/texts", "Texts", "screen"),
    ("/payments", "Payments", "screen"),
    ("/shipments", "Trade", "screen"),
    ("/ownership", "Ownership", "screen"),
    ("/customers", "Customers", "customers.read"),
    ("/customers/import", "Customers", "customers.write"),  # for those who run the base and read no customer
    ("/lists", "Lists", "lists.read"),
    ("/policy", "Policy", "policy.read"),
    ("/quality", "Quality", "quality.read"),
    ("/ledger", "Ledger", "ledger.read"),
    ("/admin/users", "Users", "users.read"),
)


def render(
    request: Request, template: str, *, where: keyboard.Where = "everywhere", status: int = 200, **values: Any
) -> HTMLResponse:
    """One page.

    Args:
        where: which keys hold on it.
    """
    visit: Visit | None = getattr(request.state, "visit", None)
    frame = _frame(context_of(request), visit, request, where)
    text = templates().get_template(template).render(**frame, **values)
    return HTMLResponse(text, status, {"Content-Security-Policy": POLICY})


def seen_other(path: str, **query: str) -> RedirectResponse:
    """After a change: the next page by GET, so that a reload repeats nothing."""
    filled = {name: value for name, value in query.items() if value}
    return RedirectResponse(path + (f"?{urlencode(filled)}" if filled else ""), HTTPStatus.SEE_OTHER)


@cache
def templates() -> Environment:
    """The templates of the console, beside which those of the reports lie."""
    made = drawn_from(ChoiceLoader([PackageLoader("ostrakon.server.console"), PackageLoader("ostrakon.reports")]))
    made.filters |= {
        "value": value_text,
        "plainly": xml_text,
        "together": together,
        "language": language_tag,
        "moment": short_moment,
        "long_moment": long_moment,
        "country": lambda code: country_name(code) or code.upper(),
        "key_words": keyboard.shown_key,
        "pair": lambda listing, entity_id: (entity_id, listing),
    }
    made.globals |= {"asset": assets.address, "roles_with": roles_with, "version": __version__}
    return made


def _frame(context: Context, visit: Visit | None, request: Request, where: keyboard.Where) -> dict[str, Any]:
    settings = visit.user.settings if visit else {}
    return {
        "visit": visit,
        "me": visit.principal if visit else None,
        "csrf": visit.session.form_token() if visit else "",
        "path": request.url.path,
        "keys": keyboard.for_page(where) if settings.get("keys") != "off" and visit else "",
        "theme": settings.get("theme", ""),
        "density": settings.get("density", ""),
        "navigation": _navigation(visit.principal) if visit else [],
        "open_cases": _open_cases(context) if visit and visit.principal.may("cases.read") else 0,
        "lists": _lists(context) if visit else None,
    }


def _navigation(person: Principal) -> list[tuple[str, str, str]]:
    """The pages that a person may see, each name once."""
    found = [one for one in NAVIGATION if person.may(one[2])]  # type: ignore[arg-type]  # all are permissions
    return list({name: (address, name, permission) for address, name, permission in reversed(found)}.values())[::-1]


def _open_cases(context: Context) -> int:
    with context.database.read() as transaction:
        found = counts(transaction)
    return sum(count for state, count in found.items() if state != "closed")


def _lists(context: Context) -> dict[str, Any]:
    """What every page says of the lists: the snapshot, and why nothing is answered where that is so."""
    if not context.engines.ready:
        return {"snapshot": None, "trouble": context.engines.problem, "extract": False}
    engine = context.engines.current
    extract = all(one.extract for one in engine.snapshot.manifest.lists.values())
    return {"snapshot": engine.snapshot_number, "trouble": engine.stale, "extract": extract}

"""Who may call a route. Every route names a permission or says that it is public; what does neither is not served."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Annotated, Any, get_args

from fastapi import Depends, FastAPI, Request
from starlette.routing import BaseRoute, Mount

from ostrakon.identity import Permission, Principal, Role
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused
from ostrakon.server.idempotency import reserve

PERMISSION = "x-permission"
"""Where a route's OpenAPI description names the permission that it needs."""
SCHEMES = ("apikey", "bearer")
PUBLIC: dict[str, Any] = {PERMISSION: "public"}
FRAMEWORK_PAGES = frozenset({"/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"})
"""The description of the API, which holds no data; the framework makes these routes by itself."""


def needs(permission: Permission, more: dict[str, Any] | None = None, *, within: bool = False) -> dict[str, Any]:
    """Arguments of a route that asks for a permission: `@router.get("/x", **needs("screen"))`.

    Args:
        more: what else the route's OpenAPI description says.
        within: it keeps the answers to repeated requests itself (`idempotency.Reservation`).
    """
    return {
        "dependencies": [Depends(check_of(permission, within=within))],
        "openapi_extra": {PERMISSION: permission, **(more or {})},
    }


def public() -> dict[str, Any]:
    """Arguments of a route that anybody may call."""
    return {"openapi_extra": dict(PUBLIC)}


def principal_of(request: Request) -> Principal:
    """Whoever acts in a request; set by the check of its permission."""
    principal: Principal = request.state.principal
    return principal


async def _acting(request: Request) -> Principal:
    """Asynchronous although it waits for nothing: the framework sends other functions to a thread."""
    return principal_of(request)


Acting = Annotated[Principal, Depends(_acting)]


def check_of(permission: Permission, *, within: bool = False) -> Callable[[Request], Awaitable[None]]:
    """What a route that asks for a permission does before anything else.

    The check raises `Refused` (401, 403, 429, and what `idempotency.reserve` raises).
    """

    async def check(request: Request) -> None:
        principal = _who(request)
        if not principal.may(permission):
            raise Refused(403, f"the role {principal.role} does not include {permission}")
        if wait := context_of(request).rates.wait(principal.id):
            raise Refused(429, "too many requests", headers={"Retry-After": str(math.ceil(wait))})
        request.state.principal = principal
        await reserve(request, principal, within=within)

    return check


def _who(request: Request) -> Principal:
    context = context_of(request)
    given = request.headers.get("authorization", "")
    scheme, _, shown = given.partition(" ")
    if scheme.lower() in SCHEMES and shown.strip():
        key = context.keys.find(shown.strip())
        if key is not None:
            context.uses.note(key.id)
            return key.principal
        raise Refused(401, "the key is wrong, expired or revoked", headers={"WWW-Authenticate": "ApiKey"})
    role = context.settings.anonymous_role
    if role in get_args(Role) and not given:
        return Principal(id="anonymous", name="anonymous", role=role)  # type: ignore[arg-type]  # checked just now
    raise Refused(
        401,
        "this needs a key",
        remedy="Send `Authorization: ApiKey KEY`; `ostrakon keys add` makes one",
        headers={"WWW-Authenticate": "ApiKey"},
    )


def unguarded(app: FastAPI) -> list[str]:
    """Paths of routes that neither name a permission nor say that they are public: there must be none.

    A route of a kind that this does not know counts as unguarded, so that a change in the framework shows.
    """
    return [
        getattr(route, "path", repr(route))
        for route in all_routes(app.routes)
        if PERMISSION not in (getattr(route, "openapi_extra", None) or {})
        and getattr(route, "path", "") not in FRAMEWORK_PAGES
    ]


def all_routes(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Every route, those of mounted applications and of included routers as well.

    Newer versions of the framework keep an included router as one route of its own instead of copying what it holds.
    """
    for route in routes:
        inner = getattr(route, "original_router", route if isinstance(route, Mount) else None)
        if inner is None:
            yield route
        else:
            yield from all_routes(inner.routes)

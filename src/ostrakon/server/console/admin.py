"""People and keys: who may do what, made and ended here; everything is in the ledger."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ostrakon.database.keys import add_key, keys, revoke_key
from ostrakon.database.records import moment
from ostrakon.database.users import add_user, set_disabled, set_password, set_role, users
from ostrakon.errors import UsageError
from ostrakon.identity import PERMISSIONS, ROLES, Role
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)


@router.get("/admin/users", **page("users.read"))
def people(request: Request, visit: Visiting) -> Response:
    """All people, and a form for another."""
    return _people(request, visit)


@router.post("/admin/users", **page("users.write"))
def add_person(request: Request, visit: Visiting) -> Response:
    """Make a user."""
    try:
        with visit.context.database.write() as transaction:
            add_user(
                transaction,
                visit.text("name", 100),
                _role(visit),
                full_name=visit.text("full_name", 200),
                password=str(visit.form.get("password", "")),
                actor=visit.principal.id,
            )
    except UsageError as bad:
        return _people(request, visit, problem=bad)
    return seen_other("/admin/users")


@router.post("/admin/users/{name}", **page("users.write"))
def change_person(request: Request, name: str, visit: Visiting) -> Response:
    """Another role, another password, out or in."""
    what, me = visit.text("what", 20), visit.principal.id
    if name == visit.user.name and what in ("role", "disable"):
        raise Refused(409, "nobody takes their own rights away", remedy="Ask another administrator")
    try:
        with visit.context.database.write() as transaction:
            if what == "role":
                set_role(transaction, name, _role(visit), actor=me)
            elif what in ("disable", "enable"):
                set_disabled(transaction, name, disabled=what == "disable", actor=me)
            elif what == "password":
                set_password(transaction, name, str(visit.form.get("password", "")), actor=me)
            else:
                raise Refused(422, f"{what!r} is nothing that can be done to a user")
    except UsageError as bad:
        return _people(request, visit, problem=bad)
    return seen_other("/admin/users")


@router.get("/admin/keys", **page("users.read"))
def all_keys(request: Request, visit: Visiting) -> Response:
    """All keys of programs, without their secrets."""
    return _keys(request, visit, shown="")


@router.post("/admin/keys", **page("users.write"))
def make_key(request: Request, visit: Visiting) -> Response:
    """Make a key; this page shows it, and no other ever will."""
    name = visit.text("name", 200)
    if not name:
        raise Refused(422, "a key needs a name: what it is for")
    day = visit.text("expires", 10)
    with visit.context.database.write() as transaction:
        expires = f"{day}T23:59:59Z" if day else ""
        made = add_key(transaction, name, _role(visit), actor=visit.principal.id, expires=expires)
    return _keys(request, visit, shown=made.shown)


@router.post("/admin/keys/{key_id}/revoke", **page("users.write"))
def end_key(key_id: str, visit: Visiting) -> Response:
    """End a key at once."""
    with visit.context.database.write() as transaction:
        revoke_key(transaction, key_id, actor=visit.principal.id)
    return seen_other("/admin/keys")


def _role(visit: Visit) -> Role:
    role = visit.text("role", 20)
    if role not in ROLES:
        raise Refused(422, f"{role!r} is no role", remedy=f"Roles are {', '.join(ROLES)}")
    return role


def _people(request: Request, visit: Visit, *, problem: UsageError | None = None) -> Response:
    with visit.context.database.read() as transaction:
        found = users(transaction)
    return render(
        request,
        "users.html.j2",
        status=422 if problem else 200,
        found=found,
        roles=PERMISSIONS,
        now=moment(),
        problem=problem,
        name=visit.text("name", 100) if problem else "",
    )


def _keys(request: Request, visit: Visit, *, shown: str) -> Response:
    with visit.context.database.read() as transaction:
        found = keys(transaction)
    return render(request, "keys.html.j2", found=found, roles=ROLES, now=moment(), made=shown)

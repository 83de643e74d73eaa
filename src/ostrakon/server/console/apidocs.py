"""`/docs`: the API's description as a page, made from `/openapi.json`; nothing comes from another server."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ostrakon.server.access import PERMISSION
from ostrakon.server.console.pages import render
from ostrakon.server.console.visits import open_page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path.

    Attributes:
        permission: what the caller's role must include; `public` for none.
        summary: what it does.
        parameters: name, place, type and meaning of each.
        body: what it takes, in words; empty for none.
        answers: status → meaning.
    """

    method: str
    path: str
    permission: str
    summary: str
    parameters: tuple[tuple[str, str, str, str], ...]
    body: str
    answers: tuple[tuple[str, str], ...]


@router.get("/docs", response_class=HTMLResponse, **open_page())
def page(request: Request) -> HTMLResponse:
    """Every operation by its subject: who may call it, what it takes, what it answers."""
    return render(request, "apidocs.html.j2", subjects=_subjects(request.app.openapi), schema="/openapi.json")


@cache
def _subjects(openapi: Any) -> dict[str, list[Operation]]:
    """Operations by tag, in the order of the routes."""
    found: defaultdict[str, list[Operation]] = defaultdict(list)
    for path, methods in openapi()["paths"].items():
        for method, one in methods.items():
            for tag in one.get("tags") or ["other"]:
                found[tag].append(_operation(method.upper(), path, one))
    return dict(found)


def _operation(method: str, path: str, one: dict[str, Any]) -> Operation:
    body = one.get("requestBody", {}).get("content", {})
    return Operation(
        method=method,
        path=path,
        permission=str(one.get(PERMISSION, "public")),
        summary=str(one.get("description") or one.get("summary", "")),
        parameters=tuple(
            (p["name"], p["in"], _type(p.get("schema", {})), str(p.get("description", "")))
            for p in one.get("parameters", ())
        ),
        body=", ".join(f"{kind}: {_type(what.get('schema', {}))}" for kind, what in body.items()),
        answers=tuple((status, str(what.get("description", ""))) for status, what in one.get("responses", {}).items()),
    )


def _type(schema: dict[str, Any]) -> str:
    """A JSON schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")

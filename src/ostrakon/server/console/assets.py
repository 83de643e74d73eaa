"""Style, script and sign of the console: a fixed table of files, so that no path leads anywhere else."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Response

from ostrakon.reports.drawing import environment
from ostrakon.server.console.visits import open_page
from ostrakon.server.errors import Refused

router = APIRouter()
TYPES = {
    "console.css": "text/css",
    "reading.css": "text/css",
    "console.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
FOREVER = "public, max-age=31536000, immutable"


@router.get("/static/{name}", **open_page())
def asset(name: str) -> Response:
    """One file; its address carries a hash of its content, so browsers may keep it."""
    if name not in TYPES:
        raise Refused(404, "there is no such file")
    return Response(content(name), media_type=TYPES[name], headers={"Cache-Control": FOREVER})


@cache
def content(name: str) -> bytes:
    """The bytes of a file of the table; what pages share with reports is taken from the reports' own style."""
    if name == "reading.css":
        return b"".join(_of_reports(part) for part in ("style.css.j2", "reading.css.j2"))
    own = files("ostrakon.server.console").joinpath("static", name).read_bytes()
    return own + _of_reports("evidence.css.j2") if name == "console.css" else own


def _of_reports(template: str) -> bytes:
    return environment().get_template(template).render().encode()


@cache
def address(name: str) -> str:
    """Where a page finds a file."""
    return f"/static/{name}?v={hashlib.sha256(content(name)).hexdigest()[:12]}"

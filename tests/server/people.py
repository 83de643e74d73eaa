"""People in the console, without a browser: they log in, follow links and send forms as a browser would."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, cast

import httpx
from fastapi.testclient import TestClient

from tests.server.browser import PASSWORD

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_VERSION = re.compile(r'name="version" value="(\d+)"')


def token(page: str) -> str:
    """What the first form of a page sends back."""
    found = _TOKEN.search(page)
    assert found is not None, "the page holds no form"
    return unescape(found[1])


def version(page: str) -> str:
    """The version of the case that a page shows."""
    found = _VERSION.search(page)
    assert found is not None, "the page shows no case to be decided"
    return found[1]


@dataclass
class Person:
    """One person at one browser."""

    client: TestClient
    name: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Look at a page, without following where it leads."""
        return self._send("GET", path, **more)

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, csrf: str | None = None, **more: Any
    ) -> httpx.Response:
        """Send a form with the token of the person's session (or another one)."""
        sent = token(self.get("/me").text) if csrf is None else csrf
        return self._send("POST", path, data=(data or {}) | {"csrf": sent}, **more)

    def log_in(self, password: str = PASSWORD, after: str = "/", code: str = "") -> httpx.Response:
        """Prove who one is."""
        csrf = token(self._send("GET", "/login").text)
        data = {"name": self.name, "password": password, "next": after, "csrf": csrf, "code": code}
        return self._send("POST", "/login", data=data)

    def _send(self, method: str, path: str, **more: Any) -> httpx.Response:
        self.client.cookies.clear()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | more.pop(
            "headers", {}
        )
        given = self.client.request(method, path, headers=headers, follow_redirects=False, **more)
        answer = cast(httpx.Response, given)  # of the framework's own client, which is typed with another package
        for name, value in self.client.cookies.items():
            self.cookies[name] = value
        return answer

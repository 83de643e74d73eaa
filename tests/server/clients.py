"""One test client that speaks with the key of a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from fastapi.testclient import TestClient

from ostrakon.identity import Role


@dataclass(frozen=True)
class Clients:
    """Sends requests as somebody."""

    client: TestClient
    keys: dict[Role, str]

    def headers(self, role: Role) -> dict[str, str]:
        """What a program with the key of this role sends."""
        return {"Authorization": f"ApiKey {self.keys[role]}"}

    def get(self, path: str, role: Role = "screener", **more: Any) -> httpx.Response:
        """GET as a role."""
        response: httpx.Response = self.client.get(path, headers=self.headers(role), **more)
        return response

    def post(self, path: str, body: Any, role: Role = "screener", **more: Any) -> httpx.Response:
        """POST JSON as a role."""
        response: httpx.Response = self.client.post(path, json=body, headers=self.headers(role), **more)
        return response

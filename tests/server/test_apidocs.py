"""`/docs`: the API's description as a page that works offline."""

from __future__ import annotations

from tests.server.clients import Clients


def test_every_operation_stands_on_the_page_with_who_may_call_it(clients: Clients) -> None:
    page = clients.client.get("/docs")
    assert page.status_code == 200
    described = clients.client.get("/openapi.json").json()["paths"]
    for path, methods in described.items():
        for method, one in methods.items():
            assert f"<code>{method.upper()} {path}</code> <small>{one['x-permission']}</small>" in page.text


def test_the_page_loads_nothing_from_elsewhere(clients: Clients) -> None:
    page = clients.client.get("/docs")
    assert "https://" not in page.text.replace("https://www.opensanctions.org", "")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "<script>" not in page.text

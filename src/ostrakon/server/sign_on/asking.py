"""Requests to an identity provider: few, short, without redirects, and never with an answer of any size."""

from __future__ import annotations

from typing import Any

import httpx

from ostrakon.errors import FetchError

SECONDS = 10.0
ANSWER_MAX = 1_000_000
"""Bytes of an answer that are read."""


class Asking:
    """Sends requests to one provider.

    Args:
        transport: instead of the network, for tests.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(transport=transport, timeout=SECONDS, follow_redirects=False)

    def document(self, address: str) -> Any:
        """A JSON document.

        Raises:
            FetchError: there is none to be had.
        """
        return self._json("GET", address)

    def change(self, address: str, fields: dict[str, str], *, basic: tuple[str, str] | None) -> tuple[int, Any]:
        """Send a form to the token endpoint; status and JSON of the answer.

        Raises:
            FetchError: no such answer came.
        """
        return self._answer("POST", address, data=fields, auth=httpx.BasicAuth(*basic) if basic else None)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _json(self, method: str, address: str) -> Any:
        status, found = self._answer(method, address)
        if status != 200:
            raise FetchError(f"the identity provider answered with status {status}", where=address)
        return found

    def _answer(self, method: str, address: str, **more: Any) -> tuple[int, Any]:
        try:
            with self._client.stream(method, address, headers={"Accept": "application/json"}, **more) as response:
                body = b""
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > ANSWER_MAX:
                        raise FetchError("the identity provider's answer is too long", where=address)
                return response.status_code, httpx.Response(200, content=body).json()
        except httpx.HTTPError as bad:
            raise FetchError(f"the identity provider does not answer ({type(bad).__name__})", where=address) from bad
        except ValueError as bad:
            raise FetchError("the identity provider's answer is no JSON", where=address) from bad

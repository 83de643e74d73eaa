"""Requests made up from the OpenAPI description: each is answered, and by an answer that the description names."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as examples

from ostrakon.app.serving import ServerSettings
from ostrakon.identity import PERMISSIONS, Role
from ostrakon.server.access import PERMISSION
from tests.server.clients import Clients

EXAMPLES = 12
"""Requests made up for each operation."""
ASKING: tuple[Role, ...] = ("approver", "auditor", "admin")
"""Roles that have every permission between them."""


@pytest.fixture
def settings() -> ServerSettings:
    """Every door open."""
    return ServerSettings(list_poll_seconds=0.05, mcp=True)


@schemathesis.serializer("application/x-ndjson")
def lines(_context: Any, value: Any) -> bytes:
    """A batch as it is sent."""
    return str(value).encode("utf-8", "replace")


def described(clients: Clients) -> dict[str, Any]:
    found: dict[str, Any] = clients.client.get("/openapi.json").json()
    return found


def wrong_answers(clients: Clients, operation: Any) -> dict[str, str]:
    """Answers to made-up requests that are failures of ours or that the description does not name."""
    permission, told = operation.definition.raw[PERMISSION], operation.definition.raw["responses"]
    role = next((one for one in ASKING if permission in PERMISSIONS[one]), ASKING[0])
    wrong: dict[str, str] = {}

    @seed(20261127)
    @examples(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url="http://testserver", headers=clients.headers(role))
        del sent["cookies"]  # no route of programs reads any
        sent.pop("verify", None)
        if isinstance(sent.get("data"), bytes | str):
            sent["content"] = sent.pop("data")
        answer = clients.client.request(**sent, follow_redirects=False)
        form = answer.headers.get("content-type", "").partition(";")[0]
        forms = told.get(str(answer.status_code), {}).get("content")
        if answer.status_code == 500 or str(answer.status_code) not in told:
            wrong[f"{operation.label} {answer.status_code}"] = f"{sent['url']} {answer.text[:300]}"
        elif forms and form not in {*forms, "application/problem+json"}:
            wrong[f"{operation.label} {answer.status_code}"] = f"{form}, not {list(forms)}"

    ask()
    return wrong


def test_no_made_up_request_fails_on_our_side_or_is_answered_as_nobody_was_told(clients: Clients) -> None:
    clients.post("/v1/screen", {"name": "Kim Jong Un"})  # a case to be met
    operations = [one.ok() for one in schemathesis.openapi.from_dict(described(clients)).get_all_operations()]
    assert len(operations) >= 40
    wrong: dict[str, str] = {}
    for operation in operations:
        wrong |= wrong_answers(clients, operation)
    assert wrong == {}


def test_every_failure_of_every_operation_is_described_and_no_success_is_missing(clients: Clients) -> None:
    for path, operations in described(clients)["paths"].items():
        for method, operation in operations.items():
            told = set(operation["responses"])
            assert told >= {*("400", "401", "403", "404", "409", "413", "415", "422", "429", "431", "503")}, (
                method,
                path,
            )
            assert "200" in told, (method, path)
            assert operation[PERMISSION], (method, path)

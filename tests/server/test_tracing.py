"""Traces: what a span tells, and that no name gets into one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.errors import UsageError
from ostrakon.server.app import service
from ostrakon.server.tracing import Tracing, wanted

NAME = "Zaphod Quuxenbrox"
TOLD = {
    *("http.request.method", "http.route", "http.response.status_code"),
    *("ostrakon.request_id", "ostrakon.snapshot", "ostrakon.policy"),
}
TRACE = "0af7651916cd43dd8448eb211c80319c"


class Traced:
    """A client of a traced service, and the spans that it led to."""

    def __init__(self, client: TestClient, kept: InMemorySpanExporter, key: str) -> None:
        self.client, self.kept, self.headers = client, kept, {"Authorization": f"ApiKey {key}"}

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.kept.get_finished_spans()


@pytest.fixture
def traced(store: Path) -> Iterator[Traced]:
    database = open_database(database_url(store))
    with database.write() as transaction:
        key = add_key(transaction, "test", "approver", actor="test").shown
    database.close()
    kept = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(kept))
    settings = ServerSettings(mcp=True)
    with TestClient(service(store, settings, tracing=Tracing(provider)), raise_server_exceptions=False) as client:
        yield Traced(client, kept, key)


def test_a_span_tells_route_status_snapshot_and_policy_and_continues_the_callers_trace(traced: Traced) -> None:
    headers = traced.headers | {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01", "baggage": f"name={NAME}"}
    answered = traced.client.post("/v1/screen", json={"name": NAME}, headers=headers)
    [span] = traced.spans
    attributes = dict(span.attributes or {})
    assert span.name == "POST /v1/screen"
    assert set(attributes) == TOLD
    assert attributes["http.response.status_code"] == 200
    assert attributes["ostrakon.snapshot"] == answered.json()["snapshot"]
    assert attributes["ostrakon.request_id"] == answered.headers["x-request-id"]
    assert f"{span.get_span_context().trace_id:032x}" == TRACE  # type: ignore[union-attr]


def test_no_name_gets_into_any_span_wherever_it_is_sent(traced: Traced) -> None:
    sent, tool = traced.headers, {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    ask = traced.client.request
    ask("POST", "/v1/screen", json={"name": NAME, "country": NAME}, headers=sent | {"Idempotency-Key": NAME})
    ask("POST", "/v1/screen/batch", content=f'{{"name": "{NAME}"}}\n'.encode(), headers=sent)
    ask("GET", "/search/default", params={"q": NAME}, headers=sent)
    ask("GET", f"/entities/{NAME}", headers=sent)
    ask("GET", f"/{NAME}/{NAME}", headers=sent)
    ask("GET", "/v1/cases", params={"customer": NAME, NAME: NAME}, headers=sent | {"User-Agent": NAME, "Referer": NAME})
    ask("POST", "/v1/texts", params={"name": NAME}, content=NAME.encode(), headers=sent)
    ask("POST", "/v1/payments", content=f"<{NAME}".encode(), headers=sent)
    ask("POST", f"/v1/explain/{NAME}", json={"name": NAME}, headers=sent)
    ask("POST", "/match/default", json={"queries": {NAME: {"properties": {"name": [NAME]}}}}, headers=sent)
    ask("POST", "/login", data={"name": NAME, "password": NAME})
    ask("GET", "/v1/lists", headers={"Authorization": f"ApiKey {NAME}"})
    ask(NAME.replace(" ", ""), "/v1/lists", headers=sent)
    for params in ({"name": NAME, "arguments": {}}, {"name": "screen", "arguments": {"name": NAME, NAME: NAME}}):
        ask(
            "POST",
            "/mcp",
            json=tool | {"params": params},
            headers=sent | {"Accept": "application/json, text/event-stream"},
        )
    ask("POST", "/mcp", json=tool | {"method": NAME}, headers=sent)
    spans = traced.spans
    assert len(spans) >= 16
    for span in spans:
        written = span.to_json()
        assert "Zaphod" not in written and "Quux" not in written
        assert set(span.attributes or {}) <= TOLD
        assert not span.events


def test_a_fault_is_marked_without_its_words(traced: Traced, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError(NAME)

    monkeypatch.setattr("ostrakon.server.v1.screen.subject_of", broken)
    assert traced.client.post("/v1/screen", json={"name": NAME}, headers=traced.headers).status_code == 500
    [span] = traced.spans
    assert not span.status.is_ok and not span.status.description and not span.events


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, "otlp"),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, "otlp"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_TRACES_EXPORTER": "none"}, ""),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_SDK_DISABLED": "true"}, ""),
        ({"OTEL_TRACES_EXPORTER": "console"}, "console"),
    ],
)
def test_the_standard_environment_says_whether_there_are_traces(environment: dict[str, str], expected: str) -> None:
    assert wanted(environment) == expected


@pytest.mark.parametrize(
    "environment",
    [{"OTEL_TRACES_EXPORTER": "zipkin"}, {"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}],
)
def test_what_is_not_offered_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="Set"):
        wanted(environment)

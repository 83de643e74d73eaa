"""Traces of requests (OpenTelemetry, extra `ostrakon[otel]`): one span a request, and nothing of a person in it.

The ready-made instrumentation of the framework writes addresses with their ids and queries into spans; this one knows
the route's pattern, method, status, snapshot and policy, and no more. Counts and times stay with Prometheus.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from starlette.types import Scope

from ostrakon import __version__
from ostrakon.errors import OstrakonError, UsageError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span

EXPORTER = "OTEL_TRACES_EXPORTER"
ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "_OTHER"
"""Any other method: its name is the client's to choose (OpenTelemetry semantic conventions for HTTP)."""
Grounds = Callable[[], dict[str, str | int]]
"""What answers rest on at this moment, as attributes."""


class Tracing:
    """Makes the spans of one worker process.

    Args:
        provider: where they go.
    """

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("ostrakon", __version__)

    @contextmanager
    def request(self, scope: Scope, request_id: str, grounds: Grounds) -> Iterator[Callable[[str, int], None]]:
        """The span of a request; gives a function that takes the route's pattern and the status at its end.

        Args:
            scope: of the request; of its headers those of W3C Trace Context alone are looked at.
            grounds: told at the beginning, which is what the request is answered from.
        """
        from opentelemetry.trace import SpanKind, StatusCode  # noqa: PLC0415  # an extra

        method = scope["method"] if scope["method"] in METHODS else OTHER
        started = {"http.request.method": method, "ostrakon.request_id": request_id, **_told(grounds)}
        with self._tracer.start_as_current_span(
            method,
            context=_parent(scope),
            kind=SpanKind.SERVER,
            attributes=started,
            record_exception=False,  # its words may name somebody
            set_status_on_exception=False,
        ) as span:

            def ended(route: str, status: int) -> None:
                span.update_name(f"{method} {route}")
                span.set_attribute("http.route", route)
                span.set_attribute("http.response.status_code", status)
                if status >= 500:
                    span.set_status(StatusCode.ERROR)

            yield ended

    def close(self) -> None:
        """Send what waits."""
        self._provider.shutdown()


def trace_id() -> str:
    """The trace that a request belongs to, hex, for its log line; empty without."""
    if find_spec("opentelemetry") is None:
        return ""
    from opentelemetry.trace import get_current_span  # noqa: PLC0415  # an extra

    span: Span = get_current_span()
    found = span.get_span_context()
    return f"{found.trace_id:032x}" if found.is_valid else ""


def wanted(environment: Mapping[str, str] = os.environ) -> str:
    """Where traces go by the standard environment: `otlp`, `console`, or empty: nowhere.

    Raises:
        UsageError: it names something that is not offered.
    """
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return ""
    named = environment.get(EXPORTER, "").strip().lower()
    chosen = named or ("otlp" if any(environment.get(one) for one in ENDPOINTS) else "none")
    if chosen not in {"otlp", "console", "none"}:
        raise UsageError(f"{EXPORTER} is {named!r}", remedy="Set it to otlp, console or none")
    protocol = next((found for one in PROTOCOLS if (found := environment.get(one))), "http/protobuf")
    if chosen == "otlp" and protocol != "http/protobuf":
        raise UsageError(f"traces are sent by http/protobuf, not by {protocol!r}", remedy=f"Set {PROTOCOLS[1]} to it")
    return "" if chosen == "none" else chosen


def tracing() -> Tracing | None:
    """Traces as the standard environment wants them; None where it wants none.

    Raises:
        UsageError: it names something that is not offered, or the extra is not installed.
    """
    chosen = wanted()
    if not chosen:
        return None
    os.environ.setdefault("OTEL_SERVICE_NAME", "ostrakon")
    try:
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415  # an extra
        from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter  # noqa: PLC0415

        exporter = ConsoleSpanExporter() if chosen == "console" else _otlp()
    except ImportError as missing:
        raise UsageError("the environment asks for traces", remedy="pip install 'ostrakon[otel]'") from missing
    provider = TracerProvider()  # sampler, limits and resource by the standard environment
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Tracing(provider)


def _otlp() -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415

    return OTLPSpanExporter()


def _parent(scope: Scope) -> Any:
    """The caller's trace; whatever else it sends along (baggage) is not taken up."""
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    headers = {
        name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"] if name == b"traceparent"
    }
    return TraceContextTextMapPropagator().extract(headers)


def _told(grounds: Grounds) -> dict[str, str | int]:
    try:
        return grounds()
    except OstrakonError:  # no list is in force; the request says so itself
        return {}

"""What is counted and timed; no label holds anything of a person or a request's content."""

from __future__ import annotations

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, multiprocess

MULTIPROCESS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Set by `serve` where several processes answer, so that any of them tells the sum."""

REQUESTS = Counter("ostrakon_requests", "Requests answered", ("route", "status"))
SECONDS = Histogram(
    "ostrakon_request_seconds",
    "Time to answer a request",
    ("route",),
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
SCREENED = Counter("ostrakon_screened", "Subjects screened, by what came of them", ("status",))

SNAPSHOT = Gauge("ostrakon_snapshot", "Number of the list snapshot in service", multiprocess_mode="livemin")
UNSHARED = Gauge(
    "ostrakon_lists_unshared",
    "1 while this host cannot follow the lists of the others, or give them its own",
    multiprocess_mode="livemax",
)
OUTBOX = Gauge(
    "ostrakon_outbox_messages",
    "Messages to webhooks and mail, by state; dead ones wait for a person",
    ("state",),
    multiprocess_mode="livemostrecent",
)
OLDEST = Gauge(
    "ostrakon_outbox_oldest_seconds", "Age of the oldest message that waits", multiprocess_mode="livemostrecent"
)
JOB_FAILED = Gauge(
    "ostrakon_job_failed", "1 while the last run of a job failed", ("job",), multiprocess_mode="livemostrecent"
)


def registry() -> CollectorRegistry:
    """All metrics of this process, or of all processes of the service."""
    if os.environ.get(MULTIPROCESS_VARIABLE):
        collected = CollectorRegistry()
        multiprocess.MultiProcessCollector(collected)  # type: ignore[no-untyped-call]
        return collected
    return REGISTRY

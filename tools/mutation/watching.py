"""A plug-in of pytest: coverage with the test at hand as its context, and the processor time of each test."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

from tools.mutation.nearby import contexts

_measuring = coverage.Coverage(
    source=[f"ostrakon.{room}" for room in os.environ["OSTRAKON_ROOMS"].split(":")], data_file=None
)
_seconds: dict[str, float] = {}
_measuring.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:  # noqa: ARG001
    """The time of a test with its fixtures."""
    started = time.process_time()
    try:
        return (yield)
    finally:
        _seconds[item.nodeid] = time.process_time() - started


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What fixtures do may serve all tests of the file."""
    _measuring.switch_context(item.nodeid.partition("::")[0])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """From here on it is this test alone."""
    _measuring.switch_context(item.nodeid)


def pytest_sessionfinish() -> None:
    """Write down what was seen."""
    _measuring.stop()
    told = {"lines": list(contexts(_measuring.get_data())), "seconds": _seconds}
    Path(os.environ["OSTRAKON_NEARBY"]).write_text(json.dumps(told), encoding="utf-8")

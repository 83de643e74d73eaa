"""The log is one JSON object a line, and says nothing of a request's content."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest

from ostrakon.server.logs import configuration
from tests.server.clients import Clients


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the service would write to stderr."""
    logging.config.dictConfig(configuration("info"))
    into = io.StringIO()
    for name in ("ostrakon", "uvicorn"):
        for handler in logging.getLogger(name).handlers:
            assert isinstance(handler, logging.StreamHandler)
            handler.setStream(into)
    yield into
    for name in ("ostrakon", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.NOTSET)


def test_each_request_is_one_line_without_names_or_keys(written: io.StringIO, clients: Clients) -> None:
    answer = clients.post("/v1/screen?limit=3", {"name": "Kim Jong Un", "query_id": "C-77"})
    logging.getLogger("ostrakon.lists").warning("the list %s is old", "un_sc")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    (line,) = [line for line in lines if line["log"] == "ostrakon.http"]
    assert (line["method"], line["route"], line["status"]) == ("POST", "/v1/screen", 200)
    assert line["request"] == answer.headers["x-request-id"]
    assert not any(word in json.dumps(lines) for word in ("Kim", "C-77", "ApiKey", "ostr_"))
    assert lines[-1]["message"] == "the list un_sc is old"
    assert lines[-1]["level"] == "warning"

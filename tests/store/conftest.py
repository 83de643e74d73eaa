"""What the tests of the store share."""

from __future__ import annotations

import pytest

from ostrakon.app import admission, publishing
from ostrakon.app.publishing import IndexBuilder
from tests import fake_lists


@pytest.fixture(autouse=True)
def fake_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are in the fake format, and no index is built."""
    fake_lists.install(monkeypatch)
    for module in (admission, publishing):
        monkeypatch.setattr(module, "index_builder", lambda: IndexBuilder(lambda snapshot, folder: None, "0"))

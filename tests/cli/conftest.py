"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.app.importing import import_lists
from ostrakon.starter.files import starter_lists
from tests.cli.running import Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs command lines on a store of its own."""
    monkeypatch.setenv("OSTRAKON_STORE", str(tmp_path / "store"))
    return Run(capsys)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two bundled lists; nobody writes to it."""
    folder = tmp_path_factory.mktemp("payment") / "store"
    for source, files in starter_lists():
        if source in {"ofac_sdn", "un_sc"}:
            import_lists(folder, files, source_id=source, extract=True)
    return folder

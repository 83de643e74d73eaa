"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs command lines on a store of its own."""
    monkeypatch.setenv("OSTRAKON_STORE", str(tmp_path / "store"))
    return Run(capsys)

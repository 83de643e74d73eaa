"""Where the shared development data lies, and what a test does on a machine that lacks it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("OSTRAKON_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(*parts: str) -> Path:
    """A path below the shared folder; skips the test where it is absent, fails it under `CI=true`."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        message = f"needs the shared development data ({'/'.join(parts)})"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path

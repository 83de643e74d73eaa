"""What holds for all tests: no run starts a compiler by itself, compiled code is kept in the checkout, and readers have
time."""

from __future__ import annotations

import os
from pathlib import Path

from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.intake.documents import sealed

os.environ[COMPILED_VARIABLE] = "off"
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(__file__).parent.parent / ".pytest_cache" / "compiled"))

sealed.SECONDS_MAX = 60  # with all cores at work a reader may not be started for seconds

"""What holds for all tests: no run starts a compiler by itself, and compiled code stays in the checkout."""

from __future__ import annotations

import os
from pathlib import Path

from ostrakon.app.settings import COMPILED_VARIABLE

os.environ[COMPILED_VARIABLE] = "off"
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(__file__).parent.parent / ".pytest_cache" / "compiled"))

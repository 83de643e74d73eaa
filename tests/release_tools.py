"""The tools of a release, importable by tests: they are scripts that import each other by name."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools" / "release"))

import audit
import licences
import make_dist
import sbom
import try_wheel
from dependencies import Dependency, declared, dependencies

__all__ = ["Dependency", "audit", "declared", "dependencies", "licences", "make_dist", "sbom", "try_wheel"]

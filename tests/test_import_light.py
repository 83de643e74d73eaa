"""`import ostrakon` must cost next to nothing: programs import it to ask for a version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("numpy", "lxml", "click", "rich", "httpx", "jinja2", "rapidfuzz", "msgspec")


def _modules_after(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_brings_none_of_its_dependencies() -> None:
    assert _modules_after("import ostrakon; ostrakon.__version__").isdisjoint(HEAVY)


def test_asking_for_the_version_loads_neither_numbers_nor_network() -> None:
    loaded = _modules_after("from ostrakon.cli.main import main; main(['--version'])")
    assert loaded.isdisjoint({"numpy", "lxml", "httpx", "jinja2", "rapidfuzz"})


def test_an_unknown_name_of_the_package_is_an_ordinary_attribute_error() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from ostrakon import Nothing"], capture_output=True, text=True, check=False
    )
    assert "ImportError: cannot import name 'Nothing'" in done.stderr


def test_the_state_of_the_lists_is_told_without_loading_numbers(tmp_path: Path) -> None:
    loaded = _modules_after(
        f"from ostrakon.cli.main import main; main(['lists', 'status', '--store', {str(tmp_path)!r}])"
    )
    assert "numpy" not in loaded

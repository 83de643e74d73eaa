"""The wheel, alone in a new environment, does what the checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OSTRAKON_"))}
    words = [str(part) for part in arguments]
    return subprocess.run(words, cwd=cwd, env=clean, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment that holds the wheel and, of everything else, only its dependencies.

    The dependencies are those of this environment, on a path file: what the wheel misses of its own files shows,
    and no network is needed. The editable checkout is not among them.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    bin_folder = folder / ("Scripts" if os.name == "nt" else "bin")
    (own,) = folder.glob("lib/python*/site-packages")
    done = _run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        bin_folder / "python",
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    theirs = folder / "dependencies"
    theirs.mkdir()
    (here,) = {Path(entry) for entry in sys.path if Path(entry).name == "site-packages"}
    for entry in here.iterdir():
        if "ostrakon" not in entry.name and entry.suffix != ".pth":
            (theirs / entry.name).symlink_to(entry)
    (own / "dependencies.pth").write_text(f"{theirs}\n", encoding="utf-8")
    return bin_folder


def test_the_wheel_holds_licence_types_and_data_and_nothing_from_outside_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    outside = [name for name in names if not name.startswith("ostrakon/") and ".dist-info/" not in name]
    assert outside == []
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert "ostrakon/py.typed" in names
    packaged = {name for name in names if name.startswith("ostrakon/")}
    source = ROOT / "src"
    expected = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(source).parts)
    }
    assert packaged == expected


def test_the_installed_wheel_says_its_version_and_its_commands(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "ostrakon", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "screen" in done.stdout


def test_the_installed_wheel_runs_the_demonstration(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "ostrakon", "demo", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "out").rglob("*.html"))

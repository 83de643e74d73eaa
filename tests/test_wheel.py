"""The wheel, alone in a new environment, does what the checkout does.

`make wheels` tries it for real, with each Python and everything fetched (tools/release/try_wheel.py); here the same
steps run without the network.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from tests.release_tools import declared, dependencies, try_wheel

ROOT = Path(__file__).resolve().parent.parent
Trial, interpreters, tried = try_wheel.Trial, try_wheel.interpreters, try_wheel.tried


def _run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OSTRAKON_"))}
    words = [str(part) for part in arguments]
    return subprocess.run(words, cwd=cwd, env=clean, capture_output=True, text=True, check=False, timeout=900)


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

    The dependencies are those of this environment, on a path file, and only those that the wheel asks for without
    extras: what it misses of its own files shows, and what it takes from a developer's tools, and no network is needed.
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
    for package in _core_packages():
        for file in package.files or ():
            top = file.parts[0]
            if top not in {"..", "__pycache__"} and not (theirs / top).exists():
                (theirs / top).symlink_to(str(package.locate_file(top)))
    (own / "dependencies.pth").write_text(f"{theirs}\n", encoding="utf-8")
    return bin_folder


def _core_packages() -> list[Distribution]:
    _, _, requirements = declared(ROOT)
    core = [(extra, requirement) for extra, requirement in requirements if not extra]
    return [distribution(one.name) for one in dependencies(core) if one.version]


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


def test_the_installed_wheel_works_and_names_the_extras_that_are_missing(installed: Path, tmp_path: Path) -> None:
    steps = list(Trial(installed, tmp_path).steps())
    assert [f"{step.name}: {step.trouble}" for step in steps if step.trouble] == []
    names = [step.name for step in steps]
    assert {"demo --out demo", "serve", "mcp without ostrakon[mcp] names it"} <= set(names)
    assert (tmp_path / "validation" / "report.html").exists()


@pytest.mark.stress
def test_the_wheel_with_all_that_it_needs_fetched_works_on_the_oldest_and_the_newest_python(wheel: Path) -> None:
    if os.environ.get("OSTRAKON_STRESS") != "full":
        pytest.skip("fetches everything anew: `make wheels`, or OSTRAKON_STRESS=full")
    found = interpreters()
    codes = [tried(python, wheel) for python in dict.fromkeys((found[0], found[-1]))]
    if 2 in codes:
        pytest.skip("the package index cannot be reached")
    assert codes == [0] * len(codes)

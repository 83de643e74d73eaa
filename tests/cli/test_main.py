"""The frame of the command line: exit codes, one line per problem, quick start."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from ostrakon import __version__
from ostrakon.cli import main as cli
from ostrakon.cli.lazy import LazyCommand
from tests.cli.running import Run


def test_help_lists_the_commands_without_importing_them(run: Run) -> None:
    ran = run("--help")

    assert ran.code == 0
    assert "lists" in ran.out
    assert "Exit codes" in ran.out


def test_the_version_is_shown(run: Run) -> None:
    assert __version__ in run("--version").out


def test_the_package_can_be_run_where_its_script_is_not_on_the_path() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ostrakon", "lists", "nonsense"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "ostrakon" in done.stderr
    assert "nonsense" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("lists", "nonsense"),
        ("lists", "import", "un_sc"),
        ("lists", "import", "no_such_source", "file.xml"),
        ("lists", "rollback", "zero"),
        ("lists", "status", "--nonsense"),
        ("lists", "update", "ftm"),
    ],
)
def test_wrong_use_ends_with_2_and_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("ostrakon: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "meant"), [(("scren", "Lavrov"), "'screen'"), (("lists", "statuss"), "'status'")]
)
def test_a_slip_in_a_command_is_answered_with_the_one_that_was_meant(
    run: Run, arguments: tuple[str, ...], meant: str
) -> None:
    ran = run(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert f"Did you mean {meant}?" in ran.err
    assert ran.err.count("\n") == 1


def test_a_command_without_a_module_is_not_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.ostrakon.lazy, "ghost", LazyCommand("ostrakon.cli.no_such_module", "Not there."))  # type: ignore[attr-defined]

    assert "ghost" not in run("--help").out
    assert run("ghost").code == 2


def test_a_fault_of_ours_ends_like_not_screened_with_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setitem(cli.ostrakon.commands, "broken", click.Command("broken", callback=broken))
    ran = run("broken")

    assert ran.code == 3
    assert ran.err == "ostrakon: unexpected ZeroDivisionError: by zero (set OSTRAKON_DEBUG=1 for the traceback)\n"
    monkeypatch.setenv("OSTRAKON_DEBUG", "1")
    assert "Traceback" in run("broken").err


def test_a_reader_that_leaves_is_no_failure() -> None:
    command = f"{sys.executable} -c 'from ostrakon.cli.main import run; run()' lists sources | head -c 1"
    ran = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)

    assert ran.stderr == ""


def test_starting_imports_none_of_the_heavy_parts() -> None:
    code = "import sys; from ostrakon.cli.main import main; main(['--help']); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert not {"numpy", "lxml", "lxml.etree", "httpx", "rapidfuzz", "jinja2", "rich"} & set(modules)

"""Every command that the documentation shows is run, page by page in its order, or stands in a table with a reason."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import time
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import pytest

from benchmarks.run import options
from ostrakon.app.demo import import_starter
from ostrakon.cli.main import ostrakon
from ostrakon.delivery.signing import signature
from ostrakon.sources.registry import SOURCES
from ostrakon.starter import starter_lists
from tests import list_server
from tests.documentation.pages import DOCUMENTS, ROOT, Shown, blocks, deployment, indented, mentions, name, shown
from tests.documentation.props import props
from tests.documentation.stage import Stage, makefile_target
from tests.documentation.turns import NOT_RUN, TURNS, NotRun, Turn

EMPTY_AT_FIRST = {"README.md", "docs/lists.md", "docs/tutorial.md"}
"""Pages that bring the lists themselves; all others begin with the bundled extracts in force."""
PLAYED = sorted({line.document for line in shown() if (line.document, line.text) not in NOT_RUN})


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled extracts, to be copied."""
    folder = tmp_path_factory.mktemp("documentation") / "store"
    import_starter(folder)
    return folder


@pytest.fixture(scope="session")
def publishers() -> Iterator[list_server.ListServer]:
    """A server of this machine that gives the bundled extracts, and 404 for all other lists."""
    with list_server.running() as server:
        for _, files in starter_lists():
            for path in files:
                server.behaviours[f"/{path.name}"] = list_server.serves(path.read_bytes())
        yield server


@pytest.fixture
def stage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    publishers: list_server.ListServer,
) -> Iterator[Stage]:
    """An empty folder, and official addresses that lead to this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OSTRAKON_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("LOGNAME", "first-person")
    bundled = dict(starter_lists())
    for source in (one.id for one in SOURCES):
        names = [path.name for path in bundled.get(source, ())] or ["not-here"]
        monkeypatch.setenv(f"OSTRAKON_URL_{source.upper()}", " ".join(publishers.url(f"/{one}") for one in names))
    with ExitStack() as closing:
        yield Stage(tmp_path, monkeypatch, capsys, closing, props(), publishers)


@pytest.mark.parametrize("page", PLAYED)
def test_the_commands_of_a_page_run_as_they_stand(page: str, stage: Stage, prepared: Path) -> None:
    if page not in EMPTY_AT_FIRST:
        shutil.copytree(prepared, stage.path("store"))
    for line in shown():
        if line.document == page and (page, line.text) not in NOT_RUN:
            stage.play(line, TURNS.get((page, line.text), Turn()))
    for code in blocks(ROOT / page, "python"):
        if "pyspark" not in code:  # the same function meets a real session in tests/batch
            exec(compile(code, page, "exec"), {})


def test_the_page_shows_how_a_receiver_knows_us() -> None:
    (code,) = blocks(ROOT / "docs" / "deliveries.md", "python")
    shown_there: dict[str, Any] = {}
    exec(code, shown_there)
    header = signature(b"{}", ["secret"], int(time.time()))
    assert shown_there["genuine"](b"{}", header, "secret")
    assert not shown_there["genuine"](b"{ }", header, "secret")


@pytest.mark.parametrize(("module", "function"), [("spark", "screen_dataframe"), ("spark_delta", "rescreen_dataframe")])
def test_spark_is_called_as_the_page_shows(module: str, function: str) -> None:
    calls = [
        node
        for code in blocks(ROOT / "docs" / "batch.md", "python")
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function
    ]
    assert calls
    parameters = _parameters(ROOT / "src" / "ostrakon" / "batch" / f"{module}.py", function)
    for call in calls:
        assert {word.arg for word in call.keywords} <= set(parameters)
        assert len(call.args) <= len(parameters)


@pytest.mark.parametrize(("line", "reason"), NOT_RUN.items(), ids=str)
def test_what_is_not_run_is_looked_at_in_another_way(line: tuple[str, str], reason: NotRun) -> None:
    words = shlex.split(line[1])
    match reason.instead:
        case "target":
            done = makefile_target(words[1:])
            assert done.returncode == 0, done.stderr
            assert done.stdout.strip()
        case "package":
            assert words[:2] == ["pip", "install"]
            project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            wanted = {one for part in re.findall(r"\[(.*?)\]", words[2]) for one in part.split(",")}
            assert wanted <= set(project["optional-dependencies"])
        case "benchmark":
            assert words[1:3] == ["-m", "benchmarks.run"]
            options().parse_args(words[3:])
        case other:
            raise AssertionError(f"{other} is no substitute that is known here")


def test_few_commands_are_not_run_and_every_row_of_the_tables_is_of_a_line_that_is_shown() -> None:
    there = {(line.document, line.text) for line in shown()}
    assert set(TURNS) <= there
    assert set(NOT_RUN) <= there
    assert len(NOT_RUN) < len(there) / 8, "too many commands are not run"


def test_no_command_stands_where_nothing_runs_it() -> None:
    stray = [f"{name(page)}: {line}" for page in DOCUMENTS for line in indented(page)]
    assert stray == [], "put these into a block that begins with ```sh"


def test_what_the_files_of_deployment_tell_to_type_is_no_unknown_command() -> None:
    assert deployment()
    for line in deployment():
        words = shlex.split(line.text)
        if "ostrakon" in words:  # the container's name and then ours, or ours alone
            last = len(words) - 1 - words[::-1].index("ostrakon")
            _parsed(words[last + 1 :])
        assert all((ROOT / word).exists() for word in words if word.startswith("deploy/")), line


@pytest.mark.parametrize("mentioned", sorted(set(mentions()), key=str), ids=str)
def test_every_command_in_a_sentence_exists_with_its_options(mentioned: Shown) -> None:
    words = shlex.split(mentioned.text.removeprefix("ostrakon "))
    _parsed([word for word in words if word not in {"…", "..."}])


def _parsed(words: list[str]) -> None:
    """Find the command and let it take its options, without converting values: files need not exist."""
    command: click.Command = ostrakon
    context = click.Context(command, info_name="ostrakon")
    rest = list(words)
    while True:
        parser = command.make_parser(context)
        parser.allow_interspersed_args = not isinstance(command, click.Group)
        options_given, rest, _ = parser.parse_args(args=rest)
        if not isinstance(command, click.Group) or not rest or "help" in options_given:
            return
        called = rest.pop(0)
        found = command.get_command(context, called)
        assert found is not None, f"there is no command {called!r} in `{context.command_path}`"
        command, context = found, click.Context(found, info_name=called, parent=context)


def _parameters(source: Path, function: str) -> list[str]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    (found,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    return [one.arg for one in (*found.args.args, *found.args.kwonlyargs)]

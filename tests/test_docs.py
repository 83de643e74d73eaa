"""What the documentation tells people to type, and where it sends them, exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from ostrakon.cli.main import main, ostrakon
from tests.commands_in_docs import DOCUMENTS, ROOT, ShownCommand, shown_commands

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]*)(?:#([^)]*))?\)")
SAFE = ("lists status", "lists sources", "lists diff", "screen Kim Jong Un", "explain", "entity", "country")
"""Commands of the README's blocks that need nothing but a store, and are therefore run."""


def _resolve(arguments: tuple[str, ...]) -> tuple[click.Context, click.Command, list[str]]:
    """Walk from the program to the command that would be called, and what is left for it."""
    command: click.Command = ostrakon
    context = click.Context(command, info_name="ostrakon")
    rest = list(arguments)
    while isinstance(command, click.Group):
        options, rest, _ = _parse(command, context, rest)
        if not rest or "help" in options or "version" in options:
            break
        name = rest.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"there is no command {name!r} in `{context.command_path}`"
        context = click.Context(found, info_name=name, parent=context)
        command = found
    return context, command, rest


def _parse(
    command: click.Command, context: click.Context, rest: list[str]
) -> tuple[dict[str, object], list[str], object]:
    """Parse without converting values: files in the documentation need not exist."""
    parser = command.make_parser(context)
    parser.allow_interspersed_args = not isinstance(command, click.Group)
    options, left, order = parser.parse_args(args=list(rest))
    return dict(options), left, order


@pytest.mark.parametrize("shown", shown_commands(), ids=str)
def test_every_command_shown_exists_with_its_options(shown: ShownCommand) -> None:
    context, command, rest = _resolve(shown.arguments)
    if not isinstance(command, click.Group):
        _parse(command, context, rest)


def test_the_readme_shows_commands_at_all() -> None:
    assert sum(shown.document == "README.md" for shown in shown_commands()) > 10


@pytest.fixture(scope="module")
def starter_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as `ostrakon demo` leaves it."""
    folder = tmp_path_factory.mktemp("docs")
    assert main(["demo", "--out", str(folder)]) in (0, 1)
    return folder / "store"


def _safe() -> list[ShownCommand]:
    return [
        shown
        for shown in shown_commands()
        if shown.in_block and shown.document == "README.md" and " ".join(shown.arguments).startswith(SAFE)
    ]


@pytest.mark.parametrize("shown", _safe(), ids=str)
def test_the_commands_of_the_readme_work_on_the_starter_lists(
    shown: ShownCommand, starter_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--store", str(starter_store), *shown.arguments])
    output = capsys.readouterr()
    assert code in (0, 1), output.err
    assert output.out.strip()


def test_the_python_example_of_the_readme_runs(starter_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert '"demo-output/store"' in example
    exec(example.replace('"demo-output/store"', repr(str(starter_store))), {})
    assert "KIM" in capsys.readouterr().out.upper()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    for target, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        page = (document.parent / target).resolve() if target else document
        assert page.exists(), f"{document.name} links to {target}"
        if anchor:
            assert anchor in _anchors(page), f"{document.name} links to {target}#{anchor}"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

"""Write the reference pages (commands, settings, errors) from the code.

python tools/docs/reference.py [--check]
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from ostrakon import errors
from ostrakon.app import retaining, settings
from ostrakon.app.delivering.options import PREFIX as DELIVERY
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.app.scheduling import PREFIX as SCHEDULE
from ostrakon.app.scheduling import ScheduleSettings
from ostrakon.app.serving import PREFIX as SERVER
from ostrakon.app.serving import ServerSettings
from ostrakon.app.sign_on import PREFIX as SIGN_ON
from ostrakon.app.sign_on import SignOnSettings
from ostrakon.cli.common import ExitCode
from ostrakon.cli.main import ostrakon

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
MADE = "<!-- Made by tools/docs/reference.py from the code: change it there. -->\n"
FORMS: tuple[tuple[str, str, Any], ...] = (
    ("The service", SERVER, ServerSettings),
    ("What the service does by itself", SCHEDULE, ScheduleSettings),
    ("Sign-on at an identity provider", SIGN_ON, SignOnSettings),
    ("Webhooks and mail", DELIVERY, DeliverySettings),
)


def commands() -> str:
    """All commands with their help and options."""
    parts = [MADE, "# Commands\n", "`--help` behind a command says the same at the terminal.\n"]
    parts += _command(ostrakon, click.Context(ostrakon, info_name="ostrakon"))
    return "\n".join(parts)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    depth = context.command_path.count(" ")
    if depth:
        yield f"{'#' * min(depth + 1, 4)} {context.command_path}\n"
        yield f"```text\n{' '.join((context.command_path, *command.collect_usage_pieces(context)))}\n```\n"
    yield _help(command) + "\n"
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    if depth and options:
        yield "| option | meaning |\n| --- | --- |"
        for option in options:
            record = option.get_help_record(context)
            if record:
                yield f"| `{_cell(record[0])}` | {_cell(record[1])} |"
        yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _command(below, click.Context(below, info_name=name, parent=context))


def _help(command: click.Command) -> str:
    """The help text: paragraphs, and what stands as it is written (`\\b`) as code."""
    parts = []
    for part in inspect.cleandoc(command.help or "").split("\n\n"):
        kept = part.startswith("\b")
        parts.append(f"```text\n{part.removeprefix(chr(8)).strip(chr(10))}\n```" if kept else _inline(part))
    return "\n\n".join(parts)


def _inline(text: str) -> str:
    return re.sub(r"(?<!`)<([^>`]+)>", r"`<\1>`", text)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def environment() -> str:
    """All settings."""
    parts = [MADE, "# Settings\n", "Environment variables; options of a command win over them.\n"]
    parts += ["## Everywhere\n", "| variable | meaning |", "| --- | --- |"]
    for module in (settings, retaining):
        parts += [f"| `{name}` | {_cell(meaning)} |" for name, meaning in _variables(module)]
    for title, prefix, form in FORMS:
        meanings = _attributes(form)
        parts += [f"\n## {title}\n", "| variable | default | meaning |", "| --- | --- | --- |"]
        for field in fields(form):
            default = "" if field.default in ("", ()) else f"`{field.default}`"
            parts.append(f"| `{prefix}{field.name.upper()}` | {default} | {_cell(meanings[field.name])} |")
    return "\n".join(parts) + "\n"


def _variables(module: Any) -> Iterator[tuple[str, str]]:
    """Variables that a module names, with what it says of them."""
    body = ast.parse(inspect.getsource(module)).body
    for place, node in enumerate(body):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)):
            continue
        name = node.targets[0]
        if isinstance(name, ast.Name) and name.id.endswith(("_VARIABLE", "_VARIABLE_PREFIX")):
            following = body[place + 1]
            said = following.value if isinstance(following, ast.Expr) else None
            meaning = said.value if isinstance(said, ast.Constant) else ""
            if not meaning:
                sys.exit(f"{module.__name__}: {name.id} does not say what it means")
            yield str(node.value.value), str(meaning)


def _attributes(form: type) -> dict[str, str]:
    """What the docstring of a form says of each field; several that share a line share the text."""
    text = inspect.getdoc(form) or ""
    found: dict[str, str] = {}
    for names, meaning in re.findall(r"^    (\w[\w, ]*): ((?:.|\n(?!    \w[\w, ]*:))*)", text, re.M):
        for name in names.split(", "):
            found[name] = " ".join(meaning.split())
    return found


def failures() -> str:
    """Exit codes and errors."""
    parts = [MADE, "# Errors and exit codes\n"]
    parts += ["Every error says what was wrong, where, and what to do: one line on stderr, no traceback.\n"]
    parts += ["| exit code | meaning |", "| --- | --- |"]
    parts += [f"| {int(code)} | {EXITS[code]} |" for code in ExitCode]
    parts += ["", "3 wins over 1. Over HTTP errors have the form of RFC 9457, on yente's paths yente's.\n"]
    parts += ["| error | when | exit code |", "| --- | --- | --- |"]
    for kind in (errors.UsageError, errors.InputError, errors.ListRefused, errors.FetchError, errors.StoreError):
        parts.append(f"| `{kind.__name__}` | {_cell(_first(kind))} | 2 |")
    parts.append(f"| `NotScreened` | {_cell(_first(errors.NotScreened))} | 3 |")
    parts += ["", "`ListRefused` has a reason that programs can act on:\n", _first_argument(errors.ListRefused), ""]
    return "\n".join(parts)


EXITS = {
    ExitCode.DONE: "done, and nothing to act on",
    ExitCode.ACTION: "done, and something needs a person: a hit, a review, a change under `--fail-on-change`",
    ExitCode.WRONG: "wrong use or bad input",
    ExitCode.NOT_SCREENED: "not screened: no lists in force, input partly unreadable, lists too old by the policy",
}


def _first(kind: type) -> str:
    return (inspect.getdoc(kind) or "").split("\n\n")[0]


def _first_argument(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").partition("reason: ")[2].split())


def main() -> None:
    """Write the pages, or say which is out of date."""
    for name, made in (("commands.md", commands()), ("settings.md", environment()), ("errors.md", failures())):
        page = FOLDER / name
        if "--check" not in sys.argv:
            FOLDER.mkdir(exist_ok=True)
            page.write_text(made, encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != made:
            sys.exit(f"{page} is out of date: python tools/docs/reference.py")


if __name__ == "__main__":
    main()

"""What all commands share: the data folder, JSON output, exit codes, complaints on stderr."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
import msgspec

from ostrakon import __version__
from ostrakon.app import settings

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_STORE_KEY = "ostrakon.store"


class ExitCode(IntEnum):
    """What the exit code tells the calling program; `NOT_SCREENED` wins over `ACTION`."""

    DONE = 0
    ACTION = 1
    WRONG = 2
    NOT_SCREENED = 3


def _remember_store(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.meta[_STORE_KEY] = value


def store_option(function: Decorated) -> Decorated:
    """Add `--store DIR`; it may stand before or after the command's name."""
    return click.option(
        "--store",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_remember_store,
        help="Data folder (or the environment variable OSTRAKON_STORE).",
    )(function)


def policy_option(function: Decorated) -> Decorated:
    """Add `--policy FILE`, passed to the command as `policy`."""
    return click.option(
        "--policy",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Thresholds and rules (or the environment variable OSTRAKON_POLICY); default: those that ship.",
    )(function)


def exemptions_option(function: Decorated) -> Decorated:
    """Add `--exemptions FILE`, passed to the command as `exemptions`."""
    return click.option(
        "--exemptions",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Reviewed exemptions (or the environment variable OSTRAKON_EXEMPTIONS).",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """Add `--json`, passed to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON for programs.")(function)


def store_folder() -> Path:
    """The data folder of this call: `--store`, else `OSTRAKON_STORE`, else the user's data folder."""
    return settings.store_folder(click.get_current_context().meta.get(_STORE_KEY))


def emit_json(payload: Mapping[str, Any], *, snapshot: int | None = None) -> None:
    """Write one JSON object in UTF-8, with the program's version and the snapshot's number on top."""
    head: dict[str, Any] = {"ostrakon": __version__}
    if snapshot is not None:
        head["snapshot"] = snapshot
    click.echo(msgspec.json.format(msgspec.json.encode(head | dict(payload)), indent=2))


def complain(message: object) -> None:
    """Write one problem to stderr, on one line."""
    click.echo("ostrakon: " + " ".join(str(message).split()), err=True)


def finish(code: ExitCode) -> NoReturn:
    """End the command with an exit code."""
    click.get_current_context().exit(int(code))

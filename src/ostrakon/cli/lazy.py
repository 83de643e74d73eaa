"""A group of commands whose modules are imported only when one of them is called."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """A command by name.

    Attributes:
        module: dotted module with an attribute `command`.
        summary: one line for the list of commands, so that listing them imports nothing.
    """

    module: str
    summary: str

    @property
    def installed(self) -> bool:
        """Whether the module exists; a command without one is not listed."""
        return importlib.util.find_spec(self.module) is not None


class LazyGroup(click.Group):
    """A click group over `LazyCommand`s."""

    def __init__(self, *args: Any, lazy: Mapping[str, LazyCommand] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table, which is the order in which a newcomer needs them."""
        return [name for name, entry in self.lazy.items() if entry.installed] + super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return it; None when there is no such command."""
        entry = self.lazy.get(cmd_name)
        if entry is None or not entry.installed:
            return super().get_command(ctx, cmd_name)
        command = importlib.import_module(entry.module).command
        assert isinstance(command, click.Command), f"{entry.module}.command is no click command"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; a command that is not known is answered with the one that was probably meant."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            if near:
                ctx.fail(f"No such command '{args[0]}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table."""
        rows = [(name, self.lazy[name].summary) for name in self.list_commands(ctx) if name in self.lazy]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

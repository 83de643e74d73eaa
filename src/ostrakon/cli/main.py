"""The command `ostrakon`: its commands by name, and how a failure ends: one line on stderr, no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from ostrakon import __version__
from ostrakon.app.collecting import collect_rarely
from ostrakon.cli.common import ExitCode, complain, store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup
from ostrakon.errors import NotScreened, OstrakonError

COMMANDS = {
    "demo": LazyCommand("ostrakon.cli.demo", "See it work on bundled starter lists."),
    "lists": LazyCommand("ostrakon.cli.lists", "Import, update, compare and roll back official lists."),
    "entity": LazyCommand("ostrakon.cli.entity", "Show one listed party with every value's origin."),
    "screen": LazyCommand("ostrakon.cli.screen", "Screen one name, or a file of customers."),
    "explain": LazyCommand("ostrakon.cli.explain", "Say why a name and a listed party match, or do not."),
    "compare": LazyCommand("ostrakon.cli.compare", "Score given pairs without any list."),
    "exemptions": LazyCommand("ostrakon.cli.exemptions", "Keep and check reviewed exemptions."),
    "customers": LazyCommand("ostrakon.cli.customers", "Keep customers, and screen them again when the lists change."),
    "country": LazyCommand("ostrakon.cli.country", "Show a country's sanctions programmes and what the lists hold."),
    "read": LazyCommand("ostrakon.cli.read", "Find listed parties in running text."),
    "payment": LazyCommand("ostrakon.cli.payment", "Filter payment messages."),
    "consume": LazyCommand("ostrakon.cli.consume", "Filter payment messages from a broker."),
    "shipment": LazyCommand("ostrakon.cli.shipment", "Filter trade documents: parties, vessels, goods, routes."),
    "ownership": LazyCommand("ostrakon.cli.ownership", "Say who is blocked through whom."),
    "policy": LazyCommand("ostrakon.cli.policy", "Show, propose, try out and approve the policy."),
    "validate": LazyCommand("ostrakon.cli.validate", "Test whether the filter finds what it must."),
    "ledger": LazyCommand("ostrakon.cli.ledger", "Check, read and sign the record of all decisions."),
    "keys": LazyCommand("ostrakon.cli.keys", "Make, show and revoke API keys."),
    "database": LazyCommand("ostrakon.cli.database", "Upgrade, back up and restore the team's database."),
    "deliveries": LazyCommand("ostrakon.cli.deliveries", "Tell webhooks and mail what became of customers."),
    "users": LazyCommand("ostrakon.cli.users", "Make, show and shut out people of the console."),
    "serve": LazyCommand("ostrakon.cli.serve", "Answer over HTTP."),
    "mcp": LazyCommand("ostrakon.cli.mcp", "Answer an assistant (Model Context Protocol)."),
}


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="ostrakon")
@store_option
def ostrakon() -> None:
    """Sanctions screening that reads the official lists and explains every score.

    \b
    Exit codes: 0 done; 1 done, and a person must look (a hit, a change);
    2 wrong use or bad input; 3 not screened (never to be taken for "clear").
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code.

    Args:
        argv: the arguments after the program's name; None takes those of the process.
    """
    try:
        arguments = None if argv is None else list(argv)
        result = ostrakon.main(args=arguments, prog_name="ostrakon", standalone_mode=False)
        return result if isinstance(result, int) else ExitCode.DONE
    except click.ClickException as wrong:
        return _wrong_use(wrong)
    except OstrakonError as known:
        complain(known)
        return ExitCode.NOT_SCREENED if isinstance(known, NotScreened) else ExitCode.WRONG
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return ExitCode.NOT_SCREENED
    except BrokenPipeError:
        return _reader_left()
    except Exception as unexpected:
        return _unexpected(unexpected)


def _wrong_use(wrong: click.ClickException) -> int:
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        click.echo(wrong.format_message())
        return ExitCode.WRONG
    context = getattr(wrong, "ctx", None)
    path = context.command_path if isinstance(context, click.Context) else "ostrakon"
    complain(f"{wrong.format_message()} (see `{path} --help`)")
    return ExitCode.WRONG


def _reader_left() -> int:
    """Whoever read our output (`| head`) has left: not a failure, and Python must not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE


def _unexpected(problem: Exception) -> int:
    """A fault of ours or of the machine gives no answer: it ends like "not screened", never like "clear"."""
    if os.environ.get("OSTRAKON_DEBUG"):
        import_module("traceback").print_exception(problem)
    complain(f"unexpected {type(problem).__name__}: {problem} (set OSTRAKON_DEBUG=1 for the traceback)")
    return ExitCode.NOT_SCREENED


def run() -> None:
    """Entry point of the console script."""
    collect_rarely()
    sys.exit(main())

"""`ostrakon ledger replay`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.replaying import replay
from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, store_folder, store_option
from ostrakon.cli.opened import opened_database


@click.command("replay")
@click.argument("number", type=click.IntRange(1))
@store_option
@json_option
def command(number: int, *, as_json: bool) -> None:
    """Give the answer of record NUMBER again, by the lists and the policy of its time; exit 1 when it differs."""
    with opened_database() as database:
        found = replay(database, store_folder(), number)
    if as_json:
        emit_json(msgspec.to_builtins(found), snapshot=found.snapshot)
    else:
        word = "the same to the byte" if found.same else "DIFFERS"
        click.echo(f"record {number}, snapshot {found.snapshot}, policy {found.policy}: {word}")
        click.echo(f"  recorded {found.recorded}\n  given    {found.given}")
        for note in found.notes:
            click.echo(f"  {note}")
    finish(ExitCode.DONE if found.same else ExitCode.ACTION)

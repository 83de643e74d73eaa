"""`ostrakon keys list`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.keys import keys
from ostrakon.database.records import moment


@click.command("list")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Show all keys, newest first, without their secrets."""
    with opened_database() as database, database.read() as transaction:
        found = keys(transaction)
    if as_json:
        shown = [{k: v for k, v in msgspec.to_builtins(key).items() if k != "hash"} for key in found]
        emit_json({"keys": shown})
        return
    if not found:
        click.echo("no key yet; `ostrakon keys add NAME --role screener` makes one")
    for key in found:
        state = "in force" if key.holds(moment()) else "revoked" if key.revoked else "expired"
        until = f" until {key.expires}" if key.expires else ""
        scopes = f" only {', '.join(key.scopes)}" if key.scopes else ""
        used = f", last used {key.used}" if key.used else ", never used"
        click.echo(f"{key.id}  {key.role:<9} {state}{until}{used}  {key.name}{scopes}")

"""`ostrakon policy history`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.policies import in_force
from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.cli.policy.lines import head_line
from ostrakon.database.policies import policies


@click.command("history")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Show all versions of the policy, newest first, those that were rejected as well."""
    with opened_database() as database, database.read() as transaction:
        now, found = in_force(transaction), policies(transaction)
    if as_json:
        emit_json({"in_force": now.number, "policies": [msgspec.to_builtins(one) for one in found]})
        return
    for one in found:
        click.echo(head_line(one) + ("  ← in force" if one.id == now.number else ""))
    if not now.number:
        click.echo(f"in force: version {now.version}, of the settings")

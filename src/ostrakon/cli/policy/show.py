"""`ostrakon policy show [N]`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.policies import changes, in_force
from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.cli.policy.lines import change_lines, head_line
from ostrakon.database.policies import policy
from ostrakon.errors import UsageError


@click.command("show")
@click.argument("number", required=False, type=click.IntRange(min=1))
@store_option
@json_option
def command(number: int | None, *, as_json: bool) -> None:
    """Show the text of the policy in force; or version NUMBER, and what it sets otherwise than the one in force."""
    with opened_database() as database, database.read() as transaction:
        now = in_force(transaction)
        found = policy(transaction, number) if number else None
    if number is None:
        if as_json:
            emit_json(msgspec.to_builtins(now))
            return
        origin = f"policy {now.number}, in force since {now.since}, by {now.by}" if now.number else "of the settings"
        click.echo(f"# version {now.version} ({origin})\n\n{now.source}", nl=False)
        return
    if found is None:
        raise UsageError(f"there is no policy {number}", remedy="`ostrakon policy history` lists those that there are")
    differing = changes(now.policy, found.policy)
    if as_json:
        emit_json({**msgspec.to_builtins(found), "changes": [msgspec.to_builtins(one) for one in differing]})
        return
    click.echo(head_line(found))
    for line in change_lines(differing):
        click.echo(line)
    click.echo(f"\n{found.source}", nl=False)

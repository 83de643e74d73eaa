"""`ostrakon users list`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.records import moment
from ostrakon.database.users import users
from ostrakon.identity.users import ANNOUNCED

SECRET = frozenset({"password", "totp", "settings"})


@click.command("list")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Show all users, without anything that is secret."""
    with opened_database() as database, database.read() as transaction:
        found = users(transaction)
    if as_json:
        emit_json({"users": [{k: v for k, v in msgspec.to_builtins(one).items() if k not in SECRET} for one in found]})
        return
    if not found:
        click.echo("no user yet; `ostrakon users add NAME --role analyst` makes one")
    for one in found:
        state = "disabled" if one.disabled else "locked" if one.locked(moment()) else "may log in"
        elsewhere = f"  ({_elsewhere(one.subject)})" if one.subject else ""
        click.echo(f"{one.name:<20} {one.role:<9} {state}  {one.full_name}{elsewhere}")


def _elsewhere(subject: str) -> str:
    """How somebody is known at the identity provider."""
    if subject.startswith(ANNOUNCED):
        return f"announced as {subject.removeprefix(ANNOUNCED)} at the identity provider"
    return f"logs in at {subject.partition('|')[0]}"

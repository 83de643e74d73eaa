"""`ostrakon keys add NAME --role R`"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import complain, emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.keys import add_key
from ostrakon.errors import UsageError
from ostrakon.identity.roles import ALL, PERMISSIONS, ROLES, Permission, Role


@click.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--scope", "scopes", multiple=True, type=click.Choice(ALL), help="Only this of the role; repeatable.")
@click.option("--expires", default="", metavar="DATE", help="Last day on which it holds, such as 2027-06-30, or 90d.")
@store_option
@json_option
def command(name: str, *, role: Role, scopes: tuple[Permission, ...], expires: str, as_json: bool) -> None:
    """Make a key for the program NAME; the key is shown now and never again.

    \b
    curl -H "Authorization: ApiKey $KEY" http://localhost:8000/v1/lists
    """
    if beyond := [scope for scope in scopes if scope not in PERMISSIONS[role]]:
        raise UsageError(f"the role {role} does not include {', '.join(beyond)}", remedy="Choose another role")
    end = _end(expires)
    with opened_database() as database, database.write() as transaction:
        made = add_key(transaction, name, role, actor=person_at_terminal(), expires=end, scopes=scopes)
    if as_json:
        emit_json({"key": made.shown, "id": made.kept.id, "name": name, "role": role, "expires": end})
        return
    click.echo(made.shown)
    complain(f"key {made.kept.id} for {name} ({role}); it is not shown again")


def _end(text: str) -> str:
    """The moment behind the last day, as keys hold it."""
    if not text:
        return ""
    today = datetime.now(UTC).date()
    try:
        last = today + timedelta(days=int(text[:-1])) if text.endswith("d") else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", remedy="Write 2027-06-30, or 90d for ninety days") from None
    if last < today:
        raise UsageError(f"{last} is over: such a key would never hold")
    return datetime.combine(last + timedelta(days=1), time(), UTC).isoformat().replace("+00:00", "Z")

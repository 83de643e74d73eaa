"""`ostrakon customers list`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.monitoring.watching import Watch
from ostrakon.cli.common import emit_json, json_option, store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.reports.counting import counted


@click.command("list")
@click.option("--matched", is_flag=True, help="Only customers with a match, each match on a line.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Begin behind so many.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="So many at most.")
@store_option
@json_option
def command(offset: int, limit: int, *, matched: bool, as_json: bool) -> None:
    """Show customers in the order in which they came."""
    with opened_database() as database:
        watch = Watch(store_folder(), database)
        if matched:
            found = watch.matched(offset=offset, limit=limit)
            if as_json:
                emit_json({"matches": msgspec.to_builtins(found)})
                return
            if not found:
                click.echo("no match from here on" if offset else "no customer matches anybody")
            for match in found:
                exempt = ", exempt" if match.exempt else ""
                click.echo(
                    f"{match.customer}  {match.status}{exempt}  {match.party}  {match.caption}  {match.bits:+.2f} bits"
                )
            return
        rows = watch.customers(offset=offset, limit=limit)
    if as_json:
        emit_json({"customers": msgspec.to_builtins(rows)})
        return
    if not rows:
        click.echo("no customer from here on" if offset else "no customer yet; `ostrakon customers import` brings them")
    for row in rows:
        screened = f"snapshot {row.snapshot}" if row.screened else "not screened yet"
        matches = f", {counted(row.matches, 'match')}" if row.matches else ""
        click.echo(f"{row.id}  {row.name}  since {row.since[:10]}, {screened}{matches}")

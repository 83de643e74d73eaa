"""`ostrakon customers show ID`"""

from __future__ import annotations

from typing import Any

import click
import msgspec

from ostrakon.app.monitoring.watching import Watch
from ostrakon.cli.common import emit_json, json_option, store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.reports.waterfall import feature_label


@click.command("show")
@click.argument("customer")
@store_option
@json_option
def command(customer: str, *, as_json: bool) -> None:
    """Show one customer: what is known of it, its matches, and what happened to them."""
    with opened_database() as database:
        view = Watch(store_folder(), database).customer(customer)
    if as_json:
        emit_json(msgspec.to_builtins(view))
        return
    row = view.row
    screened = f"screened under snapshot {row.snapshot}" if row.screened else "not screened yet"
    click.echo(f"{row.id}  {row.name}  ({row.schema or 'kind not known'}), known since {row.since}, {screened}")
    for name, value in msgspec.to_builtins(view.subject).items():
        if value and name not in ("name", "query_id", "schema"):
            click.echo(f"  {name.replace('_', ' ')}: {_plain(value)}")
    for match in view.matches:
        exempt = ", covered by an exemption" if match.exempt else ""
        click.echo(
            f"{match.status}{exempt}: {match.party} {match.caption}, {match.bits:+.2f} bits, since {match.since}"
        )
        for piece in (view.results.get(match.party) or {}).get("evidence", ()):
            said = " / ".join(filter(None, (piece.get("query"), piece.get("listed"))))
            told = "  ".join(filter(None, (feature_label(piece["feature"]), said, piece.get("note"))))
            click.echo(f"  {piece['bits']:+7.2f}  {told}")
    for event in view.events:
        case = f", case {event.case_id}" if event.case_id else ""
        click.echo(f"{event.at}  {event.kind.replace('_', ' ')}: {event.party} {event.caption}: {event.why}{case}")


def _plain(value: Any) -> str:
    """A value of a subject for a person: lists by commas, parts by blanks."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    return ", ".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)

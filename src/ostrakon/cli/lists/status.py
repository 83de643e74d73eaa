"""`ostrakon lists status`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.compiled_place import state_in_words
from ostrakon.app.status import ListStatus, StoreStatus, lists_status
from ostrakon.cli.common import ExitCode, complain, emit_json, finish, json_option, store_folder, store_option


@click.command("status")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Show what is in force, how old it is, and which updates were refused and why.

    Exit code 3 when no list is in force.
    """
    folder = store_folder()
    status = lists_status(folder)
    if as_json:
        emit_json({**msgspec.to_builtins(status), "comparison": state_in_words()})
    else:
        _as_text(status)
    for warning in status.warnings:
        complain(f"warning: {warning}")
    if status.snapshot is None:
        complain(f"{folder}: no list is in force. `ostrakon lists update` or `ostrakon lists import` brings some")
        finish(ExitCode.NOT_SCREENED)
    finish(ExitCode.DONE)


def _as_text(status: StoreStatus) -> None:
    if status.snapshot is not None:
        click.secho(f"Snapshot {status.snapshot}, in force since {status.since}", bold=True)
        rows = [
            ("list", "entities", "names", "published", "in force", "after", "retrieved", "age", "issues"),
            *map(_row, status.sources),
        ]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        for row in rows:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    click.echo(f"Names are compared by {state_in_words()}.")
    for refusal in status.refused:
        name = refusal.source or ", ".join(refusal.files)
        click.echo(f"{refusal.status} {refusal.at} {name} ({refusal.reason}): {refusal.message}")


def _row(listed: ListStatus) -> tuple[str, ...]:
    issues = ", ".join(f"{count:,} {severity}" for severity, count in sorted(listed.issues.items()))
    return (
        listed.id + (" (extract)" if listed.extract else ""),
        f"{listed.entities:,}",
        f"{listed.names:,}",
        (listed.published or "-")[:10],
        (listed.in_force or "-")[:10],
        "-" if listed.lag_days is None else f"{listed.lag_days} d",
        listed.retrieved[:10],
        f"{listed.age_days} d",
        issues or "-",
    )

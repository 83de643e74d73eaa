"""`ostrakon lists diff [OLD] [NEW]`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.differences import CURRENT, PREVIOUS, diff_snapshots
from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, store_folder, store_option
from ostrakon.store.differences import Differences, FieldChange, NamedEntity


@click.command("diff")
@click.argument("old", default=PREVIOUS)
@click.argument("new", default=CURRENT)
@click.option("--fail-on-change", is_flag=True, help="Exit with 1 when anything changed.")
@store_option
@json_option
def command(old: str, new: str, *, fail_on_change: bool, as_json: bool) -> None:
    """Show what changed from snapshot OLD to NEW, field by field.

    A snapshot is named by its number, by a date (the one in force at the end of that day, UTC), or as `previous` or
    `current`. Without arguments: previous to current.
    """
    differences = diff_snapshots(store_folder(), old, new)
    if as_json:
        emit_json(msgspec.to_builtins(differences), snapshot=differences.new)
    else:
        _as_text(differences)
    finish(ExitCode.ACTION if fail_on_change and differences else ExitCode.DONE)


def _as_text(differences: Differences) -> None:
    click.echo(
        f"Snapshot {differences.old} to {differences.new}: {len(differences.added):,} added, "
        f"{len(differences.removed):,} removed, {len(differences.changed):,} changed"
    )
    _entities_as_text("+", differences.added)
    _entities_as_text("-", differences.removed)
    for changed in differences.changed:
        click.echo(f"~ {changed.id}  {changed.caption}")
        for field, change in changed.fields.items():
            field_as_text(field, change)


def _entities_as_text(sign: str, entities: tuple[NamedEntity, ...]) -> None:
    for entity in entities:
        click.echo(f"{sign} {entity.id}  {entity.caption} ({entity.schema}; {', '.join(entity.sources)})")


def field_as_text(field: str, change: FieldChange) -> None:
    """Write what happened to one field."""
    if change.reordered:
        click.echo(f"    {field}: the same values in another order")
    for sign, values in (("-", change.removed), ("+", change.added)):
        for value in values:
            click.echo(f"    {field} {sign} {_value_as_text(value)}")


def _value_as_text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_value_as_text(part)}" for key, part in value.items() if part not in ("", None))
    if isinstance(value, list | tuple):
        return "; ".join(_value_as_text(part) for part in value)
    return str(value)

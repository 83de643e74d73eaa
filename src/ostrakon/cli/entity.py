"""`ostrakon entity ID`"""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from ostrakon.cli.common import emit_json, json_option, store_folder, store_option
from ostrakon.errors import UsageError
from ostrakon.model import Entity, Origin
from ostrakon.store.snapshot import open_snapshot

_PARTS = (
    "names",
    "dates",
    "identifiers",
    "countries",
    "addresses",
    "birth_places",
    "designations",
    "relations",
    "properties",
)


@click.command("entity")
@click.argument("entity_id", metavar="ID")
@store_option
@json_option
def command(entity_id: str, *, as_json: bool) -> None:
    """Show one listed party, with the list, record and field that every value comes from."""
    snapshot = open_snapshot(store_folder())
    entity = snapshot.entity(entity_id)
    if entity is None:
        raise UsageError(
            f"no list in force has the id {entity_id!r}",
            where=f"snapshot {snapshot.number}",
            remedy="Ids look like ofac-6365 or un-KPi.033; `ostrakon screen NAME` finds them",
        )
    if as_json:
        emit_json({"caption": entity.caption, **msgspec.to_builtins(entity)}, snapshot=snapshot.number)
        return
    click.secho(f"{entity.caption}  ({entity.schema})", bold=True)
    click.echo(f"{entity.id}, on {', '.join(entity.sources)}; snapshot {snapshot.number}")
    for part in _PARTS:
        lines = list(_lines(entity, part))
        if lines:
            click.secho(part.replace("_", " "), bold=True)
            for line in lines:
                click.echo(f"  {line}")


def _lines(entity: Entity, part: str) -> Iterator[str]:
    for value in getattr(entity, part):
        plain = msgspec.to_builtins(value)
        plain.pop("origin")
        first, *others = (_text(found) if key != "weak" else "weak" for key, found in plain.items())
        noted = f" ({'; '.join(others)})" if others else ""
        yield f"{first}{noted}  {click.style(_place(value.origin), dim=True)}"


def _text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(_text(part) for part in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(_text(part) for part in value)
    return str(value)


def _place(origin: Origin) -> str:
    return f"[{origin.source} {origin.record}{' ' + origin.field if origin.field else ''}]"

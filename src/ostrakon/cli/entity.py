"""`ostrakon entity ID`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click
import msgspec

from ostrakon.cli.common import complain, emit_json, json_option, store_folder, store_option
from ostrakon.clusters import Clusters
from ostrakon.clusters.links import Link
from ostrakon.errors import StoreError, UsageError
from ostrakon.model import Entity, Origin
from ostrakon.store.snapshot import Snapshot, open_snapshot

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
    """Show one listed party on all lists, with the list, record and field that every value comes from."""
    snapshot = open_snapshot(store_folder())
    entity = snapshot.entity(entity_id)
    if entity is None:
        raise UsageError(
            f"no list in force has the id {entity_id!r}",
            where=f"snapshot {snapshot.number}",
            remedy="Ids look like ofac-6365 or un-KPi.033; `ostrakon screen NAME` finds them",
        )
    members, links = _same_party(snapshot, entity)
    if as_json:
        emit_json({**_plain(entity), **_cluster(entity_id, members, links)}, snapshot=snapshot.number)
        return
    _show(entity, snapshot.number)
    others = [member for member in members if member.id != entity_id]
    if others:
        click.secho("the same party on other lists", bold=True)
        for link in links:
            click.echo(f"  {link.one} = {link.two}: {link.text}")
    for member in others:
        click.echo()
        _show(member, snapshot.number)


def _same_party(snapshot: Snapshot, entity: Entity) -> tuple[list[Entity], tuple[Link, ...]]:
    """The records of the party on all lists, that which stands for it first, and why they are one party."""
    try:
        clusters = Clusters.load(snapshot.index_folder)
    except StoreError as missing:  # the record itself can be shown all the same
        complain(f"warning: {missing}")
        return [entity], ()
    members = [found for found in snapshot.fetch(clusters.members(entity.id)) if found is not None]
    return members, clusters.reasons(entity.id)


def _plain(entity: Entity) -> dict[str, Any]:
    return {"caption": entity.caption, **msgspec.to_builtins(entity)}


def _cluster(entity_id: str, members: Sequence[Entity], links: Sequence[Link]) -> dict[str, Any]:
    """The party on all lists: the id that stands for it, the other records whole, and why they are one party."""
    return {
        "canonical": members[0].id,
        "referents": [member.id for member in members if member.id != entity_id],
        "cluster": [_plain(member) for member in members],
        "links": [{"one": k.one, "two": k.two, "rule": k.rule, "text": k.text, "bits": k.bits} for k in links],
    }


def _show(entity: Entity, snapshot: int) -> None:
    click.secho(f"{entity.caption}  ({entity.schema})", bold=True)
    click.echo(f"{entity.id}, on {', '.join(entity.sources)}; snapshot {snapshot}")
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

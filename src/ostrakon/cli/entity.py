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
from ostrakon.reports.counting import counted
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
        reaching = _reaching(entity_id, links)
        for link in reaching:
            click.echo(f"  {link.one} = {link.two}: {link.text}")
        if len(links) > len(reaching):
            click.secho(
                f"  and {counted(len(links) - len(reaching), 'more tie', 'more ties')} between them; --json shows all",
                dim=True,
            )
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


def _reaching(entity_id: str, links: Sequence[Link]) -> list[Link]:
    """Links by which each other record is reached once from `entity_id`: its own first, then strongest first."""
    chosen: list[Link] = []
    links = sorted(links, key=lambda k: entity_id not in {k.one, k.two})  # they come strongest first
    reached = {entity_id}
    while link := next((k for k in links if (k.one in reached) != (k.two in reached)), None):
        reached |= {link.one, link.two}
        chosen.append(link)
    return chosen


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
        texts = (_text(found) if key != "weak" else "weak" for key, found in plain.items())
        first, *others = filter(None, texts)  # a collection of several lists names no authority
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

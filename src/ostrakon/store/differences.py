"""What changed between two snapshots: entities added, removed, and changed field by field.

Two entities differ when any value differs in content, number or order. Where a value was read (its `Origin`'s record
and field) is left out of the comparison, since publishers renumber rows that say the same; the list is not, so that
a party that moves from one list to another is a change. Blanks are compared as the readers keep them: they trim the
ends of a value and leave its inside alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ostrakon.model import Entity
from ostrakon.store.snapshot import Snapshot
from ostrakon.store.table import RecordTable

Value = str | dict[str, Any]


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to one field of one entity.

    Attributes:
        removed, added: its values that are gone or new, without their origin.
        reordered: the same values in another order.
    """

    removed: tuple[Value, ...] = ()
    added: tuple[Value, ...] = ()
    reordered: bool = False


class ChangedEntity(msgspec.Struct, frozen=True, kw_only=True):
    """An entity that both snapshots have, and what changed in it, by field."""

    id: str
    schema: str
    caption: str
    fields: dict[str, FieldChange]


class NamedEntity(msgspec.Struct, frozen=True, kw_only=True):
    """An entity that only one of the snapshots has."""

    id: str
    schema: str
    caption: str
    sources: tuple[str, ...]


class Differences(msgspec.Struct, frozen=True, kw_only=True):
    """All that differs between two snapshots, each part sorted by id."""

    old: int
    new: int
    added: tuple[NamedEntity, ...]
    removed: tuple[NamedEntity, ...]
    changed: tuple[ChangedEntity, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare(old: Snapshot, new: Snapshot) -> Differences:
    """Compare two snapshots; lists that both hold in the same edition are not even opened."""
    added: list[NamedEntity] = []
    removed: list[NamedEntity] = []
    changed: list[ChangedEntity] = []
    for hashed in _touched(old, new):
        before = {entity.id: entity for entity in old.with_hash(hashed)}
        after = {entity.id: entity for entity in new.with_hash(hashed)}
        added += [_named(after[key]) for key in after.keys() - before.keys()]
        removed += [_named(before[key]) for key in before.keys() - after.keys()]
        for key in before.keys() & after.keys():
            fields = changed_fields(before[key], after[key])
            if fields:
                entity = after[key]
                changed.append(ChangedEntity(id=entity.id, schema=entity.schema, caption=entity.caption, fields=fields))
    return Differences(
        old=old.number,
        new=new.number,
        added=tuple(sorted(added, key=lambda e: e.id)),
        removed=tuple(sorted(removed, key=lambda e: e.id)),
        changed=tuple(sorted(changed, key=lambda e: e.id)),
    )


def changed_fields(before: Entity, after: Entity) -> dict[str, FieldChange]:
    """The fields in which two states of an entity differ, sorted; empty where they say the same."""
    old, new = _by_field(before), _by_field(after)
    changes = {}
    for field in sorted(old.keys() | new.keys()):
        gone, come = old.get(field, []), new.get(field, [])
        if gone != come:
            removed, added = _less(gone, come), _less(come, gone)
            changes[field] = FieldChange(removed=removed, added=added, reordered=not removed and not added)
    return changes


def _touched(old: Snapshot, new: Snapshot) -> Iterator[int]:
    """Hashes of the ids whose record differs on any list."""
    touched: set[int] = set()
    for source in old.lists.keys() | new.lists.keys():
        here, there = old.tables.get(source), new.tables.get(source)
        if here is None or there is None:
            for table in filter(None, (here, there)):
                touched.update(table.hashes)
        elif old.lists[source].digest != new.lists[source].digest:
            touched.update(_differing(here, there))
    return iter(touched)


def _differing(here: RecordTable, there: RecordTable) -> Iterator[int]:
    for hashed in {*here.hashes, *there.hashes}:
        if list(here.find(hashed)) != list(there.find(hashed)):
            yield hashed


def _by_field(entity: Entity) -> dict[str, list[Value]]:
    """All values of an entity under the name of what they are, origins left out."""
    fields: dict[str, list[Value]] = {"schema": [entity.schema]}
    _gather(fields, "names", entity.names)
    for fact in entity.dates:
        _gather(fields, f"{fact.kind}_date", (fact,))
    for identifier in entity.identifiers:
        _gather(fields, f"identifier.{identifier.type}", (identifier,))
    for link in entity.countries:
        _gather(fields, link.role, (link,))
    _gather(fields, "addresses", entity.addresses)
    _gather(fields, "birth_places", entity.birth_places)
    for designation in entity.designations:
        _gather(fields, f"designation.{designation.origin.source}", (designation,))
    _gather(fields, "relations", entity.relations)
    for prop in entity.properties:
        fields.setdefault(f"property.{prop.name}", []).append(prop.value)
    return fields


def _gather(fields: dict[str, list[Value]], name: str, values: Iterable[msgspec.Struct]) -> None:
    for value in values:
        plain = msgspec.to_builtins(value)
        plain.pop("origin", None)
        fields.setdefault(name, []).append(plain)


def _less(values: list[Value], others: list[Value]) -> tuple[Value, ...]:
    """Values that stand in the first list more often than in the second."""
    left = Counter(_key(value) for value in others)
    found = []
    for value in values:
        if left[_key(value)]:
            left[_key(value)] -= 1
        else:
            found.append(value)
    return tuple(found)


def _key(value: Value) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def _named(entity: Entity) -> NamedEntity:
    return NamedEntity(id=entity.id, schema=entity.schema, caption=entity.caption, sources=entity.sources)

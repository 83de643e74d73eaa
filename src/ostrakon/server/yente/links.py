"""What the lists say ties a party to others, as FollowTheMoney's link entities: a link, never a share."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ostrakon.app.engine import Ostrakon
from ostrakon.model import Entity
from ostrakon.model.entity import Relation
from ostrakon.server.yente.entities import entity_object, party

LINKS: dict[str, tuple[str, str, str, str]] = {
    "owns": ("Ownership", "ownershipOwner", "owner", "asset"),
    "owned_by": ("Ownership", "ownershipAsset", "asset", "owner"),
    "director_of": ("Directorship", "directorshipDirector", "director", "organization"),
    "leader_of": ("Directorship", "directorshipDirector", "director", "organization"),
    "member_of": ("Membership", "membershipMember", "member", "organization"),
    "family": ("Family", "familyPerson", "person", "relative"),
    "associate": ("Associate", "associates", "person", "associate"),
    "acting_for": ("Representation", "agentRepresentation", "agent", "client"),
}
"""Kind of relation → schema of the link, the party's property that holds it, its own end, the other end."""
OTHER = ("UnknownLink", "unknownLinkTo", "subject", "object")


def links_of(engine: Ostrakon, entity: Entity) -> dict[str, list[dict[str, Any]]]:
    """Links by the property of the party under which they stand, each with the other party in it.

    A party that is only named, and has no id, stands as its name.
    """
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for relation in entity.relations:
        schema, name, own, other = LINKS.get(relation.kind, OTHER)
        properties: dict[str, list[Any]] = {own: [entity.id], other: list(_other(engine, relation))}
        if relation.text:
            properties["summary"] = [relation.text]
        if properties[other]:
            found[name].append(_link(entity, relation, schema, properties))
    return dict(found)


def _other(engine: Ostrakon, relation: Relation) -> Iterator[Any]:
    target = party(engine, relation.target_id) if relation.target_id else None
    if target is not None:
        yield entity_object(engine, target)
    elif relation.target_name:
        yield relation.target_name


def _link(entity: Entity, relation: Relation, schema: str, properties: dict[str, list[Any]]) -> dict[str, Any]:
    key = f"{entity.id}/{relation.kind}/{relation.target_id}/{relation.target_name}"
    return {
        "id": f"link-{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        "caption": schema,
        "schema": schema,
        "properties": properties,
        "datasets": [relation.origin.source],
        "referents": [],
        "target": False,
    }

"""FollowTheMoney JSON out and in: the language at the border."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ostrakon.model.entity import Entity


def to_ftm(entity: Entity) -> dict[str, Any]:
    """The entity as a FollowTheMoney JSON object (`id`, `schema`, `caption`, `properties`, `datasets`, …)."""
    raise NotImplementedError


def from_ftm(data: Mapping[str, Any], *, source: str) -> Entity:
    """An entity from one FollowTheMoney JSON object."""
    raise NotImplementedError

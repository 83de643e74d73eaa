"""Which listed parties a request wants to hear of: yente's filters, applied to answers and never to candidates.

A filter that cut candidates would change scores and ranks of the others (yente#853); here an answer with a filter is
the answer without it, less the parties that it excludes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ostrakon.app.engine import Ostrakon
from ostrakon.model import Entity
from ostrakon.model.ftm import to_ftm
from ostrakon.server.errors import Refused

DEFAULT = "default"
"""The dataset that holds all lists in force."""
EXCLUDED_MAX = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a request includes and excludes.

    Attributes:
        dataset: `default` or a source id.
        include, exclude: source ids.
        schemata: schemata that are left out.
        topics: one of them must hold; empty: any.
        excluded: entity ids, of any record of a party.
    """

    dataset: str = DEFAULT
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    schemata: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is left out at all."""
        return bool(
            self.dataset != DEFAULT or self.include or self.exclude or self.schemata or self.topics or self.excluded
        )

    def keep(self, entity: Entity, ids: Iterable[str]) -> bool:
        """Whether a party passes.

        Args:
            entity: all of its records as one.
            ids: of all records.
        """
        sources = set(entity.sources)
        if self.dataset != DEFAULT and self.dataset not in sources:
            return False
        if self.include and not sources & set(self.include):
            return False
        if self.exclude and sources <= set(self.exclude):
            return False
        if entity.schema in self.schemata or set(ids) & set(self.excluded):
            return False
        return not self.topics or bool(set(self.topics) & topics_of(entity))


def topics_of(entity: Entity) -> set[str]:
    """The topics under which the party goes out."""
    return set(to_ftm(entity, extension=False)["properties"].get("topics", ()))


def known_dataset(engine: Ostrakon, dataset: str) -> str:
    """The dataset, when there is one of that name.

    Raises:
        Refused: 404 in yente's words.
    """
    if dataset != DEFAULT and dataset not in engine.snapshot.manifest.lists:
        raise Refused(404, "No such dataset.")
    return dataset

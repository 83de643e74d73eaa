"""Which entities carry a listed word sequence, in the order in which a text is likely to mean them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ostrakon.clusters.party import PREFERENCE
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.patterns import Form, Party


@dataclass(frozen=True, slots=True)
class Carried:
    """Who carries a pattern.

    Attributes:
        entities: those first whose country the text mentions; among them those first whose ids stand for clusters.
        classes: class of each.
        form: the form by which it says most of one of them.
    """

    entities: tuple[int, ...]
    classes: tuple[Party, ...]
    form: Form

    def of(self, party: Party) -> tuple[int, ...]:
        """The entities of one class."""
        return tuple(e for e, own in zip(self.entities, self.classes, strict=True) if own is party)


class Carriers:
    """The carriers of the patterns of one text; each pattern is looked up once."""

    def __init__(self, gazetteer: Gazetteer, countries: Collection[str]) -> None:
        """`countries`: ISO codes of the countries that the text mentions."""
        self.countries = countries
        self._gazetteer = gazetteer
        self._known: dict[int, Carried] = {}

    def of(self, pattern: int) -> Carried:
        """Who carries a pattern; weak aliases and heads only where it is nobody's full name."""
        found = self._known.get(pattern)
        if found is None:
            found = self._known[pattern] = self._look_up(pattern)
        return found

    def _look_up(self, pattern: int) -> Carried:
        entities = self._gazetteer.row("party_entity", "party_off", pattern)
        forms = self._gazetteer.row("party_form", "party_off", pattern)
        pairs = list(zip(entities, forms, strict=True))
        strong = [(e, f) for e, f in pairs if f < Form.WEAK] or pairs
        ordered = tuple(sorted((entity for entity, _ in strong), key=self._order))
        classes = tuple(Party(int(self._gazetteer.entity_class[entity])) for entity in ordered)
        return Carried(ordered, classes, Form(min(form for _, form in strong)))

    def _order(self, entity: int) -> tuple[bool, int]:
        near = any(code in self.countries for code in self._gazetteer.countries(entity))
        prefix = self._gazetteer.entity_id(entity).partition("-")[0]
        return not near, PREFERENCE.index(prefix) if prefix in PREFERENCE else len(PREFERENCE)

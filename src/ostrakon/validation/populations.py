"""Test records drawn from the lists in force, by list, kind of party, script and quality; and names of nobody listed.

Everything is drawn with a seed from values in a fixed order, so that the same lists and seed give the same records.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from ostrakon.model import Entity
from ostrakon.model.names import Name
from ostrakon.names.scripts import script_of
from ostrakon.validation.alterations import KINDS, REPEATED, kinds_for
from ostrakon.validation.common_names import controls_of
from ostrakon.validation.record import CONTROL, Channel, TestRecord

AS_LISTED = "as listed"
LETTERS_MIN = 4
"""Letters of a name that is drawn: shorter ones stop nothing alone, by policy."""
IN_TEXTS = (
    "upper", "apostrophe", "accent", "hyphen", "plain letters", "no middle", "no patronymic", "initial middle",
    "honorific", "romanised", "no legal form", "other legal form", "shortened words",
    "ship's prefix", "delete", "transpose",
)  # fmt: skip
"""Kinds that a text which was written with care may hold."""
_ATTEMPTS = 40
"""Names tried for a kind of alteration before the next kind: some fit few names."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of one listed party."""

    entity: Entity
    name: Name
    source: str


def names_by_list(entities: Iterable[Entity]) -> dict[str, list[Listed]]:
    """Every name that can be drawn, by list; parties that are de-listed everywhere stay out."""
    lists: dict[str, list[Listed]] = {}
    for entity in entities:
        active = [one for one in entity.designations if one.active]
        if entity.designations and not active:
            continue
        for name in entity.names:
            if sum(map(str.isalpha, name.value)) >= LETTERS_MIN:
                lists.setdefault(name.origin.source, []).append(Listed(entity, name, name.origin.source))
    for found in lists.values():
        found.sort(key=lambda one: (one.entity.id, one.name.value))
    return dict(sorted(lists.items()))


def planted(lists: dict[str, list[Listed]], count: int, channel: Channel, *, seed: int) -> Iterator[TestRecord]:
    """So many records with a listed party: as many from each list, and in each as many of every way of writing.

    Within a list, kinds of parties, scripts and qualities of names take turns, so that few vessels or weak aliases are
    not drowned by many persons.
    """
    sources = list(lists)
    if not sources:
        return
    for place, source in enumerate(sources):
        share = count // len(sources) + (place < count % len(sources))
        draw = random.Random(f"{seed}/{channel}/{source}")
        yield from islice(_of_list(lists[source], channel, draw, f"{channel[0]}-{source}"), share)


def _of_list(found: Sequence[Listed], channel: Channel, draw: random.Random, prefix: str) -> Iterator[TestRecord]:
    strata: dict[tuple[str, str, bool], list[Listed]] = {}
    for one in found:
        strata.setdefault((one.entity.schema, script(one.name.value), one.name.weak), []).append(one)
    turns = cycle([strata[key] for key in sorted(strata)])
    kinds = IN_TEXTS if channel == "text" else KINDS
    ways = cycle([(AS_LISTED, 0), *((kind, n) for kind in kinds for n in ((1, 2) if kind in REPEATED else (1,)))])
    number = misses = 0
    while misses < _ATTEMPTS * 200:
        kind, strength = next(ways)
        for _ in range(_ATTEMPTS):
            one = draw.choice(next(turns))
            written = rewritten(one, kind, strength, draw)
            if written:
                yield record(one, written, kind, strength, channel, f"{prefix}-{number}")
                number += 1
                misses = 0
                break
            misses += 1


def rewritten(one: Listed, kind: str, strength: int, draw: random.Random) -> str:
    """The name written otherwise; empty where this way does not fit it or changes nothing."""
    name = one.name.value
    if kind == AS_LISTED:
        return name
    way = kinds_for(one.entity.schema).get(kind)
    if way is None:
        return ""
    written = name
    for _ in range(strength):
        written = way(written, draw) if len(written) > 3 * strength else ""
    return written if written != name and sum(map(str.isalpha, written)) >= LETTERS_MIN - 1 else ""


def record(one: Listed, written: str, kind: str, strength: int, channel: Channel, number: str) -> TestRecord:
    """The test record of one written name."""
    programmes = [p for designation in one.entity.designations for p in designation.programmes if designation.active]
    return TestRecord(
        id=number,
        channel=channel,
        written=written,
        schema=one.entity.schema,
        kind=kind,
        strength=strength,
        entity_id=one.entity.id,
        source=one.source,
        listed=one.name.value,
        script=script(one.name.value),
        weak=one.name.weak,
        programme=programmes[0] if programmes else "",
    )


def controls(count: int, channel: Channel, taken: frozenset[str], *, seed: int) -> Iterator[TestRecord]:
    """So many ordinary names of persons and firms of many countries; none that a list holds word for word.

    Args:
        taken: names of the lists, folded as `common_names.plain` does.
    """
    for number, (name, schema) in enumerate(islice(controls_of(f"{seed}/{channel}", taken), count)):
        yield TestRecord(
            id=f"{channel[0]}-control-{number}", channel=channel, written=name, schema=schema, kind=CONTROL
        )


def script(name: str) -> str:
    """The script of the first letter."""
    return next((found for char in name if (found := script_of(char))), "")

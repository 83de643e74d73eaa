"""One test record: what is given to a filter, and what it must find."""

from __future__ import annotations

from typing import Literal

import msgspec

Channel = Literal["name", "payment", "text"]
CONTROL = "control"
"""Class of the records in which nobody is listed."""


class TestRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A listed name, written in some way, or a control.

    Attributes:
        id: number within the run.
        channel: whether the name is asked for itself, or stands in a payment or a text.
        entity_id: the listed party; empty for a control.
        source: the list it was drawn from.
        schema: FollowTheMoney schema of the party.
        listed: the name as the list gives it.
        script: of the listed name.
        weak: whether the list calls the name a weak alias.
        programme: the first programme under which the party is listed; empty where the list says none.
        kind: class of the alteration (`as listed`, or one of `alterations.KINDS`); `control`.
        strength: how many times it was applied.
        written: the name as it is asked for.
        place: in a payment or text: where.
    """

    __test__ = False

    id: str
    channel: Channel
    written: str
    schema: str
    kind: str
    strength: int = 0
    entity_id: str = ""
    source: str = ""
    listed: str = ""
    script: str = ""
    weak: bool = False
    programme: str = ""
    place: str = ""

    @property
    def planted(self) -> bool:
        """Whether a listed party is in it."""
        return bool(self.entity_id)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a filter made of a record.

    Attributes:
        alert: whether a person must look at it for a listed party.
        found: whether the alert names the planted party.
        score: best score of the planted party; of anybody for a control. 0 where there is none, or none is told.
        best: id of the best result, for examples.
        problem: why there is no answer; such a record counts as not found, never as clear.
    """

    alert: bool = False
    found: bool = False
    score: float = 0.0
    best: str = ""
    problem: str = ""

"""A subject whose names are compared with the lists, before the facts beside them are weighed and it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.profile.name import NameProfile
from ostrakon.screening.facts import SubjectFacts
from ostrakon.screening.matching import Matches


@dataclass(frozen=True, slots=True)
class Compared:
    """What an answer is made of.

    Attributes:
        facts, profiles: of the subject; its names, analysed.
        matches: the parties nearest by name.
        limit: results at most.
        least: bits of a name below which nothing counts. floor: bits from which a result is reported.
    """

    facts: SubjectFacts
    profiles: list[NameProfile]
    matches: Matches
    limit: int
    least: float
    floor: float

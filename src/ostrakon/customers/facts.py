"""Which facts a customer or a listed party has beside its names, as bits, and the most that they can be worth."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.facts import ListedFacts
from ostrakon.match.fact_weights import FactWeights
from ostrakon.screening.facts import SubjectFacts

BIRTH, COUNTRY, PLACE, GENDER, ADDRESS, PHONE, EMAIL, WEBSITE, NUMBER = (1 << place for place in range(9))
FAR_YEARS = 5
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]


def facts_of_customer(facts: SubjectFacts) -> int:
    """The bits of a customer."""
    subject = facts.subject
    held = (
        (BIRTH, subject.birth_date is not None),
        (COUNTRY, bool(subject.countries or subject.nationalities)),
        (PLACE, bool(subject.birth_place)),
        (GENDER, bool(facts.gender)),
        (ADDRESS, bool(subject.address)),
        (PHONE, bool(subject.phones)),
        (EMAIL, bool(subject.emails)),
        (WEBSITE, bool(subject.websites)),
        (NUMBER, bool(facts.numbers)),
    )
    return sum(bit for bit, there in held if there)


def facts_of_party(more: ListedFacts, *, dates: bool, countries: bool) -> int:
    """The bits of a listed party."""
    held = (
        (BIRTH, dates),
        (COUNTRY, countries or bool(more.nationalities)),
        (PLACE, bool(more.birth_places)),
        (GENDER, bool(more.genders)),
        (ADDRESS, bool(more.addresses)),
        (PHONE, bool(more.phones)),
        (EMAIL, bool(more.emails)),
        (WEBSITE, bool(more.websites)),
        (NUMBER, bool(more.identifiers)),
    )
    return sum(bit for bit, there in held if there)


class Gains:
    """The most bits that facts beside the name can add to a pair of which no number leads from one to the other."""

    def __init__(self, weights: FactWeights) -> None:
        tables: tuple[tuple[int, dict[str, float]], ...] = (
            (PLACE, weights.birth_place),
            (GENDER, weights.gender),
            (ADDRESS, weights.address),
            (PHONE, weights.phone),
            (EMAIL, weights.email),
            (WEBSITE, weights.website),
        )
        countries = [bits for table in weights.country.values() for bits in table.values()]
        self._most = [(bit, max(0.0, *table.values())) for bit, table in tables]
        self._most.append((COUNTRY, max(0.0, *countries, *weights.nationality.values())))
        numbers = weights.identifier
        # Where numbers agree in full, or nearly and are of a usual length, they lead from one party to the other.
        self._number = max(numbers["same_short"], numbers["near"], numbers["near_checked"])
        self._further = max(0.0, numbers["further"])
        self.birth = weights.birth_date

    def most(self, held: NDArray[Any], numbers: NDArray[Any]) -> F64:
        """For facts that both sides have (or one has, if the other is not known yet), birth dates left out.

        Args:
            held: bits. numbers: so many identifying numbers the customer has.
        """
        found = np.zeros(len(held))
        for bit, bits in self._most:
            found += np.where(held & bit, bits, 0.0)
        with_numbers = self._number + self._further * np.maximum(numbers.astype(np.float64) - 1, 0)
        return np.asarray(found + np.where(held & NUMBER, with_numbers, 0.0))

    def births(self, customer: NDArray[Any], listed: NDArray[Any]) -> F64:
        """The most that two dates (rows of year, month, day, until year, approximate) can be worth, row by row."""
        one, other = customer.astype(np.int64).T, listed.astype(np.int64).T
        apart = np.abs(one[0] - other[0])
        vague = (one[3] != 0) | (other[3] != 0) | (((one[4] | other[4]) & 1) != 0)
        table = self.birth
        best = max(table.values())
        found = np.where(apart <= FAR_YEARS, best, max(table["other"], table["other_surely"]))
        same_day = (one[1] == other[1]) & (one[2] == other[2])
        found = np.where(same_day & (apart > FAR_YEARS), max(table["day_near"], table["other"]), found)
        close = (apart > 0) & (apart <= FAR_YEARS) & ~vague & ~same_day
        found = np.where(close, np.where(apart == 1, table["year_near"], table["other_year_close"]), found)
        return np.asarray(np.where(vague, best, found))

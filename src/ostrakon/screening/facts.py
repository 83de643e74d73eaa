"""The facts of a party beside its names, read from the index, and their evidence about a subject."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ostrakon.clusters import Clusters
from ostrakon.index.arrays import Arrays
from ostrakon.index.facts import SCHEMATA, country_unpack, identifier_key
from ostrakon.match.birth_date import compare_dates
from ostrakon.match.country import compare_countries
from ostrakon.match.evidence import Evidence
from ostrakon.match.schema import kinds_conflict
from ostrakon.match.weights import Weights
from ostrakon.profile.name import hash64
from ostrakon.screening.subject import Subject


@lru_cache(maxsize=64)
def _conflicts(schema: str) -> NDArray[np.bool_]:
    return np.array([kinds_conflict(schema, listed) for listed in SCHEMATA])


class PartyFacts:
    """Dates, countries, identifiers and schema of the parties of one index."""

    def __init__(self, arrays: Arrays, clusters: Clusters | None = None) -> None:
        self._arrays, self._clusters = arrays, clusters

    def conflicts(self, schema: str) -> NDArray[np.bool_]:
        """For each schema number whether it cannot be the same kind of party as `schema`."""
        return _conflicts(schema)

    def schema_of(self, party: int) -> str:
        """The party's schema."""
        return SCHEMATA[int(self._arrays.ent_schema[party])]

    def dates(self, party: int) -> list[list[int]]:
        """Rows as `index.facts.date_row` makes them, of all records of the party on all lists.

        A record without a date is no way around the date that another list gives for the same party.
        """
        fellows = (party,) if self._clusters is None else self._clusters.fellows(party)
        rows: list[list[int]] = []
        for record in fellows:
            rows += [row for row in self._own_dates(record) if row not in rows]
        return rows

    def _own_dates(self, party: int) -> list[list[int]]:
        start, end = self._arrays.ent_date_off[party], self._arrays.ent_date_off[party + 1]
        rows: list[list[int]] = self._arrays.ent_date[start:end].tolist()
        return rows

    def countries(self, party: int) -> list[str]:
        """Country codes."""
        start, end = self._arrays.ent_country_off[party], self._arrays.ent_country_off[party + 1]
        return [country_unpack(number) for number in self._arrays.ent_country[start:end].tolist()]

    def with_identifier(self, key: int) -> list[int]:
        """Parties that carry an identifier."""
        wanted = np.uint64(key)
        start, end = (
            np.searchsorted(self._arrays.ident_key, wanted, "left"),
            np.searchsorted(self._arrays.ident_key, wanted, "right"),
        )
        parties: list[int] = self._arrays.ident_ent[start:end].tolist()
        return parties

    def documents_of(self, party: int) -> NDArray[np.int64]:
        """Documents (analysed names) of a party."""
        names = np.nonzero(self._arrays.name_ent == party)[0]
        documents = np.searchsorted(self._arrays.doc_name_off, names, "right") - 1
        return np.unique(documents).astype(np.int64)

    def number_of(self, entity_id: str) -> int | None:
        """Number of the party with this id, None when the index does not hold it."""
        return self._numbers.get(entity_id)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self._arrays.entity_id(i): i for i in range(self._arrays.entities_count)}

    def gain_max(self, subject: Subject, weights: Weights) -> float:
        """The most bits that the subject's facts can add to any name: who is too far below by name stays below."""
        gain = 0.0
        if subject.birth_date is not None:
            gain += max(weights.birth_date.values())
        if subject.countries:
            gain += max(0.0, weights.country["same"])
        return gain + len(subject.identifiers) * weights.identifier["same"]


def fact_evidence(subject: Subject, party: int, facts: PartyFacts, weights: Weights) -> list[Evidence]:
    """Evidence of all facts beside the name, in a fixed order."""
    found: list[Evidence] = []
    if subject.birth_date is not None:
        rows = facts.dates(party)
        verdict = compare_dates(subject.birth_date, rows, weights)
        if verdict is not None:
            found.append(
                Evidence(
                    feature="birth_date",
                    bits=verdict.bits,
                    query=str(subject.birth_date),
                    listed=_date_text(rows[verdict.place]),
                    note=verdict.rule,
                )
            )
    listed = facts.countries(party) if subject.countries else []
    country = compare_countries(subject.countries, listed, weights)
    if country is not None:
        bits, rule = country
        found.append(
            Evidence(
                feature="country",
                bits=bits,
                query=", ".join(subject.countries),
                listed=", ".join(listed),
                note=rule,
            )
        )
    for identifier in subject.identifiers:
        key = identifier_key(identifier.type, identifier.value)
        if key and party in facts.with_identifier(hash64(key)):
            found.append(
                Evidence(
                    feature="identifier",
                    bits=weights.identifier["same"],
                    query=identifier.value,
                    listed=identifier.value,
                    note=f"same {identifier.type.replace('_', ' ')}",
                )
            )
    return found


def _date_text(row: list[int]) -> str:
    year, month, day, until, approximate = row
    text = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return ("circa " if approximate else "") + text + (f" to {until}" if until else "")

"""The facts of a party beside its names, read from the index, and their evidence about a subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from ostrakon.clusters import Clusters
from ostrakon.index.arrays import Arrays
from ostrakon.index.facts import (
    SCHEMATA,
    ListedFacts,
    contact_key,
    country_unpack,
    identifier_key,
    joined_facts,
    near_hashes,
    unpack_facts,
)
from ostrakon.match.alignment import Beside
from ostrakon.match.birth_date import compare_dates
from ostrakon.match.compiled.beside import given
from ostrakon.match.contacts import compare_contacts
from ostrakon.match.country import compare_countries, compare_nationalities
from ostrakon.match.evidence import Evidence
from ostrakon.match.fact_weights import FactWeights
from ostrakon.match.gender import compare_genders, gender_shown
from ostrakon.match.identifiers import Number, compare_identifiers, numbers_agree, numbers_near
from ostrakon.match.places import compare_addresses, compare_birth_places
from ostrakon.match.schema import kinds_conflict
from ostrakon.names.kinds import name_class
from ostrakon.names.numbers_in_text import numbers_in_text
from ostrakon.names.readings import other_readings
from ostrakon.profile.name import NameProfile, hash64, profile_name
from ostrakon.screening.subject import Subject

ID_LIKENESS_MIN = 0.85
IDS_LIKE_MAX = 3
"""Ids suggested for one that no list holds, and how much of the letters they share with it."""
LED_TO_MAX = 200
"""Parties that one number leads to, at most: a number in more records is no number of one party."""


def profiles_of(subject: Subject) -> list[NameProfile]:
    """The names of a subject, analysed: the name and its aliases, each in all of its readings."""
    of = name_class(subject.schema)
    given = (subject.name, *subject.aliases)
    names = dict.fromkeys(reading for name in given for reading in (name, *other_readings(name)))
    return [p for p in (profile_name(n, of) for n in names) if p.tokens]


@lru_cache(maxsize=64)
def schema_conflicts(schema: str) -> NDArray[np.bool_]:
    """For each schema number whether it cannot be the same kind of party as `schema`."""
    return np.array([kinds_conflict(schema, listed) for listed in SCHEMATA])


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """The facts of a subject in comparing form, made once for all parties it is compared with.

    Attributes:
        numbers: its identifiers, and those that stand in its name or address.
        gender, gender_word: stated, or shown by a word of its names.
        more: whether it has any fact that is looked up in a party's packed facts.
    """

    subject: Subject
    numbers: tuple[Number, ...]
    gender: str
    gender_word: str
    more: bool

    @classmethod
    def of(cls, subject: Subject, profiles: Sequence[NameProfile]) -> SubjectFacts:
        """Prepare a subject whose names are analysed."""
        found = [Number.of(i.type, i.value, i.country) for i in subject.identifiers]
        for text in (subject.name, *subject.aliases, subject.address):
            found += [Number.of(kind, value) for kind, value in numbers_in_text(text)] if text else []
        gender, word = subject.gender, ""
        if not gender and (shown := {s for p in profiles if (s := gender_shown(p))[0]}) and len(shown) == 1:
            gender, word = next(iter(shown))
        more = bool(found or gender or subject.nationalities or subject.birth_place or subject.address
                    or subject.phones or subject.emails or subject.websites)  # fmt: skip
        return cls(subject, tuple(dict.fromkeys(found)), gender, word, more)

    @property
    def any(self) -> bool:
        """Whether there is any fact beside the name."""
        return self.more or self.subject.birth_date is not None or bool(self.subject.countries)

    def beside(self, least: float, weights: FactWeights) -> Beside | None:
        """What the date and the countries can rule out; None without either.

        Where a nationality is given, the countries are compared in more ways than one, and rule nothing out.

        Args:
            least: bits of a name that count, whatever the facts say (`gain_max`).
        """
        subject = self.subject
        countries = () if subject.nationalities else subject.countries
        if (subject.birth_date is None and not countries) or not isfinite(least):
            return None
        dated = weights.most["birth_date"] if subject.birth_date is not None else 0.0
        needed = least + dated + (weights.most["country"] if countries else 0.0)
        return Beside(given(subject.birth_date, countries), schema_conflicts(subject.schema), needed)

    def gain_max(self, weights: FactWeights) -> float:
        """The most bits that the facts can add to any name: who is too far below by name stays below."""
        if not self.any:
            return 0.0
        subject, most = self.subject, weights.most
        gain = most["birth_date"] if subject.birth_date is not None else 0.0
        if subject.countries or subject.nationalities:
            gain += most["country"]
        if not self.more:
            return gain
        further = (
            ("nationality", subject.nationalities),
            ("birth_place", subject.birth_place),
            ("gender", self.gender),
            ("address", subject.address),
            ("phone", subject.phones),
            ("email", subject.emails),
            ("website", subject.websites),
            ("identifier", self.numbers),
        )
        gain += sum(most[name] for name, values in further if values)
        return gain + max(0, len(self.numbers) - 1) * weights.identifier["further"]


class PartyFacts:
    """Dates, countries, identifiers, schema and the other facts of the parties of one index."""

    def __init__(self, arrays: Arrays, clusters: Clusters | None = None) -> None:
        self._arrays, self._clusters = arrays, clusters

    def conflicts(self, schema: str) -> NDArray[np.bool_]:
        """For each schema number whether it cannot be the same kind of party as `schema`."""
        return schema_conflicts(schema)

    def schema_of(self, party: int) -> str:
        """The party's schema."""
        return SCHEMATA[int(self._arrays.ent_schema[party])]

    def records(self, party: int) -> tuple[int, ...]:
        """All records of the party on all lists.

        What one list says of a party holds for its record on another: a record without a date, say, is no way around
        the date that another list gives.
        """
        return (party,) if self._clusters is None else self._clusters.fellows(party)

    def all_records(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """`records` of all parties: borders, and numbers."""
        count = self._arrays.entities_count
        alone = np.arange(count)
        if self._clusters is None:
            return np.arange(count + 1), alone
        return self._clusters.all_fellows(alone)

    def dates(self, party: int) -> list[list[int]]:
        """Rows as `index.facts.date_row` makes them, of all records of the party."""
        rows: list[list[int]] = []
        for record in self.records(party):
            start, end = self._arrays.ent_date_off[record], self._arrays.ent_date_off[record + 1]
            rows += [row for row in self._arrays.ent_date[start:end].tolist() if row not in rows]
        return rows

    def countries(self, party: int) -> list[str]:
        """Country codes of all records of the party."""
        found: dict[int, None] = {}
        for record in self.records(party):
            start, end = self._arrays.ent_country_off[record], self._arrays.ent_country_off[record + 1]
            found.update(dict.fromkeys(self._arrays.ent_country[start:end].tolist()))
        return [country_unpack(number) for number in found]

    def more(self, party: int) -> ListedFacts:
        """The other facts of all records of the party."""
        return joined_facts([self._own(record) for record in self.records(party)])

    def _own(self, record: int) -> ListedFacts:
        start, end = self._arrays.ent_facts_off[record], self._arrays.ent_facts_off[record + 1]
        return unpack_facts(self._arrays.ent_facts[start:end].tobytes())

    def with_key(self, key: str, most: int | None = LED_TO_MAX) -> list[int]:
        """Parties that carry an identifier, phone number, e-mail address or web site; the first `most`."""
        wanted = np.uint64(hash64(key))
        keys = self._arrays.ident_key
        start, end = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        parties: list[int] = self._arrays.ident_ent[start:end].tolist()
        return parties[:most]

    def led_to(self, facts: SubjectFacts, most: int | None = LED_TO_MAX) -> Iterator[int]:
        """Parties to which the subject's numbers, phones, e-mail addresses and web sites lead; with repetitions.

        Args:
            most: parties that one of them leads to, at most; None: all.
        """
        subject = facts.subject
        for number in facts.numbers:
            if key := identifier_key(number.type, number.shown):
                yield from self.with_key(key, most)
                yield from self._near(key, facts.numbers, most)
        contacts = (("phone", subject.phones), ("email", subject.emails), ("website", subject.websites))
        for kind, values in contacts:
            for value in values:
                if key := contact_key(kind, value):
                    yield from self.with_key(key, most)

    def _near(self, key: str, numbers: Sequence[Number], most: int | None) -> Iterator[int]:
        """Parties with a number that is this one but for one character or the order of two."""
        hashes = np.array(near_hashes(key), dtype=np.uint32)
        starts = np.searchsorted(self._arrays.ident_near_key, hashes, "left").tolist()
        ends = np.searchsorted(self._arrays.ident_near_key, hashes, "right").tolist()
        found = {p for a, b in zip(starts, ends, strict=True) for p in self._arrays.ident_near_ent[a:b].tolist()}
        for party in sorted(found)[:most]:
            if numbers_near(numbers, listed_numbers(self._own(party))):
                yield party

    def documents_of(self, party: int) -> NDArray[np.int64]:
        """Documents (analysed names) of a party."""
        names = np.nonzero(self._arrays.name_ent == party)[0]
        documents = np.searchsorted(self._arrays.doc_name_off, names, "right") - 1
        return np.unique(documents).astype(np.int64)

    def number_of(self, entity_id: str) -> int | None:
        """Number of the party with this id, None when the index does not hold it."""
        return self._numbers.get(entity_id)

    def ids_like(self, entity_id: str) -> tuple[str, ...]:
        """Ids of parties that are written like this one, or are it with the list's prefix; nearest first."""
        plain = entity_id.strip().lower()
        exact = [known for known in self._numbers if known.lower() == plain or known.lower().endswith(f"-{plain}")]
        near = extract(
            plain, self._numbers.keys(), scorer=Indel.normalized_similarity, processor=str.lower,
            score_cutoff=ID_LIKENESS_MIN, limit=IDS_LIKE_MAX,
        )  # fmt: skip
        return tuple(dict.fromkeys([*exact, *(found[0] for found in near)]))[:IDS_LIKE_MAX]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self._arrays.entity_id(i): i for i in range(self._arrays.entities_count)}


def listed_numbers(facts: ListedFacts) -> list[Number]:
    """The identifiers of a record in comparing form."""
    return [Number.of(*identifier) for identifier in facts.identifiers]


def fact_evidence(
    facts: SubjectFacts, party: int, parties: PartyFacts, weights: FactWeights, name_bits: float = 0.0
) -> list[Evidence]:
    """Evidence of all facts beside the name, in a fixed order; empty for a subject without facts.

    Args:
        name_bits: what the name says, which counts for less where a number agrees.
    """
    found: list[Evidence | None] = []
    subject = facts.subject
    if subject.birth_date is not None:
        found.append(_birth_date(subject, parties.dates(party), weights))
    more = parties.more(party) if facts.more else ListedFacts()
    found.append(_country(subject, party, more, parties, weights))
    if facts.more:
        found += _more_evidence(facts, parties.schema_of(party), more, weights, name_bits)
    return [piece for piece in found if piece is not None]


def _more_evidence(
    facts: SubjectFacts, schema: str, more: ListedFacts, weights: FactWeights, name_bits: float
) -> list[Evidence | None]:
    subject = facts.subject
    found: list[Evidence | None] = [
        compare_birth_places(subject.birth_place, more.birth_places, weights),
        compare_genders(facts.gender, more.genders, weights, word=facts.gender_word),
        compare_addresses(subject.address, more.addresses, weights),
        compare_contacts("phone", subject.phones, more.phones, weights),
        compare_contacts("email", subject.emails, more.emails, weights),
        compare_contacts("website", subject.websites, more.websites, weights),
    ]
    if facts.numbers and more.identifiers:
        numbers = listed_numbers(more)
        found += compare_identifiers(facts.numbers, numbers, weights)
        least = weights.other_name[name_class(schema)]
        if name_bits < least and numbers_agree(facts.numbers, numbers):
            note = "parties are renamed: where a number agrees, another name counts no more than this"
            found.append(Evidence(feature="other_name", bits=least - name_bits, note=note))
    return found


def _country(
    subject: Subject, party: int, more: ListedFacts, parties: PartyFacts, weights: FactWeights
) -> Evidence | None:
    nationality = compare_nationalities(subject.nationalities, more.nationalities, weights)
    if nationality is not None:
        return nationality
    ours = tuple(dict.fromkeys((*subject.nationalities, *subject.countries)))
    if not ours:
        return None
    return compare_countries(ours, parties.countries(party), name_class(parties.schema_of(party)), weights)


def _birth_date(subject: Subject, rows: list[list[int]], weights: FactWeights) -> Evidence | None:
    assert subject.birth_date is not None
    verdict = compare_dates(subject.birth_date, rows, weights.birth_date)
    if verdict is None:
        return None
    listed = _date_text(rows[verdict.place])
    return Evidence(
        feature="birth_date", bits=verdict.bits, query=str(subject.birth_date), listed=listed, note=verdict.rule
    )


def _date_text(row: list[int]) -> str:
    year, month, day, until, approximate = row
    text = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return ("circa " if approximate else "") + text + (f" to {until}" if until else "")

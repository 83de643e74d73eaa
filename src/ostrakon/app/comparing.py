"""Score given pairs without any list: what `ostrakon compare` does.

Each pair is judged by itself, as if its listed side were the only party on the list: the answer depends on nothing
else in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ostrakon.errors import InputError
from ostrakon.index.build import index_of
from ostrakon.intake.records import BadValueError, subject_from
from ostrakon.match.evidence import Evidence
from ostrakon.model import Address, CountryLink, DatedFact, Entity, Identifier, Name, Origin, Property
from ostrakon.model.subject import Subject
from ostrakon.screening.policy import Policy
from ostrakon.screening.result import Status
from ostrakon.screening.score import probability
from ostrakon.screening.screener import Screener

LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Compared:
    """One judged pair; `problem` says why it could not be judged, and then nothing else is given.

    Attributes:
        match: from the policy's review threshold on.
        status, note: what a search would make of the pair, and why a high score is no hit.
    """

    pair_id: str
    score: float = 0.0
    bits: float = 0.0
    match: bool = False
    status: Status = "clear"
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    problem: str = ""


def compare_pair(query: Subject, listed: Entity, policy: Policy) -> Compared:
    """Judge one subject against one party."""
    screener = Screener(index_of([listed]), lambda _: listed, policy)
    found = screener.explain(query, listed.id)
    if found is None:
        return Compared(pair_id="")
    score = probability(found.bits)
    return Compared(
        pair_id="",
        score=score,
        bits=found.bits,
        match=score >= policy.review,
        status=found.status,
        note=found.note,
        evidence=found.evidence,
    )


def compare_file(path: Path, policy: Policy) -> Iterator[Compared]:
    """Judge the pairs of a JSON Lines file, in its order; a line that cannot be read gives a `problem`.

    Raises:
        InputError: the file cannot be read at all.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _compared(line, number, policy)
    except (OSError, UnicodeDecodeError) as bad:
        reason = bad.strerror if isinstance(bad, OSError) else "it is not UTF-8"
        raise InputError(f"the pairs cannot be read ({reason})", where=str(path)) from bad


def listed_party(subject: Subject) -> Entity:
    """The listed side of a pair as an entity."""
    origin = Origin(source="pair", record=LISTED)
    names: tuple[Name, ...] = (Name(value=subject.name, origin=origin),)
    names += tuple(Name(value=alias, kind="alias", origin=origin) for alias in subject.aliases)
    countries = tuple(CountryLink(text=c, code=c, origin=origin) for c in subject.countries)
    countries += tuple(CountryLink(text=c, code=c, origin=origin, role="nationality") for c in subject.nationalities)
    extra = [("gender", subject.gender)] if subject.gender else []
    contacts = (("phone", subject.phones), ("email", subject.emails), ("website", subject.websites))
    extra += [(name, value) for name, values in contacts for value in values]
    dates = (DatedFact(date=subject.birth_date, origin=origin),) if subject.birth_date else ()
    return Entity(
        id=LISTED,
        schema=subject.schema or "LegalEntity",
        names=names,
        dates=dates,
        identifiers=tuple(
            Identifier(type=i.type, value=i.value, country=i.country, origin=origin) for i in subject.identifiers
        ),
        countries=countries,
        addresses=(Address(full=subject.address, origin=origin),) if subject.address else (),
        birth_places=(Address(full=subject.birth_place, origin=origin),) if subject.birth_place else (),
        properties=tuple(Property(name=name, value=value, origin=origin) for name, value in extra),
    )


def _compared(line: str, number: int, policy: Policy) -> Compared:
    pair_id = f"line {number}"
    try:
        record = json.loads(line)
        if not isinstance(record, Mapping):
            raise BadValueError("a pair is a JSON object")
        pair_id = str(record.get("pair_id", pair_id))
        query = subject_from(_side(record, "query"))
        listed = listed_party(subject_from(_side(record, LISTED)))
    except (json.JSONDecodeError, BadValueError) as bad:
        what = f"this is no JSON ({bad.msg})" if isinstance(bad, json.JSONDecodeError) else bad
        return Compared(pair_id=pair_id, problem=f"line {number}: {what}")
    return replace(compare_pair(query, listed, policy), pair_id=pair_id)


def _side(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    side = record.get(name)
    if not isinstance(side, Mapping):
        raise BadValueError(f"{name!r} is missing; it holds the fields of `screen --input`")
    return side

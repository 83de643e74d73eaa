"""A subject from FollowTheMoney properties, as clients of OpenSanctions' API send them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ostrakon.intake.records.dates import read_date
from ostrakon.intake.records.fields import (
    LIST_LENGTH_MAX,
    BadValueError,
    read_country,
    read_gender,
    read_identifier,
    read_schema,
)
from ostrakon.model import PartialDate
from ostrakon.model.ftm_properties import IDENTIFIERS_READ, NAMES_READ, country_of
from ostrakon.model.subject import GivenIdentifier, Subject

NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
DATES = ("birthDate", "incorporationDate", "buildDate", "foundingDate")
COUNTRIES = ("country", "jurisdiction", "flag", "mainCountry", "birthCountry")
NATIONALITIES = ("nationality", "citizenship")
ADDRESSES = ("address", "addressEntity", "full")
GENERAL_SCHEMATA = ("Thing", "Interest", "")
"""Schemata that say nothing of what a party is."""


def subject_from_ftm(
    schema: str, properties: Mapping[str, Any], *, query_id: str = ""
) -> tuple[Subject, tuple[str, ...]]:
    """The subject that an example entity describes, and what of it could not be used, one sentence each.

    A value that cannot be read is left out and named; a property that no comparison uses is passed over, as those
    clients send whole entities.

    Args:
        schema: FollowTheMoney schema; one that this program does not compare counts as unknown.
        properties: property → text or list of texts.

    Raises:
        BadValueError: nothing is given by which anybody could be found.
    """
    problems: list[str] = []
    values = {name: list(_texts(name, given)) for name, given in properties.items()}
    names = [text for name in NAMES_READ for text in values.get(name, ())]
    if not names and (parts := [text for name in NAME_PARTS for text in values.get(name, ())[:1]]):
        names = [" ".join(parts)]
    identifiers = tuple(dict.fromkeys(_identifiers(values, problems)))
    if not names and not identifiers:
        raise BadValueError("the entity has neither a name nor an identifier")
    subject = Subject(
        name=names[0] if names else "",
        query_id=query_id,
        schema=_schema(schema, problems),
        birth_date=_date(values, problems),
        countries=_countries(values, COUNTRIES, problems),
        identifiers=identifiers,
        aliases=tuple(dict.fromkeys(names[1:])),
        address=next((text for name in ADDRESSES for text in values.get(name, ())), ""),
        nationalities=_countries(values, NATIONALITIES, problems),
        birth_place=next(iter(values.get("birthPlace", ())), ""),
        gender=_gender(values, problems),
        phones=tuple(values.get("phone", ())),
        emails=tuple(values.get("email", ())),
        websites=tuple(values.get("website", ())),
    )
    return subject, tuple(problems)


def _texts(name: str, given: Any) -> Iterator[str]:
    items = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    if len(items) > LIST_LENGTH_MAX:
        raise BadValueError(f"{name} has {len(items)} values, more than {LIST_LENGTH_MAX}")
    for item in items:
        if item is None:
            continue
        # of a nested entity, its caption is what can be compared
        plain = item.get("caption") or "" if isinstance(item, Mapping) else item
        if text := " ".join(str(plain).split()):
            yield text


def _schema(schema: str, problems: list[str]) -> str:
    if schema in GENERAL_SCHEMATA:
        return ""
    try:
        return read_schema(schema)
    except BadValueError:
        problems.append(f"schema {schema!r} is compared like any party")
        return ""


def _date(values: Mapping[str, list[str]], problems: list[str]) -> PartialDate | None:
    for name in DATES:
        for text in values.get(name, ()):
            try:
                return read_date(text, order="")
            except ValueError as bad:
                problems.append(f"{name} {bad}")
    return None


def _countries(values: Mapping[str, list[str]], names: Sequence[str], problems: list[str]) -> tuple[str, ...]:
    found = []
    for name in names:
        for text in values.get(name, ()):
            try:
                found.append(country_of(text) or read_country(text))
            except BadValueError as bad:
                problems.append(f"{name}: {bad}")
    return tuple(dict.fromkeys(found))


def _gender(values: Mapping[str, list[str]], problems: list[str]) -> str:
    for text in values.get("gender", ()):
        try:
            return read_gender(text)
        except BadValueError as bad:
            problems.append(str(bad))
    return ""


def _identifiers(values: Mapping[str, list[str]], problems: list[str]) -> Iterator[GivenIdentifier]:
    for name, kind in IDENTIFIERS_READ.items():
        for text in values.get(name, ()):
            try:
                yield read_identifier(kind, text)
            except BadValueError as bad:
                problems.append(f"{name}: {bad}")

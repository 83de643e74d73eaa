"""Whom a user asks about.

It stands in `model/` because every room from `intake/` (which reads it from files) to `screening/` (which answers
it) needs it, and rooms import one way only.
"""

from __future__ import annotations

import msgspec

from ostrakon.model.dates import PartialDate


class GivenIdentifier(msgspec.Struct, frozen=True, kw_only=True):
    """An identifier as the user gives it; `type` is a key of `model.identifiers.IDENTIFIER_TYPES`.

    Attributes:
        country: ISO 3166-1 alpha-2 in lower case of the country that issued it, empty when unknown.
    """

    type: str
    value: str
    country: str = ""


class Subject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One person, company, vessel or other party to be screened.

    Attributes:
        name: the name as the user has it, any script.
        query_id: the user's own key of the row, given back unchanged.
        schema: FollowTheMoney schema where known (`Person`, `Organization`, `Vessel`, …), else empty.
        birth_date: exact or partial; incorporation date for companies; None when unknown.
        countries: ISO 3166-1 alpha-2 codes in lower case: nationality, residence, flag or jurisdiction.
        identifiers, aliases, address: further facts of the subject.
        nationalities: codes like `countries`, where the user knows that they are nationalities or citizenships.
        birth_place: town, region or country of birth in any words.
        gender: `male`, `female`, or empty when unknown.
        phones, emails, websites: as written.
    """

    name: str
    query_id: str = ""
    schema: str = ""
    birth_date: PartialDate | None = None
    countries: tuple[str, ...] = ()
    identifiers: tuple[GivenIdentifier, ...] = ()
    aliases: tuple[str, ...] = ()
    address: str = ""
    nationalities: tuple[str, ...] = ()
    birth_place: str = ""
    gender: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()

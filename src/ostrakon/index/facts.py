"""How the facts of a party beside its names are written into the index.

Dates and countries, which most subjects have, stand in arrays of numbers. The other facts of a party are one packed
value, which is unpacked only for a party that can still matter to a subject that has facts of that kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

import msgspec

from ostrakon.model import Entity, PartialDate
from ostrakon.names.contacts import contact_form
from ostrakon.names.numbers import look_up_key

SCHEMATA = ("", "Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane", "CryptoWallet",
            "Security", "Vehicle", "Asset", "Thing")  # fmt: skip
SCHEMA_NUMBER = {name: number for number, name in enumerate(SCHEMATA)}

IDENTIFIER_LENGTH_MIN = 4
"""Shorter numbers say nothing."""
NEAR_LENGTH = range(7, 25)
"""Lengths of numbers that are also found with one character wrong or two exchanged."""
NEAR_DIGITS_MIN = 4
NATIONALITY_ROLES = frozenset({"nationality", "citizenship"})
VALUES_MAX = 40
"""Values of one kind kept of a party, the first ones; no party of the official lists has more but in identifiers."""
IDENTIFIERS_MAX = 400


class ListedFacts(msgspec.Struct, frozen=True, array_like=True, gc=False, omit_defaults=True):
    """What a list says of a party beside names, dates and countries, as published.

    Attributes:
        nationalities: country codes that the list calls nationality or citizenship.
        genders: `male`, `female`.
        birth_places, addresses: full text of each.
        identifiers: (type, value, country code or empty).
        phones, emails, websites: as written.
    """

    nationalities: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str, str], ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()


NO_FACTS = ListedFacts()
_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(ListedFacts).decode


def listed_facts(entity: Entity) -> ListedFacts:
    """The facts of one entity."""
    extra: dict[str, list[str]] = {"gender": [], "phone": [], "email": [], "website": []}
    for item in entity.properties:
        if item.name in extra:
            extra[item.name].append(item.value)
    genders = tuple(g for g in dict.fromkeys(v.strip().lower() for v in extra["gender"]) if g in ("male", "female"))
    roles = [link.code for link in entity.countries if link.code and link.role in NATIONALITY_ROLES]
    identifiers = dict.fromkeys((i.type, i.value, i.country) for i in entity.identifiers)
    return ListedFacts(
        nationalities=_first(roles),
        genders=genders,
        birth_places=_first(place.full for place in entity.birth_places),
        addresses=_first(address.full for address in entity.addresses),
        identifiers=tuple(identifiers)[:IDENTIFIERS_MAX],
        phones=_first(extra["phone"]),
        emails=_first(extra["email"]),
        websites=_first(extra["website"]),
    )


def pack_facts(facts: ListedFacts) -> bytes:
    """One party's facts as bytes; empty for none."""
    return b"" if facts == NO_FACTS else _ENCODE(facts)


def unpack_facts(packed: bytes) -> ListedFacts:
    """What `pack_facts` made."""
    return _DECODE(packed) if packed else NO_FACTS


def joined_facts(records: Sequence[ListedFacts]) -> ListedFacts:
    """What several records say together, each value once."""
    if len(records) == 1:
        return records[0]
    fields = {
        name: tuple(dict.fromkeys(value for record in records for value in getattr(record, name)))
        for name in ListedFacts.__struct_fields__
    }
    return ListedFacts(**fields)


def date_row(date: PartialDate) -> tuple[int, int, int, int, int]:
    """Year, month, day (0 where unknown), last year of a range (0 without), 1 when approximate."""
    year, month, day = (*(int(p) for p in date.value.split("-")), 0, 0)[:3]
    return year, month, day, int(date.until[:4]) if date.until else 0, int(date.approximate)


def country_pack(code: str) -> int:
    """Two letters as one number."""
    return ord(code[0]) << 8 | ord(code[1])


def country_unpack(number: int) -> str:
    """The two letters of a packed country code."""
    return chr(number >> 8) + chr(number & 255)


def identifier_key(kind: str, value: str) -> str:
    """The form under which a number leads to parties, whatever its type; empty when too short to compare.

    Types do not part the keys: what one list calls a registration number, another calls an OGRN. Whether the types go
    together is judged when the two are compared.
    """
    key = look_up_key(kind, value)
    return key if len(key) >= IDENTIFIER_LENGTH_MIN else ""


def contact_keys(facts: ListedFacts) -> Iterator[str]:
    """Keys of phones, e-mail addresses and web sites that lead to a party."""
    for kind, values in (("phone", facts.phones), ("email", facts.emails), ("website", facts.websites)):
        for value in values:
            if key := contact_key(kind, value):
                yield key


def contact_key(kind: str, value: str) -> str:
    """The key of a phone number, an e-mail address or a web site; empty when it cannot be one."""
    key = contact_form(kind, value)
    return f"{kind}:{key}" if key else ""


def near_hashes(key: str) -> list[int]:
    """Hashes of the number with each character left out: two numbers share one where one character differs, or two
    neighbours are exchanged (symmetric deletion). Empty for numbers that have no near ones.
    """
    if len(key) not in NEAR_LENGTH or sum(c.isdigit() for c in key) < NEAR_DIGITS_MIN:
        return []
    return sorted({crc32((key[:i] + key[i + 1 :]).encode()) for i in range(len(key))})


def _first(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))[:VALUES_MAX]

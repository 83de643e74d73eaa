"""What the fields of a customer record mean, the same for every format and for the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ostrakon.intake.records.dates import DateOrder, read_date
from ostrakon.model import PartialDate
from ostrakon.model.identifiers import IDENTIFIER_TYPES
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.names.countries import country_code

FIELDS: dict[str, str] = {
    "query_id": "the user's key of the row, given back unchanged; the line number when absent",
    "name": "the name to screen, any script; the only field that must be there",
    "schema": "Person, Organization, Company, LegalEntity, Vessel, Airplane, …, in any case",
    "birth_date": "birth or incorporation date: YYYY, YYYY-MM, YYYY-MM-DD or an unambiguous other form",
    "country": "ISO code or name of nationality, residence, flag or seat; several as a list, in CSV by `;`",
    "identifiers": 'JSON: [{"type": "imo", "value": "…"}], with "country" where known; CSV: `imo=…;passport:kp=…`',
    "aliases": "other names: JSON: a list; CSV: by `;`",
    "address": "postal address, free text",
    "nationality": "country or countries of nationality or citizenship, like `country`",
    "birth_place": "place of birth, free text",
    "gender": "male or female (m, f), or empty",
    "phone": "phone number or numbers, with the country's code where known",
    "email": "e-mail address or addresses",
    "website": "web site or sites",
}
"""The fields of a record. CSV has besides a column `id_TYPE` for each identifier type (`id_imo`,
`id_passport`)."""

SCHEMATA: tuple[str, ...] = (
    "Person",
    "Organization",
    "Company",
    "LegalEntity",
    "PublicBody",
    "Vessel",
    "Airplane",
    "Vehicle",
    "CryptoWallet",
    "Security",
    "Asset",
)
"""FollowTheMoney schemata that a user may name."""

_GENDERS = {"": "", "male": "male", "m": "male", "man": "male", "female": "female", "f": "female", "w": "female",
            "woman": "female", "unknown": "", "other": "", "x": "", "n/a": "", "-": ""}  # fmt: skip
NAME_LENGTH_MAX = 2_000
LIST_LENGTH_MAX = 200
_YEARS_AHEAD = 1
_YEAR_OF_START = datetime.now(UTC).year
"""No date of this year or an earlier one lies ahead: the clock is asked for later ones only."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class BadValueError(ValueError):
    """A value of a record that cannot be used; the message names field, value and remedy."""


def subject_from(record: Mapping[str, Any], *, query_id: str = "", order: DateOrder = "") -> Subject:
    """A subject from the fields of one record, as JSON gives them; unknown fields are the caller's business.

    Args:
        record: field → value; absent, None and blank mean "not given".
        query_id: the key to use, already read from the record or made from its line.
        order: see `read_date`.

    Raises:
        BadValueError: a value is of the wrong form, unknown or ambiguous.
    """
    name = _text(record, "name")
    if not name:
        raise BadValueError("name is empty")
    return Subject(
        name=name,
        query_id=query_id,
        schema=read_schema(_text(record, "schema")),
        birth_date=_birth_date(record, order),
        countries=_countries(record, "country"),
        identifiers=_identifiers(record.get("identifiers")),
        aliases=_texts(record, "aliases"),
        address=_text(record, "address"),
        nationalities=_countries(record, "nationality"),
        birth_place=_text(record, "birth_place"),
        gender=read_gender(_text(record, "gender")),
        phones=_texts(record, "phone"),
        emails=_texts(record, "email"),
        websites=_texts(record, "website"),
    )


def read_schema(text: str) -> str:
    """The schema as FollowTheMoney spells it; empty for empty.

    Raises:
        BadValueError: the schema is unknown.
    """
    if not text or text in SCHEMATA:
        return text
    for schema in SCHEMATA:
        if schema.lower() == text.lower():
            return schema
    raise BadValueError(f"schema {text!r} is unknown; known are {', '.join(SCHEMATA)}")


def read_country(text: str) -> str:
    """The lower-case alpha-2 code of a country code or name.

    Raises:
        BadValueError: the country is unknown.
    """
    code = country_code(text)
    if not code:
        raise BadValueError(f"country {text!r} is unknown; write an ISO 3166 code such as 'kp', or leave it empty")
    return code


def read_gender(text: str) -> str:
    """`male`, `female`, or empty for empty and for words that leave it open (`unknown`, `other`, `x`).

    Raises:
        BadValueError: the word is unknown.
    """
    plain = text.strip().lower().rstrip(".")
    if plain not in _GENDERS:
        raise BadValueError(f"gender {text!r} is unknown; write male, female, or leave it empty")
    return _GENDERS[plain]


def read_identifier(kind: str, value: str, country: str = "") -> GivenIdentifier:
    """An identifier of a known type; the type may name the issuing country behind a colon: `passport:kp`.

    Raises:
        BadValueError: type or country is unknown, or the value empty.
    """
    kind, colon, behind = kind.partition(":")
    if colon:
        country = behind.strip()
    plain = kind.strip().lower().replace("-", "_").replace(" ", "_")
    known = {name.lower(): name for name in IDENTIFIER_TYPES}
    if plain not in known:
        raise BadValueError(f"identifier type {kind!r} is unknown; known are {', '.join(IDENTIFIER_TYPES)}")
    if not value.strip():
        raise BadValueError(f"identifier of type {plain!r} has no value")
    return GivenIdentifier(type=known[plain], value=value.strip(), country=read_country(country) if country else "")


def _birth_date(record: Mapping[str, Any], order: DateOrder) -> PartialDate | None:
    given = record.get("birth_date")
    text = str(given) if isinstance(given, int) and not isinstance(given, bool) else _text(record, "birth_date")
    if not text:
        return None
    try:
        date = read_date(text, order=order)
    except ValueError as error:
        raise BadValueError(f"birth_date {error}") from None
    if (year := int(date.value[:4])) > _YEAR_OF_START and year > datetime.now(UTC).year + _YEARS_AHEAD:
        raise BadValueError(f"birth_date {text!r} lies in the future")
    return date


def _identifiers(value: Any) -> tuple[GivenIdentifier, ...]:
    if value is None or value == "":
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise BadValueError('identifiers must be a list such as [{"type": "imo", "value": "9187629"}]')
    if len(value) > LIST_LENGTH_MAX:
        raise BadValueError(f"identifiers has {len(value)} items, more than {LIST_LENGTH_MAX}")
    found = []
    for item in value:
        if not isinstance(item, Mapping):
            raise BadValueError('each of identifiers must have "type" and "value"')
        found.append(read_identifier(_text(item, "type"), _text(item, "value"), _text(item, "country")))
    return tuple(dict.fromkeys(found))


def _countries(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    texts = _texts(record, field)
    return tuple(dict.fromkeys(map(read_country, texts))) if texts else ()


def _texts(record: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """The texts of a field, each once."""
    value = record.get(field)
    if value is None:
        return ()
    if isinstance(value, str):
        return (text,) if (text := _text(record, field)) else ()
    if not isinstance(value, Sequence) or not all(isinstance(item, str) for item in value):
        raise BadValueError(f"{field} must be a text or a list of texts")
    if len(value) > LIST_LENGTH_MAX:
        raise BadValueError(f"{field} has {len(value)} items, more than {LIST_LENGTH_MAX}")
    return tuple(dict.fromkeys(text for item in value if (text := _text({field: item}, field))))


def _text(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and field == "value":
        value = str(value)
    if not isinstance(value, str):
        raise BadValueError(f"{field} must be a text, not {type(value).__name__}")
    if value.isascii() and value.isprintable() and len(value) <= NAME_LENGTH_MAX:
        return " ".join(value.split()) if "  " in value or value[:1] == " " or value[-1:] == " " else value
    if _SURROGATE.search(value):
        raise BadValueError(
            f"{field} has bytes that are not text in this encoding; declare it with --encoding (cp1252, …)"
        )
    if "�" in value:
        raise BadValueError(f"{field} has a replacement character (�): the text was damaged before it came here")
    if found := _CONTROL.search(value):
        raise BadValueError(f"{field} has a control character (U+{ord(found[0]):04X})")
    text = " ".join(value.split())
    if len(text) > NAME_LENGTH_MAX:
        raise BadValueError(f"{field} has {len(text)} characters, more than {NAME_LENGTH_MAX}")
    return text

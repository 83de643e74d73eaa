"""Numbers and codes that identify a party, a vessel, an aircraft, an account or a wallet."""

from __future__ import annotations

import msgspec

from ostrakon.model.origin import Origin

IDENTIFIER_TYPES: dict[str, str] = {
    "imo": "imoNumber",
    "mmsi": "mmsi",
    "call_sign": "callSign",
    "tail_number": "registrationNumber",
    "serial_number": "serialNumber",
    "bic": "swiftBic",
    "lei": "leiCode",
    "isin": "isin",
    "duns": "dunsCode",
    "passport": "passportNumber",
    "national_id": "idNumber",
    "tax_id": "taxNumber",
    "inn": "innCode",
    "ogrn": "ogrnCode",
    "kpp": "kppCode",
    "okpo": "okpoCode",
    "registration": "registrationNumber",
    "social_security": "socialSecurityNumber",
    "driving_licence": "idNumber",
    "cageCode": "cageCode",
    "wallet": "publicKey",
    "account": "accountNumber",
    "iban": "iban",
    "other": "idNumber",
}
"""Our identifier types and the FollowTheMoney property that each one is exported as."""


class Identifier(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One identifying number as published; comparing forms are made in `names/`, not here.

    Attributes:
        type: a key of `IDENTIFIER_TYPES`.
        value: as published, surrounding blanks removed.
        country: ISO 3166-1 alpha-2 in lower case where the list names an issuing country, else empty.
        note: what the list adds: the currency of a wallet (`XBT`), "expired 2010", the publisher's own type name.
        origin: where it was read.
    """

    type: str
    value: str
    origin: Origin
    country: str = ""
    note: str = ""

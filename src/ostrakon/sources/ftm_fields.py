"""What becomes of every field of a FollowTheMoney object: its own members, and the properties of a party.

The properties are those of the schemata Thing, LegalEntity, Person, Organization, Company, Asset, Vehicle, Vessel,
Airplane, BankAccount, CryptoWallet and Security; see followthemoney.tech.
"""

from __future__ import annotations

from collections.abc import Mapping

from ostrakon.model.ftm_properties import COUNTRIES_READ, DATE_PROPERTIES, IDENTIFIERS_READ, NAMES_READ

_MEMBERS = {
    "id": "used: id, as it is",
    "schema": "used: schema",
    "caption": "used: the name to show; a name like others where it stands nowhere else",
    "properties": "used: each by itself, below; one that is not named here is kept under its own name",
    "datasets": "used: property sourceDataset",
    "referents": "used: property referent, the ids of the same party elsewhere",
    "target": "used: whether a party without a sanction is listed itself",
    "ostrakon": "used: our own extension, see model.ftm",
    "first_seen": "unused: when the publisher of the file first saw the party",
    "last_seen": "unused: when the publisher of the file last saw the party",
    "last_change": "unused: when the publisher of the file last changed the party",
    "score": "unused: of a search that gave the party, not of the party",
    "match": "unused: of a search that gave the party, not of the party",
    "features": "unused: of a search that gave the party, not of the party",
    "explanations": "unused: of a search that gave the party, not of the party",
    "token": "unused: of a search that gave the party, not of the party",
}

_COMPARED = {
    **{name: f"used: name ({kind}{', weak' if weak else ''})" for name, (kind, weak) in NAMES_READ.items()},
    **{name: f"used: date ({kind}); kept as a property where it is no date" for kind, name in DATE_PROPERTIES.items()},
    **{name: f"used: identifier ({kind})" for name, kind in IDENTIFIERS_READ.items()},
    **{name: f"used: country ({role})" for name, role in COUNTRIES_READ.items()},
    "address": "used: address",
    "birthPlace": "used: place of birth",
    "topics": "used: measures, and whether the party is listed; kept as a property",
    "programId": "used: programmes of the designation; kept as a property",
    "addressEntity": "used: the address it names",
    "sanctions": "used: a nested sanction is a designation",
}

_PARTS_OF_A_NAME = ("firstName", "secondName", "middleName", "fatherName", "motherName", "lastName", "nameSuffix")

_KEPT = {
    "Thing": "summary description sourceUrl publisher publisherUrl alephUrl wikipediaUrl wikidataId keywords program "
    "notes createdAt modifiedAt retrievedAt references",
    "LegalEntity": "email phone website legalForm taxStatus status sector classification licenseNumber "
    "opencorporatesUrl icijId sayariId brightQueryId brightQueryOrgId",
    "Person": "title position gender ethnicity height weight eyeColor hairColor appearance religion political "
    "profession education spokenLanguage",
    "Company": "capital coatoCode ipoCode ibcRuc caemCode okvedCode okopfCode fnsCode fssCode bikCode pfrNumber "
    "oksmCode ticker ricCode",
    "Asset": "amount amountUsd amountEur currency",
    "Vehicle": "type model registrationDate",
    "Vessel": "crsNumber registrationPort navigationArea tonnage grossRegisteredTonnage deadweightTonnage "
    "nameChangeDate pastFlags pastTypes pastNames",
    "Airplane": "icaoCode manufacturer",
    "BankAccount": "bankName bankAddress accountType openingDate closingDate balance balanceDate maxBalance",
    "CryptoWallet": "accountId managingExchange creationDate",
    "Security": "figiCode issueDate maturityDate collateral",
}
"""Schema → properties that nothing is compared by; they go into the entity as they stand."""

_NESTED_TIES = (
    *("ownershipOwner", "ownershipAsset", "directorshipDirector", "directorshipOrganization", "membershipMember"),
    *("membershipOrganization", "associates", "associations", "familyPerson", "familyRelative", "unknownLinkTo"),
    *("unknownLinkFrom", "agencyClient", "agentRepresentation", "successors", "predecessors", "employers"),
    *("employees", "debtDebtor", "debtCreditor", "paymentPayer", "paymentBeneficiary", "passport"),
    *("identification", "identificiation"),
)
"""Properties under which an export with nested objects holds the ties of a party."""

_TIES_BY_ID = ("parent", "subsidiaries", "owner", "operator", "issuer", "holder", "bank")

_UNUSED = {
    "proof": "the document that says so, which is no party",
    "indexText": "words for a search engine, taken from the other properties",
    "things": "what lies at an address, which is no statement about the address",
    "positionOccupancies": "offices held, as objects; the property position says them in words",
    "contractAwardSupplier": "contracts won, as objects; no fact that a screening compares",
}


def _properties() -> Mapping[str, str]:
    found = dict(_COMPARED)
    kept = {name: "used: kept as a property of this name" for names in _KEPT.values() for name in names.split()}
    parts = dict.fromkeys(_PARTS_OF_A_NAME, "used: kept as a property of this name; name carries the name as a whole")
    nested = dict.fromkeys(_NESTED_TIES, "used: a nested tie; an id alone is kept as a property")
    by_id = dict.fromkeys(_TIES_BY_ID, "used: kept as a property of this name, an id; ties between parties are objects")
    for table in (kept, parts, nested, by_id, {name: f"unused: {why}" for name, why in _UNUSED.items()}):
        for name, text in table.items():
            found.setdefault(name, text)
    return found


PROPERTIES: Mapping[str, str] = _properties()
"""Property of a party → what becomes of it."""

UNUSED_PROPERTIES = frozenset(_UNUSED)
"""Properties that do not go into the entity."""

FIELDS: Mapping[str, str] = {**_MEMBERS, **{f"properties/{name}": text for name, text in PROPERTIES.items()}}

"""Identification blocks of the EU list: the publisher's codes as our identifier types."""

from __future__ import annotations

from collections.abc import Mapping

from ostrakon.sources.draft import Draft, squash
from ostrakon.sources.labelled import labelled_numbers

TYPES = {
    "passport": "passport",
    "id": "national_id",
    "other": "other",
    "regnumber": "registration",
    "fiscalcode": "tax_id",
    "taxid": "tax_id",
    "euvat": "tax_id",
    "imo": "imo",
    "swiftbic": "bic",
    "ssn": "social_security",
    "unssn": "other",
    "birthcert": "other",
    "drivinglicence": "driving_licence",
    "nationcert": "other",
    "travelcardid": "other",
    "travelid": "other",
    "traveldocnr": "other",
    "residentperm": "other",
    "tradelic": "other",
    "electionid": "other",
    "stateid": "national_id",
    "diplid": "other",
    "passportnbr": "passport",
}
"""Code of the list → type. `unssn` is no social security number: the two in the list are Chinese company codes."""

_FLAGS = {
    "diplomatic": "diplomatic",
    "knownExpired": "expired",
    "knownFalse": "false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by issuer",
}
_NOTES = {
    "issuedBy": "issued by",
    "issuedDate": "issued",
    "issueDate": "issued",
    "validFrom": "valid from",
    "validTo": "valid to",
    "nameOnDocument": "in the name of",
    "region": "region",
}


def identification(draft: Draft, block: Mapping[str, str], country: tuple[str, str]) -> None:
    """Add the identifier of one block; a number that is only a dash is none."""
    code = squash(block.get("identificationTypeCode"))
    type_ = TYPES.get(code)
    if type_ is None:
        draft.unknown_value(code, "identification@identificationTypeCode", taken_as="another identifier")
    number = squash(block.get("number"))
    latin = squash(block.get("latinNumber"))
    description = squash(block.get("identificationTypeDescription"))
    special = description or (code if TYPES.get(code, "other") == "other" or code == "euvat" else "")
    notes = [special if special != "other" else ""]
    notes += [words for flag, words in _FLAGS.items() if block.get(flag) == "true"]
    notes += [f"{words} {squash(block.get(key))}" for key, words in _NOTES.items() if squash(block.get(key))]
    notes.append(squash(block.get("remark")))
    if country[0] and not country[1]:
        notes.append(country[0])
    note = "; ".join(filter(None, notes))
    values = [value for value in dict.fromkeys((number, latin)) if value.strip("-. ")]
    for value in values:
        for kind, single in labelled_numbers(value, type_ or "other"):
            draft.identifier(kind, single, "identification@number", country=country[1], note=note)
    if not values:
        draft.property("notes", f"{special or code}: {note}" if note else "", "identification")
        draft.issue(
            "no_number",
            "the document has no number; what else is said of it is kept as a note",
            path="identification@number",
            example=draft.record,
            info=True,
        )

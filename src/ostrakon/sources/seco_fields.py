"""Every element and attribute of the Swiss list, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_BODIES = ("individual", "entity", "object")
_INTERNAL = "unused: the publisher's number of a part of a record"

_OUTSIDE = {
    "swiss-sanctions-list@list-type": "used: a whole list or an amendment",
    "swiss-sanctions-list@date": "used: date of publication",
    "swiss-sanctions-list@schemaLocation": "unused: where the schema lies",
    "swiss-sanctions-list@noNamespaceSchemaLocation": "unused: where the schema lies",
    "sanctions-program@ssid": _INTERNAL,
    "sanctions-program@version-date": "unused: when the programme was last edited, not a fact of a party",
    "sanctions-program@predecessor-version-date": "unused: when the programme was last edited",
    "sanctions-program/program-key": "used: programme, in English",
    "sanctions-program/program-key@lang": "used: chooses English",
    "sanctions-program/program-name": "used: legal basis, in English",
    "sanctions-program/program-name@lang": "used: chooses English",
    "sanctions-program/sanctions-set": "used: measures, by its English name",
    "sanctions-program/sanctions-set@ssid": "used: what targets refer to",
    "sanctions-program/sanctions-set@lang": "used: chooses English",
    "sanctions-program/origin": "unused: the body that Switzerland follows; the designation is Swiss",
    "place@ssid": "used: what addresses and births refer to",
    "place/location": "used: address, birth place",
    "place/location-variant": "unused: other spellings of a place, not of a party",
    "place/location-variant@variant-type": "unused: kind of spelling of a place",
    "place/area": "used: address, birth place",
    "place/area@area-type": "unused: kind of administrative area",
    "place/area-variant": "unused: other spellings of an area",
    "place/area-variant@variant-type": "unused: kind of spelling of an area",
    "place/country": "used: address, birth place",
    "place/country@iso-code": "used: country of address or birth place",
    "target@ssid": "used: id and reference",
    "target/sanctions-set-id": "used: programme and measures",
    "target/foreign-identifier": "unused: another list's number, in a form that does not tell which list",
    "target/generic-attribute": "used: notes",
    "target/generic-attribute@name": "unused: label of the note",
    "target/modification@modification-type": "used: whether the listing is in force",
    "target/modification@enactment-date": "used: listed on, if there is no effective date",
    "target/modification@publication-date": "used: listed on, if there is no other date",
    "target/modification@effective-date": "used: listed on",
}
_BODY = {
    "@sex": "used: gender of an individual",
    "@object-type": "used: vessel or aircraft",
    "/justification": "used: reason of the designation",
    "/justification@ssid": _INTERNAL,
    "/relation@ssid": _INTERNAL,
    "/relation@target-id": "used: relation",
    "/relation@relation-type": "used: relation",
    "/relation/remark": "used: words of the relation",
    "/other-information": "used: notes; IMO number of a vessel",
    "/other-information@ssid": _INTERNAL,
    "/generic-attribute": "used: notes",
    "/generic-attribute@name": "used: notes",
    "/identity@ssid": _INTERNAL,
    "/identity@main": "used: which identity has the primary name",
    "/identity/name@ssid": _INTERNAL,
    "/identity/name@name-type": "used: kind of name",
    "/identity/name@quality": "used: weak alias",
    "/identity/name@lang": "used: language",
    "/identity/name/name-part@ssid": _INTERNAL,
    "/identity/name/name-part@order": "used: order of parts of one kind",
    "/identity/name/name-part@name-part-type": "used: reading order, given and family names",
    "/identity/name/name-part/value": "used: name",
    "/identity/name/name-part/spelling-variant": "used: name in another spelling or script",
    "/identity/name/name-part/spelling-variant@ssid": _INTERNAL,
    "/identity/name/name-part/spelling-variant@lang": "used: language",
    "/identity/name/name-part/spelling-variant@script": "unused: the letters themselves tell it",
    "/identity/nationality@ssid": _INTERNAL,
    "/identity/nationality/country": "used: country",
    "/identity/nationality/country@iso-code": "used: country",
    "/identity/day-month-year@ssid": _INTERNAL,
    "/identity/day-month-year@day": "used: date",
    "/identity/day-month-year@month": "used: date",
    "/identity/day-month-year@year": "used: date",
    "/identity/day-month-year@calendar": "used: words of the date, if not Gregorian",
    "/identity/day-month-year@quality": "used: approximate",
    "/identity/place-of-birth@ssid": _INTERNAL,
    "/identity/place-of-birth@place-id": "used: birth place",
    "/identity/place-of-birth@quality": "unused: how sure the place is; places are shown, not compared",
    "/identity/address@ssid": _INTERNAL,
    "/identity/address@place-id": "used: address",
    "/identity/address@quality": "unused: how sure the address is",
    "/identity/address@main": "unused: all addresses count alike",
    "/identity/address/address-details": "used: address",
    "/identity/address/zip-code": "used: address",
    "/identity/address/c-o": "used: address",
    "/identity/address/p-o-box": "used: address",
    "/identity/address/remark": "used: address",
    "/identity/identification-document@ssid": _INTERNAL,
    "/identity/identification-document@document-type": "used: type of identifier",
    "/identity/identification-document/number": "used: identifier",
    "/identity/identification-document/issuer": "used: country of the identifier",
    "/identity/identification-document/issuer@code": "used: country of the identifier",
    "/identity/identification-document/date-of-issue": "used: note of the identifier",
    "/identity/identification-document/date-of-issue@day": "used: note of the identifier",
    "/identity/identification-document/date-of-issue@month": "used: note of the identifier",
    "/identity/identification-document/date-of-issue@year": "used: note of the identifier",
    "/identity/identification-document/expiry-date": "used: note of the identifier",
    "/identity/identification-document/expiry-date@day": "used: note of the identifier",
    "/identity/identification-document/expiry-date@month": "used: note of the identifier",
    "/identity/identification-document/expiry-date@year": "used: note of the identifier",
    "/identity/identification-document/remark": "used: note of the identifier",
}


def _all() -> Iterator[tuple[str, str]]:
    yield from _OUTSIDE.items()
    for body in _BODIES:
        for path, use in _BODY.items():
            yield f"target/{body}{path}", use


FIELDS: Mapping[str, str] = dict(_all())

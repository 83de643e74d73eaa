"""What becomes of every element of the UN list."""

from __future__ import annotations

_COMMON = {
    "DATAID": "used: property recordId; the id where there is no reference number",
    "VERSIONNUM": "unused: not always raised when a record changes, so it proves nothing",
    "FIRST_NAME": "used: first of up to four positional parts of the primary name",
    "UN_LIST_TYPE": "used: programme of the designation, which gives legal basis and measures",
    "REFERENCE_NUMBER": "used: id and reference of the designation",
    "LISTED_ON": "used: date of the designation",
    "SUBMITTED_BY": "unused: the state that proposed the listing says nothing of the party",
    "SUBMITTED_ON": "unused: when the listing was proposed says nothing of the party",
    "COMMENTS1": "used: property notes; IMO company numbers; measures where an entry names them",
    "NAME_ORIGINAL_SCRIPT": "used: names of kind original",
    "LIST_TYPE/VALUE": "used: checked to be the UN list",
    "LAST_DAY_UPDATED/VALUE": "used: the latest one as property modifiedAt",
    "NATIONALITY/VALUE": "used: country, nationality",
    "DESIGNATION/VALUE": "used: property position",
    "TITLE/VALUE": "used: property title",
    "GENDER": "used: property gender; Unknown says nothing",
    "SORT_KEY": "unused: for the publisher's printing, empty in every file seen",
    "SORT_KEY_LAST_MOD": "unused: for the publisher's printing, empty in every file seen",
}
_ALIAS = {
    "QUALITY": "used: Low is weak, f.k.a. is a former name",
    "ALIAS_NAME": "used: names, variants joined by semicolons one by one, remarks apart",
    "NOTE": "used: former name, name in original script, or property notes",
}
_ADDRESS = {
    "STREET": "used: address",
    "CITY": "used: address",
    "STATE_PROVINCE": "used: address",
    "ZIP_CODE": "used: address",
    "COUNTRY": "used: address and its country code",
    "NOTE": "used: in brackets in the full address",
}
_PERSON = {
    "SECOND_NAME": "used: second positional part of the primary name",
    "THIRD_NAME": "used: third positional part of the primary name",
    "FOURTH_NAME": "used: fourth positional part of the primary name",
    "INDIVIDUAL_ALIAS/DATE_OF_BIRTH": "used: a further date of birth",
    "INDIVIDUAL_ALIAS/CITY_OF_BIRTH": "used: a further place of birth",
    "INDIVIDUAL_ALIAS/COUNTRY_OF_BIRTH": "used: a further place and country of birth",
    "INDIVIDUAL_DATE_OF_BIRTH/TYPE_OF_DATE": "used: exact, approximate or a range",
    "INDIVIDUAL_DATE_OF_BIRTH/DATE": "used: date of birth",
    "INDIVIDUAL_DATE_OF_BIRTH/YEAR": "used: date of birth, year only",
    "INDIVIDUAL_DATE_OF_BIRTH/FROM_YEAR": "used: begin of a range",
    "INDIVIDUAL_DATE_OF_BIRTH/TO_YEAR": "used: end of a range",
    "INDIVIDUAL_DATE_OF_BIRTH/NOTE": "used: approximate, a date in words, or kept with the date",
    "INDIVIDUAL_PLACE_OF_BIRTH/STREET": "used: place of birth",
    "INDIVIDUAL_PLACE_OF_BIRTH/CITY": "used: place of birth",
    "INDIVIDUAL_PLACE_OF_BIRTH/STATE_PROVINCE": "used: place of birth",
    "INDIVIDUAL_PLACE_OF_BIRTH/COUNTRY": "used: place and country of birth",
    "INDIVIDUAL_PLACE_OF_BIRTH/NOTE": "used: in brackets in the place of birth",
    "INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT": "used: type of the identifier",
    "INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT2": "used: type of the identifier, the more special one",
    "INDIVIDUAL_DOCUMENT/NUMBER": "used: the identifier",
    "INDIVIDUAL_DOCUMENT/ISSUING_COUNTRY": "used: country of the identifier",
    "INDIVIDUAL_DOCUMENT/COUNTRY_OF_ISSUE": "used: country of the identifier where no issuing country stands",
    "INDIVIDUAL_DOCUMENT/CITY_OF_ISSUE": "used: note of the identifier",
    "INDIVIDUAL_DOCUMENT/DATE_OF_ISSUE": "used: note of the identifier",
    "INDIVIDUAL_DOCUMENT/NOTE": "used: note of the identifier; the number where it stands only here",
}

FIELDS: dict[str, str] = {
    "CONSOLIDATED_LIST@dateGenerated": "used: date of the edition",
    "CONSOLIDATED_LIST@noNamespaceSchemaLocation": "unused: address of the schema",
    "CONSOLIDATED_LIST/INDIVIDUALS": "used: container of records",
    "CONSOLIDATED_LIST/ENTITIES": "used: container of records",
    **{f"{kind}/{name}": use for kind in ("INDIVIDUAL", "ENTITY") for name, use in _COMMON.items()},
    **{
        f"{kind}/{kind}_{block}/{name}": use
        for kind in ("INDIVIDUAL", "ENTITY")
        for block, table in (("ALIAS", _ALIAS), ("ADDRESS", _ADDRESS))
        for name, use in table.items()
    },
    **{f"INDIVIDUAL/{name}": use for name, use in _PERSON.items()},
}

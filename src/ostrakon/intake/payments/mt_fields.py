"""SWIFT MT tags: what each field holds. A tag that is not here is free text.

Source: the category volumes of the SWIFT user handbook as public documentation describes them (categories 1, 2, 4, 7, 9
and the common group n9x); numbers with their option letter (A: BIC, D: name and address, F: structured, K: free, …).
"""

from __future__ import annotations

import re

from ostrakon.intake.payments.message import FieldClass

_PARTY_TAGS = {
    "50": "Dbtr",
    "51": "InitgPty",
    "52": "DbtrAgt",
    "53": "InstgRmbrsmntAgt",
    "54": "InstdRmbrsmntAgt",
    "55": "ThrdRmbrsmntAgt",
    "56": "IntrmyAgt1",
    "57": "CdtrAgt",
    "58": "Cdtr",
    "59": "Cdtr",
    "41": "Svcr",
    "42": "Svcr",
    "82": "InstgAgt",
    "83": "Fr",
    "84": "ThrdRmbrsmntAgt",
    "85": "ThrdRmbrsmntAgt",
    "86": "IntrmyAgt1",
    "87": "To",
    "88": "CdtrAgt",
}
_PARTY_OPTIONS = frozenset("ABCDFGHJKLMPUa") | {""}
_ACCOUNT_TAGS = frozenset({"25", "25P", "25D"})
_REFERENCES = frozenset(
    ["20", "20C", "21", "21A", "21B", "21C", "21D", "21F", "21R", "11R", "11S", "108", "111", "121"]
)
_CODED = {
    "13C": r"/[A-Z]{1,8}/\d{4}[+-]\d{4}",
    "13D": r"\d{10}[+-]\d{4}",
    "16R": r"[A-Z]{1,16}",
    "16S": r"[A-Z]{1,16}",
    "23B": r"[A-Z]{4}",
    "23E": r"[A-Z]{4}(?:/[\s\S]*)?",
    "26T": r"[A-Z0-9]{3}",
    "27": r"\d/\d",
    "28": r"\d{1,5}(?:/\d{1,5})?",
    "28C": r"\d{1,5}(?:/\d{1,5})?",
    "28D": r"\d{1,5}/\d{1,5}",
    "30": r"\d{6}",
    "31C": r"\d{6}",
    "31E": r"\d{6}",
    "32A": r"\d{6}[A-Z]{3}[\d,]{1,15}",
    "32B": r"[A-Z]{3}[\d,]{1,15}",
    "32C": r"\d{6}[A-Z]{3}[\d,]{1,15}",
    "32D": r"\d{6}[A-Z]{3}[\d,]{1,15}",
    "33B": r"[A-Z]{3}[\d,]{1,15}",
    "34B": r"[A-Z]{3}[\d,]{1,15}",
    "34F": r"[A-Z]{3}[CD]?[\d,]{1,15}",
    "36": r"[\d,]{1,12}",
    "37": r"[\d,]{1,12}",
    "39A": r"\d{1,2}/\d{1,2}",
    "60F": r"[CD]\d{6}[A-Z]{3}[\d,]{1,15}",
    "60M": r"[CD]\d{6}[A-Z]{3}[\d,]{1,15}",
    "62F": r"[CD]\d{6}[A-Z]{3}[\d,]{1,15}",
    "62M": r"[CD]\d{6}[A-Z]{3}[\d,]{1,15}",
    "64": r"[CD]\d{6}[A-Z]{3}[\d,]{1,15}",
    "65": r"[CD]\d{6}[A-Z]{3}[\d,]{1,15}",
    "71A": r"(?:OUR|SHA|BEN)",
    "71F": r"[A-Z]{3}[\d,]{1,15}",
    "71G": r"[A-Z]{3}[\d,]{1,15}",
    "90C": r"\d{1,5}[A-Z]{3}[\d,]{1,15}",
    "90D": r"\d{1,5}[A-Z]{3}[\d,]{1,15}",
    "119": r"[A-Z0-9]{3,8}",
}
_CODED_FORMS = {tag: re.compile(form) for tag, form in _CODED.items()}
FREE_ROLES = {
    "70": "RmtInf",
    "72": "InstrForNxtAgt",
    "77": "RgltryRptg",
    "79": "RmtInf",
    "61": "Ntry",
    "45": "Goods",
    "46": "Goods",
}
STRUCTURED = frozenset({"50F", "59F"})
"""Fields whose lines begin with a number that says what follows."""
STRUCTURED_LINES = {
    "1": (FieldClass.NAME, "Nm"),
    "2": (FieldClass.ADDRESS, "AdrLine"),
    "3": (FieldClass.TOWN, "TwnNm"),
    "4": (FieldClass.CODE, "BirthDt"),
    "5": (FieldClass.TOWN, "CityOfBirth"),
    "6": (FieldClass.IDENTIFIER, "Id"),
    "7": (FieldClass.IDENTIFIER, "Id"),
    "8": (FieldClass.FREE, "AddtlInf"),
}


def party_role(tag: str, message_type: str) -> str:
    """Whose name and address the field holds, in ISO 20022 terms; empty when it is no party field."""
    number, option = tag[:2], tag[2:]
    if number == "86" and message_type.startswith("MT9"):
        return ""  # in statements and advices 86 is information to the account owner
    return _PARTY_TAGS.get(number, "") if option in _PARTY_OPTIONS else ""


def class_of(tag: str, text: str) -> FieldClass:
    """What a field that names no party is; a coded field that does not have its form is free text."""
    form = _CODED_FORMS.get(tag)
    if form is not None:
        return FieldClass.CODE if form.fullmatch(text.strip()) else FieldClass.FREE
    if tag in _ACCOUNT_TAGS:
        return FieldClass.ACCOUNT
    return FieldClass.IDENTIFIER if tag in _REFERENCES else FieldClass.FREE

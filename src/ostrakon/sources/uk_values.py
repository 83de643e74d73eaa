"""Values as the United Kingdom writes them: name types, alias strength, measures, dates, IMO numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ostrakon.model import Measure, NameKind, PartialDate

_LETTERS = re.compile(r"[^a-z]+")
_DATE = re.compile(r"^([0-9dD]{1,2})[/.-]([0-9mM]{1,2})[/.-](\d{4})(?:\s.*)?$")
_IMO = re.compile(r"^(?:IMO)?[\s:.-]*(\d{7})$", re.IGNORECASE)

NAME_TYPES: Mapping[str, NameKind] = {
    "primaryname": "primary",
    "primarynamevariation": "spelling",
    "primealias": "primary",
    "alias": "alias",
    "aka": "alias",
    "fka": "former",
    "formername": "former",
}
"""Letters of the name type → kind; the list spells them in several ways (`Primary name`, `ALias`)."""

WEAK: Mapping[str, bool] = {
    "": False,
    "goodqualityaka": False,
    "lowqualityaka": True,
    "goodquality": False,
    "lowquality": True,
    "good": False,
    "low": True,
}

MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "assetfreeze": (Measure.ASSET_FREEZE,),
    "travelban": (Measure.TRAVEL_BAN,),
    "trustservicessanctions": (Measure.TRUST_SERVICES_BAN,),
    "directordisqualificationsanction": (Measure.DIRECTOR_DISQUALIFICATION,),
    "armsembargo": (Measure.ARMS_EMBARGO,),
    "targetedarmsembargo": (Measure.ARMS_EMBARGO,),
    "prohibitionofportentry": (Measure.PORT_BAN,),
    "shippingsanctions": (Measure.PORT_BAN,),
    "transportsanctions": (Measure.PORT_BAN, Measure.AIRCRAFT_BAN),
    "technicalassistancerelatedtoaircraft": (Measure.AIRCRAFT_BAN,),
    "prohibitiononcorrespondentbanking": (Measure.CORRESPONDENT_ACCOUNT,),
    "internetservicessanctions": (Measure.OTHER,),
    "preventionofbusinessarrangements": (Measure.OTHER,),
    "charteringofships": (Measure.OTHER,),
    "crewservicingofshipsandaircraft": (Measure.OTHER,),
    "preventionofcharteringofships": (Measure.OTHER,),
    "preventionofcharteringofshipsandaircraft": (Measure.OTHER,),
    "closureofrepresentativeoffices": (Measure.OTHER,),
    "deflag": (Measure.OTHER,),
}
"""Letters of the sanction imposed (its beginning, where it goes on with a reference) → measures."""


def letters(text: str) -> str:
    """The letters of the text in lower case, so that case, blanks and dots do not count."""
    return _LETTERS.sub("", text.lower())


def measures_of(text: str) -> tuple[Measure, ...] | None:
    """The measures of one sanction imposed; None when it is not known."""
    key = letters(text)
    if key in MEASURES:
        return MEASURES[key]
    for start in ("shippingsanctions", "transportsanctions", "internetservicessanctions"):
        if key.startswith(start):
            return MEASURES[start]
    if key.startswith(("prohibitiononcorrespondentbanking", "correspondentbankingsanctions")):
        return MEASURES["prohibitiononcorrespondentbanking"]
    return None


def day(text: str) -> PartialDate:
    """`dd/mm/yyyy` with zeros or letters for what is unknown (`00/00/1965`, `dd/mm/1971`), a year, or ISO.

    Raises:
        ValueError: anything else, such as `15/08/19yy`.
    """
    found = _DATE.match(text.strip())
    if found is None:
        return PartialDate.parse(text)
    day_number, month = (int(part) if part.isdigit() else 0 for part in found.group(1, 2))
    return PartialDate.of(int(found[3]), month or None, day_number or None)


def imo_number(text: str) -> str:
    """The seven digits of an IMO number, with or without the letters before it; empty when it is none."""
    found = _IMO.match(text.strip())
    return found[1] if found else ""

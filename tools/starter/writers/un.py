"""The Security Council's consolidated list as XML: positional names, empty elements for what is not known."""

from __future__ import annotations

from facts import COUNTRIES, Birth, Row

from writers.common import document, element

_ORDINALS = ("FIRST", "SECOND", "THIRD", "FOURTH")
_GENDERS = {"M": "Male", "F": "Female"}
_SPELT = {"IR": "Iran (Islamic Republic of)"}


def _country(code: str) -> str:
    return _SPELT.get(code) or COUNTRIES[code]


def _names(row: Row) -> list[str]:
    if not row.is_person:
        return [element("FIRST_NAME", row.name)]
    return [element(f"{ordinal}_NAME", part) for ordinal, part in zip(_ORDINALS, row.parts, strict=False)]


def _aliases(row: Row, prefix: str) -> list[str]:
    strong, former = ("Good", "f.k.a.") if row.is_person else ("a.k.a.", "f.k.a.")
    pairs = [(strong, name) for name in (*row.all("aka"), *row.all("joined"))]
    pairs += [(former, name) for name in row.all("fka")] + [("Low", name) for name in row.all("weak")]
    return [
        element(f"{prefix}_ALIAS", [element("QUALITY", quality), element("ALIAS_NAME", name)])
        for quality, name in pairs or [("", "")]
    ]


def _addresses(row: Row, prefix: str) -> list[str]:
    found = []
    for place in row.all("address"):
        parts = [element(tag, place[key]) for tag, key in (("STREET", "street"), ("CITY", "city")) if key in place]
        found.append(element(f"{prefix}_ADDRESS", [*parts, element("COUNTRY", _country(place["country"]))]))
    return found or [element(f"{prefix}_ADDRESS", [element("COUNTRY")])]


def _birth(date: Birth) -> str:
    year, _, rest = date.start.partition("-")
    if date.end:
        parts = [element("FROM_YEAR", year), element("TO_YEAR", date.end)]
        parts += [element("NOTE", "Approximately")] if date.circa else []
        kind = "BETWEEN"
    else:
        parts = [element("DATE", date.start) if rest else element("YEAR", year)]
        kind = "APPROXIMATELY" if date.circa else "EXACT"
    return element("INDIVIDUAL_DATE_OF_BIRTH", [element("TYPE_OF_DATE", kind), *parts])


def _record(row: Row) -> str:
    prefix = "INDIVIDUAL" if row.is_person else "ENTITY"
    original = next(iter(row.originals.values()), "")
    parts = [element("DATAID", row.data_id), element("VERSIONNUM", "1"), *_names(row)]
    parts += [element("UN_LIST_TYPE", row.programme[0]), element("REFERENCE_NUMBER", row.ref)]
    parts += [element("LISTED_ON", row.listed)]
    parts += [element("NAME_ORIGINAL_SCRIPT", original)] if original else []
    parts += [element("GENDER", _GENDERS[row.gender])] if row.gender else []
    parts += [element("COMMENTS1", row.comment or "Extract of the starter data of Ostrakon, not for production.")]
    parts += [element("NATIONALITY", [element("VALUE", _country(row.nationality))])] if row.nationality else []
    parts += [element("LIST_TYPE", [element("VALUE", "UN List")])]
    parts += _aliases(row, prefix) + _addresses(row, prefix)
    if row.is_person:
        parts += [_birth(date) for date in row.births]
        place = row.birth_place or {}
        city = [element("CITY", place["city"])] if place.get("city") else []
        where = element("COUNTRY", _country(place["country"]) if place else "")
        parts += [element("INDIVIDUAL_PLACE_OF_BIRTH", [*city, where]), element("INDIVIDUAL_DOCUMENT")]
    return element(prefix, [*parts, element("SORT_KEY"), element("SORT_KEY_LAST_MOD")])


def consolidated(rows: list[Row], generated: str) -> str:
    """The whole file; `generated` is the day of the edition."""
    people = [_record(row) for row in rows if row.is_person]
    others = [_record(row) for row in rows if not row.is_person]
    root = element("CONSOLIDATED_LIST", [element("INDIVIDUALS", people), element("ENTITIES", others)])
    attributes = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd" '
        f'dateGenerated="{generated}T00:00:00.000Z"'
    )
    return document(root.replace("<CONSOLIDATED_LIST>", f"<CONSOLIDATED_LIST {attributes}>", 1))

"""OFAC's sdn.xml, as an excerpt: the standard XML with the namespace that the list service uses now."""

from __future__ import annotations

from itertools import count

from facts import AIRCRAFT, PERSON, VESSEL, Row

from writers.common import document, element
from writers.ofac import aliases, birth, country

NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
_TYPES = {PERSON: "Individual", VESSEL: "Vessel", AIRCRAFT: "Aircraft"}
_IDS = {
    "bic": "SWIFT/BIC", "lei": "Legal Entity Number", "ogrn": "Registration ID",
    "imo": "Vessel Registration Identification", "mmsi": "MMSI", "msn": "Aircraft Manufacturer's Serial Number (MSN)",
    "construction": "Aircraft Construction Number (also called L/N or S/N or F/N)",
}  # fmt: skip


def sdn_xml(rows: list[Row], published: str) -> str:
    """The file; `published` is an ISO date."""
    numbers = count(1)
    year, month, day = published.split("-")
    head = [element("Publish_Date", f"{month}/{day}/{year}"), element("Record_Count", str(len(rows)))]
    entries = [_entry(row, numbers) for row in sorted(rows, key=lambda row: int(row.ref))]
    root = element("sdnList", [element("publshInformation", head), *entries])
    spaces = f'<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="{NAMESPACE}">'
    return document(root.replace("<sdnList>", spaces, 1))


def _listed(tag: str, items: list[str]) -> list[str]:
    return [element(tag, items)] if items else []


def _entry(row: Row, numbers: count[int]) -> str:
    def item(tag: str, *parts: str) -> str:
        return element(tag, [element("uid", str(next(numbers))), *parts])

    parts = [element("uid", row.ref)]
    if row.is_person:
        parts.append(element("firstName", " ".join(filter(None, (row.given, row.patronymic)))))
    parts.append(element("lastName", row.family.upper() if row.is_person else row.name.upper()))
    parts += [element("title", row.position)] if row.is_person and row.position else []
    parts += [element("sdnType", _TYPES.get(row.kind, "Entity"))]
    parts += [element("programList", [element("program", code) for code in row.programme])]
    ids = [_number(row, kind, note, value) for kind, note, value in row.all("ids")]
    ids += [("Gender", {"M": "Male", "F": "Female"}[row.gender], "")] if row.gender else []
    parts += _listed("idList", [item("id", *_id(*found)) for found in ids])
    names = [(kind, "strong", name) for kind, name in aliases(row)] + [("aka", "weak", n) for n in row.all("weak")]
    parts += _listed("akaList", [item("aka", *_aka(*found)) for found in names])
    places = [
        item("address", *(element(t, p[k]) for t, k in _ADDRESS if p.get(k)), element("country", country(p["country"])))
        for p in row.all("address")
    ]
    parts += _listed("addressList", places)
    if row.nationality:
        land = element("country", country(row.nationality))
        parts += _listed("nationalityList", [item("nationality", land, element("mainEntry", "true"))])
    dates = [
        item("dateOfBirthItem", element("dateOfBirth", birth(date)), element("mainEntry", str(index == 0).lower()))
        for index, date in enumerate(row.births)
    ]
    parts += _listed("dateOfBirthList", dates)
    if place := row.birth_place:
        words = ", ".join(filter(None, (place.get("city"), country(place["country"]))))
        parts += _listed("placeOfBirthList", [item("placeOfBirthItem", element("placeOfBirth", words), _MAIN)])
    if row.kind == VESSEL:
        vessel = {"callSign": row.call_sign, "vesselType": row.vessel_type, "tonnage": row.tonnage}
        vessel |= {"vesselFlag": country(row.country) if row.country else ""}
        parts.append(element("vesselInfo", [element(tag, value) for tag, value in vessel.items() if value]))
    return element("sdnEntry", parts)


_ADDRESS = (("address1", "street"), ("city", "city"), ("postalCode", "zip"))
_MAIN = element("mainEntry", "true")


def _number(row: Row, kind: str, note: str, value: str) -> tuple[str, str, str]:
    if kind == "wallet":
        return f"Digital Currency Address - {note}", value, ""
    where = country(row.country) if kind in ("lei", "ogrn") else ""
    return _IDS[kind], f"IMO {value}" if kind == "imo" else value, where


def _id(kind: str, number: str, where: str) -> list[str]:
    land = [element("idCountry", where)] if where else []
    return [element("idType", kind), element("idNumber", number), *land]


def _aka(kind: str, category: str, name: str) -> list[str]:
    family, _, given = name.partition(", ")
    first = [element("firstName", given)] if given else []
    words = {"aka": "a.k.a.", "fka": "f.k.a."}[kind]
    return [element("type", words), element("category", category), element("lastName", family), *first]

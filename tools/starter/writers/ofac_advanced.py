"""OFAC's advanced XML, as a small excerpt: reference tables, then parties with documented names in several scripts."""

from __future__ import annotations

from facts import AIRCRAFT, PERSON, VESSEL, Birth, Row

from writers.common import document, element
from writers.ofac import country

NAMESPACE = "https://www.un.org/sanctions/1.0"
_TABLES: dict[str, dict[str, str]] = {
    "AliasType": {"1400": "A.K.A.", "1401": "F.K.A.", "1403": "Name"},
    "List": {"1550": "SDN List"},
    "LegalBasis": {"1": "Unknown"},
    "NamePartType": {"1520": "Last Name", "1521": "First Name", "1522": "Middle Name", "1523": "Patronymic"}
    | {"1525": "Entity Name", "1526": "Vessel Name", "1528": "Aircraft Name"},
    "PartyType": {"1": "Individual", "2": "Entity", "4": "Transport"},
    "SanctionsType": {"1": "Program"},
    "Script": {"215": "Latin", "220": "Cyrillic", "160": "Arabic", "286": "Hangul"},
    "IDRegDocType": {"1626": "Vessel Registration Identification", "1622": "SWIFT/BIC"},
    "FeatureType": {"8": "Birthdate", "9": "Place of Birth", "10": "Nationality Country", "224": "Gender"},
    "DetailReference": {"91526": "Male", "91527": "Female"},
    "LocPartType": {"1454": "CITY", "1451": "ADDRESS1"},
}
_SUB_TYPES = {
    PERSON: ("4", "1", "Unknown"),
    "company": ("3", "2", "Unknown"),
    "organization": ("3", "2", "Unknown"),
    VESSEL: ("1", "4", "Vessel"),
    AIRCRAFT: ("2", "4", "Aircraft"),
}
_NAME_PARTS = {VESSEL: "1526", AIRCRAFT: "1528"}
_SCRIPTS = {"ru": "220", "be": "220", "ar": "160", "fa": "160", "ko": "286"}
_DOCUMENTS = {"imo": "1626", "bic": "1622"}
_GENDERS = {"M": "91526", "F": "91527"}


def advanced(rows: list[Row], issued: str) -> str:
    """The file; the party of a row must not be listed twice."""
    rows = sorted(rows, key=lambda row: int(row.ref))
    year, month, day = (str(int(part)) for part in issued.split("-"))
    date = element("DateOfIssue", [element("Year", year), element("Month", month), element("Day", day)])
    lands = {code: str(11000 + n) for n, code in enumerate(_lands(rows), start=1)}
    parts = [date, _references(lands), element("Locations", [_location(r, lands) for r in rows if r.birth_place])]
    documents = [text for row in rows for text in _documents(row)]
    parts += [element("IDRegDocuments", documents)]
    parts += [element("DistinctParties", [_party(row) for row in rows])]
    parts += [element("SanctionsEntries", [_entry(row) for row in rows])]
    return document(element("Sanctions", parts, xmlns=NAMESPACE, Version="1"))


def _lands(rows: list[Row]) -> list[str]:
    return sorted({row.birth_place["country"] for row in rows if row.birth_place})


def _references(lands: dict[str, str]) -> str:
    groups = [
        element(f"{name}Values", [element(name, words, ID=number) for number, words in values.items()])
        for name, values in _TABLES.items()
    ]
    groups.append(element("CountryValues", [element("Country", country(code), ID=n) for code, n in lands.items()]))
    kinds = {number: (type_, words) for number, type_, words in _SUB_TYPES.values()}
    types = [element("PartySubType", words, ID=number, PartyTypeID=type_) for number, (type_, words) in kinds.items()]
    return element("ReferenceValueSets", [*groups, element("PartySubTypeValues", types)])


def _location(row: Row, lands: dict[str, str]) -> str:
    place = row.birth_place
    parts = [element("LocationCountry", CountryID=lands[place["country"]], CountryRelevanceID="1490")]
    if place.get("city"):
        value = element("LocationPartValue", [element("Value", place["city"])], Primary="true")
        parts.append(element("LocationPart", [value], LocPartTypeID="1454"))
    return element("Location", parts, ID=f"7{row.ref}")


def _documents(row: Row) -> list[str]:
    return [
        element("IDRegDocument", [element("IDRegistrationNo", f"IMO {value}" if kind == "imo" else value)],
                ID=f"8{row.ref}", IDRegDocTypeID=_DOCUMENTS[kind], IdentityID=f"9{row.ref}")
        for kind, _, value in row.all("ids") if kind in _DOCUMENTS
    ]  # fmt: skip


def _party(row: Row) -> str:
    groups: dict[str, str] = {}
    names = [_alias(row, "1403", _main(row), groups, primary=True)]
    names += [_alias(row, "1400", _split(row, name), groups) for name in row.all("aka")]
    names += [_alias(row, "1401", _split(row, name), groups) for name in row.all("fka")]
    names += [_alias(row, "1400", _split(row, name), groups, weak=True) for name in row.all("weak")]
    listed = [element("NamePartGroup", ID=number, NamePartTypeID=kind) for kind, number in groups.items()]
    names.append(element("NamePartGroups", [element("MasterNamePartGroup", [group]) for group in listed]))
    identity = element("Identity", names, ID=f"9{row.ref}", FixedRef=row.ref, Primary="true", False_="false")
    profile = [identity.replace("False-=", "False="), *_features(row)]
    body = element("Profile", profile, ID=row.ref, PartySubTypeID=_SUB_TYPES[row.kind][0])
    return element("DistinctParty", [body], FixedRef=row.ref)


def _main(row: Row) -> list[tuple[str, str, str]]:
    if row.is_person:
        found = [("1520", row.family.upper(), "215"), ("1521", row.given, "215"), ("1523", row.patronymic, "215")]
        return [part for part in found if part[1]]
    return [(_NAME_PARTS.get(row.kind, "1525"), row.name.upper(), "215")]


def _split(row: Row, name: str) -> list[tuple[str, str, str]]:
    if not row.is_person:
        return [(_NAME_PARTS.get(row.kind, "1525"), name, "215")]
    family, _, given = name.partition(", ")
    return [("1520", family, "215"), *([("1521", given, "215")] if given else [])]


def _alias(
    row: Row,
    kind: str,
    parts: list[tuple[str, str, str]],
    groups: dict[str, str],
    *,
    primary: bool = False,
    weak: bool = False,
) -> str:
    documented = [_documented(row, parts, groups)]
    if primary:
        originals = {language: name for language, name in (row.data.get("original") or {}).items() if row.is_person}
        for language, name in originals.items():
            words = name.split(" ")
            tagged = [("1521", " ".join(words[:-1]), _SCRIPTS[language]), ("1520", words[-1], _SCRIPTS[language])]
            documented.append(_documented(row, tagged, groups))
    flags = {"Primary": str(primary).lower(), "LowQuality": str(weak).lower()}
    return element("Alias", documented, FixedRef=row.ref, AliasTypeID=kind, **flags)


def _documented(row: Row, parts: list[tuple[str, str, str]], groups: dict[str, str]) -> str:
    written = []
    for kind, words, script in parts:
        number = groups.setdefault(kind, f"6{row.ref}{len(groups)}")
        value = element("NamePartValue", words, NamePartGroupID=number, ScriptID=script, Acronym="false")
        written.append(element("DocumentedNamePart", [value]))
    return element("DocumentedName", written, ID=f"5{row.ref}", FixedRef=row.ref, DocNameStatusID="1")


def _features(row: Row) -> list[str]:
    found = [("8", [_period(date)]) for date in row.births]
    if row.birth_place:
        found.append(("9", [element("VersionLocation", LocationID=f"7{row.ref}")]))
    if row.gender:
        found.append(("224", [element("VersionDetail", DetailTypeID="1431", DetailReferenceID=_GENDERS[row.gender])]))
    return [
        element("Feature", [element("FeatureVersion", parts, ID=f"4{row.ref}{n}", ReliabilityID="1560")],
                ID=f"3{row.ref}{n}", FeatureTypeID=kind)
        for n, (kind, parts) in enumerate(found)
    ]  # fmt: skip


def _period(date: Birth) -> str:
    whole = "-" not in date.start
    first, last = (
        (f"{date.start}-01-01", f"{date.end or date.start}-12-31") if whole else (date.start, date.end or date.start)
    )
    return element("DatePeriod", [element(edge, _bounds(day)) for edge, day in (("Start", first), ("End", last))])


def _bounds(iso: str) -> list[str]:
    return [element(bound, _day(iso)) for bound in ("From", "To")]


def _day(iso: str) -> list[str]:
    return [element(tag, str(int(part))) for tag, part in zip(("Year", "Month", "Day"), iso.split("-"), strict=True)]


def _entry(row: Row) -> str:
    measures = [
        element("SanctionsMeasure", [element("Comment", code)], ID=f"2{row.ref}{n}", SanctionsTypeID="1")
        for n, code in enumerate(row.programme)
    ]
    return element("SanctionsEntry", measures, ID=f"1{row.ref}", ProfileID=row.ref, ListID="1550")

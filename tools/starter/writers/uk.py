"""The British lists: the UK Sanctions List (XML and CSV) and the ConList of OFSI, which closed in January 2026."""

from __future__ import annotations

from facts import COUNTRIES, VESSEL, Row

from writers.common import day_month_year, document, element, slashed, table

REGIMES = {
    "AFG": "The Afghanistan (Sanctions) (EU Exit) Regulations 2020",
    "AQD": "Isil (Da'esh) and Al-Qaeda (United Nations Sanctions) (EU Exit) Regulations 2019",
    "BEL": "The Republic of Belarus (Sanctions) (EU Exit) Regulations 2019",
    "CAF": "The Central African Republic (Sanctions) (EU Exit) Regulations 2020",
    "CTI": "The Counter-Terrorism (International Sanctions) (EU Exit) Regulations 2019",
    "DPR": "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019",
    "DRC": "The Democratic Republic of the Congo (Sanctions) (EU Exit) Regulations 2019",
    "INU": "The Iran (Sanctions) (Nuclear) (EU Exit) Regulations 2019",
    "IRN": "The Iran (Sanctions) Regulations 2023",
    "LIB": "The Libya (Sanctions) (EU Exit) Regulations 2020",
    "MYA": "The Myanmar (Sanctions) Regulations 2021",
    "NIC": "The Nicaragua (Sanctions) (EU Exit) Regulations 2020",
    "RUS": "The Russia (Sanctions) (EU Exit) Regulations 2019",
    "SYR": "The Syria (Sanctions) (EU Exit) Regulations 2019",
    "VEN": "The Venezuela (Sanctions) (EU Exit) Regulations 2019",
    "YEM": "The Yemen (Sanctions) (EU Exit) Regulations 2020",
}
"""First letters of the Unique ID → the regulations."""
SCRIPTS = {"ru": ("Cyrillic", "Russian"), "be": ("Cyrillic", "Belarusian"), "fa": ("Arabic", "Persian")} | {
    "ps": ("Arabic", "Pashto"), "ar": ("Arabic", "Arabic"), "ja": ("Kanji", "Japanese")
}  # fmt: skip
_GENDERS = {"M": "Male", "F": "Female"}
_INDICATORS = {"AssetFreeze": "Asset freeze", "ArmsEmbargo": "Arms embargo", "TravelBan": "Travel Ban"} | {
    "TrustServicesSanctions": "Trust Services Sanctions",
    "DirectorDisqualificationSanction": "Director Disqualification Sanction",
}


def _kind(row: Row) -> str:
    return "Individual" if row.is_person else "Ship" if row.kind == VESSEL else "Entity"


def names(row: Row) -> list[tuple[dict[str, str], str, str]]:
    """(Name 1 … Name 6, type, strength): the last word in capitals of an alias of a person is the family name."""
    if row.is_person and row.family:
        main = {"1": row.given, "2": row.patronymic, "6": row.family.upper()}
    else:
        main = {"6": row.name}
    found = [(main, "Primary Name", "")]
    found += [(_split(row, name), "Alias", "Good quality a.k.a") for name in row.all("aka")]
    found += [(_split(row, name, weak=True), "Alias", "Low quality a.k.a") for name in row.all("weak")]
    return found


def _split(row: Row, name: str, *, weak: bool = False) -> dict[str, str]:
    words = name.split(" ")
    if not row.is_person or weak:
        return {"6": name}
    first = next((i for i, word in enumerate(words) if len(word) > 1 and word.upper() == word), len(words) - 1)
    given = words[:first]
    return {"1": given[0] if given else "", "2": " ".join(given[1:]), "6": " ".join(words[first:])}


def _birth(iso: str) -> str:
    """What is not known of a day is written in letters: `dd/mm/1977`."""
    year, month, day = (*iso.split("-"), "mm", "dd")[:3] if "-" in iso else (iso, "mm", "dd")
    return f"{day}/{month}/{year}"


def _person(row: Row) -> str:
    place = row.birth_place or {}
    dates = [element("DOB", _birth(birth.start)) for birth in row.births]
    parts = [element("DOBs", dates)] if dates else []
    parts += [element("Nationalities", [element("Nationality", COUNTRIES[row.nationality])])] if row.nationality else []
    if place:
        town = [element("TownOfBirth", place["city"])] if place.get("city") else []
        location = element("Location", [*town, element("CountryOfBirth", COUNTRIES[place["country"]])])
        parts.append(element("BirthDetails", [location]))
    parts += [element("Positions", [element("Position", row.position)])] if row.position else []
    parts += [element("Genders", [element("Gender", _GENDERS[row.gender])])] if row.gender else []
    return element("IndividualDetails", [element("Individual", parts)])


def _ship(row: Row) -> str:
    numbers = element("IMONumbers", [element("IMONumber", value) for _, value in row.numbers("imo")])
    kind = [element("TypeOfShipDetails", [element("TypeOfShip", row.vessel_type)])] if row.vessel_type else []
    return element("ShipDetails", [element("Ship", [numbers, *kind])])


def _address(row: Row) -> list[str]:
    found = []
    for place in row.all("address"):
        lines = {"AddressLine1": place.get("street", ""), "AddressLine6": place.get("city", "")}
        lines |= {"AddressPostalCode": place.get("zip", ""), "AddressCountry": COUNTRIES[place["country"]]}
        found.append(element("Address", [element(tag, value) for tag, value in lines.items() if value]))
    return found


def _designation(row: Row) -> str:
    listed = slashed(row.listed)
    parts = [element("LastUpdated", listed), element("DateDesignated", listed), element("UniqueID", row.ref)]
    parts += [element("OFSIGroupID", row.group)] if row.group else []
    parts += [element("UNReferenceNumber", row.un)] if row.un else []
    found = []
    for words, kind, strength in names(row):
        name = [element(f"Name{number}", word) for number, word in words.items() if word]
        quality = [element("AliasStrength", strength)] if strength else []
        found.append(element("Name", [*name, element("NameType", kind), *quality]))
    parts.append(element("Names", found))
    if row.originals:
        parts.append(element("NonLatinNames", [_original(lang, name) for lang, name in row.originals.items()]))
    imposed = row.all("measures")
    parts += [element("RegimeName", REGIMES[row.programme[0]]), element("IndividualEntityShip", _kind(row))]
    parts += [element("DesignationSource", "UN" if row.un else "UK")]
    parts += [element("SanctionsImposed", "|".join(imposed))]
    flags = [element(tag, str(words in imposed).lower()) for tag, words in _INDICATORS.items()]
    parts.append(element("SanctionsImposedIndicators", flags))
    parts += [element("Addresses", _address(row))] if row.all("address") else []
    parts += [_person(row)] if row.is_person else [_ship(row)] if row.kind == VESSEL else []
    return element("Designation", parts)


def _original(language: str, name: str) -> str:
    script, spoken = SCRIPTS[language]
    parts = [element("NameNonLatinScript", name), element("NonLatinScriptType", script)]
    return element("NonLatinName", [*parts, element("NonLatinScriptLanguage", spoken)])


def xml(rows: list[Row], generated: str) -> str:
    """The UK Sanctions List as XML."""
    body = [element("DateGenerated", slashed(generated)), *map(_designation, rows)]
    return document(element("Designations", body))


COLUMNS = (
    "Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number", "Name 6", "Name 1", "Name 2", "Name 3",
    "Name 4", "Name 5", "Name type", "Alias strength", "Title", "Name non-latin script",
    "Non-latin script type", "Non-latin script language", "Regime Name", "Designation Type",
    "Designation source", "Sanctions Imposed", "Other Information", "UK Statement of Reasons",
    "Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4", "Address Line 5", "Address Line 6",
    "Address Postal Code", "Address Country", "Phone number", "Website", "Email address", "Date Designated",
    "D.O.B", "Nationality(/ies)", "National Identifier number", "National Identifier additional information",
    "Passport number", "Passport additional information", "Position", "Gender", "Town of birth",
    "Country of birth", "Type of entity", "Subsidiaries", "Parent company",
    "Business registration number (s)", "IMO number", "Current owner/operator (s)",
    "Previous owner/operator (s)", "Current believed flag of ship", "Previous flags", "Type of ship",
    "Tonnage of ship", "Length of ship", "Year Built", "Hull identification number (HIN)",
)  # fmt: skip


def csv_file(rows: list[Row], generated: str) -> str:
    """The UK Sanctions List as CSV: a line with the date, a header, one line for every name."""
    lines: list[list[str]] = [[f"Report Date: {day_month_year(generated).replace(' ', '-')}"], list(COLUMNS)]
    for row in rows:
        place, address = row.birth_place or {}, next(iter(row.all("address")), {})
        born = slashed(row.births[0].start) if row.births else ""
        shared = {
            "Last Updated": slashed(row.listed), "Unique ID": row.ref, "OFSI Group ID": row.group,
            "UN Reference Number": row.un, "Regime Name": REGIMES[row.programme[0]],
            "Designation Type": _kind(row), "Designation source": "UN" if row.un else "UK",
            "Sanctions Imposed": "|".join(row.all("measures")), "Date Designated": slashed(row.listed),
            "Address Line 1": address.get("street", ""), "Address Line 6": address.get("city", ""),
            "Address Country": COUNTRIES.get(address.get("country", ""), ""), "D.O.B": born,
            "Nationality(/ies)": COUNTRIES.get(row.nationality, ""), "Position": row.position,
            "Gender": _GENDERS.get(row.gender, ""), "Town of birth": place.get("city", ""),
            "Country of birth": COUNTRIES.get(place.get("country", ""), ""),
            "IMO number": next((value for _, value in row.numbers("imo")), ""), "Type of ship": row.vessel_type,
        }  # fmt: skip
        for words, kind, strength in names(row):
            name = {f"Name {number}": word for number, word in words.items()}
            line = {**shared, **name, "Name type": kind, "Alias strength": strength}
            lines.append([line.get(column, "") for column in COLUMNS])
        for language, original in row.originals.items():
            script, spoken = SCRIPTS[language]
            line = {**shared, "Name non-latin script": original, "Non-latin script type": script}
            line |= {"Non-latin script language": spoken}
            lines.append([line.get(column, "") for column in COLUMNS])
    return table(lines)


CONLIST_COLUMNS = (
    "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script",
    "Non-Latin Script Type", "Non-Latin Script Language", "DOB", "Town of Birth", "Country of Birth",
    "Nationality", "Passport Number", "Passport Details", "National Identification Number",
    "National Identification Details", "Position", "Address 1", "Address 2", "Address 3", "Address 4",
    "Address 5", "Address 6", "Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type",
    "Alias Quality", "Regime", "Listed On", "UK Sanctions List Date Designated", "Last Updated", "Group ID",
)  # fmt: skip
_SHORT_REGIMES = {"AFG": "Afghanistan", "AQD": "ISIL (Da'esh) and Al-Qaida", "BEL": "Belarus", "LIB": "Libya"} | {
    "CTI": "Counter-Terrorism (International)", "DPR": "Democratic People's Republic of Korea",
    "DRC": "Democratic Republic of the Congo", "INU": "Iran (Nuclear)", "RUS": "Russia", "SYR": "Syria",
}  # fmt: skip


def conlist(rows: list[Row], generated: str) -> str:
    """OFSI's ConList: the date on the first line, the header on the second, one line for every name."""
    lines: list[list[str]] = [["Last Updated", slashed(generated)], list(CONLIST_COLUMNS)]
    for row in rows:
        place, address = row.birth_place or {}, next(iter(row.all("address")), {})
        shared = {
            "DOB": slashed(row.births[0].start) if row.births else "", "Town of Birth": place.get("city", ""),
            "Country of Birth": COUNTRIES.get(place.get("country", ""), ""),
            "Nationality": COUNTRIES.get(row.nationality, ""), "Position": row.position,
            "Address 1": address.get("street", ""), "Address 6": address.get("city", ""),
            "Post/Zip Code": address.get("zip", ""), "Country": COUNTRIES.get(address.get("country", ""), ""),
            "Other Information": f"(UN Ref): {row.un}." if row.un else "", "Group Type": _kind(row),
            "Regime": _SHORT_REGIMES[row.programme[0]], "Listed On": slashed(row.listed),
            "UK Sanctions List Date Designated": slashed(row.listed), "Last Updated": slashed(row.listed),
            "Group ID": row.ref,
        }  # fmt: skip
        for words, kind, strength in names(row):
            line = {**shared, **{f"Name {number}": word for number, word in words.items()}}
            line |= {"Alias Type": "Primary name" if kind == "Primary Name" else "AKA"}
            line |= {"Alias Quality": {"Good quality a.k.a": "Good", "Low quality a.k.a": "Low"}.get(strength, "")}
            if kind == "Primary Name" and row.originals:
                language, original = next(iter(row.originals.items()))
                script, spoken = SCRIPTS[language]
                line |= {"Name Non-Latin Script": original, "Non-Latin Script Type": script}
                line |= {"Non-Latin Script Language": spoken}
            lines.append([line.get(column, "") for column in CONLIST_COLUMNS])
    return table(lines)

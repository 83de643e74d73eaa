"""What OFAC's labels mean: `Tax ID No.`, `SWIFT/BIC`, `Vessel Registration Identification IMO`, ….

The same words stand in the remarks of the CSV files, as `idType` in sdn.xml, and as feature and document types in
the advanced XML. This table serves all three, and `ofac_facts.py` acts on it: a value becomes the same fact
whichever file it came in.
"""

from __future__ import annotations

from typing import Final, NamedTuple

WALLET: Final = "digital currency address"


class Meaning(NamedTuple):
    """How a label is used: `kind` chooses the handler in `ofac_facts.py`, `key` its argument."""

    kind: str
    key: str = ""


def _all(meaning: Meaning, labels: str) -> dict[str, Meaning]:
    return {label.strip().lower(): meaning for label in labels.strip().splitlines() if label.strip()}


LABELS: Final[dict[str, Meaning]] = {
    **_all(Meaning("birth_date"), "DOB\nBirthdate"),
    **_all(Meaning("birth_place"), "POB\nPlace of Birth"),
    **_all(Meaning("country", "nationality"), "nationality\nNationality Country"),
    **_all(Meaning("country", "citizenship"), "citizen\nCitizenship\nCitizenship Country"),
    **_all(Meaning("country", "jurisdiction"), "Nationality of Registration"),
    **_all(Meaning("country", "flag"), "Vessel Flag\nOther Vessel Flag"),
    **_all(Meaning("date", "incorporation"), "Organization Established Date"),
    **_all(Meaning("date", "build"), "Vessel Year of Build\nAircraft Manufacture Date"),
    **_all(Meaning("listed"), "Listing Date (CMIC)\nListing Date"),
    **_all(Meaning("gender"), "Gender"),
    **_all(Meaning("property", "position"), "Title\nPosition:\nAlternate Title,"),
    **_all(Meaning("property", "ethnicity"), "ethnicity"),
    **_all(Meaning("property", "email"), "Email Address\nE-mail\nEmail"),
    **_all(Meaning("property", "website"), "Website"),
    **_all(Meaning("property", "phone"), "Phone Number\nPhone No.\nPhone\nTelephone No.\nTelephone Number\nTelephone"),
    **_all(Meaning("property", "sector"), "Organization Type:\nOrganization Type"),
    **_all(Meaning("property", "classification"), "Target Type"),
    **_all(Meaning("property", "pastFlags"), "Former Vessel Flag"),
    **_all(Meaning("property", "type"), "Vessel Type\nOther Vessel Type"),
    **_all(Meaning("property", "tonnage"), "Vessel Tonnage\nVessel Deadweight Tonnage\nDeadweight Tonnage"),
    **_all(Meaning("property", "grossRegisteredTonnage"), "Vessel Gross Registered Tonnage\nVessel Gross Tonnage"),
    **_all(Meaning("property", "model"), "Aircraft Model"),
    **_all(Meaning("relation", "linked_to"), "Linked To:\nLinked To"),
    **_all(Meaning("relation", "owned_by"), "Vessel Owner"),
    **_all(Meaning("relation", "other"), "Aircraft Operator\nVessel Operator"),
    **_all(Meaning("alias"), "Issuer Name"),
    **_all(Meaning("former_name"), "Former Vessel Name\nVessel Former Name"),
    **_all(
        Meaning("id", "passport"),
        """
        Passport
        Passport Booklet
        Passport Number
        Diplomatic Passport
        Stateless Person Passport
        Official Passport
        Service Passport
        Travel Document Number
        Refugee ID Card
        U.S. Passport
        British National Overseas Passport
        """,
    ),
    **_all(
        Meaning("id", "national_id"),
        """
        National ID No.
        National Foreign ID Number
        Cedula No.
        Cedula de Ciudadania
        Cedula de Residencia
        Cedula de Extranjeria
        Numero de Identidad
        C.U.R.P.
        C.U.I.P.
        C.U.I.
        D.N.I.
        N.I.E.
        I.F.E.
        LE Number
        Personal ID Card
        Personal Identification Code
        Citizen's Card Number
        Tazkira National ID Card
        Turkish Identification Number
        Kenyan ID No.
        Bosnian Personal ID No.
        Tarjeta de Identidad
        Tarjeta Profesional
        Birth Certificate Number
        Electoral Registry No.
        Credencial electoral
        Voter Identification Number
        Cartilla de Servicio Militar Nacional
        Residency Number
        Residence Permit
        Afghan ID
        Identification Card
        Identity Card
        Stateless Person ID Card
        UAE Identification
        CNP (Personal Numerical Code)
        Seafarer's Identification Document
        """,
    ),
    **_all(Meaning("id", "identification"), "Identification Number\nID No.\nIdentification No.\nID Number"),
    **_all(
        Meaning("id", "imo"),
        """
        Vessel Registration Identification IMO
        Vessel Registration Number IMO
        Identification Number IMO
        Company Number IMO
        Vessel Registration ID IMO
        International Maritime Organization No.
        IMO
        """,
    ),
    **_all(Meaning("id", "vessel_registration"), "Vessel Registration Identification\nVessel Registration Number"),
    **_all(Meaning("id", "mmsi"), "MMSI\nMaritime Mobile Service Identity"),
    **_all(Meaning("code", "call_sign"), "Vessel Call Sign\nOther Vessel Call Sign\nCall Sign"),
    **_all(Meaning("code", "tail_number"), "Aircraft Tail Number\nPrevious Aircraft Tail Number"),
    **_all(
        Meaning("id", "serial_number"),
        """
        Aircraft Manufacturer's Serial Number (MSN)
        Aircraft Construction Number (also called L/N or S/N or F/N)
        Aircraft Serial Identification
        Aircraft Serial Number
        """,
    ),
    **_all(Meaning("code", "bic"), "SWIFT/BIC\nSWIFT"),
    **_all(Meaning("code", "other"), "Equity Ticker\nMICEX Code"),
    **_all(Meaning("id", "isin"), "ISIN"),
    **_all(Meaning("id", "duns"), "D-U-N-S Number"),
    **_all(Meaning("id", "social_security"), "SSN\nSocial Security Number"),
    **_all(Meaning("id", "driving_licence"), "Driver's License No.\nDriver's License"),
    **_all(Meaning("id", "gazette"), "Government Gazette Number"),
    **_all(Meaning("id", "legal_entity"), "Legal Entity Number"),
    **_all(
        Meaning("id", "tax"),
        """
        Tax ID No.
        Tax ID
        NIT
        R.F.C.
        RFC
        RUC
        RIF
        RTN
        C.U.I.T.
        C.I.F.
        C.N.P.J.
        C.P.F.
        V.A.T. Number
        VAT Number
        US FEIN
        Italian Fiscal Code
        Fiscal Code
        Romanian Tax Registration
        Numero Unico de Identificacao Tributaria (NUIT)
        Tax Card
        N.I.F.
        Paraguayan tax identification number
        """,
    ),
    **_all(
        Meaning("id", "registration"),
        """
        Registration Number
        Registration ID
        Company Number
        UK Company Number
        Business Registration Number
        Business Registration Document
        Business Number
        Commercial Registry Number
        Public Registration Number
        C.R. No.
        C.R. Number
        Chamber of Commerce Number
        Istanbul Chamber of Comm. No.
        Dubai Chamber of Commerce Membership No.
        Enterprise Number
        Branch Unit Number
        Trade License No.
        Matricula Mercantil No
        Folio Mercantil No.
        Unified Social Credit Code (USCC)
        United Social Credit Code Certificate (USCCC)
        Central Registration System Number
        Economic Register Number (CBLS)
        Registered Charity No.
        Certificate of Incorporation Number
        Afghan Money Service Provider License Number
        License
        Romanian C.R.
        C.I.N.
        Registration Certificate Number (Dubai)
        Organization Code
        MSB Registration Number
        """,
    ),
    **_all(
        Meaning("id", "other"),
        """
        BIK (RU)
        File Number
        Permit Number
        SRE Permit No.
        Pilot License Number
        VisaNumberID
        Immigration No.
        Military Registration Number
        Moroccan Personal ID No.
        Chinese Commercial Code
        Aircraft Mode S Transponder Code
        Interpol: Red Notice. File No.
        UN/LOCODE
        Serial No.
        Trademark number
        Tourism License No.
        Public Security and Immigration No.
        Temporary suspension of deportation No.
        """,
    ),
    **_all(
        Meaning("note"),
        """
        Fax
        Fax No.
        Fax Number
        Additional Sanctions Information -
        Secondary sanctions risk:
        Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:
        Effective Date
        Purchase/Sales For Divestment Date
        For more information
        IFCA Determination -
        all offices worldwide
        all branches worldwide
        Former Vessel Flag None Identified
        and all other locations worldwide
        """,
    ),
    **_all(
        Meaning("directive"),
        """
        Executive Order 13662 Directive Determination -
        Executive Order 14024 Directive Information -
        Executive Order 14024 Directive Information
        Executive Order 14014 Directive Information:
        Executive Order 14038 Directive Information:
        Executive Order 14038 Directive Information
        """,
    ),
    **_all(
        Meaning("menu"),
        """
        CAATSA Section 235 Information:
        CAATSA Section 231 Information:
        Executive Order 14059 information:
        Executive Order 13846 information:
        Executive Order 13902 information:
        PEESA Information:
        """,
    ),
}
"""Label in lower case → what it means. A label outside of this table ends as a note and as an issue."""


def meaning_of(label: str) -> Meaning | None:
    """The meaning of a whole label such as the `idType` of sdn.xml; None when the table does not hold it."""
    key = label.strip().lower()
    found = LABELS.get(key) or LABELS.get(key.rstrip(":-. ")) or LABELS.get(key.removeprefix("alt. "))
    if found is None and key.startswith(WALLET):
        return Meaning("wallet", label.rpartition("-")[2].strip().upper())
    if found is None and key.startswith(("listing date", "effective date", "purchase/sales")):
        return Meaning("listed" if key.startswith("listing") else "note")
    return found

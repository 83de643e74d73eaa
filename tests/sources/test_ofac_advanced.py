"""OFAC's advanced XML, on a small file of our own in the published layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_advanced import FORMAT
from ostrakon.sources.ofac_advanced_fields import FIELDS
from tests.sources.ofac_files import codes, read

NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
HEAD = """
<DateOfIssue CalendarTypeID="1"><Year>2024</Year><Month>5</Month><Day>3</Day></DateOfIssue>
<ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
    <AliasType ID="1403">Name</AliasType></AliasTypeValues>
  <CountryValues><Country ID="11084">Korea, North</Country><Country ID="11101">Malta</Country></CountryValues>
  <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
  <FeatureTypeValues><FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType>
    <FeatureType ID="9">Place of Birth</FeatureType><FeatureType ID="10">Nationality Country</FeatureType>
    <FeatureType ID="224">Gender</FeatureType><FeatureType ID="25">Location</FeatureType>
    <FeatureType ID="3">Vessel Flag</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType>
    <FeatureType ID="26">Title</FeatureType><FeatureType ID="999">Favourite Colour</FeatureType></FeatureTypeValues>
  <IDRegDocDateTypeValues><IDRegDocDateType ID="1480">Issue Date</IDRegDocDateType>
    <IDRegDocDateType ID="1481">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType>
    <IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
  <LegalBasisValues><LegalBasis ID="1">Unknown</LegalBasis><LegalBasis ID="1828">EO 13722 (DPRK)</LegalBasis>
  </LegalBasisValues>
  <ListValues><List ID="1550">SDN List</List><List ID="91243">Consolidated List</List></ListValues>
  <LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType>
    <LocPartType ID="1456">POSTAL CODE</LocPartType></LocPartTypeValues>
  <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
    <NamePartType ID="1524">Vessel Name</NamePartType></NamePartTypeValues>
  <PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
    <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
    <PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType></PartySubTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>
    <PartyType ID="4">Transport</PartyType></PartyTypeValues>
  <RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType></RelationTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType>
  </SanctionsTypeValues>
  <ScriptValues><Script ID="215">Latin</Script><Script ID="220">Cyrillic</Script><Script ID="501">Hangul</Script>
  </ScriptValues>
</ReferenceValueSets>
<Locations>
  <Location ID="7"><LocationAreaCode AreaCodeID="1" /><LocationCountry CountryID="11101" CountryRelevanceID="1538" />
    <LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true" LocPartValueTypeID="1">
      <Value>1 Harbour Road</Value></LocationPartValue></LocationPart>
    <LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Valletta</Value></LocationPartValue>
    </LocationPart></Location>
  <Location ID="8"><LocationCountry CountryID="11084" /></Location>
</Locations>
<IDRegDocuments>
  <IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="501" IssuedBy-CountryID="11084" ValidityID="1">
    <IDRegistrationNo>A000001</IDRegistrationNo>
    <DocumentDate IDRegDocDateTypeID="1480"><DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true">
      <Start><From><Year>2010</Year><Month>1</Month><Day>2</Day></From></Start>
      <End><To><Year>2010</Year><Month>1</Month><Day>2</Day></To></End></DatePeriod></DocumentDate></IDRegDocument>
  <IDRegDocument ID="2" IDRegDocTypeID="1626" IdentityID="502"><IDRegistrationNo>IMO 9187629</IDRegistrationNo>
  </IDRegDocument>
</IDRegDocuments>
"""


def name(*parts: tuple[str, str], script: str = "215", kind: str = "1403", weak: str = "false") -> str:
    values = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" ScriptID="{script}" ScriptStatusID="1"'
        f' Acronym="false">{value}</NamePartValue></DocumentedNamePart>'
        for group, value in parts
    )
    primary = "true" if kind == "1403" else "false"
    return (
        f'<Alias FixedRef="1" AliasTypeID="{kind}" Primary="{primary}" LowQuality="{weak}">'
        f'<DocumentedName ID="1" FixedRef="1" DocNameStatusID="1">{values}</DocumentedName></Alias>'
    )


def feature(type_: str, body: str) -> str:
    return (
        f'<Feature ID="1" FeatureTypeID="{type_}"><FeatureVersion ID="1" ReliabilityID="1560"><Comment />{body}'
        '</FeatureVersion><IdentityReference IdentityID="501" IdentityFeatureLinkTypeID="1" /></Feature>'
    )


def born(first: str, last: str, *, approximate: str = "false") -> str:
    def day(text: str) -> str:
        year, month, number = text.split("-")
        return f"<Year>{year}</Year><Month>{int(month)}</Month><Day>{int(number)}</Day>"

    return feature(
        "8",
        f'<DatePeriod CalendarTypeID="1"><Start Approximate="{approximate}"><From>{day(first)}</From>'
        f"<To>{day(first)}</To></Start><End><From>{day(last)}</From><To>{day(last)}</To></End></DatePeriod>",
    )


GROUPS = (
    "<NamePartGroups>"
    '<MasterNamePartGroup><NamePartGroup ID="61" NamePartTypeID="1520" /></MasterNamePartGroup>'
    '<MasterNamePartGroup><NamePartGroup ID="62" NamePartTypeID="1521" /></MasterNamePartGroup></NamePartGroups>'
)


def person(*features: str) -> str:
    return (
        '<DistinctParty FixedRef="20157"><Comment /><Profile ID="20157" PartySubTypeID="4">'
        '<Identity ID="501" FixedRef="20157" Primary="true" False="false">'
        f"{name(('61', 'KIM'), ('62', 'Jong Un'))}"
        f"{name(('61', '김'), ('62', '정은'), script='501')}"
        f"{name(('61', 'КИМ'), ('62', 'Чен Ын'), script='220')}"
        f"{name(('61', 'SUPREME LEADER'), kind='1400', weak='true')}"
        f"{GROUPS}</Identity>{''.join(features)}</Profile></DistinctParty>"
    )


PERSON = person(
    born("1984-01-08", "1984-01-08"),
    feature("9", '<VersionDetail DetailTypeID="1432">Pyongyang, Korea, North</VersionDetail>'),
    feature("10", '<VersionDetail DetailTypeID="1433" /><VersionLocation LocationID="8" />'),
    feature("224", '<VersionDetail DetailTypeID="1431" DetailReferenceID="91526" />'),
    feature("344", '<VersionDetail DetailTypeID="1432">149w62rY42aZBox8fGcmqNsXUzSStKeq8C</VersionDetail>'),
    feature("26", '<VersionDetail DetailTypeID="1432">Chairman</VersionDetail>'),
    feature("999", '<VersionDetail DetailTypeID="1432">red</VersionDetail>'),
)
AT_HARBOUR, IN_KOREA = '<VersionLocation LocationID="7" />', '<VersionLocation LocationID="8" />'
SHIP = (
    '<DistinctParty FixedRef="15036"><Profile ID="15036" PartySubTypeID="1"><Identity ID="502" Primary="true">'
    f"{name(('71', 'ABADEH'))}{name(('71', 'PACIFIC QUEEN'), kind='1401')}"
    '<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1524" /></MasterNamePartGroup>'
    f"</NamePartGroups></Identity>{feature('25', AT_HARBOUR)}"
    f"{feature('3', IN_KOREA)}</Profile></DistinctParty>"
)


def entry(profile: str, *programmes: str, list_id: str = "1550", basis: str = "1") -> str:
    measures = "".join(
        f'<SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>{code}</Comment></SanctionsMeasure>'
        for code in programmes
    )
    return (
        f'<SanctionsEntry ID="{profile}" ProfileID="{profile}" ListID="{list_id}">'
        f'<EntryEvent ID="1" EntryEventTypeID="1" LegalBasisID="{basis}"><Comment /><Date CalendarTypeID="1">'
        "<Year>2016</Year><Month>7</Month><Day>6</Day></Date></EntryEvent>"
        '<SanctionsMeasure ID="2" SanctionsTypeID="1705"><DatePeriod CalendarTypeID="1" /></SanctionsMeasure>'
        f"{measures}</SanctionsEntry>"
    )


LINK = (
    '<ProfileRelationship ID="1" From-ProfileID="15036" To-ProfileID="20157" RelationTypeID="15003"'
    ' RelationQualityID="1" Former="false" SanctionsEntryID="15036"><Comment /></ProfileRelationship>'
)


def xml_file(folder: Path, parties: str, entries: str, *, file_name: str = "sdn_advanced.xml") -> ListFile:
    path = folder / file_name
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<Sanctions xmlns="{NAMESPACE}" Version="3">{HEAD}'
        f"<DistinctParties>{parties}</DistinctParties><ProfileRelationships>{LINK}</ProfileRelationships>"
        f"<SanctionsEntries>{entries}</SanctionsEntries></Sanctions>",
        encoding="utf-8",
    )
    return ListFile(path)


ENTRIES = entry("20157", "DPRK3", basis="1828") + entry("15036", "IRAN", "NPWMD")


def test_a_person_has_names_in_all_scripts_with_their_parts(tmp_path: Path) -> None:
    entities, report = read(FORMAT, xml_file(tmp_path, PERSON + SHIP, ENTRIES))
    kim = entities["ofac-20157"]
    assert [(n.value, n.kind, n.weak) for n in kim.names] == [
        ("Jong Un KIM", "primary", False),
        ("김정은", "original", False),
        ("Чен Ын КИМ", "original", False),
        ("SUPREME LEADER", "alias", True),
    ]
    assert (kim.names[0].given, kim.names[0].family) == ("Jong Un", "KIM")
    assert report.published == "2024-05-03"
    assert codes(report) == {"unknown_value"}, "the favourite colour, which no table knows"
    assert ("notes", "Favourite Colour red") in [(p.name, p.value) for p in kim.properties]


def test_features_and_documents_become_the_same_facts_as_in_the_other_formats(tmp_path: Path) -> None:
    entities, _ = read(FORMAT, xml_file(tmp_path, PERSON + SHIP, ENTRIES))
    kim, ship = entities["ofac-20157"], entities["ofac-15036"]
    assert (kim.schema, ship.schema) == ("Person", "Vessel")
    assert [(d.kind, d.date.value) for d in kim.dates] == [("birth", "1984-01-08")]
    assert [(c.role, c.code) for c in kim.countries] == [("birth", "kp"), ("nationality", "kp")]
    assert [(i.type, i.value, i.country) for i in kim.identifiers] == [
        ("passport", "A000001", "kp"),
        ("wallet", "149w62rY42aZBox8fGcmqNsXUzSStKeq8C", ""),
    ]
    assert kim.identifiers[0].note == "Passport; issued 2010-01-02"
    assert {(p.name, p.value) for p in kim.properties} >= {("gender", "male"), ("position", "Chairman")}
    assert [(i.type, i.value) for i in ship.identifiers] == [("imo", "9187629")]
    assert (ship.addresses[0].full, ship.addresses[0].city, ship.addresses[0].country) == (
        "1 Harbour Road, Valletta, Malta",
        "Valletta",
        "mt",
    )
    assert [(c.role, c.code) for c in ship.countries] == [("flag", "kp")]
    assert ship.names[1].kind == "former"


def test_entries_and_relations_behind_the_parties_reach_them(tmp_path: Path) -> None:
    entities, _ = read(FORMAT, xml_file(tmp_path, PERSON + SHIP, ENTRIES))
    designation = entities["ofac-20157"].designations[0]
    assert designation.programmes == ("DPRK3",)
    assert designation.measures == ("asset_freeze",)
    assert designation.legal_basis == "EO 13722 (DPRK)"
    assert designation.listed_on is not None
    assert designation.listed_on.value == "2016-07-06"
    assert entities["ofac-15036"].designations[0].programmes == ("IRAN", "NPWMD")
    assert [(r.kind, r.target_id) for r in entities["ofac-15036"].relations] == [("owned_by", "ofac-20157")]


@pytest.mark.parametrize(
    ("first", "last", "value", "until"),
    [
        ("1970-01-01", "1970-12-31", "1970", ""),
        ("1970-02-01", "1970-02-28", "1970-02", ""),
        ("1958-01-01", "1962-12-31", "1958", "1962"),
        ("1960-03-05", "1960-03-05", "1960-03-05", ""),
        ("1960-03-05", "1961-04-06", "1960-03-05", "1961-04-06"),
    ],
)
def test_periods_keep_their_precision(tmp_path: Path, first: str, last: str, value: str, until: str) -> None:
    file = xml_file(tmp_path, person(born(first, last, approximate="true")), entry("20157", "DPRK3"))
    entities, _ = read(FORMAT, file)
    (birth,) = entities["ofac-20157"].dates
    assert (birth.date.value, birth.date.until, birth.date.approximate) == (value, until, True)


def test_the_non_sdn_list_never_passes_for_the_blocked(tmp_path: Path) -> None:
    entries = entry("20157", "NS-PLC", list_id="91243")
    file = xml_file(tmp_path, PERSON, entries, file_name="cons_advanced.xml")
    assert FORMAT.recognise(file.name, file.head()) == "ofac_cons"
    with pytest.raises(ListRefused) as refused:
        read(FORMAT, file, source="ofac_sdn")
    assert refused.value.reason == "wrong_content"
    entities, _ = read(FORMAT, file, source="ofac_cons")
    assert entities["ofac-20157"].designations[0].measures == ("transaction_ban",)


def test_what_hangs_in_the_air_is_reported(tmp_path: Path) -> None:
    _, report = read(FORMAT, xml_file(tmp_path, PERSON, entry("777", "DPRK3")))
    assert {"orphan_row", "no_entry"} <= codes(report)


def test_unknown_elements_and_attributes_are_reported(tmp_path: Path) -> None:
    party = PERSON.replace('LowQuality="true"', 'LowQuality="true" Mood="bad"').replace(
        "<Comment /><Profile", "<Rumour>x</Rumour><Profile"
    )
    _, report = read(FORMAT, xml_file(tmp_path, party, ENTRIES))
    assert {i.field for i in report.issues if i.code == "unknown_field"} == {"Alias@Mood", "DistinctParty/Rumour"}


def test_a_cut_file_and_a_file_without_parties_are_refused(tmp_path: Path) -> None:
    file = xml_file(tmp_path, PERSON, ENTRIES)
    file.path.write_bytes(file.path.read_bytes()[:-300])
    with pytest.raises(ListRefused) as refused:
        read(FORMAT, file)
    assert refused.value.reason == "malformed"
    with pytest.raises(ListRefused) as refused:
        read(FORMAT, xml_file(tmp_path, "", ENTRIES))
    assert refused.value.reason == "truncated"


def test_other_roots_are_not_recognised() -> None:
    assert FORMAT.recognise("sdn_advanced.xml", b"<sdnList>") is None
    assert FORMAT.recognise("x", b"<Sanctions><DateOfIssue/>") == "ofac_sdn"
    assert all(text.startswith(("used: ", "unused: ")) for text in FIELDS.values())

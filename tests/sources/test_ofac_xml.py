"""OFAC's sdn.xml and consolidated.xml."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_xml import FORMAT
from tests.shared import shared
from tests.sources.ofac_files import codes, read

OLD = "http://tempuri.org/sdnList.xsd"
NEW = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"

PERSON = """
  <sdnEntry><uid>20157</uid><firstName>Jong Un</firstName><lastName>KIM</lastName>
    <title>Chairman of the Workers' Party of Korea</title><sdnType>Individual</sdnType>
    <remarks>presidential advisor; (Linked To: WORKERS' PARTY OF KOREA)</remarks>
    <programList><program>DPRK3</program></programList>
    <idList>
      <id><uid>1</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>2</uid><idType>Passport</idType><idNumber>A000001</idNumber><idCountry>Korea, North</idCountry>
        <issueDate>01 Jan 2010</issueDate><expirationDate>31 Dec 2014</expirationDate></id>
      <id><uid>3</uid><idType>Martian Card</idType><idNumber>4711</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>5</uid><type>a.k.a.</type><category>strong</category><lastName>KIM</lastName>
        <firstName>Jong-un</firstName></aka>
      <aka><uid>6</uid><type>a.k.a.</type><category>weak</category><lastName>SUPREME LEADER</lastName></aka>
    </akaList>
    <nationalityList><nationality><uid>7</uid><country>Korea, North</country><mainEntry>true</mainEntry>
      </nationality></nationalityList>
    <citizenshipList><citizenship><uid>7</uid><country>Egypt</country><mainEntry>true</mainEntry>
      </citizenship></citizenshipList>
    <dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>08 Jan 1984</dateOfBirth>
      <mainEntry>true</mainEntry></dateOfBirthItem><dateOfBirthItem><uid>9</uid>
      <dateOfBirth>circa 1983</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem></dateOfBirthList>
    <placeOfBirthList><placeOfBirthItem><uid>9</uid><placeOfBirth>Pyongyang, Korea, North</placeOfBirth>
      <mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
  </sdnEntry>"""
SHIP = """
  <sdnEntry><uid>15036</uid><lastName>ABADEH</lastName><sdnType>Vessel</sdnType>
    <programList><program>IRAN</program><program>NPWMD</program></programList>
    <idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id>
    </idList>
    <akaList><aka><uid>1</uid><type>f.k.a.</type><category>strong</category><lastName>PACIFIC QUEEN</lastName></aka>
    </akaList>
    <addressList><address><uid>1</uid><address1>1 Harbour Road</address1><city>Valletta</city>
      <postalCode>VLT 1</postalCode><country>Malta</country></address></addressList>
    <vesselInfo><callSign>9HDQ9</callSign><vesselType>Bulk Carrier</vesselType><vesselFlag>Malta</vesselFlag>
      <vesselOwner>NITC</vesselOwner><tonnage>1</tonnage><grossRegisteredTonnage>2</grossRegisteredTonnage>
    </vesselInfo>
  </sdnEntry>"""


def xml_file(
    folder: Path, *entries: str, count: int | None = None, namespace: str = NEW, name: str = "sdn.xml"
) -> ListFile:
    path = folder / name
    number = len(entries) if count is None else count
    path.write_text(
        f'<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="{namespace}"><publshInformation>'
        f"<Publish_Date>05/03/2024</Publish_Date><Record_Count>{number}</Record_Count></publshInformation>"
        f"{''.join(entries)}</sdnList>",
        encoding="utf-8",
    )
    return ListFile(path)


@pytest.mark.parametrize("namespace", [OLD, NEW])
def test_both_namespaces_are_read_alike(tmp_path: Path, namespace: str) -> None:
    entities, report = read(FORMAT, xml_file(tmp_path, PERSON, SHIP, namespace=namespace))
    assert list(entities) == ["ofac-20157", "ofac-15036"]
    assert (report.published, report.declared) == ("2024-05-03", 2)
    assert codes(report) == {"unparsed_remark", "unknown_value"}


def test_a_person_is_read_in_full(tmp_path: Path) -> None:
    entities, report = read(FORMAT, xml_file(tmp_path, PERSON))
    kim = entities["ofac-20157"]
    assert [(n.value, n.weak) for n in kim.names] == [
        ("Jong Un KIM", False),
        ("Jong-un KIM", False),
        ("SUPREME LEADER", True),
    ]
    assert [(str(d.date), d.kind) for d in kim.dates] == [("1984-01-08", "birth"), ("circa 1983", "birth")]
    assert [(c.role, c.code) for c in kim.countries] == [
        ("birth", "kp"),
        ("nationality", "kp"),
        ("citizenship", "eg"),
    ]
    (passport,) = kim.identifiers
    assert (passport.type, passport.country, passport.note) == (
        "passport",
        "kp",
        "Passport; issued 01 Jan 2010; expires 31 Dec 2014",
    )
    assert [(r.kind, r.target_name) for r in kim.relations] == [("linked_to", "WORKERS' PARTY OF KOREA")]
    assert ("gender", "male") in [(p.name, p.value) for p in kim.properties]
    assert ("notes", "Martian Card 4711") in [(p.name, p.value) for p in kim.properties]
    assert "Martian Card" in next(i for i in report.issues if i.code == "unknown_value").examples


def test_a_vessel_is_read_in_full(tmp_path: Path) -> None:
    entities, _ = read(FORMAT, xml_file(tmp_path, SHIP))
    ship = entities["ofac-15036"]
    assert [(i.type, i.value) for i in ship.identifiers] == [("call_sign", "9HDQ9"), ("imo", "9187629")]
    assert ship.names[1].kind == "former"
    assert (ship.addresses[0].city, ship.addresses[0].country) == ("Valletta", "mt")
    assert (ship.countries[0].role, ship.relations[0].kind) == ("flag", "owned_by")


def test_fewer_records_than_declared_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(ListRefused) as refused:
        read(FORMAT, xml_file(tmp_path, PERSON, SHIP, count=3))
    assert refused.value.reason == "truncated"


def test_a_cut_file_and_a_record_without_number_are_refused(tmp_path: Path) -> None:
    whole = xml_file(tmp_path, PERSON, SHIP)
    whole.path.write_bytes(whole.path.read_bytes()[:-200])
    for file in (whole, xml_file(tmp_path, PERSON.replace("<uid>20157</uid>", ""), name="b.xml")):
        with pytest.raises(ListRefused) as refused:
            read(FORMAT, file)
        assert refused.value.reason == "malformed"


def test_a_party_without_a_name_is_kept_and_reported_as_an_error(tmp_path: Path) -> None:
    nameless = SHIP.replace("<lastName>ABADEH</lastName>", "").replace("<lastName>PACIFIC QUEEN</lastName>", "")
    entities, report = read(FORMAT, xml_file(tmp_path, nameless))
    assert entities["ofac-15036"].names == ()
    assert [(i.code, i.severity) for i in report.issues if i.severity == "error"] == [("no_name", "error")]


def test_unknown_elements_are_reported(tmp_path: Path) -> None:
    _, report = read(FORMAT, xml_file(tmp_path, SHIP.replace("tonnage>", "displacement>")))
    assert [i.field for i in report.issues if i.code == "unknown_field"] == ["sdnEntry/vesselInfo/displacement"]


@pytest.mark.parametrize(
    ("name", "programme", "source"),
    [
        ("sdn.xml", "CUBA", "ofac_sdn"),
        ("consolidated.xml", "CUBA", "ofac_cons"),
        ("download", "SDGT", "ofac_sdn"),
        ("download", "NS-PLC", "ofac_cons"),
    ],
)
def test_lists_are_told_apart_by_name_then_programmes(name: str, programme: str, source: str) -> None:
    head = f'<?xml version="1.0"?>\n<sdnList xmlns="{NEW}"><program>{programme}</program>'
    assert FORMAT.recognise(name, head.encode()) == source
    assert FORMAT.recognise(name, b"<Sanctions>") is None


@pytest.mark.parametrize(
    ("path", "published", "entries", "aliases", "weak"),
    [
        ("consolidated.xml.xz", "2025-03-28", 443, 1136, 70),
        ("2020-12-14/consolidated.xml.xz", "2020-12-14", 376, 919, 33),
    ],
)
def test_real_files_hold_what_an_independent_count_found(
    path: str, published: str, entries: int, aliases: int, weak: int
) -> None:
    file = ListFile(shared("data/lists/ofac/consolidated", path))
    assert FORMAT.recognise(file.name, file.head()) == "ofac_cons"
    entities, report = read(FORMAT, file, source="ofac_cons")
    listed = [n for e in entities.values() for n in e.names if n.origin.field == "akaList/aka"]
    assert (report.published, len(entities), len(listed), sum(n.weak for n in listed)) == (
        published,
        entries,
        aliases,
        weak,
    )
    assert {"unknown_field", "unknown_value", "unknown_country", "measures_unknown"}.isdisjoint(codes(report))

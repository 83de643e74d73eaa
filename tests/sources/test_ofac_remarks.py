"""The grammar of OFAC's remarks."""

from __future__ import annotations

import pytest

from ostrakon.sources import ofac_remarks
from ostrakon.sources.base import Report
from ostrakon.sources.ofac_draft import OfacDraft, parse_date, person_name


def party(remarks: str, *, schema: str = "Person", source: str = "ofac_sdn", cut: bool = False) -> OfacDraft:
    draft = OfacDraft.of("1", schema, source=source, report=Report())
    ofac_remarks.parse(draft, remarks, cut=cut)
    return draft


@pytest.mark.parametrize(
    ("text", "value", "until", "approximate"),
    [
        ("10 Dec 1948", "1948-12-10", "", False),
        ("Dec 1948", "1948-12", "", False),
        ("1948", "1948", "", False),
        ("circa 1951", "1951", "", True),
        ("1958 to 1962", "1958", "1962", False),
        ("01 Jan 1961 to 31 Dec 1963", "1961-01-01", "1963-12-31", False),
        ("Jan 1960 to Mar 1960", "1960-01", "1960-03", False),
        ("circa 1979-1982", "1979", "1982", True),
        ("circa 07 Jul 1966", "1966-07-07", "", True),
    ],
)
def test_every_form_of_birth_date_keeps_what_it_says_and_no_more(
    text: str, value: str, until: str, approximate: bool
) -> None:
    read = parse_date(text)
    assert (read.value, read.until, read.approximate) == (value, until, approximate)


@pytest.mark.parametrize("text", ["31 Feb 1960", "10 Foo 1948", "unknown", "1948 to", ""])
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(text)


def test_an_unreadable_birth_date_becomes_an_issue_and_stays_as_a_note() -> None:
    draft = party("DOB 31 Feb 1960; Gender Male.")
    assert draft.dates == []
    assert "31 Feb 1960" in draft.properties[0].value
    assert [issue.code for issue in draft.report.issues] == ["bad_date"]


@pytest.mark.parametrize(
    ("listed", "said", "given", "family"),
    [
        ("KIM, Jong Un", "Jong Un KIM", "Jong Un", "KIM"),
        (
            "DELOS REYES, Feliciano Semborio, Jr.",
            "Feliciano Semborio DELOS REYES Jr.",
            "Feliciano Semborio",
            "DELOS REYES",
        ),
        ("MEZA, JR., Arturo", "Arturo MEZA JR.", "Arturo", "MEZA JR."),
        ("KHUN SA", "KHUN SA", "", ""),
    ],
)
def test_persons_are_turned_into_reading_order(listed: str, said: str, given: str, family: str) -> None:
    assert person_name(listed) == (said, given, family)


def test_weak_aliases_in_quotes_are_names_and_marked_weak() -> None:
    draft = party("a.k.a. 'ABU-'UMAR'; a.k.a. 'AL-HAQQ, Al-Hajj 'Abd'; f.k.a. 'HDS LINES'; a.k.a. ''FUPI''.")
    assert [(name.value, name.kind, name.weak) for name in draft.names] == [
        ("ABU-'UMAR", "alias", True),
        ("Al-Hajj 'Abd AL-HAQQ", "alias", True),
        ("HDS LINES", "former", True),
        ("FUPI", "alias", True),
    ]


def test_a_weak_alias_in_ordinary_letters_is_not_turned_round() -> None:
    assert party("a.k.a. 'Ali, the Younger'.").names[0].value == "Ali, the Younger"


def test_documents_keep_country_and_dates() -> None:
    draft = party(
        "Passport A000001 (Iran) issued 01 Mar 2010 expires 28 Feb 2015; alt. Passport B000002;"
        " National ID No. 0000-1 (Lebanon); Identification Number 77 (Turkey)."
    )
    assert [(i.type, i.value, i.country) for i in draft.identifiers] == [
        ("passport", "A000001", "ir"),
        ("passport", "B000002", ""),
        ("national_id", "0000-1", "lb"),
        ("national_id", "77", "tr"),
    ]
    assert draft.identifiers[0].note == "Passport; issued 01 Mar 2010; expires 28 Feb 2015"


def test_russian_numbers_get_their_own_types() -> None:
    draft = party(
        "SWIFT/BIC VTBRRUMM; Tax ID No. 7702070139 (Russia); Registration ID 1027739609391 (Russia);"
        " Government Gazette Number 00032520 (Russia); Legal Entity Number 253400V1H6ART1UQ0N98.",
        schema="Organization",
    )
    assert [i.type for i in draft.identifiers] == ["bic", "inn", "ogrn", "okpo", "lei"]


def test_wallets_carry_their_currency() -> None:
    draft = party(
        "Digital Currency Address - XBT 149w62rY42aZBox8fGcmqNsXUzSStKeq8C;"
        " alt. Digital Currency Address - ETH 0xa7e5d5a720f06526557c513402f2e6b5fa20b008."
    )
    assert [(i.type, i.value, i.note) for i in draft.identifiers] == [
        ("wallet", "149w62rY42aZBox8fGcmqNsXUzSStKeq8C", "XBT"),
        ("wallet", "0xa7e5d5a720f06526557c513402f2e6b5fa20b008", "ETH"),
    ]


def test_a_wallet_that_is_cut_off_is_never_taken_for_a_wallet() -> None:
    draft = party("Gender Male; alt. Digital Currency Address - XBT 1Gq", cut=True)
    assert draft.identifiers == []
    assert "alt. Digital Currency Address - XBT 1Gq" in [p.value for p in draft.properties]
    assert [issue.code for issue in draft.report.issues] == ["cut_remark"]


def test_vessels_and_aircraft_give_their_numbers() -> None:
    ship = party(
        "Vessel Registration Identification IMO 9187629; MMSI 572469210; Former Vessel Flag Malta;"
        " alt. Former Vessel Flag None Identified; Vessel Year of Build 1999.",
        schema="Vessel",
    )
    assert [(i.type, i.value) for i in ship.identifiers] == [("imo", "9187629"), ("mmsi", "572469210")]
    assert next((p.name, p.value) for p in ship.properties) == ("pastFlags", "Malta")
    assert [(d.kind, d.date.value) for d in ship.dates] == [("build", "1999")]
    plane = party(
        "Aircraft Construction Number (also called L/N or S/N or F/N) 8401; Aircraft Manufacture Date 1992;"
        " Aircraft Model IL76-TD; Aircraft Operator YAS AIR; Aircraft Manufacturer's Serial Number (MSN) 1023409321;"
        " Aircraft Tail Number N200VR; Aircraft Mode S Transponder Code 140AE7; Linked To: POUYA AIR.",
        schema="Airplane",
    )
    assert [(i.type, i.value) for i in plane.identifiers] == [
        ("serial_number", "8401"),
        ("serial_number", "1023409321"),
        ("tail_number", "N200VR"),
        ("other", "140AE7"),
    ]
    assert [(r.kind, r.target_name) for r in plane.relations] == [("other", "YAS AIR"), ("linked_to", "POUYA AIR")]


def test_places_and_countries_with_commas_in_their_names_resolve() -> None:
    draft = party("POB Pyongyang, Korea, North; nationality Korea, North; citizen Egypt.")
    assert draft.birth_places[0].full == "Pyongyang, Korea, North"
    assert [(link.role, link.code) for link in draft.countries] == [
        ("birth", "kp"),
        ("nationality", "kp"),
        ("citizenship", "eg"),
    ]


@pytest.mark.parametrize(
    ("remark", "target"),
    [
        ("Linked To: HIZBALLAH.", "HIZBALLAH"),
        ("Linked To: IRAN AIR.", "IRAN AIR"),
        ("Linked To: DES INTERNATIONAL CO., LTD.", "DES INTERNATIONAL CO., LTD."),
        ("Linked To: PETROLEOS DE VENEZUELA, S.A.", "PETROLEOS DE VENEZUELA, S.A."),
        (
            "(Linked To: ISLAMIC REVOLUTIONARY GUARD CORPS (IRGC)-QODS FORCE)",
            "ISLAMIC REVOLUTIONARY GUARD CORPS (IRGC)-QODS FORCE",
        ),
    ],
)
def test_the_closing_full_stop_goes_but_that_of_an_abbreviation_stays(remark: str, target: str) -> None:
    assert party(remark, schema="Organization").relations[0].target_name == target


def test_what_fits_no_rule_is_kept_as_a_note_and_counted() -> None:
    draft = party("presidential advisor; Member ETA.")
    assert [p.value for p in draft.properties] == ["presidential advisor", "Member ETA"]
    (issue,) = draft.report.issues
    assert (issue.code, issue.severity, issue.count) == ("unparsed_remark", "info", 2)


def test_an_unlisted_kind_of_number_is_kept_as_an_identifier_and_reported() -> None:
    draft = party("Martian Residence Number 4711 (Egypt).")
    assert [(i.type, i.value, i.country) for i in draft.identifiers] == [("other", "4711", "eg")]
    assert [issue.code for issue in draft.report.issues] == ["unlisted_id_type"]


def test_kinship_becomes_a_relation() -> None:
    assert party("sister-in-law of Slobodan Milosevic.").relations[0].target_name == "Slobodan Milosevic"


@pytest.mark.parametrize(
    ("remark", "programme", "measures"),
    [
        (
            "Executive Order 13662 Directive Determination - Subject to Directive 2; alt. Executive Order 13662"
            " Directive Determination - Subject to Directive 4.",
            "UKRAINE-EO13662",
            ["sectoral_debt", "sectoral_services"],
        ),
        ("Listing Date (EO 14024 Directive 2): 24 Feb 2022.", "RUSSIA-EO14024", ["correspondent_account"]),
        ("Listing Date (CMIC) 03 Jun 2021.", "CMIC-EO13959", ["investment_ban"]),
        ("CAATSA Section 235 Information: EXPORT SANCTIONS Sec. 235(a)(2).", "CAATSA - RUSSIA", ["menu_based"]),
    ],
)
def test_non_sdn_measures_follow_from_programme_and_directive(remark: str, programme: str, measures: list[str]) -> None:
    draft = party(remark, schema="Organization", source="ofac_cons")
    draft.programmes = (programme,)
    draft.listed_name("X", "name")
    assert [m.value for m in draft.finished().designations[0].measures] == measures


def test_the_date_of_listing_is_that_of_the_designation() -> None:
    draft = party("Effective Date (CMIC) 02 Aug 2021; Listing Date (CMIC) 03 Jun 2021.", source="ofac_cons")
    assert draft.listed_on is not None
    assert draft.listed_on.value == "2021-06-03"


def test_halves_of_a_cut_remark_are_joined_without_anything_between() -> None:
    first = "x" * 985 + "; a.k.a. 'snows"
    assert len(first) == 1000
    assert ofac_remarks.join(first, "john'.").endswith("a.k.a. 'snowsjohn'.")
    assert ofac_remarks.join("DOB 1961.", "Gender Male.") == "DOB 1961; Gender Male."
    assert ofac_remarks.is_cut(first)
    assert not ofac_remarks.is_cut("x" * 999 + ".")

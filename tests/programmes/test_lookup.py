"""From what a list prints to the programme."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ostrakon.programmes import for_code, for_country, for_designation
from ostrakon.sources import registry
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_programmes import KNOWN_CODES
from ostrakon.sources.reading import parse_list
from tests.shared import shared

REAL = (
    ("ofac_sdn", ("ofac/2024-05-03/sdn.csv.xz",)),
    ("ofac_sdn", ("ofac/2019-01/sdn.csv.xz",)),
    ("ofac_cons", ("ofac/consolidated/consolidated.xml.xz",)),
    ("un_sc", ("un/2018-10-29/consolidated.xml.xz",)),
    ("un_sc", ("un/2026-02-27/consolidated.xml.xz",)),
    ("eu_fsf", ("eu/rebuilt/csvFullSanctionsList_1_1.csv.xz",)),
    ("uk_sl", ("uk/rebuilt/UK-Sanctions-List.xml.xz",)),
    ("uk_ofsi", ("uk/2014/sanctionsconlist.csv.xz",)),
    ("ch_seco", ("ch/rebuilt/consolidated-list.xml.xz",)),
    ("ch_seco", ("ch/rebuilt/consolidated-list.xml.xz", "ch/seco_amendment_sample.xml")),
    ("ca_sema", ("ca/sema-lmes.xml.xz",)),
    ("us_csl", ("us_csl/2019-12/csl.csv",)),
    ("us_dpl", ("us_csl/2022-09/dpl.txt",)),
)
UNMAPPED = {"CH": {"PPDM"}}
"""Codes of real files that no programme stands behind: SECO's sample holds a made-up programme with test persons."""


@pytest.mark.parametrize(("source", "files"), REAL, ids=lambda value: value[0] if isinstance(value, tuple) else value)
def test_every_code_of_the_real_lists_leads_to_a_programme(source: str, files: Sequence[str]) -> None:
    seen: dict[tuple[str, str], str] = {}
    read = registry.recognise([ListFile(shared("data/lists", name)) for name in files], source)
    for source_id, format_, members in read:
        for entity in parse_list(members, source_id, format_).entities:
            for one in entity.designations:
                seen.update(((one.authority, code), one.legal_basis) for code in one.programmes)
    assert seen
    lost = {
        (authority, code) for (authority, code), basis in seen.items() if not for_designation(authority, [code], basis)
    }
    assert lost <= {(authority, code) for authority, codes in UNMAPPED.items() for code in codes}


def test_every_tag_that_the_reader_of_ofac_knows_leads_to_a_programme() -> None:
    assert [code for code in sorted(KNOWN_CODES) if not for_code(code, "US")] == []


@pytest.mark.parametrize(
    ("authority", "code", "basis", "programme"),
    [
        ("US", "DPRK2", "", "us-dprk"),
        ("US", "RUSSIA-EO14024", "", "us-russia"),
        ("US", "UKRAINE-EO13661", "", "us-ukraine"),
        ("UN", "Taliban", "", "un-taliban"),
        ("EU", "TAQA", "", "eu-isil-alqaida"),
        ("UK", "the Russia  (Sanctions) (EU Exit) Regulations 2019", "", "uk-russia"),
        (
            "UK",
            "Isil (Da\u2019esh) and Al-Qaeda (United Nations Sanctions) (EU Exit) Regulations 2019",
            "",
            "uk-isil-alqaida",
        ),
        ("CH", "set 3978", "", "ch-dprk"),
        ("CH", "", "Ordinance of 4 March 2022 (RS 946.231.176.72), annexes 2, 8 and 9", "ch-ukraine"),
        ("CH", "a new key", "Ordinance of 7 August 1990 (SR 946.206), annex", "ch-iraq"),
        ("EU", "EU-PRK", "", "eu-dprk"),
    ],
)
def test_a_code_or_the_act_it_cites_is_understood(authority: str, code: str, basis: str, programme: str) -> None:
    assert [one.id for one in for_designation(authority, [code], basis)] == [programme]


def test_a_code_of_another_authority_is_not_taken() -> None:
    assert for_code("CAR", "UK") == ()
    assert {one.authority for one in for_code("CAR")} == {"UN", "US", "CH"}


def test_a_region_under_embargo_brings_its_programmes_to_the_country_it_belongs_to() -> None:
    assert {"us-ukraine", "eu-crimea", "uk-russia"} <= {one.id for one in for_country("UA")}
    assert for_country("no") == ()

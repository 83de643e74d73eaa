"""BIS Denied Persons List: tab separated, one row an address, dates the American way, no numbers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Measure
from ostrakon.sources.us_dpl import FORMAT
from tests.shared import shared
from tests.sources.reading import codes, issue, names, read_file, read_text, values

HEADER = [
    *("Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date"),
    *("Standard_Order", "Last_Update", "Action", "FR_Citation"),
]


def _list(*rows: str) -> str:
    """Rows given with `|` between cells, as the list writes them: quoted, tab separated."""
    table = [HEADER, *(row.split("|") for row in rows)]
    return "".join("\t".join(f'"{cell}"' for cell in row) + "\n" for row in table)


ROW = " JANE ROE|1 MAIN STREET|AKRON|OH|US|44116|10/30/2020|03/13/2026|Y|2020-11-05|ADDED|85 F.R. 1 11/5/2020"


def test_a_row_becomes_a_party_under_an_export_denial(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, _list(ROW), FORMAT).entities
    (designation,) = party.designations
    assert names(party) == ["JANE ROE"]
    assert party.schema == "LegalEntity"
    assert party.addresses[0].full == "1 MAIN STREET, AKRON, OH 44116, US"
    assert party.addresses[0].country == "us"
    assert designation.measures == (Measure.EXPORT_DENIAL,)
    assert str(designation.listed_on) == "2020-10-30"
    assert designation.legal_basis == "85 F.R. 1 11/5/2020"
    assert values(party, "notes") == ["Denial expires 03/13/2026"]
    assert party.names[0].origin.field == "name"


def test_rows_of_one_person_for_several_addresses_are_one_party(tmp_path: Path) -> None:
    other = ROW.replace("1 MAIN STREET|AKRON", "2 SIDE STREET|DAYTON").replace("JANE ROE", "Jane  Roe ")
    (party,) = read_text(tmp_path, _list(ROW, other), FORMAT).entities
    assert [address.city for address in party.addresses] == ["AKRON", "DAYTON"]


def test_the_same_name_denied_on_another_day_is_another_party(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _list(ROW, ROW.replace("10/30/2020", "10/31/2020")), FORMAT)
    assert len({party.id for party in parsed.entities}) == 2


def test_the_id_depends_on_the_natural_key_only(tmp_path: Path) -> None:
    (before,) = read_text(tmp_path, _list(ROW), FORMAT).entities
    (after,) = read_text(tmp_path, _list(ROW.replace("11/5/2020", "11/5/2020 90 F.R. 2")), FORMAT).entities
    assert before.id == after.id == "dpl-028052d83e"


def test_a_country_that_is_none_keeps_its_words_and_is_reported(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _list(ROW.replace("|US|", "|NM|"), ROW.replace("|US|", "|PRC|")), FORMAT)
    assert issue(parsed, "unknown_country").examples == ("NM",)
    assert [address.country for address in parsed.entities[0].addresses] == ["", "cn"]


def test_an_order_without_end_and_a_bad_date_cost_only_themselves(tmp_path: Path) -> None:
    row = ROW.replace("|03/13/2026|", "||").replace("10/30/2020", "30/10/2020").replace("|Y|", "|N|")
    parsed = read_text(tmp_path, _list(row), FORMAT)
    assert codes(parsed) == {"bad_date"}
    assert parsed.entities[0].designations[0].listed_on is None
    assert values(parsed.entities[0], "notes") == ["Not a standard denial order"]


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused) as caught:
        read_text(tmp_path, _list(ROW, ROW)[:-60], FORMAT)
    assert caught.value.reason == "truncated"


def test_an_unknown_column_is_reported(tmp_path: Path) -> None:
    text = _list(ROW).replace('"FR_Citation"', '"FR_Citation"\t"Colour"').replace('11/5/2020"\n', '11/5/2020"\t"red"\n')
    parsed = read_text(tmp_path, text, FORMAT)
    assert issue(parsed, "unknown_field").field == "colour"


@pytest.mark.parametrize(("edition", "rows"), [("2019-07", 546), ("2022-09", 581)])
def test_every_row_of_the_real_list_is_in_a_party(edition: str, rows: int) -> None:
    path = shared("data", "lists", "us_csl", edition, "dpl.txt")
    with path.open(encoding="utf-8", newline="") as text:
        listed = list(csv.DictReader(text, delimiter="\t"))
    assert len(listed) == rows
    keys = {(" ".join(row["Name"].split()).casefold(), row["Effective_Date"]) for row in listed}
    parsed = read_file(path, FORMAT)
    assert len(parsed.entities) == len(keys)
    assert {" ".join(row["Name"].split()) for row in listed} == {n for party in parsed.entities for n in names(party)}
    assert codes(parsed) == {"unknown_country"}

"""OpenSanctions' simple table: joined values, quotes within cells, columns that came later."""

from __future__ import annotations

import csv
import io
import lzma
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.model import Measure
from ostrakon.sources.os_simple import FORMAT
from tests.shared import shared
from tests.sources.reading import codes, issue, names, read_file, read_text, values

COLUMNS = list(FORMAT.fields)
ROW = {
    "id": "NK-1",
    "schema": "Person",
    "name": "Anna Ivanova",
    "aliases": 'Анна Иванова;"Anna; the Elder"',
    "birth_date": "1970;1971-05",
    "countries": "ru;suhh",
    "addresses": '"1 ""Main"" Street; Akron"',
    "identifiers": "IMO9253325;7700000000",
    "sanctions": "Example programme - 2022",
    "phones": "+1 555",
    "emails": "a@b.example",
    "program_ids": "UA-X;US-Y",
    "dataset": "One;Two",
}


def _list(*rows: dict[str, str], columns: list[str] = COLUMNS) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, columns, restval="", quoting=csv.QUOTE_ALL, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def test_a_row_becomes_a_party_with_all_its_values(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, _list(ROW), FORMAT)
    (party,) = parsed.entities
    assert party.id == "NK-1"
    assert names(party) == ["Anna Ivanova", "Анна Иванова", "Anna; the Elder"]
    assert [str(fact.date) for fact in party.dates] == ["1970", "1971-05"]
    assert [c.code for c in party.countries] == ["ru", "su"]
    assert [a.full for a in party.addresses] == ['1 "Main" Street; Akron']
    assert [(i.type, i.value) for i in party.identifiers] == [("imo", "9253325"), ("other", "7700000000")]
    assert party.designations[0].programmes == ("UA-X", "US-Y")
    assert party.designations[0].reason == "Example programme - 2022"
    assert values(party, "sourceDataset") == ["One", "Two"]
    assert codes(parsed) == set()


def test_a_sanction_whose_reason_tells_that_somebody_is_wanted_stays_a_sanction(tmp_path: Path) -> None:
    reason = "The court put him on the international wanted list"
    rows = [
        {**ROW, "sanctions": reason, "program_ids": "UA-WS-PROPAGANDISTS"},
        {**ROW, "id": "NK-2", "sanctions": reason},
    ]
    parsed = read_text(tmp_path, _list(*rows), FORMAT)
    assert [party.off_by_default() for party in parsed.entities] == ["", ""]


def test_older_files_without_programmes_are_read(tmp_path: Path) -> None:
    columns = [column for column in COLUMNS if column != "program_ids"]
    (party,) = read_text(tmp_path, _list(ROW, columns=columns), FORMAT).entities
    assert party.designations[0].programmes == ()


def test_a_notice_is_no_sanction(tmp_path: Path) -> None:
    (party,) = read_text(tmp_path, _list({**ROW, "sanctions": '"Red Notice - murder; theft"'}), FORMAT).entities
    assert party.designations[0].measures == (Measure.WANTED_NOTICE,)
    assert party.designations[0].reason == "Red Notice - murder; theft"


def test_a_row_without_a_name_and_a_new_column_are_reported(tmp_path: Path) -> None:
    rows = [{**ROW, "colour": "red"}, {**ROW, "id": "NK-2", "name": " "}]
    parsed = read_text(tmp_path, _list(*rows, columns=[*COLUMNS, "colour"]), FORMAT)
    assert issue(parsed, "no_name").severity == "error"
    assert issue(parsed, "unknown_field").field == "colour"
    assert len(parsed.entities) == 1


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused) as caught:
        read_text(tmp_path, _list(ROW, ROW)[:-40], FORMAT)
    assert caught.value.reason == "truncated"


@pytest.mark.parametrize(
    ("dataset", "count", "aliases"), [("ua_war_sanctions", 5600, 7731), ("interpol_red_notices", 6561, 2)]
)
def test_every_target_and_alias_of_a_real_export_is_there(dataset: str, count: int, aliases: int) -> None:
    path = shared("data", "lists", "opensanctions", dataset, "targets.simple.csv.xz")
    rows = list(csv.DictReader(io.StringIO(lzma.decompress(path.read_bytes()).decode())))
    parsed = read_file(path, FORMAT)
    plain = [(row["id"], a) for row in rows for a in row["aliases"].split(";") if a]
    assert (len(rows), len(plain)) == (count, aliases)
    assert [party.id for party in parsed.entities] == [row["id"] for row in rows]
    whole = {(id_, " ".join(a.split())) for id_, a in plain if '"' not in a}
    assert whole <= {(party.id, n) for party in parsed.entities for n in names(party)}
    quoted = sum('"' in a for _, a in plain)
    assert aliases - quoted - 5 <= sum(len(names(party, "alias")) for party in parsed.entities) <= aliases
    off = sum(bool(party.off_by_default()) for party in parsed.entities)
    assert (off == 0) if dataset == "ua_war_sanctions" else (off > 6_500)
    assert codes(parsed) <= {"off_by_default"}

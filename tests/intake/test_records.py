"""Customer files: every row comes out as a subject or as a bad row with its line, and nothing is dropped."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from ostrakon.errors import InputError, UsageError
from ostrakon.intake.records import BadRow, RecordFile, Row, open_records
from ostrakon.intake.records.lines import LINE_LENGTH_MAX
from ostrakon.model import PartialDate
from ostrakon.model.subject import GivenIdentifier, Subject


def read(path: Path, content: str | bytes, **options: str) -> tuple[list[Row], RecordFile]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with open_records(path, **options) as file:  # type: ignore[arg-type]
        return list(file), file


def bad(row: Row) -> BadRow:
    assert isinstance(row.content, BadRow), row
    return row.content


def good(row: Row) -> Subject:
    assert isinstance(row.content, Subject), row
    return row.content


def test_a_full_record_means_the_same_in_json_and_csv(tmp_path: Path) -> None:
    record = {
        "query_id": "q1",
        "name": "Kim  Jong Un",
        "schema": "person",
        "birth_date": "1984-01",
        "country": "kp",
        "identifiers": [{"type": "passport", "value": "A1"}, {"type": "imo", "value": "9187629"}],
        "aliases": ["김정은", "K. J. U."],
        "address": "Pyongyang, Central District",
    }
    rows, _ = read(tmp_path / "a.jsonl", json.dumps(record) + "\n")
    text = (
        "query_id,name,schema,birth_date,country,identifiers,aliases,address\n"
        "q1,Kim  Jong Un,person,1984-01,kp,passport=A1;imo=9187629,김정은;K. J. U.,"
        '"Pyongyang, Central District"\n'
    )
    table, _ = read(tmp_path / "a.csv", text)
    assert good(rows[0]) == good(table[0])
    assert good(rows[0]) == Subject(
        query_id="q1",
        name="Kim Jong Un",
        schema="Person",
        birth_date=PartialDate(value="1984-01"),
        countries=("kp",),
        identifiers=(
            GivenIdentifier(type="passport", value="A1"),
            GivenIdentifier(type="imo", value="9187629"),
        ),
        aliases=("김정은", "K. J. U."),
        address="Pyongyang, Central District",
    )


def test_identifier_columns_of_their_own(tmp_path: Path) -> None:
    rows, file = read(tmp_path / "a.csv", "name;id_imo;ID_Passport;id_shoe\nOcean Maru;9187629;;43\n")
    assert good(rows[0]).identifiers == (GivenIdentifier(type="imo", value="9187629"),)
    assert file.notes.unknown == {"id_shoe": 1}


def test_unknown_fields_are_reported_once_with_a_count_and_a_hint(tmp_path: Path) -> None:
    lines = [{"name": "A B", "dob": "1961", "risk": ""}, {"name": "C D", "dob": "1962", "Nationality": "CH"}]
    _, file = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    messages = file.messages()
    assert "unknown field 'dob' was not used (2 rows with a value); did you mean 'birth_date'?" in messages
    assert "unknown field 'Nationality' was not used (1 row with a value); did you mean 'country'?" in messages
    assert not any("risk" in line for line in messages)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"name": ""}, "name is empty"),
        ({"name": ["A"]}, "name must be a text"),
        ({"name": "A", "schema": "Robot"}, "known are Person"),
        ({"name": "A", "birth_date": "03/05/1961"}, "--date-order"),
        ({"name": "A", "birth_date": "2961"}, "no date|future"),
        ({"name": "A", "country": "Atlantis"}, "country 'Atlantis' is unknown"),
        ({"name": "A", "identifiers": [{"type": "shoe", "value": "43"}]}, "known are imo"),
        ({"name": "A", "identifiers": "imo=1"}, "must be a list"),
        ({"name": "A", "identifiers": [{"type": "imo", "value": ""}]}, "no value"),
        ({"name": "A\x00B"}, "control character"),
        ({"name": "A�B"}, "damaged"),
        ({"name": "A" * 3000}, "3000 characters"),
        ({"name": "A", "aliases": [1]}, "aliases must be"),
    ],
)
def test_a_bad_value_makes_a_bad_row_that_keeps_key_and_line(
    tmp_path: Path, record: dict[str, object], reason: str
) -> None:
    rows, _ = read(tmp_path / "a.jsonl", "\n" + json.dumps({"query_id": "q7", **record}) + "\n")
    found = bad(rows[0])
    assert (found.line, found.query_id) == (2, "q7")
    assert any(part in found.reason for part in reason.split("|"))


@pytest.mark.parametrize("line", ["{", "[1]", '"text"', '{"name": "\\ud800"}', "[" * 100_000])
def test_a_line_that_is_no_record_costs_one_row_only(tmp_path: Path, line: str) -> None:
    rows, _ = read(tmp_path / "a.jsonl", line + '\n{"name": "A B"}\n')
    assert bad(rows[0]).query_id == "1"
    assert good(rows[1]).query_id == "2"


def test_missing_and_repeated_keys(tmp_path: Path) -> None:
    rows, file = read(tmp_path / "a.csv", "query_id,name\nx,A\nx,B\n,C\n")
    assert [good(row).query_id for row in rows] == ["x", "x", "4"]
    assert any("1 row with the query_id of an earlier row ('x')" in line for line in file.messages())
    assert any("1 row without query_id" in line for line in file.messages())


def test_a_whole_number_is_a_key(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.jsonl", '{"query_id": 17, "name": "A", "birth_date": 1961}')
    assert good(rows[0]).query_id == "17"
    assert good(rows[0]).birth_date == PartialDate(value="1961")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_a_byte_order_mark_is_no_part_of_the_name(tmp_path: Path, delimiter: str) -> None:
    text = (
        "\ufeff" + delimiter.join(['"Query ID"', "Name", "Birth-Date"]) + "\r\n" + delimiter.join(["1", "Ä B", "1961"])
    )
    rows, file = read(tmp_path / "a.csv", text)
    assert good(rows[0]).birth_date == PartialDate(value="1961")
    assert good(rows[0]).query_id == "1"
    assert file.messages() == []


def test_windows_1252_is_read_when_declared_and_named_as_remedy_when_not(tmp_path: Path) -> None:
    text = "query_id,name\n1,Müller\n2,Smith\n".encode("cp1252")
    rows, _ = read(tmp_path / "a.csv", text, encoding="cp1252")
    assert good(rows[0]).name == "Müller"
    rows, _ = read(tmp_path / "a.csv", text)
    assert "--encoding" in bad(rows[0]).reason
    assert good(rows[1]).name == "Smith"
    rows, _ = read(tmp_path / "a.jsonl", '{"name": "Müller"}\n{"name": "Smith"}'.encode("cp1252"))
    assert "--encoding" in bad(rows[0]).reason
    assert good(rows[1]).name == "Smith"


def test_a_key_with_foreign_bytes_can_still_be_written_out(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", b"query_id,name\n\xfc1,Smith\n")
    assert bad(rows[0]).query_id == "2"
    bad(rows[0]).query_id.encode()


def test_utf_16_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="utf-16"):
        read(tmp_path / "a.csv", "name\nA\n".encode("utf-16"))
    rows, _ = read(tmp_path / "a.csv", "name\nMüller\n".encode("utf-16"), encoding="utf-16")
    assert good(rows[0]).name == "Müller"


def test_unknown_encoding_and_ending_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="encoding"):
        read(tmp_path / "a.csv", "name\nA\n", encoding="klingon")
    with pytest.raises(UsageError, match=r"\.xlsx"):
        read(tmp_path / "a.xlsx", "name\nA\n")
    with pytest.raises(InputError, match="cannot be read"):
        open_records(tmp_path / "none.csv")


def test_header_problems_are_refused_with_what_stands_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column 'name'.*vorname"):
        read(tmp_path / "a.csv", "vorname,nachname\nA,B\n")
    with pytest.raises(InputError, match="twice"):
        read(tmp_path / "a.csv", "name,Name\nA,B\n")
    with pytest.raises(InputError, match="empty"):
        read(tmp_path / "a.csv", "\n\n")


def test_fields_may_hold_line_ends(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", 'name,address\n"A B","Street 1\nTown"\nC,D\n')
    assert good(rows[0]).address == "Street 1 Town"
    assert (rows[0].line, rows[1].line) == (2, 4)


@pytest.mark.parametrize("broken", ['1,"Kim', '1,"Kim"x,', "1,A,B,C", "1"])
def test_a_broken_csv_line_costs_one_row_only(tmp_path: Path, broken: str) -> None:
    rows, _ = read(tmp_path / "a.csv", f"query_id,name\n{broken}\n2,B\n3,C\n")
    assert [row.line for row in rows] == [2, 3, 4]
    assert bad(rows[0]).line == 2
    assert [good(row).name for row in rows[1:]] == ["B", "C"]


def test_two_stray_quotes_do_not_swallow_the_rows_between(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", 'query_id,name,country\n1,"A,\n2,B,ch\n3,C",\n4,D,\n')
    assert [row.line for row in rows] == [2, 3, 4, 5]
    assert bad(rows[0])
    assert good(rows[1]).name == "B"
    assert good(rows[3]).name == "D"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_line_of_ten_megabytes_costs_one_row_and_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    head, after = ("", '{"name": "B"}') if name == "a.jsonl" else ("query_id,name\n", "2,B")
    path.write_text(f"{head}1,{'x' * 10 * LINE_LENGTH_MAX}\n{after}\n")
    tracemalloc.start()
    with open_records(path) as file:
        rows = list(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "characters" in bad(rows[0]).reason
    assert good(rows[1]).name == "B"
    assert peak < 12 * LINE_LENGTH_MAX


def test_reading_is_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("query_id,name\n" + "".join(f"{n},Name {n}\n" for n in range(50_000)))
    tracemalloc.start()
    with open_records(path) as file:
        count = sum(1 for _ in file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 50_000
    assert peak < 8_000_000


def test_parquet_without_pyarrow_names_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(UsageError, match=r"ostrakon\[parquet\]"):
        read(tmp_path / "a.parquet", b"PAR1")

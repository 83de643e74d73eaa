"""Whatever bytes a customer file holds, reading ends in rows or in an error that names the remedy."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.app.batch_screening import screen_file
from ostrakon.errors import InputError
from ostrakon.intake.records import BadRow, open_records
from ostrakon.model.subject import Subject
from tests.engines import RuleEngine

SCRAPS = st.sampled_from(
    [
        *(b'"', b'""', b",", b";", b"\t", b"\n", b"\r\n", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfc", b"\\"),
        *(
            b"{",
            b"}",
            b"[",
            b"]",
            b":",
            b"null",
            b"1e999",
            b'"name"',
            b"name",
            b"query_id",
            b"\xed\xa0\x80",
            b"=",
            b"Kim",
        ),
        *(b'{"name": "Kim"}', b"1,Kim\n", b'"a\nb"', b"birth_date", b"31.12.1961", "김".encode(), b"id_imo", b"\x85"),
    ]
)
FILES = st.lists(st.one_of(SCRAPS, st.binary(max_size=6)), max_size=40).map(b"".join)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
@settings(max_examples=80, deadline=None)
@given(content=FILES, head=st.sampled_from([b"", b"query_id,name\n", b"name;address\n"]))
def test_any_bytes_give_rows_or_a_named_error(name: str, content: bytes, head: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / name, Path(folder) / "out.jsonl"
        source.write_bytes(head + content)
        try:
            with open_records(source) as file:
                rows = list(file)
        except InputError as error:
            assert error.what
            return
        assert [row.line for row in rows] == sorted({row.line for row in rows})
        for row in rows:
            assert isinstance(row.content, Subject) or (isinstance(row.content, BadRow) and row.content.reason)
        summary = screen_file(RuleEngine(), source, output)
        written = [msgspec.json.decode(line) for line in output.read_bytes().splitlines()]
        assert [answer["query_id"] for answer in written] == [row.content.query_id for row in rows]
        assert summary.received == len(rows)
        msgspec.json.encode(summary.messages)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12),
            st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_a_csv_writer_wrote_is_read_back_row_for_row(rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.csv"
        quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        source.write_text("\n".join(["query_id,name", *quoted]) + "\n", encoding="utf-8", newline="")
        with open_records(source) as file:
            found = list(file)
        given = [(key, name) for key, name in rows if key.strip() or name.strip()]
        assert len(found) == len(given)
        for row, (_, name) in zip(found, given, strict=True):
            if isinstance(row.content, Subject):
                assert row.content.name == " ".join(name.split())

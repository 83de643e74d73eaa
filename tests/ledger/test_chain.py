"""Whatever is done to the rows of the ledger behind its back is found and named."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest

from ostrakon.database import records
from ostrakon.database.opening import open_database
from ostrakon.ledger.chain import Head, Verdict, verify
from ostrakon.ledger.record import COLUMNS, GENESIS, Entry, LedgerRecord, chained, hash_of

RECORDS = 40
EDITS = 500 if os.environ.get("OSTRAKON_STRESS") == "full" else 64


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with a ledger of some kinds of records."""
    path = tmp_path_factory.mktemp("ledger") / "team.sqlite"
    database = open_database(f"sqlite:///{path}")
    with database.write() as transaction:
        for number in range(RECORDS):
            entry = Entry(kind="screening", actor="cli:ann", about=(f"customer:C-{number}",), body={"bits": number / 7})
            records.append_sealed(transaction, entry, {"name": f"name {number}"}, f"customer:C-{number}")
    database.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def changed(connection: sqlite3.Connection, draw: random.Random) -> int:
    """One character of one column of one record becomes another; the record's number."""
    number, column = draw.randint(1, RECORDS), draw.choice(COLUMNS[1:])
    (old,) = connection.execute(f"SELECT {column} FROM ledger WHERE n = ?", (number,)).fetchone()
    place = draw.randrange(len(old)) if old else 0
    new = old[:place] + draw.choice("0aé ") + old[place + 1 :]
    if new == old:
        new = old + "x"
    connection.execute(f"UPDATE ledger SET {column} = ? WHERE n = ?", (new, number))
    return number


def removed(connection: sqlite3.Connection, draw: random.Random) -> int:
    number = draw.randint(1, RECORDS)
    connection.execute("DELETE FROM ledger WHERE n = ?", (number,))
    return number


def cut_off(connection: sqlite3.Connection, draw: random.Random) -> int:
    number = draw.randint(1, RECORDS)
    connection.execute("DELETE FROM ledger WHERE n >= ?", (number,))
    return number


def reordered(connection: sqlite3.Connection, draw: random.Random) -> int:
    first, second = sorted(draw.sample(range(1, RECORDS + 1), 2))
    for old, new in ((first, 0), (second, first), (0, second)):
        connection.execute("UPDATE ledger SET n = ? WHERE n = ?", (new, old))
    return first


def inserted(connection: sqlite3.Connection, draw: random.Random) -> int:
    """A record more, with a hash that fits it: the next one shows it, or, in the last place, the head does."""
    number = draw.randint(1, RECORDS + 1)
    connection.execute("UPDATE ledger SET n = -n WHERE n >= ?", (number,))
    connection.execute("UPDATE ledger SET n = 1 - n WHERE n < 0")
    before = connection.execute("SELECT hash FROM ledger WHERE n = ?", (number - 1,)).fetchone()
    made = chained(
        Entry(kind="screening", actor="cli:eve", body={"status": "clear"}),
        n=number,
        prev=before[0] if before else GENESIS,
        at="2026-01-01T00:00:00.000Z",
    )
    marks = ", ".join("?" * len(COLUMNS))
    connection.execute(f"INSERT INTO ledger VALUES ({marks})", tuple(getattr(made, name) for name in COLUMNS))
    return number + 1 if number < RECORDS else number


def retyped(connection: sqlite3.Connection, draw: random.Random) -> int:
    number = draw.randint(1, RECORDS)
    connection.execute("UPDATE ledger SET body = CAST(body AS BLOB) WHERE n = ?", (number,))
    return number


def rehashed(connection: sqlite3.Connection, draw: random.Random) -> int:
    """A record is changed, and its hash made to fit; the next one shows it (for the last, the head)."""
    number = draw.randint(1, RECORDS)
    row = connection.execute("SELECT * FROM ledger WHERE n = ?", (number,)).fetchone()
    made = LedgerRecord(**(dict(zip(COLUMNS, row, strict=True)) | {"actor": "cli:eve", "hash": ""}))
    connection.execute("UPDATE ledger SET actor = ?, hash = ? WHERE n = ?", (made.actor, hash_of(made), number))
    return min(number + 1, RECORDS)


@pytest.mark.stress
def test_every_edit_of_the_database_file_is_found_and_named(ledger_file: Path, tmp_path: Path) -> None:
    draw = random.Random(20261127)
    ways = (changed, changed, removed, cut_off, reordered, inserted, retyped, rehashed)
    for number in range(EDITS):
        copy = tmp_path / f"{number}.sqlite"
        copy.write_bytes(ledger_file.read_bytes())
        connection = sqlite3.connect(copy)
        way = ways[number % len(ways)]
        at = way(connection, draw)
        connection.commit()
        connection.close()
        verdict = verdict_of(copy)
        assert not verdict.intact, f"edit {number} ({way.__name__}) went unnoticed"
        assert verdict.broken == at, f"edit {number} ({way.__name__}): {verdict.what}"
        assert verdict.what


def verdict_of(path: Path) -> Verdict:
    database = open_database(f"sqlite:///{path}")
    try:
        return records.verify_ledger(database)
    finally:
        database.close()


def test_an_untouched_copy_is_intact(ledger_file: Path) -> None:
    verdict = verdict_of(ledger_file)
    assert verdict.intact
    assert verdict.records == RECORDS
    assert verdict.broken is None


def test_the_hash_can_be_recomputed_from_the_row_alone() -> None:
    """An auditor's own program needs no more than RFC 8785 and SHA-256; this value pins the form for good."""
    entry = Entry(kind="screening", actor="cli:ann", about=("customer:1",), body={"b": 1.5, "a": "ü"})
    made = chained(entry, n=1, prev=GENESIS, at="2026-11-27T09:00:00.000Z")
    assert made.body == '{"a":"ü","b":1.5}'
    assert made.hash == "fc91dd17c64cfec20382b5729a9e115ea499565498b48dc91851b948094a7594"


def test_a_row_beyond_the_head_breaks_the_chain() -> None:
    made = chained(Entry(kind="login", actor="u"), n=1, prev=GENESIS, at="2026-11-27T09:00:00.000Z")
    row = tuple(getattr(made, name) for name in COLUMNS)
    assert verify([row], Head(n=1, hash=made.hash)).intact
    assert verify([row], Head()).broken == 1


def test_half_characters_that_no_utf8_can_hold_do_not_keep_anything_from_being_recorded() -> None:
    made = chained(Entry(kind="screening", actor="\ud800", body={"name": "Kim \udcff"}), n=1, prev=GENESIS, at="")
    assert made.facts == {"name": "Kim \ufffd"}

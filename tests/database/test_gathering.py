"""Records written together are those that would have been written one by one."""

from __future__ import annotations

import pytest

from ostrakon.database import records
from ostrakon.database.gathering import ROWS_MAX, gathered
from ostrakon.database.transactions import Database
from ostrakon.ledger.record import Entry


def entry(number: int) -> Entry:
    return Entry(kind="screening", actor="key:1", about=(f"entity:{number % 3}", "all"), body={"number": number})


def test_many_records_are_one_chain_and_are_found_by_what_they_are_about(database: Database) -> None:
    with database.write() as transaction, gathered(transaction) as together:
        made = [records.append(together, entry(number)) for number in range(ROWS_MAX + 7)]
    assert [one.n for one in made] == list(range(1, ROWS_MAX + 8))
    verdict = records.verify_ledger(database)
    assert verdict.intact and verdict.records == ROWS_MAX + 7
    with database.read() as transaction:
        assert [one.n for one in records.records(transaction, about="entity:1", limit=2)] == [2, 5]


def test_a_question_within_sees_what_was_kept_back(database: Database) -> None:
    with database.write() as transaction, gathered(transaction) as together:
        records.append(together, entry(1))
        assert records.has_record(together, "all")
        assert not records.has_record(together, "nothing")
        assert together.execute("SELECT COUNT(*) FROM ledger") == [(1,)]
        records.append(together, entry(2))
    assert records.verify_ledger(database).records == 2


def test_a_failure_leaves_nothing_of_it(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as transaction, gathered(transaction) as together:
        records.append(together, entry(1))
        raise ZeroDivisionError
    with database.write() as transaction:
        assert records.append(transaction, entry(2)).n == 1


def test_data_of_one_customer_are_sealed_under_one_key_and_stay_deleted_when_it_is_destroyed(
    database: Database,
) -> None:
    with database.write() as transaction, gathered(transaction) as together:
        first = records.append_sealed(together, entry(1), {"name": "x"}, "customer:C-1")
        second = records.append_sealed(together, entry(2), {"name": "y"}, "customer:C-1")
        alone = records.append_sealed(together, entry(3), {"name": "z"}, "record:3", fresh=True)
    assert first.key == second.key == "customer:C-1"
    with database.write() as transaction:
        assert records.personal_of(transaction, alone) == {"name": "z"}
        records.shred(transaction, "customer:C-1", actor="ann", reason="asked for")
        assert records.personal_of(transaction, second) is None
    with database.write() as transaction, gathered(transaction) as together:
        assert records.append_sealed(together, entry(4), {"name": "x"}, "customer:C-1").key == "customer:C-1~2"
    assert records.verify_ledger(database).intact

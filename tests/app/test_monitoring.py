"""A customer base under changing lists: what is told, what becomes of cases, and what survives a kill."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ostrakon.app.casework import decide, needs_two
from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.monitoring import rescreening
from ostrakon.app.monitoring.explaining import explain_run
from ostrakon.app.monitoring.lookback import look_back
from ostrakon.app.monitoring.outcome import Rescreened
from ostrakon.app.monitoring.watching import Watch
from ostrakon.app.recording import Asked, Recorder
from ostrakon.app.status import lists_status
from ostrakon.cases.case import Decision
from ostrakon.database.cases import case_between
from ostrakon.database.opening import open_database
from ostrakon.database.records import records, shred, verify_ledger
from ostrakon.errors import InputError, NotScreened, StoreError
from ostrakon.intake.records import open_records
from ostrakon.intake.records.sql import QueryRows
from ostrakon.model.subject import Subject
from tests import fake_lists
from tests.databases import postgres_url

PETROV = "1|Ivan Petrov|Iwan Petroff|1971-03-04|ru"
KHADR = "2|Mohammed Khadr||1984-01-08|sy"
BRZE = "3|Grzegorz Brzeczyszczykiewicz||1960-05-06|pl"
CUSTOMERS = """query_id,name,schema,birth_date
C-1,Ivan Petrov,Person,1971-03-04
C-2,Muhammad Khadr,Person,
C-3,Jane Doe,Person,1980-01-02
C-4,Grzegorz Brzeczyszczykiewicz,Person,1960-05-06
"""


@dataclass
class Bank:
    """A store with lists and a customer base."""

    folder: Path
    watch: Watch

    def lists(self, *lines: str, date: str = "2026-01-01") -> None:
        path = self.folder / "un.fake"
        filler = [f"{n}|Filler Number{n}|||us" for n in range(100, 130)]
        rows = [*lines, *filler]
        path.write_text("\n".join([f"FAKE un_sc {date} {len(rows)}", *rows]) + "\n")
        (outcome,) = import_lists(self.watch.store, [path], source_id="un_sc", force="a test").outcomes
        assert outcome.status in ("imported", "unchanged"), outcome

    def customers(self, text: str = CUSTOMERS, *, complete: bool = False) -> dict[str, int]:
        path = self.folder / "customers.csv"
        path.write_text(text)
        with open_records(path) as rows:
            return self.watch.bring_in(rows, actor="t", complete=complete).facts

    def rescreen(self, **options: bool) -> Rescreened:
        return self.watch.rescreen(actor="t", workers=1, **options)  # type: ignore[arg-type]  # passed on as given

    def matched(self) -> set[tuple[str, str]]:
        return {(one.customer, one.party) for one in self.watch.matched()}


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bank]:
    fake_lists.install(monkeypatch)
    monkeypatch.delenv("OSTRAKON_CUSTOMERS_KEY", raising=False)
    database = open_database(f"sqlite:///{tmp_path / 'team.sqlite'}")
    yield Bank(tmp_path, Watch(tmp_path / "store", database))
    database.close()


def test_an_addition_is_a_new_match_a_changed_record_reopens_the_case_and_a_removal_is_noted_on_it(bank: Bank) -> None:
    bank.lists(PETROV)
    assert bank.customers()["new"] == 4
    first = bank.rescreen()
    assert (first.mode, first.new, first.cases, bank.matched()) == ("full", 1, 1, {("C-1", "un-1")})

    bank.lists(PETROV, KHADR)
    second = bank.rescreen()
    assert (second.mode, second.new, second.changed, second.unchanged) == ("incremental", 1, 0, 1)
    assert second.parties < 5
    with bank.watch.database.write() as transaction:
        found = case_between(transaction, "C-1", "un-1")
        assert found is not None
        one = Decision(outcome="clear", reason="other", by="ann", at="2026-01-01T00:00:00Z", words="checked")
        two = Decision(outcome="clear", reason="other", by="bob", at="2026-01-01T00:00:00Z", words="checked")
        after = decide(transaction, found.id, one, version=found.version, two_persons=lambda c: needs_two(c, "clear"))
        if after.state != "closed":
            after = decide(transaction, found.id, two, version=after.version, two_persons=lambda _c: True)
        assert after.state == "closed"

    bank.lists(PETROV.replace("Iwan Petroff", "Ivan Petrovich Petrov"), KHADR)
    third = bank.rescreen()
    assert (third.new, third.changed, third.lapsed) == (0, 1, 0)
    with bank.watch.database.read() as transaction:
        again = case_between(transaction, "C-1", "un-1")
        assert again is not None
        assert again.state == "open"

    bank.lists(KHADR)
    fourth = bank.rescreen()
    assert (fourth.lapsed, bank.matched()) == (1, {("C-2", "un-2")})
    told = explain_run(bank.watch.store, bank.watch.database)
    (lapsed,) = told.events
    assert (lapsed.cause, lapsed.event.kind, lapsed.event.case_id) == ("removed", "lapsed", again.id)
    with bank.watch.database.read() as transaction:
        (noted,) = records(transaction, about=f"case:{again.id}", newest=True, limit=1)
        assert noted.facts["lapsed"] == "no list in force holds the party any more"
    kinds = [event.kind for event in bank.watch.customer("C-1").events]
    assert kinds == ["lapsed", "changed", "new"]
    assert verify_ledger(bank.watch.database).intact


def test_on_postgresql_a_base_is_watched_like_on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lists.install(monkeypatch)
    with postgres_url() as url:
        database = open_database(url)
        bank = Bank(tmp_path, Watch(tmp_path / "store", database))
        bank.lists(PETROV)
        bank.customers()
        assert bank.rescreen().new == 1
        bank.lists(KHADR)
        done = bank.rescreen()
        assert (done.mode, done.new, done.lapsed, bank.matched()) == ("incremental", 1, 1, {("C-2", "un-2")})
        assert [row.matches for row in bank.watch.customers()] == [0, 1, 0, 0]
        assert [event.kind for event in bank.watch.events()] == ["new", "lapsed", "new"]
        assert verify_ledger(database).intact
        database.close()


def test_a_rescreen_with_nothing_to_do_says_nothing(bank: Bank) -> None:
    bank.lists(PETROV)
    bank.customers()
    bank.rescreen()
    again = bank.rescreen()
    assert (again.mode, again.anew, again.new, again.unchanged, again.cases) == ("incremental", 0, 0, 1, 0)
    assert not bank.watch.status().due
    assert bank.rescreen(full=True).unchanged == 1


def test_customers_that_change_are_screened_anew_and_those_that_go_take_their_matches_along(bank: Bank) -> None:
    bank.lists(PETROV, KHADR, BRZE)
    bank.customers()
    bank.rescreen()
    assert bank.matched() == {("C-1", "un-1"), ("C-2", "un-2"), ("C-4", "un-3")}
    changed = CUSTOMERS.replace("C-1,Ivan Petrov,Person,1971-03-04", "C-1,Ivan Petrov,Person,1999-09-09")
    facts = bank.customers(changed.replace("C-4,Grzegorz Brzeczyszczykiewicz,Person,1960-05-06\n", ""), complete=True)
    assert (facts["changed"], facts["unchanged"], facts["removed"], facts["customers"]) == (1, 2, 1, 3)
    status = bank.watch.status()
    assert (status.pending, status.due) == (1, True)
    done = bank.rescreen()
    assert (done.anew, done.lapsed, bank.matched()) == (1, 2, {("C-2", "un-2")})
    assert {row.id for row in bank.watch.customers()} == {"C-1", "C-2", "C-3"}


def test_a_customer_whose_row_cannot_be_read_stays_as_it_was(bank: Bank) -> None:
    bank.lists(PETROV, KHADR, BRZE)
    bank.customers()
    bank.rescreen()
    before = bank.matched()
    facts = bank.customers(CUSTOMERS.replace("1971-03-04", "03/04/1971"), complete=True)
    assert (facts["refused"], facts["removed"], facts["keyless"], facts["customers"]) == (1, 0, 0, 4)
    bank.rescreen()
    assert bank.matched() == before


def test_nobody_is_removed_while_a_row_without_a_key_cannot_be_read(bank: Bank) -> None:
    bank.lists(PETROV)
    bank.customers()
    facts = bank.customers(
        'query_id,name,schema,birth_date\n"C-1,Ivan Petrov,Person,\nC-2,Muhammad Khadr,Person,\n', complete=True
    )
    assert (facts["refused"], facts["keyless"], facts["removed"], facts["customers"]) == (1, 1, 0, 4)


def test_a_run_that_was_killed_is_gone_on_with_and_nothing_of_it_counted_before(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank.lists(PETROV)
    bank.customers()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(rescreening, "commit", killed)
        bank.rescreen()
    assert bank.matched() == set()
    assert bank.watch.status().pending == 4
    done = bank.rescreen()
    assert (done.resumed, done.new) == (1, 1)
    assert not any((bank.watch.store / "customers" / "work").iterdir())


def test_with_a_key_no_name_lies_open_in_the_folder_and_without_it_nothing_can_be_read(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank.lists(PETROV)
    bank.customers()
    monkeypatch.setenv("OSTRAKON_CUSTOMERS_KEY", "ab" * 32)
    bank.customers(CUSTOMERS + "C-5,Iwan Petroff,Person,1971-03-04\n")
    assert bank.rescreen().new == 2
    for path in (bank.watch.store / "customers").rglob("*"):
        assert not path.is_file() or b"petro" not in path.read_bytes().lower()
    monkeypatch.delenv("OSTRAKON_CUSTOMERS_KEY")
    with pytest.raises(StoreError, match="sealed"):
        bank.watch.customers()
    with pytest.raises(StoreError, match="sealed"):
        bank.rescreen()
    monkeypatch.setenv("OSTRAKON_CUSTOMERS_KEY", "cd" * 32)
    with pytest.raises(StoreError, match="does not open"):
        bank.watch.customers()


def test_rows_without_a_key_or_with_one_twice_are_refused_and_a_file_of_nothing_else_changes_nothing(
    bank: Bank,
) -> None:
    facts = bank.customers("query_id,name\nA,Ivan Petrov\n,Nobody\nA,Another\nB,Jane Doe\n")
    assert (facts["received"], facts["new"], facts["refused"]) == (4, 2, 2)
    with pytest.raises(InputError, match="no row"):
        bank.customers("name\nNobody\n", complete=True)
    assert bank.watch.status().customers == 2


def test_a_query_brings_customers_in_and_cannot_write(bank: Bank) -> None:
    core = bank.folder / "core.sqlite"
    with sqlite3.connect(core) as connection:
        connection.execute("CREATE TABLE people (id TEXT, full_name TEXT, born TEXT)")
        connection.execute("INSERT INTO people VALUES ('C-9', 'Ivan Petrov', '1971-03-04')")
    query = "SELECT id AS query_id, full_name AS name, born AS birth_date, 'Person' AS schema FROM people"
    assert bank.watch.bring_in(QueryRows(f"sqlite:///{core}", query), actor="t").new == 1
    assert str(bank.watch.customer("C-9").subject.birth_date) == "1971-03-04"
    with pytest.raises(InputError, match="readonly"):
        bank.watch.bring_in(QueryRows(f"sqlite:///{core}", "DELETE FROM people RETURNING id AS name"), actor="t")
    with pytest.raises(InputError, match="no column 'name'"):
        bank.watch.bring_in(QueryRows(f"sqlite:///{core}", "SELECT id AS query_id FROM people"), actor="t")


def test_without_lists_nothing_is_screened_and_the_customers_wait(bank: Bank) -> None:
    bank.customers()
    with pytest.raises(NotScreened):
        bank.rescreen()
    assert bank.watch.status().pending == 4


def test_a_customer_of_whom_nothing_can_be_compared_is_counted_as_not_screened(bank: Bank) -> None:
    bank.lists(PETROV)
    bank.customers("query_id,name\nA,Ivan Petrov\nB,???\n")
    assert bank.rescreen().not_screened == 1


def test_a_look_back_finds_who_was_clear_only_because_the_list_was_late(bank: Bank) -> None:
    bank.lists(PETROV, date="2026-01-01")
    with Ostrakon.open(bank.watch.store) as engine:
        for key, name in (("L-1", "Mohammed Khadr"), ("L-2", "Jane Doe"), ("L-3", "Mohammed Khadr")):
            subject = Subject(name=name, query_id=key, schema="Person")
            answer = engine.answer(subject)
            assert answer.status == "clear"
            Recorder(bank.watch.database, "t").screening(subject, answer, Asked(5, None), engine)
    with bank.watch.database.write() as transaction:
        shred(transaction, "customer:L-3", actor="t", reason="asked for")
    bank.lists(PETROV, KHADR, date="2026-02-01")
    (listed,) = lists_status(bank.watch.store).sources
    assert listed.lag_days is not None
    assert listed.lag_days > 200

    done = look_back(bank.watch.store, bank.watch.database, actor="t")
    assert (done.received, done.unreadable, done.again, done.new, done.cases) == (3, 1, 2, 1, 1)
    with bank.watch.database.read() as transaction:
        assert case_between(transaction, "L-1", "un-2") is not None
    assert (
        look_back(bank.watch.store, bank.watch.database, actor="t", since="2020-01-01", until="2020-01-02").received
        == 0
    )

"""Retention on SQLite and PostgreSQL: what goes, what stays, and that the chain holds."""

from __future__ import annotations

import msgspec
import pytest

from ostrakon.app.retaining import KIND, plan, retain, retain_daily
from ostrakon.cases.case import Case
from ostrakon.database import records
from ostrakon.database.cases import Alert, add_alert, add_case, case_between, save_case
from ostrakon.database.holds import hold, holds, release, shred_free
from ostrakon.database.retention import SEALING
from ostrakon.database.reviews import add_exemption
from ostrakon.database.transactions import Database
from ostrakon.errors import UsageError
from ostrakon.ledger.record import Entry
from ostrakon.ledger.retention import CASE, Rules
from ostrakon.screening.exemptions import Exemption

RULES = Rules(version="house-1", days={"screening": 1825, "screening:clear": 365, "case_event": 1825, CASE: 1825})
LONG_AGO, LATELY = "2019-05-01T09:00:00.000Z", "2026-10-01T09:00:00.000Z"
NOW = "2026-11-27T12:00:00.000Z"


def screened(database: Database, customer: str, at: str, status: str = "clear", key: str = "") -> int:
    with database.write() as transaction:
        entry = Entry(
            kind="screening", actor="cli:ann", about=(f"customer:{customer}",), body={"status": status}, at=at
        )
        return records.append_sealed(transaction, entry, {"name": "Ελένη"}, key or f"customer:{customer}").n


def opened(database: Database, customer: str, record: int, *, state: str, changed: str) -> int:
    """A case of a customer with one alert."""
    with database.write() as transaction:
        new = Case(id=0, customer=customer, party="ofac-1", caption="A", state=state, opened=changed, changed=changed)  # type: ignore[arg-type]
        made = add_case(transaction, new)
        assert made is not None
        alert = Alert(
            case_id=made.id, record=record, at=changed, door="screen", status="hit", bits=1, content="x", personal={}
        )
        add_alert(transaction, alert, f"customer:{customer}")
        return made.id


def readable(database: Database, number: int) -> bool:
    with database.read() as transaction:
        found = records.record(transaction, number)
        assert found is not None
        return records.personal_of(transaction, found) is not None


def test_what_has_had_its_time_goes_and_the_chain_and_the_run_are_there(database: Database) -> None:
    old, fresh = screened(database, "old", LONG_AGO), screened(database, "fresh", LATELY)
    both = screened(database, "both", LONG_AGO)
    screened(database, "both", LATELY)
    alone = screened(database, "x", LONG_AGO, key="record:7e57")
    found = plan(database, RULES, now=NOW)
    assert set(found.due) == {"customer:old", "record:7e57"}
    assert found.kept == {"not long enough ago": 2}
    assert readable(database, old)
    done = retain(database, RULES, actor="cli:ann", now=NOW)
    assert done.destroyed == 2
    assert [readable(database, one) for one in (old, alone, fresh, both)] == [False, False, True, True]
    verdict = records.verify_ledger(database)
    assert verdict.intact and verdict.records == done.records[0]
    with database.read() as transaction:
        [run] = records.records(transaction, kind=KIND)
        [about] = records.records(transaction, about="customer:old", kind=KIND)
    assert run == about
    assert run.facts["rules"] == "house-1" and run.facts["destroyed"] == 2
    assert sorted(run.facts["keys"]) == ["customer:old", "record:7e57"]
    assert retain(database, RULES, actor="cli:ann", now=NOW).destroyed == 0


def test_somebody_who_comes_back_after_a_deletion_is_sealed_anew_and_has_time_again(database: Database) -> None:
    screened(database, "C-1", LONG_AGO)
    retain(database, RULES, actor="clock", now=NOW)
    again = screened(database, "C-1", LATELY)
    assert retain(database, RULES, actor="clock", now=NOW).destroyed == 0
    assert readable(database, again)
    assert plan(database, RULES, now="2028-11-27T12:00:00.000Z").due == ("customer:C-1~2",)


def test_the_status_of_an_answer_has_its_own_time_and_what_no_rule_names_stays(database: Database) -> None:
    two_years_ago = "2024-10-01T09:00:00.000Z"
    screened(database, "clear", two_years_ago)
    screened(database, "hit", two_years_ago, status="hit")
    with database.write() as transaction:
        records.append_sealed(transaction, Entry(kind="payment", actor="a", at=LONG_AGO), {"iban": "…"}, "record:p")
    found = plan(database, RULES, now=NOW)
    assert found.due == ("customer:clear",)
    assert found.kept == {"not long enough ago": 1, "no rule for payment": 1}


def test_an_open_case_holds_the_customer_and_the_record_behind_its_alert(database: Database) -> None:
    number = screened(database, "C-1", LONG_AGO, status="hit")
    behind = screened(database, "x", LONG_AGO, status="hit", key="record:1")
    opened(database, "C-1", number, state="open", changed=LONG_AGO)
    opened(database, "unnamed-1", behind, state="second_look", changed=LONG_AGO)
    assert plan(database, RULES, now=NOW).kept == {"an open case": 2}
    with database.write() as transaction:
        for customer in ("C-1", "unnamed-1"):
            found = case_between(transaction, customer, "ofac-1")
            assert found is not None
            save_case(transaction, msgspec.structs.replace(found, state="closed", changed=LATELY, version=2))
    assert plan(database, RULES, now=NOW).kept == {"not long enough ago": 2}
    without = msgspec.structs.replace(RULES, days={"screening": 1})
    assert plan(database, without, now=NOW).kept == {"no rule for case": 2}
    assert len(plan(database, RULES, now="2031-11-27T12:00:00.000Z").due) == 2


def test_an_exemption_in_force_holds_its_customer(database: Database) -> None:
    number = screened(database, "C-1", LONG_AGO)
    case_id = opened(database, "C-1", number, state="closed", changed=LONG_AGO)
    entry = Exemption(
        entity="ofac-1", content="x", customer="y", name="A", listed="B", reason="r", reviewer="a", second_reviewer="b",
        date="2019-05-01", expires="2999-01-01", query_id="C-1",
    )  # fmt: skip
    with database.write() as transaction:
        add_exemption(transaction, case_id, "C-1", entry)
    assert plan(database, RULES, now=NOW).kept == {"an exemption in force": 1}


def test_a_legal_hold_keeps_all_generations_until_it_is_released_and_is_in_the_ledger(database: Database) -> None:
    screened(database, "C-1", LONG_AGO)
    retain(database, RULES, actor="clock", now=NOW)
    number = screened(database, "C-1", LONG_AGO)
    case_id = opened(database, "C-2", screened(database, "C-2", LONG_AGO), state="closed", changed=LONG_AGO)
    screened(database, "C-10", LONG_AGO)
    with database.write() as transaction:
        hold(transaction, "customer:C-1", reason="suit 12/26", actor="cli:ann")
        hold(transaction, f"case:{case_id}", reason="suit 13/26", actor="cli:ann")
        for wrong in ("customer:C-1", "case:99", "record:1000", "Ελένη", "customer:"):
            with pytest.raises(UsageError):
                hold(transaction, wrong, reason="r", actor="cli:ann")
        assert {one.subject for one in holds(transaction)} == {"customer:C-1", "customer:C-2"}
    found = plan(database, RULES, now=NOW)
    assert (found.due, found.kept) == (("customer:C-10",), {"a legal hold": 2})
    for key in ("customer:C-1", "customer:C-1~2"):
        with database.write() as transaction, pytest.raises(UsageError, match="suit 12/26"):
            shred_free(transaction, key, actor="cli:ann", reason="r")
    with database.write() as transaction:
        assert release(transaction, "customer:C-1", reason="settled", actor="cli:ann") == "customer:C-1"
        with pytest.raises(UsageError):
            release(transaction, "customer:C-1", reason="settled", actor="cli:ann")
        kinds = [one.kind for one in records.records(transaction, about="customer:C-1", newest=True, limit=2)]
    assert kinds == ["hold_released", "hold_placed"]
    assert "customer:C-1~2" in plan(database, RULES, now=NOW).due
    assert readable(database, number)


def test_a_hold_on_a_record_keeps_what_that_record_sealed(database: Database) -> None:
    number = screened(database, "x", LONG_AGO, key="record:abc")
    with database.write() as transaction:
        assert hold(transaction, f"record:{number}", reason="suit", actor="cli:ann").subject == "record:abc"
    assert plan(database, RULES, now=NOW).kept == {"a legal hold": 1}


def test_many_keys_go_in_parts_each_with_its_record(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ostrakon.app.retaining.AT_ONCE", 3)
    for number in range(7):
        screened(database, f"C-{number}", LONG_AGO)
    done = retain(database, RULES, actor="clock", now=NOW)
    assert (done.destroyed, len(done.records)) == (7, 3)
    assert records.verify_ledger(database).intact


def test_the_clock_runs_once_a_day_and_only_by_rules(database: Database) -> None:
    number = screened(database, "C-1", LONG_AGO)
    assert retain_daily(database, None) is None
    done = retain_daily(database, RULES)
    assert done is not None and done.destroyed == 1
    assert not readable(database, number)
    assert retain_daily(database, RULES) is None


def test_no_table_seals_anything_that_retention_does_not_know_of(database: Database) -> None:
    with database.read() as transaction:
        if database.dialect == "sqlite":
            rows = transaction.execute("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c")
        else:
            rows = transaction.execute(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            )
    columns: dict[str, set[str]] = {}
    for table, column in rows:
        columns.setdefault(table, set()).add(column)
    assert {table for table, names in columns.items() if "key" in names and names & {"sealed", "content"}} == set(
        SEALING
    )

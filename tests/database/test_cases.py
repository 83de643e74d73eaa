"""Cases in the database: one suite for SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from ostrakon.app.casework import decide, needs_two, work
from ostrakon.cases.case import Case, Decision
from ostrakon.database.cases import (
    Alert,
    CaseConflict,
    add_alert,
    add_case,
    alerts,
    case,
    counts,
    newest_alerts,
    queue,
    save_case,
)
from ostrakon.database.records import moment, shred, verify_ledger
from ostrakon.database.transactions import Database
from ostrakon.errors import OstrakonError


def new(customer: str = "C-1", **values: object) -> Case:
    bare = Case(id=0, customer=customer, party="ofac-1", caption="A", opened=moment(), changed=moment())
    return msgspec.structs.replace(bare, **values)


def added(database: Database, one: Case) -> Case:
    with database.write() as transaction:
        kept = add_case(transaction, one)
    assert kept is not None
    return kept


def test_there_is_one_case_for_a_customer_and_a_party(database: Database) -> None:
    first = added(database, new())
    with database.write() as transaction:
        assert add_case(transaction, new()) is None
        assert case(transaction, first.id) == first


def test_a_change_to_an_older_version_is_refused_and_shows_the_case_as_it_is(database: Database) -> None:
    first = added(database, new())
    with database.write() as transaction:
        save_case(transaction, msgspec.structs.replace(first, assigned="ann", version=2))
    with pytest.raises(CaseConflict) as conflict, database.write() as transaction:
        save_case(transaction, msgspec.structs.replace(first, assigned="bob", version=2))
    assert conflict.value.now.assigned == "ann"


def test_the_queue_comes_by_due_day_then_by_strength_and_filters(database: Database) -> None:
    for customer, due, bits, state in (
        ("late", "2026-12-02", 1.0, "open"),
        ("weak", "2026-12-01", 1.0, "open"),
        ("strong", "2026-12-01", 9.0, "open"),
        ("whenever", "", 99.0, "open"),
        ("done", "2026-12-01", 5.0, "closed"),
    ):
        added(database, new(customer, due=due, bits=bits, state=state))
    with database.read() as transaction:
        found = [one.customer for one in queue(transaction, states=("open",))]
        assert found == ["strong", "weak", "late", "whenever"]
        assert [one.customer for one in queue(transaction, sort="bits", limit=2)] == ["whenever", "strong"]
        assert [one.customer for one in queue(transaction, due_before="2026-12-02", states=("open",))] == [
            "strong",
            "weak",
        ]
        assert counts(transaction) == {"open": 4, "closed": 1}


def test_of_two_analysts_who_decide_at_once_one_wins_and_the_other_sees_why(database: Database) -> None:
    kept = added(database, new())

    def attempt(name: str) -> str:
        decision = Decision(outcome="clear", reason="other_name", by=name, at=moment())
        try:
            with database.write() as transaction:
                decide(transaction, kept.id, decision, version=1, two_persons=lambda found: needs_two(found, "clear"))
        except CaseConflict as late:
            return late.now.decided_by
        return "won"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, [f"analyst {n}" for n in range(8)]))
    assert outcomes.count("won") == 1
    assert {one for one in outcomes if one != "won"} == {f"analyst {outcomes.index('won')}"}
    assert verify_ledger(database).records == 1


def test_a_step_that_is_refused_changes_neither_case_nor_ledger(database: Database) -> None:
    kept = added(database, new(state="closed"))
    with pytest.raises(OstrakonError), database.write() as transaction:
        work(transaction, kept.id, "postponed", by="ann", version=1, due="2027-01-01")
    with database.read() as transaction:
        assert case(transaction, kept.id) == kept
    assert verify_ledger(database).records == 0


def test_what_alerts_say_of_a_customer_goes_when_its_key_goes(database: Database) -> None:
    kept = added(database, new())
    alert = Alert(
        case_id=kept.id, record=1, at=moment(), door="screen", status="hit", bits=7.5, content="h", personal={"n": "x"}
    )
    with database.write() as transaction:
        add_alert(transaction, alert, "customer:C-1")
        assert alerts(transaction, kept.id)[0].personal == {"n": "x"}
        shred(transaction, "customer:C-1", actor="ann", reason="erasure")
        found = alerts(transaction, kept.id)[0]
    assert found.personal is None
    assert found.bits == 7.5


def test_the_newest_alert_of_each_case_comes_with_what_it_holds(database: Database) -> None:
    one, two, bare = (added(database, new(customer)) for customer in ("C-1", "C-2", "C-3"))
    with database.write() as transaction:
        for number, of in enumerate((one, two, one)):
            told = Alert(
                case_id=of.id, record=number, at=moment(), door="x", status="hit", bits=1.0, content="", personal=number
            )
            add_alert(transaction, told, f"customer:{of.customer}")
        found = newest_alerts(transaction, [one.id, two.id, bare.id])
        assert newest_alerts(transaction, []) == {}
    assert {case_id: alert.personal for case_id, alert in found.items()} == {one.id: 2, two.id: 1}

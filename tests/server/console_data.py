"""People and customers of the console's tests and tour; all of them are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ostrakon.app.casework import decide, open_cases
from ostrakon.app.engine import Ostrakon
from ostrakon.app.policies import propose
from ostrakon.app.policy_trials import run, start
from ostrakon.app.recording import Asked, Recorder
from ostrakon.app.settings import database_url
from ostrakon.cases.case import Decision
from ostrakon.database.cases import case
from ostrakon.database.opening import open_database
from ostrakon.database.records import append, moment
from ostrakon.database.users import add_user
from ostrakon.identity import ROLES
from ostrakon.ledger.record import Entry
from ostrakon.screening.policy import shipped_policy, shipped_source
from ostrakon.server.v1.screen import subject_of
from tests.server.browser import PASSWORD

PEOPLE = {
    "viewer": "Vera Vogt",
    "screener": "Sven Sund",
    "analyst": "Ana Alvarez",
    "approver": "Piet Prins",
    "admin": "Ada Amsel",
    "auditor": "Omar Okoye",
}
REPORT = len(PEOPLE) + 1
"""Number of the record of the report of effectiveness, behind those of the people."""
CUSTOMERS: tuple[dict[str, Any], ...] = (
    {"query_id": "C-0412", "name": "FTB Foreign Trade Bank Consulting AG", "schema": "Company", "country": "ch",
     "address": "Musterstrasse 1, 8000 Zürich"},
    {"query_id": "C-0077", "name": "Alexandr Lukaschenko", "schema": "Person", "birth_date": "1954-08-31",
     "country": "by"},
    {"query_id": "C-0318", "name": "Sergei Lavrov", "schema": "Person", "country": "lv"},
    {"query_id": "C-0319", "name": "Sergey Lavrov", "schema": "Person", "country": "lv"},
    {"query_id": "C-0320", "name": "Lavrov Sergey", "schema": "Person", "country": "lv"},
    {"query_id": "C-0555", "name": "Northern Star", "schema": "Vessel", "country": "lr",
     "identifiers": [{"type": "imo", "value": "9179842"}]},
    {"query_id": "C-0610", "name": "Korea Mining Development Trading Corp.", "schema": "Company", "country": "kp"},
    {"query_id": "C-0702", "name": "Bank Meli of Iran", "schema": "Company", "country": "ir"},
    {"query_id": "C-0801", "name": "Владимир Путин", "schema": "Person"},
    {"query_id": "C-0802", "name": "بشار الأسد", "schema": "Person"},
)  # fmt: skip


def people(store: Path) -> None:
    """A person of each role, named like the role."""
    database = open_database(database_url(store))
    with database.write() as transaction:
        for role in ROLES:
            add_user(transaction, role, role, full_name=PEOPLE[role], password=PASSWORD, actor="test")
    database.close()


def proposal(store: Path) -> int:
    """A policy that waits for a second person, with what it would do to past screenings."""
    source = shipped_source().replace("review = 0.5", "review = 0.9", 1).replace("letters_max = 4", "letters_max = 5")
    source = source.replace(f'version = "{shipped_policy().version}"', 'version = "2026-12"')
    database = open_database(database_url(store))
    with database.write() as transaction:
        kept = propose(transaction, source, reason="Too many alerts on namesakes", by="user:approver")
        trial = start(transaction, kept.id, most=1_000, since="", by="user:approver")
    run(database, store, trial)
    database.close()
    return kept.id


def rate(hits: int, count: int) -> dict[str, float]:
    """A share with ends of an interval that are wide enough to be seen."""
    share = hits / count
    return {
        "hits": hits,
        "count": count,
        "share": share,
        "low": max(0.0, share - 0.02),
        "high": min(1.0, share + 0.015),
    }


def report(store: Path) -> None:
    """A report of effectiveness as `ostrakon validate` leaves it, its figures invented; record `REPORT`."""
    found = {
        "basis": {"seed": 7, "snapshot": 1, "policy": "2026-11-27", "program": "0.1.0", "review": 0.5,
                  "lists": {"un_sc": {"published": "2026-11-20", "names": 1200}}},
        "filter": "Ostrakon", "records": 2400,
        "channels": {"name": {"found": rate(1950, 2000), "alerts": rate(2, 400)}},
        "classes": {"typing error": rate(190, 200), "words turned round": rate(200, 200)},
        "lists": {"un_sc": rate(980, 1000)}, "scripts": {"cyrillic": rate(96, 100)},
        "quality": {"weak alias": rate(80, 100)},
        "efficiency": {"alerts_per_1000": 5.0, "alerts_a_day": 50.0, "hours_a_day": 5.0},
        "thresholds": [{"threshold": 0.5, "found": rate(1950, 2000), "alerts": rate(2, 400), "alerts_a_day": 50.0},
                       {"threshold": 0.4, "found": rate(1960, 2000), "alerts": rate(4, 400), "alerts_a_day": 100.0,
                        "step": "finds 0.5 % more, costs 50 alerts a day"}],
        "weakest": [{"class": "typing error", "found": rate(190, 200),
                     "examples": [{"written": "Kim Jnog <b>", "listed": "Kim Jong Un", "score": 0.4}]}],
        "beside": [{"filter": "another", "found": rate(1800, 2000), "found_by_the_tested": rate(1950, 2000)}],
    }  # fmt: skip
    database = open_database(database_url(store))
    with database.write() as transaction:
        number = append(transaction, Entry(kind="validation", actor="cli:test", body={"report": found})).n
    database.close()
    assert number == REPORT


def confirmed(store: Path, number: int) -> None:
    """Two people confirm a case, and the property is blocked."""
    database = open_database(database_url(store))
    for who in ("user:analyst", "user:approver"):
        with database.write() as transaction:
            found = case(transaction, number)
            assert found is not None
            made = Decision(outcome="block", reason="same_party", by=who, at=moment())
            decide(transaction, number, made, version=found.version, two_persons=lambda _: True)
    database.close()


def alerts(store: Path, customers: tuple[dict[str, Any], ...] = CUSTOMERS) -> list[int]:
    """Screen the customers, and give the numbers of the cases that this opened."""
    engine, database = Ostrakon.open(store), open_database(database_url(store))
    numbers: list[int] = []
    for record in customers:
        subject = subject_of(dict(record))
        answer, how = engine.answer(subject), Asked(5, None)
        with database.write() as transaction:
            kept = Recorder(database, "key:demo").add_screening(transaction, subject, answer, how, engine)
            numbers += open_cases(transaction, engine, subject, answer, record=kept, door="screen", actor="key:demo")
    database.close()
    return numbers

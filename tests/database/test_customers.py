"""The customer base in the database: one suite for SQLite and PostgreSQL."""

from __future__ import annotations

import msgspec
import pytest

from ostrakon.customers.base import Base, SegmentEntry
from ostrakon.customers.matches import Match
from ostrakon.database import customers as rows_of
from ostrakon.database.customers import CustomerEvent
from ostrakon.database.records import shred
from ostrakon.database.transactions import Database
from ostrakon.errors import UsageError


def match(customer: str = "C-1", party: str = "ofac-1", **values: object) -> Match:
    bare = Match(customer=customer, party=party, caption="A", status="review", bits=1.5, content="c", digest="d")
    return msgspec.structs.replace(bare, **values)


def test_a_base_changes_from_the_version_that_was_seen_or_not_at_all(database: Database) -> None:
    with database.write() as transaction:
        assert rows_of.base(transaction) == Base()
        first = rows_of.save_base(transaction, Base(segments=(SegmentEntry(name="a", customers=3, crossed=1),)))
    assert (first.customers, first.pending) == (2, 2)
    with database.write() as transaction:
        rows_of.save_base(transaction, msgspec.structs.replace(first, sealed=True))
    with pytest.raises(UsageError, match="meanwhile"), database.write() as transaction:
        rows_of.save_base(transaction, first)
    with pytest.raises(UsageError, match="meanwhile"), database.write() as transaction:
        rows_of.save_base(transaction, Base())
    with database.read() as transaction:
        assert rows_of.base(transaction).sealed


def test_customers_are_crossed_out_once_and_forgotten_with_their_segment(database: Database) -> None:
    with database.write() as transaction:
        rows_of.cross_out(transaction, "a", [1, 5])
        rows_of.cross_out(transaction, "a", [5, 7])
        rows_of.cross_out(transaction, "b", [2])
        assert sorted(rows_of.crossed(transaction, "a")) == [1, 5, 7]
        rows_of.forget_segment(transaction, "a")
        assert rows_of.crossed(transaction, "a") == []
        assert rows_of.crossed(transaction, "b") == [2]


def test_a_match_is_kept_once_with_its_evidence_sealed_under_the_customers_key(database: Database) -> None:
    with database.write() as transaction:
        rows_of.save_match(transaction, match(), {"evidence": ["name"]})
        rows_of.save_match(transaction, match(status="hit", bits=9.0, referents=("un-1",)), {"evidence": ["both"]})
        rows_of.save_match(transaction, match("C-2"), {})
        assert rows_of.count_matches(transaction) == {"hit": 1, "review": 1}
        (kept,) = rows_of.matches(transaction, "C-1")
        assert (kept.status, kept.referents) == ("hit", ("un-1",))
        assert rows_of.result_of(transaction, "C-1", "ofac-1") == {"evidence": ["both"]}
        rows_of.mark_exempt(transaction, kept, exempt=True)
        assert [one.exempt for one in rows_of.matches(transaction)] == [True, False]
    with database.write() as transaction:
        shred(transaction, "customer:C-1", actor="t", reason="asked for")
        assert rows_of.result_of(transaction, "C-1", "ofac-1") is None
        rows_of.drop_match(transaction, kept)
        assert [one.customer for one in rows_of.matches(transaction)] == ["C-2"]


def test_events_come_in_order_and_can_be_gone_on_with(database: Database) -> None:
    with database.write() as transaction:
        run = rows_of.add_run(transaction, "rescreen", "2026-01-01T00:00:00Z", 3, 7, {"new": 2})
        numbers = [
            rows_of.add_event(transaction, CustomerEvent(run=run, kind=kind, customer=customer, party="p", caption="P"))
            for kind, customer in (("new", "C-1"), ("new", "C-2"), ("lapsed", "C-1"))
        ]
    assert numbers == sorted(numbers)
    with database.read() as transaction:
        assert [one.kind for one in rows_of.events(transaction, customer="C-1")] == ["new", "lapsed"]
        assert [one.id for one in rows_of.events(transaction, after=numbers[0], limit=1)] == [numbers[1]]
        (kept,) = rows_of.runs(transaction)
        assert (kept.kind, kept.snapshot, kept.record, kept.facts) == ("rescreen", 3, 7, {"new": 2})

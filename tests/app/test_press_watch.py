"""A claim about a customer raises an alert, once: through a match with a listed party, or by the customer's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ostrakon.app.delivering.enrolling import enrol
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.app.monitoring.press import tell_of_claims
from ostrakon.database import outbox
from ostrakon.reading.ledger.entries import Ledger, LedgerClaim, LedgerSubject, Place
from tests.app.test_monitoring import PETROV, Bank, bank

__all__ = ["bank"]


def _ledger(words: str, *, key: str = "", ids: tuple[str, ...] = ()) -> Ledger:
    place = Place(document="post.txt", date="2026-11-20", number=0, start=0, end=len(words), words=words)
    claim = LedgerClaim(
        source=("author",),
        act="allege",
        polarity="+",
        modality="CT",
        target=(key,) if key else (),
        words=words,
        confidence=0.9,
        first="2026-11-20",
        last="2026-11-20",
        reports=1,
        places=(place,),
    )
    party = LedgerSubject(
        key=key,
        name="Petrov",
        entity_ids=ids,
        mentions=1,
        documents=("post.txt",),
        first="",
        last="",
        claims_by=(),
        claims_about=(0,),
        events=(),
    )
    return Ledger(claims=(claim,), events=(), parties=(party,) if key else (), countries=())


@pytest.fixture
def told(bank: Bank) -> Bank:
    """A bank with customers, one of them matched, and somebody who is told."""
    bank.lists(PETROV)
    bank.customers()
    bank.rescreen()
    with bank.watch.database.write() as transaction:
        enrol(
            transaction, "audit", "https://outside.test/", DeliverySettings(), recipient="auditor",
            events=["article.claim"], actor="t",
        )  # fmt: skip
    return bank


def _messages(bank: Bank) -> list[dict[str, object]]:
    with bank.watch.database.read() as transaction:
        return [json.loads(one.body) for one in reversed(outbox.listed(transaction))]


def test_a_claim_about_the_listed_party_of_a_match_is_an_alert_about_the_customer(told: Bank) -> None:
    (match,) = told.watch.matched()
    said = _ledger("he was paid by a shell company", key=match.party, ids=(match.party,))
    assert tell_of_claims(told.watch, said, actor="t").raised == 1
    (event,) = [one for one in told.watch.events(limit=1000) if one.kind == "article"]
    assert (event.customer, event.party) == ("C-1", match.party)
    assert "post.txt" in event.why
    (message,) = _messages(told)
    assert (message["type"], message["customer"], message["words"]) == (
        *("article.claim", "C-1"),
        "he was paid by a shell company",
    )


def test_a_customer_who_is_on_no_list_is_found_by_the_name_in_the_claim(told: Bank) -> None:
    assert tell_of_claims(told.watch, _ledger("the minister paid JANE  Doe in cash"), actor="t").raised == 1
    assert tell_of_claims(told.watch, _ledger("Jane did; Doe did not"), actor="t").raised == 0
    assert [one.customer for one in told.watch.events(limit=1000) if one.kind == "article"] == ["C-3"]


def test_the_same_text_read_again_raises_nothing_again(told: Bank) -> None:
    said = _ledger("the minister paid Jane Doe in cash")
    assert tell_of_claims(told.watch, said, actor="t").raised == 1
    again = tell_of_claims(told.watch, said, actor="t")
    assert (again.raised, again.known) == (0, 1)
    assert len(_messages(told)) == 1


def test_a_rescreen_tells_its_events_in_its_own_transaction(bank: Bank, tmp_path: Path) -> None:
    bank.lists()
    bank.customers()
    bank.rescreen()
    with bank.watch.database.write() as transaction:
        enrol(transaction, "audit", "https://outside.test/", DeliverySettings(), recipient="auditor", actor="t")
    bank.lists(PETROV, date="2026-02-01")
    bank.rescreen()
    bank.lists(date="2026-03-01")
    bank.rescreen()
    events = [one for one in bank.watch.events(limit=1000) if one.customer == "C-1"]
    told = [one for one in _messages(bank) if one.get("customer") == "C-1"]
    assert [one["type"] for one in told] == ["match.new", "match.lapsed"]
    assert [one["id"] for one in told] == [f"customer-event-{event.id}" for event in events]
    assert told[0]["case"] == told[1]["case"] == events[0].case_id

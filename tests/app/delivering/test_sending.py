"""Each message arrives at least once, in the order of its customer, signed; nothing else ever leaves."""

from __future__ import annotations

import json
import logging
import ssl
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ostrakon.app.delivering.announcing import announce
from ostrakon.app.delivering.enrolling import enrol, rotate, stop
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.app.delivering.sending import Sender
from ostrakon.database import outbox
from ostrakon.database.outbox import later
from ostrakon.database.records import records
from ostrakon.database.transactions import Database
from ostrakon.delivery.endpoints import Endpoint
from ostrakon.delivery.signing import genuine
from ostrakon.errors import StoreError, UsageError
from tests.delivery.certificates import certificate
from tests.delivery.receiver import Receiver, here, receiver


def _enrolled(database: Database, settings: DeliverySettings, to: Receiver, **more: object) -> Endpoint:
    with database.write() as transaction:
        return enrol(transaction, "hook", to.url, settings, actor="cli:test", **more)  # type: ignore[arg-type]


def _tell(database: Database, customer: str, number: int, **facts: object) -> None:
    with database.write() as transaction:
        announce(
            transaction, "match.new", {"case": number, **facts}, customer=customer, event_id=f"{customer}-{number}"
        )


def _until_done(database: Database, sender: Sender, seconds: float = 120) -> None:
    """Send again and again, as a worker does, until nothing waits."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sender.run()
        with database.read() as transaction:
            if not outbox.counts(transaction).get("waiting"):
                return
        time.sleep(0.01)
    raise AssertionError("messages still wait")


def test_a_message_arrives_signed_with_what_its_receiver_may_know(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver() as to:
        endpoint = _enrolled(database, settings, to)
        _tell(
            database,
            "C-17",
            12,
            party="ofac-6365",
            caption="SOMEBODY",
            bits=7.5,
            reason="a new match",
            subject={"name": "X"},
        )
        sent = Sender(database, settings, resolve=here).run()
    assert (sent.delivered, sent.failed, sent.dead) == (1, 0, 0)
    (body,) = to.arrived
    assert body.keys() == {"id", "type", "at", "case"}
    assert (body["id"], body["type"], body["case"]) == ("C-17-12", "match.new", 12)
    (headers,) = to.headers
    assert genuine(to.raw[0], headers["ostrakon-signature"], endpoint.secrets[0].value, time.time())
    assert (headers["ostrakon-event"], headers["ostrakon-attempt"], headers["host"]) == (
        *("match.new", "1"),
        f"receiver.test:{to.port}",
    )


def test_an_auditor_gets_more_and_the_ledger_says_what_left_and_what_did_not(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver() as to:
        _enrolled(database, settings, to, recipient="auditor")
        _tell(database, "C-17", 12, party="ofac-6365", caption="SOMEBODY", unheard_of="x")
        Sender(database, settings, resolve=here).run()
    assert to.arrived[0]["party"] == "ofac-6365"
    with database.read() as transaction:
        (kept,) = [record for record in records(transaction) if record.kind == "delivered"]
    body = json.loads(kept.body)
    assert (body["recipient"], body["left_out"]) == ("auditor", ["unheard_of"])
    assert "customer:C-17" in kept.about
    assert "SOMEBODY" not in kept.body


def test_a_transaction_that_is_not_kept_leaves_no_message_behind(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver() as to:
        _enrolled(database, settings, to)
        with pytest.raises(RuntimeError), database.write() as transaction:
            announce(transaction, "match.new", {}, customer="C-1")
            raise RuntimeError
        assert Sender(database, settings, resolve=here).run().delivered == 0
    assert not to.arrived


@pytest.mark.parametrize("mood", ["fail", "hang", "break", "lose", "drip", "redirect"])
def test_whatever_a_receiver_does_wrong_the_message_arrives_when_it_does_right(
    database: Database, settings: DeliverySettings, mood: str
) -> None:
    with receiver(lambda asked: mood if asked <= 2 else "take") as to:
        _enrolled(database, settings, to)
        _tell(database, "C-1", 1)
        _tell(database, "C-1", 2)
        _until_done(database, Sender(database, settings, resolve=here))
    numbers = [body["case"] for body in to.arrived]
    assert set(numbers) == {1, 2}
    assert numbers == sorted(numbers), "in order, however often"
    assert to.asked >= 4


def test_a_customer_whose_message_fails_holds_up_nobody_else(database: Database, settings: DeliverySettings) -> None:
    with receiver(lambda asked: "fail" if asked == 1 else "take") as to:
        _enrolled(database, settings, to)
        patient = replace(settings, first_seconds=30.0, longest_seconds=30.0)
        _tell(database, "C-1", 1)
        assert Sender(database, patient, resolve=here).run().failed == 1
        _tell(database, "C-1", 2)
        _tell(database, "C-2", 3)
        assert Sender(database, patient, resolve=here).run().delivered == 1
    assert [body["case"] for body in to.arrived] == [3]


def test_a_message_that_somebody_had_in_hand_when_he_died_is_tried_again(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver() as to:
        _enrolled(database, settings, to)
        _tell(database, "C-1", 1)
        with database.write() as transaction:  # claimed by a process that ends here
            assert outbox.claim(transaction, "hook", later(0), later(0.05), 10)
        assert Sender(database, settings, resolve=here).run().delivered == 0
        time.sleep(0.06)
        assert Sender(database, settings, resolve=here).run().delivered == 1
    assert to.headers[0]["ostrakon-attempt"] == "2"


def test_what_is_given_up_is_listed_and_sent_again_when_a_person_says_so(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver(lambda asked: "fail" if asked <= 3 else "take") as to:
        _enrolled(database, settings, to)
        _tell(database, "C-1", 1)
        impatient = replace(settings, attempts=3)
        sender = Sender(database, impatient, resolve=here)
        _until_done(database, sender)
        with database.read() as transaction:
            (dead,) = outbox.listed(transaction, state="dead")
        assert (dead.attempts, dead.problem) == (3, "the receiver answered 500")
        with database.write() as transaction:
            assert outbox.again(transaction, [dead.id]) == 1
        assert sender.run().delivered == 1
    assert [body["case"] for body in to.arrived] == [1]


def test_after_a_rotation_old_and_new_secret_both_verify(database: Database, settings: DeliverySettings) -> None:
    with receiver() as to:
        first = _enrolled(database, settings, to).secrets[0].value
        with database.write() as transaction:
            second = rotate(transaction, "hook", 1, actor="cli:test").secrets[0].value
        _tell(database, "C-1", 1)
        Sender(database, settings, resolve=here).run()
    header = to.headers[0]["ostrakon-signature"]
    assert genuine(to.raw[0], header, first, time.time())
    assert genuine(to.raw[0], header, second, time.time())


def test_a_stopped_endpoint_gets_nothing_and_what_waited_is_dropped(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver() as to:
        _enrolled(database, settings, to)
        _tell(database, "C-1", 1)
        with database.write() as transaction:
            assert stop(transaction, "hook", actor="cli:test") == 1
        _tell(database, "C-1", 2)
        assert Sender(database, settings, resolve=here).run().delivered == 0
    assert not to.arrived


def test_only_events_that_are_wanted_are_told(database: Database, settings: DeliverySettings) -> None:
    with receiver() as to:
        _enrolled(database, settings, to, events=["match.lapsed"])
        _tell(database, "C-1", 1)
        with database.write() as transaction:
            announce(transaction, "match.lapsed", {"case": 2}, customer="C-1")
        assert Sender(database, settings, resolve=here).run().delivered == 1
    assert [body["case"] for body in to.arrived] == [2]


def test_a_name_that_turns_to_a_private_address_later_is_not_spoken_to(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver() as to:
        with database.write() as transaction:
            enrol(transaction, "hook", "https://outside.test/x", settings, actor="cli:test")
        _tell(database, "C-1", 1)
        sent = Sender(database, settings, resolve=lambda host, port: ["127.0.0.1"]).run()
    assert "private network" in sent.problems["hook"]
    assert to.asked == 0


def test_no_secret_gets_into_logs_lists_or_the_ledger(
    database: Database, settings: DeliverySettings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with receiver(lambda asked: "fail") as to, database.write() as transaction:
        made = enrol(transaction, "hook", f"{to.url}?token=verysecret", settings, actor="cli:test")
    _tell(database, "C-1", 1)
    Sender(database, settings, resolve=here).run()
    with database.read() as transaction:
        shown = [f"{record.body} {record.about}" for record in records(transaction)]
        shown += [repr(one) for one in outbox.listed(transaction)]
        kept = transaction.execute("SELECT sealed FROM delivery_endpoints")[0][0]
    everything = "\n".join((*shown, caplog.text, kept))
    assert made.secrets[0].value not in everything
    assert "verysecret" not in everything


@pytest.mark.parametrize(
    ("name", "target", "more"),
    [
        ("hook", "http://10.0.0.1/", {}),
        ("Hook!", "https://outside.test/", {}),
        ("hook", "mailto:a@b.test,c@d.test", {}),
        ("hook", "https://outside.test/", {"recipient": "customer"}),
        ("hook", "https://outside.test/", {"events": ["match.everything"]}),
    ],
)
def test_an_endpoint_that_may_not_be_is_refused(
    database: Database, settings: DeliverySettings, name: str, target: str, more: dict[str, str]
) -> None:
    with pytest.raises(UsageError), database.write() as transaction:
        enrol(transaction, name, target, settings, actor="cli:test", **more)  # type: ignore[arg-type]


def test_secrets_under_the_key_of_the_house_are_of_no_use_without_it(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver() as to:
        made = _enrolled(database, settings, to, house_key=b"k" * 32)
        _tell(database, "C-1", 1)
        with pytest.raises(StoreError, match="sealed"):
            Sender(database, settings, resolve=here).run()
        assert Sender(database, settings, b"k" * 32, resolve=here).run().delivered == 1
    assert genuine(to.raw[0], to.headers[0]["ostrakon-signature"], made.secrets[0].value, time.time())


def test_over_https_the_certificate_must_be_that_of_the_host(
    database: Database, settings: DeliverySettings, tmp_path: Path
) -> None:
    for host in ("receiver.test", "other.test"):
        public, key = certificate(tmp_path, host)
        own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        own.load_cert_chain(public, key)
        trusting = replace(settings, ca=str(public), silent_seconds=5, total_seconds=10)
        with receiver(tls=own) as to:
            with database.write() as transaction:
                enrol(transaction, host.partition(".")[0], to.url, settings, actor="cli:test")
            _tell(database, "C-1", 1)
            if host == "receiver.test":
                assert "not trusted" in Sender(database, settings, resolve=here).run().problems["receiver"]
                time.sleep(0.06)
                assert Sender(database, trusting, resolve=here).run().delivered == 1
                with database.write() as transaction:
                    stop(transaction, "receiver", actor="cli:test")
            else:
                assert "not trusted" in Sender(database, trusting, resolve=here).run().problems["other"]


def test_a_receiver_that_is_silent_takes_one_round_and_the_others_get_all_of_theirs(
    database: Database, settings: DeliverySettings
) -> None:
    patient = replace(settings, first_seconds=30.0, longest_seconds=30.0)
    with receiver(lambda _n: "hang") as silent, receiver() as quick:
        for name, to in (("silent", silent), ("quick", quick)):
            with database.write() as transaction:
                enrol(transaction, name, to.url, settings, actor="cli:test")
        for number in range(40):
            _tell(database, f"C-{number}", number + 1)
        Sender(database, patient, resolve=here).run()
        assert {body["case"] for body in quick.arrived} == set(range(1, 41))
        assert silent.asked <= 8


def test_messages_that_never_arrive_do_not_keep_later_ones_from_it(
    database: Database, settings: DeliverySettings
) -> None:
    with receiver(lambda _n: "fail") as to:
        _enrolled(database, settings, to)
        for number in range(11):
            _tell(database, f"C-{number}", number + 1)
        Sender(database, replace(settings, first_seconds=30.0, longest_seconds=30.0), resolve=here).run()
    with database.write() as transaction:
        claimed = outbox.claim(transaction, "hook", later(60), later(120), 8)
    assert [message.id for message in claimed[:3]] == [9, 10, 11]

"""`ostrakon deliveries`: who is told, what waits, what is sent, what is given up and sent again."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.app.delivering import sending
from ostrakon.app.delivering.announcing import announce
from ostrakon.app.delivering.sending import Sender
from ostrakon.database.opening import open_database
from tests.cli.running import Run
from tests.delivery.receiver import here, receiver


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line over an empty data folder, with a receiver of the house."""
    monkeypatch.setenv("OSTRAKON_STORE", str(tmp_path))
    monkeypatch.setenv("OSTRAKON_DELIVERY_HOSTS", "receiver.test")
    monkeypatch.setenv("OSTRAKON_DELIVERY_PLAIN", "on")
    monkeypatch.setenv("OSTRAKON_DELIVERY_ATTEMPTS", "1")
    monkeypatch.setattr(Sender.__init__, "__defaults__", (None, here, sending.random.random))
    return Run(capsys)


def _tell(folder: Path) -> None:
    database = open_database(f"sqlite:///{folder / 'ostrakon.sqlite'}")
    with database.write() as transaction:
        announce(transaction, "match.new", {"case": 1}, customer="C-1")
    database.close()


def test_the_way_of_a_message_from_the_command_line(run: Run, tmp_path: Path) -> None:
    with receiver(lambda asked: "fail" if asked == 1 else "take") as to:
        added = run("deliveries", "add", "desk", to.url, "--recipient", "house", "--event", "match.new")
        assert added.code == 0
        assert added.out.startswith("ows_")
        _tell(tmp_path)
        assert run("deliveries", "list", "--json").json["counts"] == {"waiting": 1}
        failed = run("deliveries", "run")
        assert (failed.code, failed.out.strip()) == (1, "0 delivered, 0 to be tried again, 1 given up")
        assert "answered 500" in failed.err
        (dead,) = run("deliveries", "list", "--state", "dead", "--json").json["messages"]
        assert dead["problem"] == "the receiver answered 500"
        assert run("deliveries", "resend", dead["id"]).out.strip() == "tried again: 1 message"
        assert run("deliveries", "run", "--json").json == run("deliveries", "run", "--json").json | {"delivered": 1}
    assert to.arrived[0]["customer"] == "C-1"


def test_a_new_secret_is_shown_once_and_an_endpoint_can_be_stopped(run: Run, tmp_path: Path) -> None:
    first = run("deliveries", "add", "desk", "https://outside.test/x?token=verysecret").out.strip()
    second = run("deliveries", "rotate", "desk", "--hours", "2").out.strip()
    assert first != second
    listed = run("deliveries", "endpoints")
    assert first not in listed.out
    assert second not in listed.out
    assert "verysecret" not in listed.out
    assert len(run("deliveries", "endpoints", "--json").json["endpoints"][0]["secrets"]) == 2
    assert run("deliveries", "stop", "desk").code == 0
    assert "stopped" in run("deliveries", "endpoints").out
    assert run("deliveries", "rotate", "desk").code == 2


def test_mail_waits_until_a_server_is_set(run: Run, tmp_path: Path) -> None:
    assert "once a day" in run("deliveries", "add", "desk", "mailto:desk@house.test").out
    _tell(tmp_path)
    ran = run("deliveries", "run", "--mail")
    assert ran.code == 1
    assert "OSTRAKON_DELIVERY_SMTP" in ran.err


def test_wrong_use_is_refused_with_its_remedy(run: Run) -> None:
    assert run("deliveries", "add", "desk", "http://10.0.0.1/").code == 2
    assert run("deliveries", "resend").code == 2
    assert run("deliveries", "resend", "1", "--all").code == 2
    assert "endpoints" in run("deliveries", "stop", "nobody").err

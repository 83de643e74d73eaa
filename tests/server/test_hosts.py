"""Two hosts, each a service with its own data folder, over one PostgreSQL: a list changed on one changes on both."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from ostrakon.app.serving import ServerSettings
from ostrakon.app.sharing import Sharing
from ostrakon.app.signals import signals
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Database
from ostrakon.errors import UsageError
from ostrakon.server.app import create_app, service
from ostrakon.store.snapshot import current_number
from tests.app.test_sharing import renumbered
from tests.databases import postgres_url
from tests.server.processes import Served, serving
from tests.streaming.messages import payment
from tests.windows.keepers import redis_address

WAIT_SECONDS = 180
DEPLOY = Path(__file__).parent.parent.parent / "deploy"


@contextmanager
def shared_database() -> Iterator[tuple[str, Database, str]]:
    """A PostgreSQL for all hosts: its URL, the database, and the key of a program that screens."""
    with postgres_url() as url, closing(open_database(url)) as database:
        with database.write() as transaction:
            key = add_key(transaction, "shop", "screener", actor="test").shown
        yield url, database, key


@contextmanager
def answering(url: str, key: str) -> Iterator[Callable[[], int]]:
    """Asks a host for a name; the number of the snapshot that answered."""
    with httpx.Client(base_url=url, headers={"Authorization": f"ApiKey {key}"}, timeout=120) as client:

        def ask() -> int:
            answer = client.post("/v1/screen", json={"name": "Sergei Lavrov"})
            assert answer.status_code == 200, answer.text
            number: int = answer.json()["snapshot"]
            return number

        yield ask


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def window_in_redis() -> str:
    """A Redis whose last database holds no window yet."""
    from redis import Redis  # noqa: PLC0415  # an extra

    address = redis_address().rpartition("/")[0] + "/15"
    with Redis.from_url(address) as db:
        for name in db.scan_iter("ostrakon:window:*"):
            db.delete(name)
    return address


@contextmanager
def asking_without_end(urls: tuple[str, str], key: str) -> Iterator[list[str]]:
    """A client that asks at two addresses in turn; whatever goes wrong for it."""
    over = threading.Event()
    wrong: list[str] = []

    def client() -> None:
        with answering(urls[0], key) as first, answering(urls[1], key) as second:
            while not over.is_set():
                for ask in (first, second):
                    try:
                        ask()
                    except (AssertionError, httpx.HTTPError) as failed:
                        wrong.append(repr(failed))

    thread = threading.Thread(target=client)
    thread.start()
    try:
        yield wrong
    finally:
        over.set()
        thread.join()


def filtered(served: Served, key: str, message: bytes) -> tuple[str, list[str]]:
    """What a host says of a payment: its status, and the rules with findings."""
    answer = httpx.post(
        f"{served.url}/v1/payments", content=message, headers={"Authorization": f"ApiKey {key}"}, timeout=30
    )
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["messages"]
    return found["status"], [one["rule"] for one in found["findings"]]


def sent_again() -> tuple[bytes, bytes]:
    """A payment to somebody listed, and the same with new references and another name."""
    first = payment(1, "Kim Jong Un")
    return first, first.replace(b"Kim Jong Un", b"Nils Holmlund").replace(b">E1<", b">E2<").replace(b">T1<", b">T2<")


@pytest.mark.parametrize("way", ["postgres", "redis"])
def test_an_update_on_one_host_is_in_force_on_the_other_without_an_error_at_a_client(
    store: Path, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_store = tmp_path / "other"
    other_store.mkdir()
    with shared_database() as (url, database, key):
        with database.write() as transaction:
            watcher = add_key(transaction, "monitoring", "admin", actor="test").shown
        # Looks are hours apart, so that only a signal can bring anything about.
        settings = {"database": url, "share_lists": "on", "list_poll_seconds": "3600"}
        settings |= {"signals": redis_address(), "window": window_in_redis()} if way == "redis" else {}
        for name, value in settings.items():  # for the import below, as for a command of this host
            monkeypatch.setenv(f"OSTRAKON_{name.upper()}", value)
        with (
            serving(store, workers=1, **settings) as one,
            serving(other_store, workers=2, **settings) as other,
            answering(one.url, key) as ask_one,
            answering(other.url, key) as ask,
        ):
            before = current_number(store)
            assert current_number(other_store) == before  # which it had not, and is ready only since
            with asking_without_end((one.url, other.url), key) as wrong:
                after = renumbered(store)
                until(lambda: ask() == ask_one() == after, "the hosts did not follow")
            assert wrong == []
            with database.write() as transaction:  # what cannot be followed is said, and the old lists answer
                transaction.execute(
                    "INSERT INTO list_publications SELECT seq + 1, number + 1, '[]', 'a third host', at "
                    "FROM list_publications ORDER BY seq DESC LIMIT 1"
                )
            signals(database, url, settings.get("signals", "")).tell()
            until(lambda: "problem" in httpx.get(f"{other.url}/readyz").json(), "the problem is not told")
            assert ask() == after
            metrics = httpx.get(f"{other.url}/metrics", headers={"Authorization": f"ApiKey {watcher}"}).text
            assert "ostrakon_lists_unshared 1.0" in metrics
            assert f"ostrakon_snapshot {after:.1f}" in metrics
            if way == "redis":  # one window of payments for both hosts
                stopped, again = sent_again()
                assert filtered(one, key, stopped)[0] == "hit"
                assert "PAY-STRIP" in filtered(other, key, again)[1]


@contextmanager
def haproxy(folder: Path, *hosts: Served) -> Iterator[str]:
    """The proxy of the compose file with its configuration, before these hosts; its URL."""
    program = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("HAProxy is not installed (Debian, Ubuntu: apt-get install haproxy)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = (DEPLOY / "haproxy.cfg").read_text()
    for name, host in zip(("first:8000", "second:8000"), hosts, strict=True):
        assert told.count(name) == 1
        told = told.replace(name, host.url.removeprefix("http://"))
    assert told.count("bind :8000") == 1
    (folder / "haproxy.cfg").write_text(told.replace("bind :8000", f"bind 127.0.0.1:{port}"))
    with (folder / "haproxy.log").open("wb") as log:
        process = subprocess.Popen([program, "-db", "-f", str(folder / "haproxy.cfg")], stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        until(lambda: _answers(url), (folder / "haproxy.log").read_text())
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz").status_code == 200
    except httpx.HTTPError:
        return False


def test_behind_the_proxy_of_the_compose_file_a_host_may_end_and_lists_may_change(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_store = tmp_path / "other"
    other_store.mkdir()
    with shared_database() as (url, _, key):
        settings = {"database": url, "share_lists": "on"}
        for name, value in settings.items():
            monkeypatch.setenv(f"OSTRAKON_{name.upper()}", value)
        with (
            serving(store, workers=1, **settings) as one,
            serving(other_store, workers=1, **settings) as other,
            haproxy(tmp_path, one, other) as proxy,
            asking_without_end((proxy, proxy), key) as wrong,
            answering(proxy, key) as ask,
        ):
            after = renumbered(store)
            until(lambda: {ask() for _ in range(6)} == {after}, "the hosts did not follow")
            one.process.terminate()
            one.process.wait(60)
            assert {ask() for _ in range(6)} == {after}
        assert wrong == []


def test_looks_find_out_what_no_signal_told(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("redis")
    with shared_database() as (url, database, key):
        monkeypatch.setenv("OSTRAKON_DATABASE", url)
        nobody = ServerSettings(share_lists=True, list_poll_seconds=0.05, signals="redis://127.0.0.1:1/0")
        sharing = Sharing(store, database)
        sharing.look()
        with TestClient(service(tmp_path / "other", nobody)) as other:

            def answered_from() -> int | None:
                asked = other.post("/v1/screen", json={"name": "Lavrov"}, headers={"Authorization": f"Bearer {key}"})
                return asked.json().get("snapshot") if asked.status_code == 200 else None

            until(lambda: answered_from() == current_number(store), "the other host did not look")
            after = renumbered(store)
            sharing.look()
            until(lambda: answered_from() == after, "the other host did not look again")


def test_sharing_over_a_file_is_refused(store: Path) -> None:
    with pytest.raises(UsageError, match="OSTRAKON_SHARE_LISTS"):
        create_app(store, ServerSettings(share_lists=True))

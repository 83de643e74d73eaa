"""Two hosts, each a service with its own data folder, over one PostgreSQL: a list changed on one changes on both."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from ostrakon.app.serving import ServerSettings
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.errors import UsageError
from ostrakon.server.app import create_app
from ostrakon.store.snapshot import current_number
from tests.app.test_sharing import renumbered
from tests.databases import postgres_url
from tests.server.processes import Served, serving

WAIT_SECONDS = 60


@contextmanager
def answering(served: Served, key: str) -> Iterator[Callable[[], int]]:
    """Asks a host for a name; the number of the snapshot that answered."""
    with httpx.Client(base_url=served.url, headers={"Authorization": f"ApiKey {key}"}, timeout=30) as client:

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


def test_an_update_on_one_host_is_in_force_on_the_other_without_an_error_at_a_client(
    store: Path, tmp_path: Path
) -> None:
    other_store = tmp_path / "other"
    other_store.mkdir()
    with postgres_url() as url:
        database = open_database(url)
        with database.write() as transaction:
            key = add_key(transaction, "shop", "screener", actor="test").shown
            watcher = add_key(transaction, "monitoring", "admin", actor="test").shown
        settings = {"database": url, "share_lists": "on", "list_poll_seconds": "0.2"}
        with (
            serving(store, workers=1, **settings) as one,
            serving(other_store, workers=1, **settings) as other,
            answering(one, key) as ask_one,
            answering(other, key) as ask,
            answering(other, key) as ask_on,
        ):
            before = current_number(store)
            assert current_number(other_store) == before  # which it had not, and is ready only since
            over = threading.Event()
            wrong: list[Exception] = []

            def client() -> None:
                while not over.is_set():
                    try:
                        ask_on()
                    except (AssertionError, httpx.HTTPError) as failed:
                        wrong.append(failed)

            thread = threading.Thread(target=client)
            thread.start()
            after = renumbered(store)
            until(lambda: ask() == after, "the other host did not follow")
            over.set()
            thread.join()
            assert wrong == []
            assert ask_one() == after
            with database.write() as transaction:  # what cannot be followed is said, and the old lists answer
                transaction.execute(
                    "INSERT INTO list_publications SELECT seq + 1, number + 1, '[]', 'a third host', at "
                    "FROM list_publications ORDER BY seq DESC LIMIT 1"
                )
            until(lambda: "problem" in httpx.get(f"{other.url}/readyz").json(), "the problem is not told")
            assert ask() == after
            metrics = httpx.get(f"{other.url}/metrics", headers={"Authorization": f"ApiKey {watcher}"}).text
            assert "ostrakon_lists_unshared 1.0" in metrics
            assert f"ostrakon_snapshot {after:.1f}" in metrics
        database.close()


def test_sharing_over_a_file_is_refused(store: Path) -> None:
    with pytest.raises(UsageError, match="OSTRAKON_SHARE_LISTS"):
        create_app(store, ServerSettings(share_lists=True))

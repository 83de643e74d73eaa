"""Updates from a real HTTP server that behaves in every way that servers do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ostrakon.app.admission import ImportResult
from ostrakon.app.importing import import_lists
from ostrakon.app.status import lists_status
from ostrakon.app.updating import update_lists
from ostrakon.errors import UsageError
from ostrakon.store import open_snapshot
from ostrakon.store.fetching import FetchLimits
from tests.fake_lists import fake_file, fake_list
from tests.list_server import (
    Behaviour,
    ListServer,
    dripping,
    fails_first,
    missing,
    redirects,
    running,
    serves,
    silent,
    truncated,
)

QUICK = FetchLimits(
    connect_seconds=1, read_seconds=0.2, total_seconds=0.5, attempts=2, pause_seconds=0.01, bytes=100_000
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ListServer]:
    """A server that has the UN's and the EU's list."""
    with running() as server:
        server.behaviours["/un.fake"] = serves(fake_list(), etag='"v1"')
        server.behaviours["/eu.fake"] = serves(fake_list("eu_fsf"), last_modified="Mon, 05 Jan 2026 10:00:00 GMT")
        monkeypatch.setenv("OSTRAKON_URL_UN_SC", server.url("/un.fake"))
        monkeypatch.setenv("OSTRAKON_URL_EU_FSF", server.url("/eu.fake"))
        yield server


def update(store: Path) -> ImportResult:
    """An update of both lists with little patience."""
    return update_lists(store, ["un_sc", "eu_fsf"], limits=QUICK, sleep=lambda _: None)


def statuses(result: ImportResult) -> dict[str, str]:
    """What became of each list."""
    return {outcome.source: outcome.status for outcome in result.outcomes}


def test_an_update_publishes_all_lists_as_one_snapshot(tmp_path: Path, server: ListServer) -> None:
    result = update(tmp_path)

    snapshot = open_snapshot(tmp_path)
    assert result.snapshot == 1
    assert sorted(snapshot.lists) == ["eu_fsf", "un_sc"]
    assert snapshot.manifest.action == "update"
    assert snapshot.lists["un_sc"].files[0].etag == '"v1"'


def test_what_has_not_changed_is_not_sent_again_and_makes_no_snapshot(tmp_path: Path, server: ListServer) -> None:
    update(tmp_path)
    again = update(tmp_path)

    assert again.snapshot == again.previous == 1
    assert statuses(again) == {"un_sc": "unchanged", "eu_fsf": "unchanged"}
    assert server.requests[-2][1]["If-None-Match"] == '"v1"'
    assert server.requests[-1][1]["If-Modified-Since"] == "Mon, 05 Jan 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("behaviour", "status", "words"),
    [
        (missing, "failed", "404"),
        (silent(0.6), "failed", "does not answer in time (ReadTimeout) (2 attempts)"),
        (dripping(fake_list(), pause=0.05), "failed", "not there after 0.5 seconds"),
        (truncated(fake_list()), "failed", "cut short"),
        (redirects("/un.fake"), "failed", "redirects more than 5 times"),
        (fails_first(9, missing), "failed", "503"),
        (serves(b"x" * 200_000), "failed", "more than the limit"),
        (serves(b"<!DOCTYPE html><html><body>Maintenance</body></html>"), "refused", "HTML page"),
        (serves(b'{"error": "quota"}'), "refused", "no known list format"),
        (serves(b""), "refused", "empty"),
        (serves(fake_list("ofac_sdn", count=5)), "refused", "fewer"),
        (serves(fake_list()[:-40]), "refused", "five columns"),
    ],
    ids=[
        "404",
        "silent",
        "dripping",
        "truncated",
        "redirect loop",
        "503",
        "too large",
        "html with status 200",
        "other content",
        "empty",
        "shrunk",
        "cut",
    ],
)
def test_one_bad_server_leaves_its_list_as_it_was_and_the_others_go_on(
    tmp_path: Path, server: ListServer, behaviour: Behaviour, status: str, words: str
) -> None:
    update(tmp_path)
    server.behaviours["/un.fake"] = behaviour
    server.behaviours["/eu.fake"] = serves(fake_list("eu_fsf", date="2026-01-02", renamed=2))
    result = update(tmp_path)

    assert statuses(result) == {"un_sc": status, "eu_fsf": "imported"}
    assert words in result.refused[0].message
    assert result.snapshot == 2
    assert open_snapshot(tmp_path).lists["un_sc"] == open_snapshot(tmp_path, 1).lists["un_sc"]
    assert [r.source for r in lists_status(tmp_path).refused] == ["un_sc"]


def test_a_passing_failure_is_tried_again(tmp_path: Path, server: ListServer) -> None:
    server.behaviours["/un.fake"] = fails_first(1, serves(fake_list()))
    pauses: list[float] = []
    result = update_lists(tmp_path, ["un_sc"], limits=QUICK, sleep=pauses.append)

    assert statuses(result) == {"un_sc": "imported"}
    assert pauses == [0.01]


def test_a_redirect_to_the_list_is_followed(tmp_path: Path, server: ListServer) -> None:
    server.behaviours["/moved.fake"] = serves(fake_list(date="2026-02-01"))
    server.behaviours["/un.fake"] = redirects("/moved.fake")

    assert statuses(update(tmp_path))["un_sc"] == "imported"


def test_a_server_that_cannot_be_reached_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSTRAKON_URL_UN_SC", "http://127.0.0.1:9/list.xml")
    result = update_lists(tmp_path, ["un_sc"], limits=QUICK, sleep=lambda _: None)

    assert result.snapshot is None
    assert "http://127.0.0.1:9/list.xml: the server cannot be reached" in result.refused[0].message


def test_a_good_update_settles_an_earlier_refusal(tmp_path: Path, server: ListServer) -> None:
    good = server.behaviours["/un.fake"]
    server.behaviours["/un.fake"] = missing
    update(tmp_path)
    assert [r.reason for r in lists_status(tmp_path).refused] == ["fetch"]

    server.behaviours["/un.fake"] = good
    update(tmp_path)
    assert lists_status(tmp_path).refused == ()


def test_a_set_of_which_one_file_changed_is_put_together_with_the_archived_rest(
    tmp_path: Path, server: ListServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviours["/second.fake"] = serves(fake_list(start=31), etag='"s1"')
    monkeypatch.setenv("OSTRAKON_URL_UN_SC", f"{server.url('/un.fake')} {server.url('/second.fake')}")
    update(tmp_path)
    server.behaviours["/un.fake"] = serves(fake_list(renamed=2), etag='"v2"')
    update(tmp_path)

    snapshot = open_snapshot(tmp_path)
    assert snapshot.number == 2
    assert snapshot.lists["un_sc"].entities == 60
    assert [f.etag for f in snapshot.lists["un_sc"].files] == ['"v2"', '"s1"']
    assert snapshot.entity("un-45") is not None


def test_a_starter_extract_is_replaced_by_the_first_update(tmp_path: Path, server: ListServer) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path, count=3, date="2027-01-01")], extract=True)

    assert statuses(update(tmp_path / "s"))["un_sc"] == "imported"


def test_a_source_without_an_address_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no address"):
        update_lists(tmp_path, ["ftm"])

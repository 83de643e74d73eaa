"""The public client of yente's API, unchanged, against a live service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from yente_client import Client, Company, Person
from yente_client.exceptions import APIError, AuthenticationError, BadRequestError, NotFoundError

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from tests.server.live import live


@pytest.fixture(scope="module")
def address(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A live service and a key for it."""
    store = Path(shutil.copytree(starter, tmp_path_factory.mktemp("live") / "store"))
    database = open_database(database_url(store))
    with database.write() as transaction:
        key = add_key(transaction, "client", "screener", actor="test").shown
    database.close()
    with live(store, ServerSettings()) as url:
        yield url, key


@pytest.fixture
def client(address: tuple[str, str]) -> Iterator[Client]:
    url, key = address
    with Client(base_url=url, api_key=key) as opened:
        yield opened


def test_it_finds_the_service_alive_and_ready(client: Client) -> None:
    assert client.healthz().status == "ok"
    assert client.readyz().status == "ok"


def test_it_matches_a_person(client: Client) -> None:
    found = client.match(Person(name="Kim Jong Un", birthDate="1984"))
    assert found.top is not None
    assert found.top.id == "ofac-20157"
    assert found.top.match
    assert found.top.contributing_explanations["birth_date"].candidate == "1984-01-08"
    assert found.matches == found.results


def test_thresholds_limits_and_filters_are_heard(client: Client) -> None:
    person = Person(name="Kim Jong Un")
    assert len(client.match(person, threshold=0.0, limit=3).results) == 3
    assert client.match(person, exclude_entities=["ofac-20157"]).results == []
    assert client.match(person, datasets=["ofac_sdn"]).top is not None
    assert client.match(person, topics=["debarment"]).results == []


def test_many_are_matched_in_a_stream(client: Client) -> None:
    people = {"a": Person(name="Kim Jong Un"), "b": Company(name="Nordlicht Bäckerei")}
    found = dict(client.match_iter(people.items()))
    assert set(found) == {"a", "b"}


def test_it_searches_by_text_with_facets_and_pages(client: Client) -> None:
    found = client.search("Kim Jong Un", limit=2)
    assert found.results[0].id == "ofac-20157"
    assert {"countries", "topics", "datasets"} <= set(found.facets)
    everything = client.search("", limit=5)
    assert everything.total.value > 100
    assert len(everything.results) == 5
    vessels = client.search("", schema="Vessel", limit=500)
    assert vessels.results
    assert {one.schema_ for one in vessels.results} == {"Vessel"}
    second = client.search("", limit=5, offset=5)
    assert not {one.id for one in second.results} & {one.id for one in everything.results}


def test_it_fetches_a_party_and_what_is_next_to_it(client: Client) -> None:
    party = client.fetch("ofac-20157")
    assert party.properties["birthDate"] == ["1984-01-08"]
    assert client.adjacent("ofac-20157").entity.id == "ofac-20157"
    with pytest.raises(NotFoundError, match="No such entity!"):
        client.fetch("ofac-0")
    with pytest.raises(NotFoundError, match="No such property!"):
        client.adjacent("ofac-20157", prop="nothing")


def test_it_reads_the_catalogue_again_only_when_it_changed(client: Client) -> None:
    found = client.datasets()
    assert {one.name for one in found.datasets} >= {"default", "ofac_sdn", "un_sc"}
    assert client.datasets() == found
    assert client.algorithms().best == "ostrakon"


def test_failures_arrive_as_the_client_s_own_errors(address: tuple[str, str], client: Client) -> None:
    with pytest.raises(BadRequestError, match="Invalid algorithm: logic-v2"):
        client.match(Person(name="x"), algorithm="logic-v2")
    with pytest.raises(NotFoundError):
        client.match(Person(name="x"), datasets=["nowhere"])
    with Client(base_url=address[0], api_key="wrong") as stranger, pytest.raises(AuthenticationError):
        stranger.match(Person(name="x"))
    with pytest.raises(APIError):
        client.statements()

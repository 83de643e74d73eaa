"""Log-in at an identity provider: who gets in, in which role, and what proves nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.app.sign_on import SignOnSettings
from ostrakon.database import records
from ostrakon.database.opening import open_database
from ostrakon.database.users import add_known, announce, set_disabled, user
from ostrakon.errors import InputError
from ostrakon.identity.sign_on.attempt import new_attempt
from ostrakon.identity.users import ANNOUNCED, User
from ostrakon.server.app import service
from ostrakon.server.console.sign_on import COOKIE as ATTEMPT
from ostrakon.server.console.visits import COOKIE
from ostrakon.server.sign_on import provider as keeping
from ostrakon.server.sign_on.provider import SignOn
from tests.server.people import Person, token
from tests.server.provider import CLIENT, SECRET, FakeProvider, running, unsigned

ANN = {"sub": "7f3a", "preferred_username": "ann@example.org", "name": "Ann Example", "groups": ["staff", "analysts"]}
ROLES = "approvers=approver; analysts=analyst; cn=chiefs,dc=example=admin"


@pytest.fixture(scope="module")
def started() -> Iterator[FakeProvider]:
    with running(FakeProvider()) as found:
        yield found


@pytest.fixture
def provider(started: FakeProvider) -> FakeProvider:
    """The provider, doing what is right."""
    started.person, started.spoilt, started.says, started.answers, started.forged = dict(ANN), {}, {}, {}, None
    started.codes.clear()
    started.asked.clear()
    return started


@contextmanager
def console(store: Path, provider: FakeProvider, **more: Any) -> Iterator[Person]:
    """Somebody at a browser before a service that knows the provider."""
    known = SignOnSettings(
        issuer=provider.issuer,
        client_id=CLIENT,
        client_secret=SECRET,
        public_url="http://localhost",
        label="Example Bank",
        roles=ROLES,
        people="create",
    )
    with TestClient(service(store, ServerSettings(), SignOn(replace(known, **more)))) as client:
        yield Person(client, "")


def at_provider(person: Person, after: str = "/") -> str:
    """Go to the provider and log in there; the address to which it leads back."""
    there = person.get(f"/login/sign-on?next={after}")
    assert there.status_code == 303, there.text
    return str(httpx.get(there.headers["location"]).headers["location"])


def logged_in(person: Person, after: str = "/") -> httpx.Response:
    """The whole way there and back."""
    parts = urlsplit(at_provider(person, after))
    return person.get(f"{parts.path}?{parts.query}")


def people(store: Path, name: str = "ann") -> User | None:
    database = open_database(database_url(store))
    with database.read() as transaction:
        found = user(transaction, name)
    database.close()
    return found


def outcomes(store: Path) -> list[str]:
    """What the ledger says of attempts to log in, newest first."""
    database = open_database(database_url(store))
    with database.read() as transaction:
        found = records.records(transaction, kind="login", newest=True)
    database.close()
    assert all("ann@" not in one.body and "7f3a" not in one.body for one in found)
    return [one.facts["outcome"] for one in found]


def changed(store: Path, what: Any) -> None:
    database = open_database(database_url(store))
    with database.write() as transaction:
        what(transaction)
    database.close()


def test_somebody_with_a_group_gets_in_in_its_role_and_it_follows_the_groups(
    store: Path, provider: FakeProvider
) -> None:
    with console(store, provider) as person:
        assert "Log in with Example Bank" in person.get("/login").text
        assert logged_in(person, "/lists").headers["location"] == "/lists"
        assert "Ann Example" in person.get("/me").text
        assert "Another password" not in person.get("/me").text
        made = people(store)
        assert made is not None and (made.role, made.password) == ("analyst", "")
        provider.person["groups"] = ["analysts", "approvers"]
        logged_in(person)
        assert people(store).role == "approver"  # type: ignore[union-attr]
        assert outcomes(store) == ["ok", "ok"]
        assert len([one for one in provider.asked if one == "keys"]) == 1


def test_a_group_may_have_the_name_of_a_directory_and_lie_within_another_claim(
    store: Path, provider: FakeProvider
) -> None:
    provider.person["realm_access"] = {"roles": ["cn=chiefs,dc=example"]}
    with console(store, provider, role_claim="realm_access.roles") as person:
        logged_in(person)
    assert people(store).role == "admin"  # type: ignore[union-attr]


def test_where_only_known_people_get_in_an_announced_one_does_and_stays_known_under_another_login(
    store: Path, provider: FakeProvider
) -> None:
    known = {"people": "known", "roles": ""}
    with console(store, provider, **known) as person:
        refused = logged_in(person)
        assert refused.status_code == 401
        assert "nobody here knows you" in refused.text
        changed(
            store,
            lambda t: add_known(
                t, "ann", "approver", full_name="Ann", subject=ANNOUNCED + "ann@example.org", actor="test"
            ),
        )
        assert logged_in(person).status_code == 303
        provider.person["preferred_username"] = "married@example.org"
        assert logged_in(person).status_code == 303
        provider.person = {"sub": "another", "preferred_username": "ann@example.org"}
        assert logged_in(person).status_code == 401
    assert people(store).role == "approver"  # type: ignore[union-attr]
    assert outcomes(store) == ["unknown person", "ok", "ok", "unknown person"]


def test_nobody_takes_over_a_user_by_having_the_same_name_elsewhere(team: Path, provider: FakeProvider) -> None:
    provider.person = {"sub": "evil", "preferred_username": "admin", "groups": ["analysts"]}
    with console(team, provider) as person:
        assert logged_in(person).status_code == 401
        assert outcomes(team)[0] == "name taken"
        changed(team, lambda t: announce(t, "admin", "admin", actor="test"))
        assert logged_in(person).status_code == 303


def test_without_a_group_that_gives_a_role_or_once_shut_out_nobody_gets_in(store: Path, provider: FakeProvider) -> None:
    with console(store, provider) as person:
        provider.person["groups"] = ["staff"]
        assert logged_in(person).status_code == 401
        provider.person["groups"] = "analysts"
        assert logged_in(person).status_code == 303
        changed(store, lambda t: set_disabled(t, "ann", disabled=True, actor="test"))
        assert person.get("/me").status_code == 303
        assert logged_in(person).status_code == 401
    assert outcomes(store) == ["disabled", "ok", "no role"]


SPOILT: dict[str, dict[str, Any]] = {
    "wrong nonce": {"nonce": "of another attempt"},
    "no nonce": {"nonce": None},
    "nonce in a list": {"nonce": ["x"]},
    "wrong audience": {"aud": "another-client"},
    "no audience": {"aud": None},
    "others too, nobody authorized": {"aud": [CLIENT, "another-client"]},
    "another authorized party": {"azp": "another-client"},
    "wrong issuer": {"iss": "https://evil.example"},
    "expired": {"exp": int(time.time()) - 120},
    "never expires": {"exp": None},
    "expires at no number": {"exp": "tomorrow"},
    "issued tomorrow": {"iat": int(time.time()) + 86_400},
    "not yet": {"nbf": int(time.time()) + 86_400},
    "nobody": {"sub": None},
    "an empty somebody": {"sub": " "},
    "somebody who is a number": {"sub": 7},
    "very long": {"sub": "x" * 300},
    "not of letters that a subject has": {"sub": "\u0000"},
}


def test_a_token_with_a_wrong_claim_proves_nothing(store: Path, provider: FakeProvider) -> None:
    with console(store, provider) as person:
        for wrong, spoilt in SPOILT.items():
            provider.spoilt = spoilt
            assert logged_in(person).status_code == 401, wrong
            assert COOKIE not in person.cookies, wrong
        assert people(store) is None
        assert len(outcomes(store)) == len(SPOILT)
        provider.spoilt = {"aud": [CLIENT, "another-client"], "azp": CLIENT}
        assert logged_in(person).status_code == 303


def test_a_token_that_is_not_signed_by_the_providers_key_proves_nothing(store: Path, provider: FakeProvider) -> None:
    other = RSAKey.generate_key(2048, {"kid": "one"})
    public = provider.keys[0].as_pem(private=False)
    forgeries = (
        unsigned,
        lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, other),
        lambda claims: jwt.encode({"alg": "RS256", "kid": "unknown"}, claims, other),
        lambda claims: jwt.encode({"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(SECRET), ["HS256"]),
        lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, provider.keys[0]).rpartition(".")[0] + ".",
        lambda _claims: "nonsense",
        lambda _claims: "",
        lambda claims: jwt.encode({"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(public.hex()), ["HS256"]),
    )
    with console(store, provider) as person:
        for forged in forgeries:
            provider.forged = forged
            assert logged_in(person).status_code == 401
    assert people(store) is None


def test_an_answer_is_taken_once_and_by_the_browser_that_asked(store: Path, provider: FakeProvider) -> None:
    with console(store, provider) as person:
        other = Person(person.client, "")
        answer = urlsplit(at_provider(person))
        path = f"{answer.path}?{answer.query}"
        attempt = person.cookies[ATTEMPT]
        assert other.get(path).status_code == 401
        at_provider(other)
        assert other.get(path).status_code == 401
        taken = person.get(path)
        assert taken.status_code == 303
        assert f'{ATTEMPT}=""' in taken.headers["set-cookie"]
        person.cookies[ATTEMPT] = attempt
        again = person.get(path)
        assert again.status_code == 401
        assert "a second time" in again.text
        fresh = parse_qs(urlsplit(at_provider(person)).query)["code"][0]
        person.cookies[ATTEMPT] = attempt
        state = parse_qs(answer.query)["state"][0]
        assert person.get(f"{answer.path}?code={fresh}&state={state}&iss={provider.issuer}").status_code == 401


def test_an_answer_that_is_an_error_of_another_provider_or_without_a_code_lets_nobody_in(
    store: Path, provider: FakeProvider
) -> None:
    with console(store, provider) as person:
        for answers in (
            {"error": "access_denied"},
            {"error": "<script>"},
            {"iss": "https://evil.example"},
            {"code": ""},
        ):
            provider.answers = answers
            answer = logged_in(person)
            assert answer.status_code == 401
            assert "<script>" not in answer.text
        assert person.get("/login/sign-on/back").status_code == 401
        assert person.get("/login/sign-on/back?code=x&state=x").status_code == 401
    assert outcomes(store)[-1] == "denied by the provider"


def test_new_keys_of_the_provider_are_fetched_and_forged_tokens_do_not_have_it_flooded(
    store: Path, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = provider.keys
    monkeypatch.setattr(keeping, "ROTATED_SECONDS", 0.0)
    with console(store, provider) as person:
        assert logged_in(person).status_code == 303
        provider.rotate()
        assert logged_in(person).status_code == 303
        monkeypatch.setattr(keeping, "ROTATED_SECONDS", 3_600.0)
        asked = len(provider.asked)
        provider.forged = lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, old[0])
        for _ in range(5):
            assert logged_in(person).status_code == 401
        assert len(provider.asked) == asked
    provider.keys = old


def test_a_description_that_does_not_hold_water_leads_nowhere(provider: FakeProvider) -> None:
    settings = SignOnSettings(issuer=provider.issuer, client_id=CLIENT, public_url="http://localhost")
    wrong: tuple[dict[str, Any], ...] = (
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "https://user@evil.example/"},
        {"response_types_supported": ["id_token"]},
        {"code_challenge_methods_supported": ["plain"]},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
        {"token_endpoint": 7},
    )
    for says in wrong:
        provider.says = says
        with closing(SignOn(settings)) as sign_on, pytest.raises(InputError):
            sign_on.address(new_attempt("/"))


def test_a_provider_that_does_not_answer_is_told_and_passwords_still_work(team: Path, provider: FakeProvider) -> None:
    with console(team, provider, issuer="http://127.0.0.1:9") as person:
        assert person.get("/login/sign-on").status_code == 503
        person.name = "analyst"
        assert person.log_in().status_code == 303


def test_where_passwords_are_off_none_is_asked_for_or_taken(team: Path, provider: FakeProvider) -> None:
    with console(team, provider, passwords=False) as person:
        page = person.get("/login").text
        assert 'type="password"' not in page
        data = {"name": "analyst", "password": "three plain words", "next": "/"}
        assert person.post("/login", data, csrf="x").status_code == 403


def test_log_out_ends_the_session_here_and_leads_to_that_of_the_provider(store: Path, provider: FakeProvider) -> None:
    with console(store, provider) as person:
        logged_in(person)
        kept = dict(person.cookies)
        after = person.post("/logout").headers["location"]
        assert "Log out at Example Bank, too" in person.get(after).text
        there = person.get("/login/sign-on/out").headers["location"]
        assert there.startswith(f"{provider.issuer}/out?client_id={CLIENT}")
        person.cookies = kept
        assert person.get("/me").status_code == 303


def test_after_a_log_in_nobody_is_led_away_and_a_planted_session_is_not_kept(
    team: Path, provider: FakeProvider
) -> None:
    with console(team, provider) as person:
        assert logged_in(person, "https://evil.example").headers["location"] == "/"
        planted = person.cookies[COOKIE]
        logged_in(person)
        assert person.cookies[COOKIE] != planted
        assert Person(person.client, "", {COOKIE: planted}).get("/me").status_code == 303


def test_a_form_sent_after_the_session_ended_waits_while_its_sender_logs_in_elsewhere(
    team: Path, provider: FakeProvider
) -> None:
    sent = {"outcome": "clear", "reason": "other_country", "words": "my words", "version": "1"}
    with console(team, provider) as person:
        page = person.post("/cases/1/decision", sent, csrf="of the old session").text
        kept = page.partition('name="kept" value="')[2].partition('"')[0].replace("&#34;", '"')
        early = person.post("/login/kept", {"kept": kept}, csrf=token(page))
        assert early.status_code == 401
        logged_in(person)
        again = person.post("/login/kept", {"kept": kept}, csrf=token(early.text))
        assert 'action="/cases/1/decision"' in again.text
        assert "my words" in again.text
        assert person.post("/login/kept", {"kept": kept}, csrf="x").status_code == 403


def test_without_a_provider_nothing_leads_to_one(team: Path) -> None:
    with TestClient(service(team, ServerSettings())) as client:
        person = Person(client, "analyst")
        assert "sign-on" not in person.get("/login").text
        for path in ("/login/sign-on", "/login/sign-on/back?code=x&state=y", "/login/sign-on/out"):
            assert person.get(path).status_code == 404


def test_what_the_provider_says_of_somebody_is_shown_as_text(store: Path, provider: FakeProvider) -> None:
    provider.person |= {"name": "<script>alert(1)</script>", "preferred_username": "<img src=x>@example.org"}
    with console(store, provider) as person:
        assert logged_in(person).status_code == 303
        page = person.get("/me").text
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "<img src=x>" not in page


def test_a_login_of_any_form_gives_a_name_or_is_refused(store: Path, provider: FakeProvider) -> None:
    with console(store, provider) as person:
        for number, login in enumerate(("", "@", "..", "\u0000", "Ann Example", "A" * 300, 7, None, ["ann"])):
            provider.person |= {"preferred_username": login, "sub": f"s{number}", "name": "A\u0000B"}
            assert logged_in(person).status_code in {303, 401}, login

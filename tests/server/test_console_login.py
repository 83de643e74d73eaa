"""Log-in to the console: sessions, forms of others, doors that stay shut."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pyotp
import pytest
from fastapi.testclient import TestClient

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.database.users import set_factor
from ostrakon.server.app import service
from ostrakon.server.console.entering import inside, kept_form
from ostrakon.server.console.visits import COOKIE
from tests.server.browser import PASSWORD
from tests.server.people import Person, token, version

Console = Callable[[str], Person]


def test_a_log_in_gives_a_cookie_that_scripts_and_other_sites_cannot_use(console: Console) -> None:
    person = console("analyst")
    person.cookies = {}
    answer = person.log_in(after="/lists")
    assert answer.headers["location"] == "/lists"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_under_tls_the_cookie_is_secure_and_bound_to_this_host(team: Path) -> None:
    with TestClient(service(team, ServerSettings()), base_url="https://console.test") as client:
        answer = Person(client, "analyst").log_in()
    assert "__Host-" in answer.headers["set-cookie"]
    assert "Secure" in answer.headers["set-cookie"]


def test_a_session_id_given_before_log_in_is_not_the_one_after_it(console: Console) -> None:
    person = console("analyst")
    planted = person.cookies[COOKIE]
    person.log_in()
    assert person.cookies[COOKIE] != planted
    stolen = Person(person.client, "analyst", {COOKIE: planted})
    assert stolen.get("/me").status_code == 303


def test_the_wrong_password_says_no_more_than_that_and_an_unknown_name_the_same(console: Console) -> None:
    person = console("analyst")
    wrong = Person(person.client, "analyst").log_in(password="wrong password")
    unknown = Person(person.client, "nobody").log_in(password="wrong password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("analyst", "").count("Error") == unknown.text.replace("nobody", "").count("Error")
    assert COOKIE not in wrong.headers.get("set-cookie", "")


def test_after_five_wrong_passwords_the_right_one_does_not_help(console: Console) -> None:
    console("screener")
    person = Person(console("analyst").client, "screener")
    for _ in range(5):
        assert person.log_in(password="wrong password").status_code == 401
    assert person.log_in().status_code == 401


def test_without_a_session_every_page_leads_to_the_log_in_and_back(console: Console) -> None:
    stranger = Person(console("analyst").client, "")
    answer = stranger.get("/cases/1?in=x")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fcases%2F1%3Fin%3Dx"


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "javascript:x", "/a\nb"]
)
def test_after_log_in_nobody_is_led_away_from_here(address: str, console: Console) -> None:
    assert inside(address) == "/"
    assert Person(console("analyst").client, "analyst").log_in(after=address).headers["location"] == "/"


def test_a_form_without_the_token_of_the_session_changes_nothing(console: Console) -> None:
    person, other = console("analyst"), console("approver")
    for csrf in ("", "x", token(other.get("/me").text)):
        assert person.post("/me", {"theme": "dark"}, csrf=csrf).status_code == 403
    assert 'data-theme="dark"' not in person.get("/me").text
    assert person.post("/me", {"theme": "dark"}).status_code == 303
    assert 'data-theme="dark"' in person.get("/me").text


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_that_another_site_sends_is_refused_even_with_the_token(
    headers: dict[str, str], console: Console
) -> None:
    assert console("analyst").post("/me", {"theme": "dark"}, headers=headers).status_code == 403


def test_log_out_ends_the_session_for_good(console: Console) -> None:
    person = console("analyst")
    kept = dict(person.cookies)
    assert person.post("/logout").headers["location"] == "/login"
    person.cookies = kept
    assert person.get("/me").status_code == 303


def test_a_session_opens_no_api_and_a_key_opens_no_page(console: Console, team: Path) -> None:
    person = console("analyst")
    assert person.get("/v1/cases").status_code == 401
    database = open_database(database_url(team))
    with database.write() as transaction:
        key = add_key(transaction, "test", "analyst", actor="test").shown
    database.close()
    stranger = Person(person.client, "")
    assert stranger.get("/cases", headers={"Authorization": f"ApiKey {key}"}).status_code == 303
    assert stranger.get("/v1/cases", headers={"Authorization": f"ApiKey {key}"}).status_code == 200


def test_a_session_that_was_idle_too_long_is_over(team: Path) -> None:
    with TestClient(service(team, ServerSettings(session_idle_minutes=0)), raise_server_exceptions=False) as client:
        person = Person(client, "analyst")
        assert person.log_in().status_code == 303
        assert person.get("/me").headers["location"].startswith("/login")


def test_another_password_is_taken_for_the_old_one_only_and_ends_the_session(console: Console) -> None:
    person = console("analyst")
    assert person.post("/me/password", {"old": "wrong password", "new": "four quite plain words"}).status_code == 422
    changed = person.post("/me/password", {"old": "three plain words", "new": "four quite plain words"})
    assert changed.headers["location"] == "/login"
    assert person.get("/me").status_code == 303
    assert person.log_in(password="four quite plain words").status_code == 303


def test_who_guesses_at_the_old_password_in_an_open_session_is_locked_out(console: Console) -> None:
    person = console("analyst")
    for _ in range(5):
        person.post("/me/password", {"old": "wrong password", "new": "four quite plain words"})
    answer = person.post("/me/password", {"old": PASSWORD, "new": "four quite plain words"})
    assert answer.status_code == 422
    assert "locked" in answer.text
    assert Person(person.client, "analyst").log_in().status_code == 401


def test_with_a_second_factor_the_password_alone_opens_nothing(console: Console, team: Path) -> None:
    person = console("analyst")
    database = open_database(database_url(team))
    with database.write() as transaction:
        factor = set_factor(transaction, "analyst", actor="test")
    database.close()
    assert person.get("/me").status_code == 303
    right = pyotp.TOTP(factor.secret)
    without = person.log_in()
    wrong = person.log_in(code="abcdef")
    assert without.status_code == wrong.status_code == 401
    assert COOKIE not in person.cookies or person.get("/me").status_code == 303
    code = right.now()
    assert person.log_in(password="wrong password", code=code).status_code == 401
    assert person.log_in(code=f"{code[:3]} {code[3:]}").status_code == 303
    assert person.get("/me").status_code == 200
    assert Person(person.client, "analyst").log_in(code=code).status_code == 401


def test_a_form_sent_after_the_session_ended_is_kept_over_the_log_in_and_sent_by_hand(
    console: Console, team: Path
) -> None:
    person = console("analyst")
    seen = version(person.get("/cases/1").text)
    person.cookies = {}
    sent = {"outcome": "clear", "reason": "other_country", "words": "<b>my words</b>", "version": seen}
    page = person.post("/cases/1/decision", sent, csrf="of the old session")
    assert page.status_code == 401
    assert "Your session had ended" in page.text
    kept = unescape(re.findall(r'name="kept" value="([^"]+)"', page.text)[0])
    assert "of the old session" not in kept
    data = {"name": "analyst", "password": PASSWORD, "next": "/", "csrf": token(page.text), "kept": kept}
    again = person.post("/login", data, csrf=token(page.text))
    assert "Nothing was sent yet" in again.text
    assert "&lt;b&gt;my words&lt;/b&gt;" in again.text
    assert 'action="/cases/1/decision"' in again.text
    assert "open" in person.get("/cases/1").text
    done = person.post("/cases/1/decision", sent, csrf=token(again.text))
    assert done.status_code == 303


def test_a_form_of_another_site_is_never_kept_for_a_log_in(console: Console) -> None:
    stranger = Person(console("analyst").client, "")
    answer = stranger.post("/cases/1/decision", {"outcome": "clear"}, csrf="", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 303
    for path in ("https://evil.example", "//evil.example"):
        assert kept_form(f'{{"path": "{path}", "fields": {{}}}}') is None
    assert kept_form("nonsense") is None


def test_no_password_is_kept_over_a_log_in(console: Console) -> None:
    stranger = Person(console("analyst").client, "")
    page = stranger.post("/me/password", {"old": "three plain words", "new": "four quite plain words"}, csrf="")
    assert "plain words" not in page.text


def test_attempts_at_the_door_are_counted_where_requests_are(team: Path) -> None:
    with TestClient(service(team, ServerSettings(rate_per_minute=3)), raise_server_exceptions=False) as client:
        statuses = [Person(client, f"nobody-{n}").log_in(password="wrong password").status_code for n in range(6)]
    assert statuses[0] == 401
    assert statuses[-1] == 429

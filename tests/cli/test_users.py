"""`ostrakon users`: people of the console; passwords never stand on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ostrakon.app.settings import database_url
from ostrakon.database.opening import open_database
from ostrakon.database.users import checked
from tests.cli.running import Run

WORDS = "three plain words"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password on standard input, as from a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\nanything else\n"))


def may_log_in(store: Path, name: str, password: str = WORDS) -> bool:
    database = open_database(database_url(store))
    try:
        return checked(database, name, password) is not None
    finally:
        database.close()


@pytest.mark.usefixtures("typed")
def test_a_user_is_made_with_the_password_of_standard_input_and_shown_without_it(run: Run, tmp_path: Path) -> None:
    made = run("users", "add", "Ann", "--role", "analyst", "--full-name", "Ann Lee", "--store", str(tmp_path))
    assert made.code == 0
    assert may_log_in(tmp_path, "ann")
    shown = run("users", "list", "--store", str(tmp_path), "--json")
    [user] = shown.json["users"]
    assert (user["name"], user["role"], user["full_name"]) == ("ann", "analyst", "Ann Lee")
    assert "argon2" not in shown.out + made.out
    assert "may log in" in run("users", "list", "--store", str(tmp_path)).out


def test_without_a_password_nobody_is_made_and_it_is_no_option(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("users", "add", "ann", "--role", "analyst", "--store", str(tmp_path)).code == 2
    assert run("users", "add", "ann", "--role", "analyst", "--password", WORDS, "--store", str(tmp_path)).code == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    refused = run("users", "add", "ann", "--role", "analyst", "--store", str(tmp_path))
    assert refused.code == 2
    assert "12 to" in refused.err
    assert run("users", "list", "--store", str(tmp_path), "--json").json["users"] == []


@pytest.mark.usefixtures("typed")
def test_a_user_is_shut_out_let_in_again_and_gets_another_password(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("users", "add", "ann", "--role", "analyst", "--store", str(tmp_path))
    assert run("users", "disable", "ann", "--store", str(tmp_path)).code == 0
    assert not may_log_in(tmp_path, "ann")
    assert run("users", "disable", "ann", "--undo", "--store", str(tmp_path)).code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("four quite plain words\n"))
    assert run("users", "password", "ann", "--store", str(tmp_path)).code == 0
    assert may_log_in(tmp_path, "ann", "four quite plain words")
    assert run("users", "disable", "bob", "--store", str(tmp_path)).code == 2


@pytest.mark.usefixtures("typed")
def test_a_second_factor_is_shown_once_and_taken_away_again(run: Run, tmp_path: Path) -> None:
    store = ("--store", str(tmp_path))
    run("users", "add", "ann", "--role", "analyst", *store)
    shown = run("users", "totp", "ann", *store)
    assert shown.out.startswith("otpauth://totp/Ostrakon:ann?secret=")
    secret = shown.out.partition("secret=")[2].partition("&")[0]
    assert secret not in run("users", "list", *store, "--json").out
    assert not may_log_in(tmp_path, "ann")
    assert run("users", "totp", "ann", "--off", *store).code == 0
    assert may_log_in(tmp_path, "ann")
    assert run("users", "totp", "nobody", *store).code != 0

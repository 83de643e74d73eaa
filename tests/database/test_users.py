"""People and sessions on both databases, and what the ledger keeps of them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest

from ostrakon.database import records
from ostrakon.database.sessions import close_session, open_session, session_for
from ostrakon.database.transactions import Database
from ostrakon.database.users import (
    add_user,
    checked,
    drop_factor,
    save_settings,
    set_disabled,
    set_factor,
    set_password,
    set_role,
    user,
    users,
)
from ostrakon.errors import StoreError, UsageError
from ostrakon.identity.totp import PERIOD_SECONDS, Factor
from ostrakon.identity.users import FAILURES_MAX

WORDS = "three plain words"


@pytest.fixture
def people(database: Database) -> Database:
    """A database with one user."""
    with database.write() as transaction:
        add_user(transaction, "Ann", "analyst", full_name="Ann Lee", password=WORDS, actor="test")
    return database


def logins(database: Database) -> list[str]:
    with database.read() as transaction:
        return [one.facts["outcome"] for one in records.records(transaction, kind="login")]


def test_a_user_logs_in_with_the_right_password_and_every_attempt_is_in_the_ledger(people: Database) -> None:
    assert checked(people, "ann", "wrong password") is None
    assert checked(people, "nobody", WORDS) is None
    found = checked(people, " ANN ", WORDS)
    assert found is not None
    assert found.principal.id == "user:ann"
    assert logins(people) == ["wrong", "unknown", "ok"]
    assert records.verify_ledger(people).intact


def test_what_was_typed_as_a_name_that_nobody_has_is_written_nowhere(people: Database) -> None:
    checked(people, "my-secret-typed-too-early", "x")
    with people.read() as transaction:
        assert not any("secret" in str(one) for one in records.records(transaction))


def test_after_too_many_failures_even_the_right_password_does_not_open(people: Database) -> None:
    for _ in range(FAILURES_MAX):
        assert checked(people, "ann", "wrong password") is None
    assert checked(people, "ann", WORDS) is None
    assert logins(people)[-2:] == ["wrong, locked now", "locked"]
    with people.write() as transaction:
        set_password(transaction, "ann", "four quite plain words", actor="test")
    assert checked(people, "ann", "four quite plain words") is not None


def code_at(factor: Factor, steps: int = 0) -> str:
    return pyotp.TOTP(factor.secret).generate_otp(int(time.time()) // PERIOD_SECONDS + steps)


def test_a_code_opens_once_and_no_earlier_one_after_it(people: Database) -> None:
    with people.write() as transaction:
        factor = set_factor(transaction, "ann", actor="test")
    code = code_at(factor)
    assert checked(people, "ann", WORDS) is None
    assert checked(people, "ann", WORDS, code) is not None
    assert checked(people, "ann", WORDS, code) is None
    assert checked(people, "ann", WORDS, code_at(factor, -1)) is None
    assert logins(people) == ["wrong code", "ok", "wrong code", "wrong code"]


def test_wrong_codes_lock_the_account_like_wrong_passwords(people: Database) -> None:
    with people.write() as transaction:
        factor = set_factor(transaction, "ann", actor="test")
    for _ in range(FAILURES_MAX):
        assert checked(people, "ann", WORDS, "") is None
    assert checked(people, "ann", WORDS, code_at(factor)) is None
    assert logins(people)[-2:] == ["wrong code, locked now", "locked"]


def test_attempts_at_the_same_moment_are_each_counted(people: Database) -> None:
    with ThreadPoolExecutor(4) as at_once:
        assert not any(at_once.map(lambda _: checked(people, "ann", "wrong password"), range(FAILURES_MAX)))
    assert checked(people, "ann", WORDS) is None


def test_a_factor_set_or_removed_ends_sessions_and_stands_in_the_ledger_without_its_secret(people: Database) -> None:
    with people.write() as transaction:
        shown, _ = open_session(transaction, "ann", hours=1)
        factor = set_factor(transaction, "ann", actor="test")
    assert session_for(people, shown, idle_minutes=10) is None
    with people.write() as transaction:
        drop_factor(transaction, "ann", actor="test")
    assert checked(people, "ann", WORDS) is not None
    with people.read() as transaction:
        written = [(one.kind, one.facts) for one in records.records(transaction, about="user:ann")]
    assert {"second_factor_set", "second_factor_removed"} <= {kind for kind, _ in written}
    assert factor.secret not in str(written)


def test_two_users_of_one_name_cannot_be_and_nobody_unknown_is_changed(people: Database) -> None:
    with pytest.raises(UsageError), people.write() as transaction:
        add_user(transaction, "ann", "admin", full_name="", password=WORDS, actor="test")
    with pytest.raises(UsageError), people.write() as transaction:
        set_role(transaction, "bob", "admin", actor="test")
    with people.read() as transaction:
        assert [one.role for one in users(transaction)] == ["analyst"]


def test_who_is_shut_out_loses_open_sessions_and_cannot_log_in(people: Database) -> None:
    with people.write() as transaction:
        shown, _ = open_session(transaction, "ann", hours=1)
    assert session_for(people, shown, idle_minutes=30) is not None
    with people.write() as transaction:
        set_disabled(transaction, "ann", disabled=True, actor="test")
    assert session_for(people, shown, idle_minutes=30) is None
    assert checked(people, "ann", WORDS) is None
    with people.write() as transaction:
        set_disabled(transaction, "ann", disabled=False, actor="test")
    assert checked(people, "ann", WORDS) is not None


def test_a_log_in_ends_the_session_that_the_browser_had_and_log_out_its_own(people: Database) -> None:
    with people.write() as transaction:
        before, _ = open_session(transaction, "ann", hours=1)
        after, session = open_session(transaction, "ann", hours=1, instead_of=before)
    assert session_for(people, before, idle_minutes=30) is None
    assert session_for(people, after, idle_minutes=30) is not None
    with people.write() as transaction:
        close_session(transaction, session)
    assert session_for(people, after, idle_minutes=30) is None


def test_another_password_ends_all_sessions_and_settings_come_back_as_they_were(people: Database) -> None:
    with people.write() as transaction:
        shown, _ = open_session(transaction, "ann", hours=1)
        save_settings(transaction, "ann", {"theme": "dark"})
        set_password(transaction, "ann", "four quite plain words", actor="test")
    assert session_for(people, shown, idle_minutes=30) is None
    with people.read() as transaction:
        found = user(transaction, "ann")
    assert found is not None
    assert found.settings == {"theme": "dark"}


KEY, OTHER = b"k" * 32, b"o" * 32


def test_a_factor_is_sealed_under_a_key_that_is_not_in_the_database_and_opens_with_it_alone(people: Database) -> None:
    with people.write() as transaction:
        factor = set_factor(transaction, "ann", actor="test", key=KEY)
        kept = user(transaction, "ann")
    assert kept is not None and factor.secret not in kept.totp
    for key in (None, OTHER):
        with pytest.raises(StoreError):
            checked(people, "ann", WORDS, code_at(factor), key=key)
    assert checked(people, "ann", WORDS, "000000", key=KEY) is None
    assert checked(people, "ann", WORDS, code_at(factor), key=KEY) is not None
    assert checked(people, "ann", WORDS, code_at(factor), key=KEY) is None


def test_a_factor_of_another_user_does_not_open_even_with_the_key(people: Database) -> None:
    with people.write() as transaction:
        factor = set_factor(transaction, "ann", actor="test", key=KEY)
        add_user(transaction, "eve", "analyst", full_name="", password=WORDS, actor="test")
        transaction.execute("UPDATE users SET totp = (SELECT totp FROM users WHERE name = 'ann') WHERE name = 'eve'")
    with pytest.raises(StoreError):
        checked(people, "eve", WORDS, code_at(factor), key=KEY)


def test_a_factor_from_before_there_was_a_key_is_sealed_at_the_next_log_in(people: Database) -> None:
    with people.write() as transaction:
        factor = set_factor(transaction, "ann", actor="test")
    assert checked(people, "ann", WORDS, code_at(factor), key=KEY) is not None
    with people.read() as transaction:
        kept = user(transaction, "ann")
    assert kept is not None and kept.totp.startswith("sealed:") and factor.secret not in kept.totp

"""Versions of the policy on both databases: two persons, one after the other, nothing lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ostrakon.app.policies import PolicyConflict, approve, changes, in_force, propose, reject
from ostrakon.database import policies as stored
from ostrakon.database import records
from ostrakon.database.policies import policy_in_force_at
from ostrakon.database.transactions import Database
from ostrakon.errors import InputError, StoreError, UsageError
from ostrakon.screening.policy import shipped_policy, shipped_source


def other(version: str, review: float = 0.6) -> str:
    """The policy that ships with another threshold, under another name."""
    text = shipped_source().replace("review = 0.5", f"review = {review}", 1)
    return text.replace(f'version = "{shipped_policy().version}"', f'version = "{version}"')


def proposed(database: Database, version: str, by: str = "user:ann", review: float = 0.6) -> int:
    with database.write() as transaction:
        return propose(transaction, other(version, review), reason="fewer alerts", by=by).id


def test_one_proposes_another_puts_in_force_and_both_are_in_the_ledger(database: Database) -> None:
    number = proposed(database, "a")
    with database.read() as transaction:
        assert in_force(transaction).number == 0
    with pytest.raises(UsageError, match="does not put it in force"), database.write() as transaction:
        approve(transaction, number, by="user:ann")
    with database.write() as transaction:
        approve(transaction, number, by="user:bob", words="looked at", trial=7)
    with database.read() as transaction:
        now = in_force(transaction)
        past = [one.facts for one in records.records(transaction, about="policies")]
        head = records.records(transaction, about="policies")
    assert (now.number, now.version, now.policy.review, now.by) == (number, "a", 0.6, "user:bob")
    assert [one["event"] for one in past] == ["proposed", "approved"]
    assert [one.actor for one in head] == ["user:ann", "user:bob"]
    assert past[0]["policy"]["review"] == 0.6
    assert past[1]["trial"] == 7


def test_a_proposal_that_nobody_compared_with_what_is_in_force_is_not_put_in_force(database: Database) -> None:
    first, second = proposed(database, "a", review=0.6), proposed(database, "b", review=0.7)
    with database.write() as transaction:
        approve(transaction, first, by="user:bob")
    with pytest.raises(PolicyConflict, match="came into force"), database.write() as transaction:
        approve(transaction, second, by="user:bob")
    with database.write() as transaction:
        reject(transaction, second, by="user:bob", words="after the other one")
    with pytest.raises(PolicyConflict, match="rejected already"), database.write() as transaction:
        approve(transaction, second, by="user:bob")
    with database.read() as transaction:
        assert [(one.version, one.state) for one in stored.policies(transaction)] == [
            ("b", "rejected"),
            ("a", "approved"),
        ]


def test_of_two_who_decide_at_once_one_is_first_and_the_other_is_told(database: Database) -> None:
    numbers = [proposed(database, f"v{n}", review=0.6 + n / 100) for n in range(4)]

    def attempt(number: int) -> str:
        try:
            with database.write() as transaction:
                return approve(transaction, number, by="user:bob").version
        except PolicyConflict:
            return ""

    with ThreadPoolExecutor(4) as pool:
        done = [one for one in pool.map(attempt, numbers) if one]
    assert len(done) == 1
    with database.read() as transaction:
        assert in_force(transaction).version == done[0]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("version = 1", "thresholds is missing"),
        ("no toml", "cannot be read"),
        (other("x").replace("[thresholds]", "[threshold]"), "threshold is not known"),
        (other("x").replace("letters_max = 4", "letters_max = 4\nletters = 5"), "thin_name.letters is not known"),
        (other("x", 0.99), "thresholds must satisfy"),
        (other("x", 0.5), "nothing would change"),
        (other(shipped_policy().version), "is in use"),
        (other(" "), "1 to 100 characters"),
        ("thresholds = 5\nversion = '1'", "cannot be read"),
    ],
)
def test_what_is_no_policy_or_changes_nothing_is_refused_and_not_kept(
    source: str, what: str, database: Database
) -> None:
    with pytest.raises((InputError, UsageError), match=what), database.write() as transaction:
        propose(transaction, source, reason="because", by="user:ann")
    with database.read() as transaction:
        assert stored.policies(transaction) == []


def test_reasons_are_needed(database: Database) -> None:
    with pytest.raises(UsageError, match="reason"), database.write() as transaction:
        propose(transaction, other("a"), reason=" ", by="user:ann")
    number = proposed(database, "a")
    with pytest.raises(UsageError, match="words"), database.write() as transaction:
        reject(transaction, number, by="user:ann", words="")


def test_changes_name_each_rule_with_both_values() -> None:
    new = stored.policy_of(other("a").replace("window_days = 30", "window_days = 60"), "test")
    assert {(one.name, one.old, one.new) for one in changes(shipped_policy(), new)} == {
        ("review", 0.5, 0.6),
        ("payments.window_days", 30, 60),
    }


def test_asking_which_policy_is_in_force_makes_and_changes_nothing(
    database: Database, url: str, tmp_path: Path
) -> None:
    assert policy_in_force_at(url) is None
    number = proposed(database, "a")
    assert policy_in_force_at(url) is None
    with database.write() as transaction:
        approve(transaction, number, by="user:bob")
    kept = policy_in_force_at(url)
    assert kept is not None and kept.policy.review == 0.6
    absent = tmp_path / "none" / "team.sqlite"
    assert policy_in_force_at(f"sqlite:///{absent}") is None
    assert not absent.parent.exists()
    broken = tmp_path / "broken.sqlite"
    broken.write_text("this is no database")
    with pytest.raises(StoreError, match="which policy is in force"):
        policy_in_force_at(f"sqlite:///{broken}")

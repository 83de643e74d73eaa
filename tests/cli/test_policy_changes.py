"""`ostrakon policy`: two people at terminals change the policy, and every door of the store follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.screening.policy import shipped_source
from tests.cli.running import Run
from tests.database.test_policies import other


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "store"
    import_starter(folder)
    monkeypatch.setenv("OSTRAKON_STORE", str(folder))
    return folder


@pytest.fixture
def at(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line of somebody called ann; `LOGNAME` makes it somebody else's."""
    monkeypatch.setenv("LOGNAME", "ann")
    return run


def test_a_policy_goes_from_a_file_over_the_what_if_to_a_second_person_and_into_every_answer(
    at: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at("screen", "Sergei Lavrov", "--country", "ru").code == 1
    shown = at("policy", "show")
    assert "of the settings" in shown.out
    file = tmp_path / "new.toml"
    file.write_text(other("2027-a", 0.9999999).replace("hit = 0.95", "hit = 0.99999999"))
    proposed = at("policy", "propose", file, "--reason", "fewer alerts")
    assert proposed.code == 0
    assert "review: 0.5 → 0.9999999" in proposed.out
    tried = at("policy", "what-if", "1", "--json").json
    assert (tried["subjects"], tried["vanishes"]["alerts"]) == (1, 1)
    assert "1 alert would vanish" in at("policy", "what-if", "1", "--since", "2020-01-01").out
    assert at("policy", "what-if", "1", "--since", "soon").code == 2
    assert "does not put it in force" in at("policy", "approve", "1").err
    monkeypatch.setenv("LOGNAME", "bob")
    approved = at("policy", "approve", "1", "--words", "looked at")
    assert approved.code == 0 and approved.err == ""
    answered = at("screen", "Sergei Lavrov", "--country", "ru", "--json")
    assert (answered.code, answered.json["policy"]) == (0, "2027-a")
    assert at("screen", "Sergei Lavrov", "--country", "ru", "--policy", _shipped(tmp_path)).code == 1
    assert "← in force" in at("policy", "history").out
    assert "2027-a (policy 1, in force since" in at("policy", "show").out
    assert at("ledger", "verify").code == 0


def test_a_setting_does_not_pass_by_the_second_person(at: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "new.toml"
    file.write_text(other("2027-a"))
    at("policy", "propose", file, "--reason", "x")
    monkeypatch.setenv("LOGNAME", "bob")
    warned = at("policy", "approve", "1")
    assert "nobody looked at what it changes" in warned.err
    monkeypatch.setenv("OSTRAKON_POLICY", str(_shipped(tmp_path)))
    assert at("screen", "Anna Lind", "--json").json["policy"] == "2027-a"


def test_a_rejected_proposal_is_kept_and_mistakes_are_named(at: Run, tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    file.write_text(other("2027-a"))
    at("policy", "propose", file, "--reason", "x")
    assert at("policy", "reject", "1", "--words", "a mistake of mine").code == 0
    assert "rejected" in at("policy", "history").out
    assert at("policy", "show", "1").out.startswith("   1  rejected")
    assert at("policy", "show", "2").code == 2
    assert at("policy", "approve", "1").code == 2
    assert at("policy", "what-if", "1").code == 2
    assert at("policy", "propose", tmp_path / "none.toml", "--reason", "x").code == 2


def test_where_nobody_can_say_which_policy_is_in_force_nothing_is_screened(
    at: Run, store: Path, tmp_path: Path
) -> None:
    (store / "ostrakon.sqlite").write_text("this is no database")
    ran = at("screen", "Kim Jong Un")
    assert ran.code == 3
    assert "which policy is in force" in ran.err
    assert at("screen", "Kim Jong Un", "--policy", _shipped(tmp_path)).code == 1


def _shipped(folder: Path) -> Path:

    file = folder / "shipped.toml"
    file.write_text(shipped_source())
    return file

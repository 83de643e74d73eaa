"""Whom a token's claims mean, and what the browser keeps of an attempt."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.errors import UsageError
from ostrakon.identity.sign_on.attempt import attempt_of, new_attempt
from ostrakon.identity.sign_on.mapping import Claimed, claimed, mapping_of
from ostrakon.identity.sign_on.provider import is_guarded
from ostrakon.identity.users import named

ROLES = mapping_of("chiefs=approver; cn=analysts,dc=example=analyst;")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def meant(**claims: Any) -> Claimed:
    given_claims = {"iss": "https://idp.example", "sub": "7"} | claims
    return claimed(given_claims, name_claim="preferred_username", role_claim="realm.groups", roles=ROLES)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["cn=analysts,dc=example"], "analyst"),
        (["cn=analysts,dc=example", "chiefs"], "approver"),
        ("chiefs", "approver"),
        (["Chiefs", "other"], None),
        ([["chiefs"], {"chiefs": 1}, 7], None),
        (None, None),
    ],
)
def test_the_first_group_of_the_setting_that_somebody_has_gives_the_role(groups: Any, role: str | None) -> None:
    assert meant(realm={"groups": groups}).role == role


def test_a_claim_whose_own_name_holds_dots_comes_before_one_within_another() -> None:
    assert meant(**{"realm.groups": ["chiefs"], "realm": {"groups": []}}).role == "approver"


@settings(deadline=None)
@given(values, values, values)
def test_claims_of_any_form_give_texts_that_every_database_keeps(login: Any, name: Any, groups: Any) -> None:
    found = meant(preferred_username=login, name=name, realm={"groups": groups})
    for text in (found.login, found.full_name, found.name):
        text.encode()
        assert "\0" not in text and "\n" not in text
    if found.name:
        assert named(found.name) == found.name or not found.name[0].isalnum()


@pytest.mark.parametrize("setting", ["analyst", "staff=king", "=analyst", "staff="])
def test_a_mapping_that_names_no_group_or_role_is_refused(setting: str) -> None:
    with pytest.raises(UsageError, match="GROUP=ROLE"):
        mapping_of(setting)


def test_an_attempt_comes_back_from_its_cookie_and_answers_to_its_own_state_alone() -> None:
    one, other = new_attempt("/cases/1"), new_attempt("/")
    assert attempt_of(one.kept) == one
    assert one.answered_by(one.state) and not one.answered_by(other.state) and not one.answered_by("\ud800")


@settings(deadline=None)
@given(st.text() | st.text("abcdefABCDEF0123456789-_=", max_size=40))
def test_a_cookie_of_any_form_is_an_attempt_or_none(kept: str) -> None:
    assert attempt_of(kept) is None


@pytest.mark.parametrize(
    ("address", "guarded"),
    [
        ("https://idp.example/x", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]/", True),
        ("http://idp.example", False),
        ("https://user:pw@idp.example", False),
        ("https://", False),
        ("//idp.example", False),
        ("javascript:alert(1)", False),
        ("http://localhost.evil.example", False),
        ("https://[", False),
    ],
)
def test_secrets_go_only_where_nobody_reads_along(address: str, guarded: bool) -> None:
    assert is_guarded(address) == guarded

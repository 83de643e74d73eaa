"""Roles and keys."""

from __future__ import annotations

from ostrakon.identity import PERMISSIONS, ROLES
from ostrakon.identity.keys import fits, hash_of, id_in, new_key
from ostrakon.identity.roles import ALL


def test_every_permission_is_given_to_somebody_and_nobody_has_all() -> None:
    assert set().union(*PERMISSIONS.values()) == set(ALL)
    assert all(PERMISSIONS[role] < set(ALL) for role in ROLES)


def test_who_runs_the_system_decides_no_case_and_who_examines_changes_nothing() -> None:
    assert not {"cases.work", "cases.approve", "exemptions.write"} & PERMISSIONS["admin"]
    assert all(permission.endswith((".read", ".personal")) for permission in PERMISSIONS["auditor"])


def test_a_key_is_kept_as_a_hash_only_and_fits_itself_alone() -> None:
    made, other = (new_key("n", "screener", made="2026-01-01T00:00:00Z") for _ in range(2))
    assert made.shown not in str(made.kept)
    assert fits(made.shown, made.kept)
    assert not fits(other.shown, made.kept)
    assert id_in(made.shown) == made.kept.id
    assert hash_of(made.shown) == made.kept.hash


def test_a_key_ends_when_it_expires_or_is_revoked_and_scopes_only_take_away() -> None:
    kept = new_key("n", "analyst", made="", expires="2026-06-01T00:00:00Z", scopes=("screen", "users.write")).kept
    assert kept.holds("2026-05-31T23:59:59Z")
    assert not kept.holds("2026-06-01T00:00:00Z")
    assert kept.principal.may("screen")
    assert not kept.principal.may("cases.work")
    assert not kept.principal.may("users.write")


def test_what_is_no_key_of_ours_names_none() -> None:
    for text in ("", "ostr_", "ostr_short_x", "Bearer abc", "ostr_" + "0" * 12 + "_"):
        assert id_in(text) == ""

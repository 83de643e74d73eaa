"""What shows a list says so where it is empty, and how it is filled: nothing at all looks like a fault."""

from __future__ import annotations

import pytest

from tests.cli.running import Run


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("keys", "list"), "ostrakon keys add"),
        (("users", "list"), "ostrakon users add"),
        (("deliveries", "endpoints"), "ostrakon deliveries add"),
        (("deliveries", "list"), "no messages"),
        (("customers", "list"), "ostrakon customers import"),
        (("customers", "list", "--matched"), "no customer matches anybody"),
        (("ledger", "show"), "the ledger is empty"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_empty_list_says_that_it_is_empty_and_how_it_is_filled(
    run: Run, words: tuple[str, ...], remedy: str
) -> None:
    ran = run(*words)
    assert ran.code == 0
    assert remedy in ran.out

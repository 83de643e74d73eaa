"""The comparison of chosen pairs, piece by piece and bit by bit: whoever changes a rule sees what it does to each.

A wanted change is written down with `python -m tests.match.accounts`.
"""

from __future__ import annotations

import pytest

from tests.match.accounts import PAIRS, accounts, kept

KEPT = kept()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return accounts(tmp_path_factory.mktemp("accounts"))


@pytest.mark.parametrize("pair", KEPT)
def test_a_pair_is_compared_as_it_was(pair: str, found: dict[str, list[str]]) -> None:
    assert found[pair] == KEPT[pair]


def test_every_pair_is_in_the_table() -> None:
    assert list(KEPT) == [f"{schema}: {query} / {listed}" for schema, query, listed in PAIRS]

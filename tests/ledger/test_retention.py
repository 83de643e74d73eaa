"""How long personal data is kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.errors import InputError
from ostrakon.ledger.retention import CASE, LastUse, Rules, kept_for, rules_of

NOW = "2026-11-27T12:00:00.000Z"
RULES = Rules(version="1", days={"screening": 1825, "screening:clear": 365, CASE: 1825})


def test_a_rule_for_a_status_goes_before_that_of_its_kind() -> None:
    assert RULES.of("screening", "clear") == 365
    assert RULES.of("screening", "hit") == RULES.of("screening") == 1825
    assert RULES.of("payment", "hit") is None


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ([LastUse("screening", "clear", "2025-11-27T11:59:59.000Z")], ""),
        ([LastUse("screening", "clear", "2025-11-27T12:00:01.000Z")], "not long enough ago"),
        ([LastUse("screening", "clear", "2020-01-01T00:00:00.000Z"), LastUse("screening", "hit", NOW)], "not long"),
        ([LastUse("screening", "clear", "2020-01-01T00:00:00.000Z"), LastUse(CASE, "", NOW)], "not long"),
        ([LastUse("payment", "hit", "2000-01-01T00:00:00.000Z")], "no rule for payment"),
        ([], "nothing is recorded"),
    ],
)
def test_a_key_goes_when_all_that_it_sealed_has_had_its_time(uses: list[LastUse], expected: str) -> None:
    found = kept_for(RULES, uses, NOW)
    assert found.startswith(expected) and bool(found) == bool(expected)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["screening", CASE]), st.integers(0, 4000)), min_size=1))
def test_one_more_record_never_lets_a_key_go_earlier(given_uses: list[tuple[str, int]]) -> None:
    uses = [LastUse(kind, "", f"{2026 - days // 365}-06-01T00:00:00.000Z") for kind, days in given_uses]
    if kept_for(RULES, uses[:-1], NOW) and len(uses) > 1:
        assert kept_for(RULES, uses, NOW)


@pytest.mark.parametrize(
    "text",
    ["", "version = 1\n[days]", 'version = ""\n[days]', 'version = "1"\n[days]\nscreening = 0', "version =",
     'version = "1"\n[days]\nscreening = "long"', 'version = "1"\n[days]\n[other]'],
)  # fmt: skip
def test_a_file_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"rules\.toml"):
        rules_of(text, where="rules.toml")

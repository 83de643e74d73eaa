"""One case, two cases, in every figure that a person reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ostrakon.reports.counting import counted

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ostrakon"
NOUNS = (
    "alerts|cases|checkpoints|claims|customers|entities|events|exemptions|files|keys|lists|matches|mentions|messages|"
    "names|pairs|parties|records|rows|screenings|segments|subjects|texts|transactions"
)


@pytest.mark.parametrize(
    ("count", "noun", "shown"),
    [
        (0, "case", "0 cases"),
        (1, "case", "1 case"),
        (2, "match", "2 matches"),
        (1, "match", "1 match"),
        (3, "new or changed party", "3 new or changed parties"),
        (1200, "entity", "1,200 entities"),
        (2, "day", "2 days"),
        (1, "more tie", "1 more tie"),
    ],
)
def test_a_count_and_its_noun_agree(count: int, noun: str, shown: str) -> None:
    assert counted(count, noun) == shown


def test_an_irregular_plural_is_given() -> None:
    assert counted(2, "person", "people") == "2 people"


def test_no_figure_at_the_terminal_has_its_noun_in_the_plural_only() -> None:
    """`{count} cases` says "1 cases" sooner or later; `counted` does not."""
    written = re.compile(r"\{(?![\"'])[^{}]*\} (?:new |more |listed |past )?(?:" + NOUNS + r")\b")
    never_one = {"cli/progress.py", "cli/validate.py"}  # a bar that runs, and a rate of 1,000
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {match[0]}"
        for path in sorted((SOURCE / "cli").rglob("*.py"))
        if path.relative_to(SOURCE).as_posix() not in never_one
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in written.finditer(line)
    ]
    assert found == []

"""Write the tables of rules into their pages (`docs/payments.md`, `docs/trade.md`) from the rules themselves.

python tools/docs/rules.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sections import bring_up_to_date

from ostrakon.rules.payments.catalogue import MESSAGE_RULES, WINDOW_RULES
from ostrakon.rules.rule import Rule
from ostrakon.rules.trade.catalogue import RULES as TRADE_RULES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES: dict[str, tuple[Rule[Any], ...]] = {
    "payments.md": (*MESSAGE_RULES, *WINDOW_RULES),
    "trade.md": TRADE_RULES,
}
"""Page → its rules in order."""
MARKS = ("<!-- rules: made by tools/docs/rules.py -->", "<!-- end of rules -->")


def table(rules: Iterable[Rule[Any]]) -> str:
    """The rules as a table."""
    rows = ["| rule | gravest | what | when | sources |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(rows + [row(rule) for rule in rules])


def row(rule: Rule[Any]) -> str:
    """One rule; what has to be checked with its publisher says so."""
    sources = "; ".join(source.title + ("" if source.sure else " (to be checked)") for source in rule.sources)
    return f"| {rule.id} | {rule.severity} | {rule.title} | {rule.condition} | {sources} |"


def main() -> None:
    """Write the tables, or say which page is out of date."""
    for name, rules in PAGES.items():
        bring_up_to_date(DOCS / name, MARKS, table(rules), check="--check" in sys.argv)


if __name__ == "__main__":
    main()

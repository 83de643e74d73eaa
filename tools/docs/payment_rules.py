"""Write the table of rules over payments into `docs/payments.md` from the rules themselves.

python tools/docs/payment_rules.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from ostrakon.rules.payments.catalogue import MESSAGE_RULES, WINDOW_RULES
from ostrakon.rules.rule import Rule

PAGE = Path(__file__).resolve().parents[2] / "docs/payments.md"
BEGIN, END = "<!-- rules: made by tools/docs/payment_rules.py -->", "<!-- end of rules -->"


def table() -> str:
    """All rules, those over one message first."""
    rows = ["| rule | gravest | what | when | sources |", "| --- | --- | --- | --- | --- |"]
    rows += [row(rule) for rule in (*MESSAGE_RULES, *WINDOW_RULES)]
    return "\n".join(rows)


def row(rule: Rule) -> str:
    """One rule; what has to be checked with its publisher says so."""
    sources = "; ".join(source.title + ("" if source.sure else " (to be checked)") for source in rule.sources)
    return f"| {rule.id} | {rule.severity} | {rule.title} | {rule.condition} | {sources} |"


def main() -> None:
    """Write the table, or say that it is out of date."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"
    if "--check" in sys.argv:
        if made != text:
            sys.exit(f"{PAGE} is out of date: python tools/docs/payment_rules.py")
    else:
        PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()

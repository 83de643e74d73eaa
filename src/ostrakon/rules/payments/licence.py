"""Licences and humanitarian exemptions that a payment cites: shown beside a finding, never a reason to clear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.sources import OFAC_FRAMEWORK, UNSCR_2664
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.rule import Finding, Rule

_CITED = re.compile(
    r"\bgeneral\s+licen[cs]e\b(?:\s+(?:no\.?\s*)?\w{1,6})?|\bGL\s?\d{1,3}[A-Z]?\b|\bOFAC\s+licen[cs]e\s*(?:no\.?\s*)?[\w-]*"
    r"|\bspecific\s+licen[cs]e\b|\bOFSI\s+licen[cs]e\s*[\w/]*|\bINT/\d{4}/\d+\b|\b(?:UNSCR|resolution)\s*2664\b"
    r"|\bhumanitarian\b|\bmedical\s+supplies\b",
    re.IGNORECASE,
)


def _licence(facts: PaymentFacts) -> Iterator[Finding]:
    for text in facts.free():
        match = _CITED.search(text.value)
        if match:
            yield Finding(
                rule="PAY-LICENCE",
                severity="info",
                because=f"'{match.group()}': named, not verified",
                fields=(place_of(text, match.start(), match.end()),),
            )


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-LICENCE",
        "info",
        "A licence or an exemption is cited",
        "Words such as 'general licence', a licence number of OFAC or OFSI, resolution 2664, 'humanitarian'. Lowers "
        "nothing to clear: whoever decides sees what was named and checks it.",
        (OFAC_FRAMEWORK, UNSCR_2664),
        _licence,
    ),
)

"""Banks and payers that the business of the two parties does not explain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ostrakon.rules.payments.agents import states_of
from ostrakon.rules.payments.facts import CUSTOMERS, UNPARTED, PartyFacts, PaymentFacts, codes_of
from ostrakon.rules.payments.sources import BIS_FINCEN, TRI_SEAL
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.places import sanctioned_states, transit_places
from ostrakon.rules.rule import Finding, Rule

_SIDES = (("Dbtr", "DbtrAgt", "UltmtDbtr", "debtor"), ("Cdtr", "CdtrAgt", "UltmtCdtr", "creditor"))
_PAID_FOR = re.compile(
    r"\bthird[\s-]party\s+(?:payment|payer)\b|\bpaid\s+(?:by|via)\s+(?:a\s+)?(?:third\s+party|intermediary|agent)\b"
    r"|\bpayment\s+agent\b|\bagency\s+agreement\b|плат[её]жн\w+\s+агент\w*|агентск\w+\s+договор\w*|代付|第三方付款",
    re.IGNORECASE,
)
_PAID_BEGIN = frozenset(["thir", "paid", "paym", "agen", "плат", "аген", UNPARTED])


def _agent(facts: PaymentFacts) -> Iterator[Finding]:
    """A bank of one side in a third country that is a transshipment place."""
    for role, bank, _, called in _SIDES:
        bic = facts.party(bank).bic
        where = bic.value.strip().upper()[4:6] if bic is not None else ""
        if bic is None or where not in transit_places():
            continue
        own = _countries(facts.party(role))
        if own and not any(where in _countries(facts.party(one)) for one in CUSTOMERS):
            severe = bool(states_of(facts)) or bool(own & sanctioned_states())
            yield Finding(
                rule="PAY-THIRD-AGENT",
                severity="review" if severe else "info",
                because=f"the {called} is in {', '.join(sorted(own))}, its bank in {where}",
                fields=(place_of(bic),),
            )


def _payer(facts: PaymentFacts) -> Iterator[Finding]:
    """Somebody else in a transshipment place pays or is paid, or the words say that an agent does."""
    for role, _, behind, called in _SIDES:
        other = facts.party(behind)
        name = other.name
        if name is None:
            continue
        own = _countries(facts.party(role))
        for code in _countries(other) & transit_places() - own:
            if own:
                yield Finding(
                    rule="PAY-THIRD-PARTY",
                    severity="review" if states_of(facts) else "info",
                    because=f"behind the {called} in {', '.join(sorted(own))} stands '{name.value.strip()}' in {code}",
                    fields=(place_of(name),),
                )
    for text in facts.free() if facts.says(_PAID_BEGIN) else ():
        match = _PAID_FOR.search(text.value)
        if match:
            yield Finding(
                rule="PAY-THIRD-PARTY",
                severity="review" if states_of(facts) else "info",
                because=f"'{match.group()}': another pays",
                fields=(place_of(text, match.start(), match.end()),),
            )
            return


def _countries(party: PartyFacts) -> set[str]:
    return {code for code, text in codes_of(party) if text is not party.bic}


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-THIRD-AGENT",
        "review",
        "A bank in a third country",
        "The bank of debtor or creditor is in a transshipment place in which neither party, account nor anybody behind "
        "them is: info; review beside a sanctioned state.",
        (TRI_SEAL, BIS_FINCEN),
        _agent,
    ),
    Rule(
        "PAY-THIRD-PARTY",
        "review",
        "Somebody else pays or is paid",
        "An ultimate party in a transshipment place that is not the party's own country, or words such as 'third party "
        "payment', 'payment agent', 'agency agreement': info; review beside a sanctioned state.",
        (TRI_SEAL, BIS_FINCEN),
        _payer,
    ),
)

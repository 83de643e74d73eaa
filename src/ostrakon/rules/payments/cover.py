"""Cover payments: what they say of the customer payment beneath, and whether they say it at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.sources import BASEL_COVER, WOLFSBERG_PAYMENTS
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.rule import Finding, Place, Rule

_BENEATH = re.compile(r"/(?:BNF|ORD|ORG|REC)/|\bB/O\b|\bON\s+BEHALF\s+OF\b|\bINV(?:OICE)?\b", re.IGNORECASE)
_SIDES = (("Undrlyg:Dbtr", "Dbtr"), ("Undrlyg:Cdtr", "Cdtr"))


def is_cover(facts: PaymentFacts) -> bool:
    """Whether the message is the cover of a customer payment."""
    kind = facts.message.type
    return kind.endswith("COV") or (
        kind.startswith("pacs.009") and any(r.startswith("Undrlyg:") for r in facts.parties)
    )


def _empty(facts: PaymentFacts) -> Iterator[Finding]:
    if not is_cover(facts):
        return
    swift = facts.message.type.startswith("MT")
    for beneath, role in _SIDES:
        if facts.party(role if swift else beneath).empty:
            yield Finding(
                rule="PAY-COV-MISMATCH",
                severity="block",
                because=f"the cover names no {'ordering customer' if role == 'Dbtr' else 'beneficiary'}",
                fields=(Place(field=facts.field or ("50F" if role == "Dbtr" else "59")),),
            )


def _plain(facts: PaymentFacts) -> Iterator[Finding]:
    bank = facts.message.type.startswith(("pacs.009", "MT202", "MT205"))
    if not bank or is_cover(facts):
        return
    for text in facts.texts:
        if text.block.role in {"RmtInf", "InstrForNxtAgt", "InstrForCdtrAgt"} and (
            match := _BENEATH.search(text.value)
        ):
            yield Finding(
                rule="PAY-COV-PLAIN",
                severity="review",
                because=f"'{match.group()}' in a payment between banks speaks of a customer's payment",
                fields=(place_of(text, match.start(), match.end()),),
            )


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-COV-MISMATCH",
        "block",
        "A cover that does not say what it covers",
        "A cover payment without the customers of the payment beneath.",
        (BASEL_COVER, WOLFSBERG_PAYMENTS),
        _empty,
    ),
    Rule(
        "PAY-COV-PLAIN",
        "review",
        "A payment between banks that speaks of a customer",
        "pacs.009 or MT202 that is no cover, whose text holds /BNF/, /ORD/, 'on behalf of' or an invoice.",
        (BASEL_COVER,),
        _plain,
    ),
)

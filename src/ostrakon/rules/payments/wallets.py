"""Addresses of crypto currencies in a payment."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.intake.payments.message import CODE
from ostrakon.names.wallets import wallets_in
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.sources import OFAC_CRYPTO
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.rule import Finding, Rule, Severity

_SHORTEST = 14


def _wallets(facts: PaymentFacts) -> Iterator[Finding]:
    listed: dict[str, str] | None = None
    for text in facts.texts:
        if text.block.cls is CODE or len(text.value) < _SHORTEST:
            continue
        for wallet in wallets_in(text.value):
            if listed is None:
                listed = {one.text: one.caption for one in facts.listed if one.stops}
            severity: Severity = "info"
            because = f"'{wallet.value}' is an address of {wallet.chain}"
            if wallet.value in listed:
                severity, because = "block", f"{because}, listed: {listed[wallet.value]}"
            elif wallet.valid is False:
                severity = "review"
                because = f"'{wallet.value}' looks like an address of {wallet.chain}, its check sum is wrong"
            yield Finding(
                rule="CRY-WALLET",
                severity=severity,
                because=because,
                fields=(place_of(text, wallet.start, wallet.end),),
            )


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "CRY-WALLET",
        "block",
        "An address of a crypto currency",
        "Any text with an address of Bitcoin, Litecoin, Dash, Dogecoin, Ethereum, TRON or Monero: info; block where it "
        "is listed; review where its check sum is wrong, as after one letter changed.",
        (OFAC_CRYPTO,),
        _wallets,
    ),
)

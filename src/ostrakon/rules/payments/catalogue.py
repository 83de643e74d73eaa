"""All rules over payments, in the order in which they are asked."""

from __future__ import annotations

from ostrakon.rules.payments import (
    agents,
    cover,
    covered,
    exposure,
    licence,
    listed_banks,
    participants,
    patterns,
    rails,
    resubmission,
    third_parties,
    transit,
    transparency,
    wallets,
    workers,
)
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.window import Dated
from ostrakon.rules.rule import Rule

MESSAGE_RULES: tuple[Rule[PaymentFacts], ...] = (
    *transparency.RULES,
    *agents.RULES,
    *cover.RULES,
    *listed_banks.RULES,
    *third_parties.RULES,
    *transit.RULES,
    *rails.RULES,
    *participants.RULES,
    *wallets.RULES,
    *exposure.RULES,
    *licence.RULES,
)

WINDOW_RULES: tuple[Rule[Dated], ...] = (*resubmission.RULES, *covered.RULES, *patterns.RULES, *workers.RULES)

__all__ = ["MESSAGE_RULES", "WINDOW_RULES", "Dated"]

"""Banks of a payment that take part in SPFS or CIPS: a risk, not a listing."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.rules.payments.agents import states_of
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.membership import Participant
from ostrakon.rules.payments.seen import bank_of
from ostrakon.rules.payments.sources import OFAC_BANKS, OFAC_SPFS
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.rule import Finding, Rule, Severity

ALERT = "2024-11-21"
"""From OFAC's alert on, joining SPFS is a red flag by itself."""


def _members(facts: PaymentFacts, system: str) -> Iterator[Finding]:
    participants = facts.known.participants
    if not participants:
        return
    seen = set()
    for role, party in facts.parties.items():
        if party.bic is None:
            continue
        for one in participants.get(bank_of(party.bic.value), ()):
            if one.system == system and (one.bic, one.system) not in seen:
                seen.add((one.bic, one.system))
                yield Finding(
                    rule=f"RAIL-{one.system}-MEMBER",
                    severity=_severity(one, facts),
                    because=f"{one.bic} ({role}) is {_as(one)} of {one.system}: {one.source}",
                    fields=(place_of(party.bic),),
                )


def _severity(one: Participant, facts: PaymentFacts) -> Severity:
    if one.system == "SPFS":
        return "review"
    return "review" if states_of(facts) else "info"


def _as(one: Participant) -> str:
    role = {"operator": "the operator", "direct": "a direct participant", "indirect": "an indirect participant",
            "participant": "a participant"}[one.role]  # fmt: skip
    late = ", joined after OFAC's alert" if one.system == "SPFS" and one.joined > ALERT else ""
    return role + (f" through {one.through}" if one.through else "") + late


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "RAIL-SPFS-MEMBER",
        "review",
        "A bank that takes part in SPFS",
        "Eight letters of a BIC in the file of participants (`--participants`; what ships is the operator alone); says "
        "where a bank joined after OFAC's alert of 21 November 2024.",
        (OFAC_SPFS,),
        lambda facts: _members(facts, "SPFS"),
    ),
    Rule(
        "RAIL-CIPS-MEMBER",
        "review",
        "A bank that takes part in CIPS",
        "Eight letters of a BIC in the file of participants: info, review beside a sanctioned state; an indirect "
        "participant is shown with the bank through which it takes part. CIPS itself is not listed.",
        (OFAC_BANKS,),
        lambda facts: _members(facts, "CIPS"),
    ),
)

"""Exposure to secondary sanctions: what a payment can cost a bank that the programme itself does not bind.

A class of alerts of its own: the hit asks whether the party may be paid, this asks whether the bank may touch it
without losing its correspondents.
"""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.rules.payments.agents import states_of
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.goods import GOODS_BEGIN, critical_goods
from ostrakon.rules.payments.sources import EO_14114, OFAC_BANKS, OFAC_BLOCKED
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.rule import Finding, Rule

_BY_TAG: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(tags.split()), law)
    for tags, law in (
        (
            "RUSSIA-EO14024",
            "E.O. 14024 as amended by E.O. 14114: significant transactions for persons blocked under it, who count as "
            "Russia's military-industrial base since 12 June 2024",
        ),
        (
            "DPRK DPRK2 DPRK3 DPRK4 DPRK-NKSPEA",
            "E.O. 13810 and 31 CFR 510.210: significant transactions for blocked persons of the North Korea programme",
        ),
        (
            "SDGT",
            "E.O. 13224 as amended by E.O. 13886: significant transactions for specially designated global terrorists",
        ),
        ("IFSR IRGC", "31 CFR part 561: significant transactions for Iranian persons marked so by OFAC"),
        (
            "IRAN-EO13846 IRAN-EO13871 IRAN-EO13902",
            "E.O. 13846, 13871 and 13902: significant transactions for the sectors and persons named there",
        ),
        ("HIFPAA", "31 CFR part 566: significant transactions for Hizballah"),
    )
)
"""OFAC's program tags and the law under which a foreign bank can lose its correspondent accounts."""


def _listed(facts: PaymentFacts) -> Iterator[Finding]:
    seen = set()
    for party in facts.listed:
        tags = {tag.upper() for one in party.designations if one.authority == "US" for tag in one.programmes}
        for known, law in _BY_TAG:
            if tags & known and (party.id, law) not in seen:
                seen.add((party.id, law))
                yield Finding(
                    rule="SEC-EXPOSURE",
                    severity="review",
                    because=f"{party.caption}: {law}{_amount(facts)}",
                    fields=(party.place,),
                    kind="secondary_sanctions",
                )


def _goods(facts: PaymentFacts) -> Iterator[Finding]:
    states = states_of(facts)
    if "RU" not in states:
        return
    for text in facts.free():
        found = critical_goods(text.value)
        if found:
            yield Finding(
                rule="SEC-GOODS",
                severity="review",
                because=f"'{found.word}' ({found.group}) beside Russia: goods of the determination of 22 December 2023 "
                f"under E.O. 14024 section 11{_amount(facts)}",
                fields=(place_of(text, found.start, found.end), states["RU"]),
                kind="secondary_sanctions",
            )
            return


def _amount(facts: PaymentFacts) -> str:
    """The amount, since whether a transaction is significant is for a person: no figure is published."""
    return f"; {facts.currency} {facts.amount:,}" if facts.amount is not None and facts.currency else ""


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "SEC-EXPOSURE",
        "review",
        "Secondary sanctions: a party whose payments can cost a bank its correspondents",
        "A listed party whose OFAC program tag is RUSSIA-EO14024 (E.O. 14114), DPRK, SDGT, IFSR, IRGC, IRAN-EO13846, "
        "IRAN-EO13871, IRAN-EO13902, HIFPAA. The amount is shown; what is significant is for a person.",
        (EO_14114, OFAC_BANKS, OFAC_BLOCKED),
        _listed,
    ),
    Rule(
        "SEC-GOODS",
        "review",
        "Secondary sanctions: critical goods beside Russia",
        "Words or headings of machine tools, semiconductors, test equipment, propellants, additives for lubricants, "
        "unmanned aircraft, bearings, optical systems or navigation instruments in a payment that names Russia.",
        (EO_14114, OFAC_BANKS),
        _goods,
        GOODS_BEGIN,
    ),
)

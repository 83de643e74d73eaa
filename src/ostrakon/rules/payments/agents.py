"""Banks on the way of a payment, and places that no bank should be in."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.sources import EBA, FATF7, OFAC_FRAMEWORK, UN_PANEL
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.places import embargoed_countries, sanctioned_states
from ostrakon.rules.rule import Finding, Place, Rule


def _agent_place(facts: PaymentFacts) -> Iterator[Finding]:
    embargoed = embargoed_countries()
    for party, code, text in facts.codes():
        if code in embargoed:
            yield Finding(
                rule="PAY-AGENT-PLACE",
                severity="block",
                because=f"{text.value.strip()} of {party.role} is in {embargoed[code]}",
                fields=(place_of(text),),
            )
    for role, party in facts.parties.items() if facts.towns else ():
        if "Agt" not in role:
            continue
        for text in [*party.address, *([party.town] if party.town else []), *([party.name] if party.name else [])]:
            for named in facts.embargoes(text):
                yield Finding(
                    rule="PAY-AGENT-PLACE",
                    severity="block",
                    because=f"'{named.word}' of {role} is {named.name} ({named.law})",
                    fields=(place_of(text, named.start, named.end),),
                )


def states_of(facts: PaymentFacts) -> dict[str, Place]:
    """Sanctioned states that codes or words of the payment name, with the first place of each; looked for once."""
    if facts.states is None:
        facts.states = _states(facts)
    return facts.states


def _states(facts: PaymentFacts) -> dict[str, Place]:
    states, found = sanctioned_states(), dict[str, Place]()
    for _, code, text in facts.codes():
        if code in states and code not in found:
            found[code] = place_of(text)
    for text, named in facts.states_named():
        if named.code in states and named.code not in found:
            found[named.code] = place_of(text, named.start, named.end)
    return found


def _dual_state(facts: PaymentFacts) -> Iterator[Finding]:
    places = states_of(facts)
    if len(places) >= 2:
        codes = sorted(places)
        yield Finding(
            rule="PAY-DUAL-STATE",
            severity="review",
            because=f"{' and '.join(codes)} in one payment",
            fields=tuple(places[code] for code in codes),
        )


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-AGENT-PLACE",
        "block",
        "A bank or an account in an embargoed place",
        "Country of a BIC, an IBAN or an address under a comprehensive embargo, or a bank's town in an embargoed "
        "region (whose codes say RU or UA). A town beside a street word is a street.",
        (OFAC_FRAMEWORK, EBA),
        _agent_place,
    ),
    Rule(
        "PAY-DUAL-STATE",
        "review",
        "Two sanctioned states in one payment",
        "Two or more embargoed or heavily sanctioned states among parties, accounts, banks and texts of one payment.",
        (UN_PANEL, FATF7),
        _dual_state,
    ),
)

"""Banks on the way of a payment, and places that no bank should be in."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.intake.payments import FieldClass
from ostrakon.rules.payments.facts import PartyFacts, PaymentFacts, Text
from ostrakon.rules.payments.sources import EBA, FATF7, OFAC_FRAMEWORK, UN_PANEL
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.places import countries_named, embargoed_countries, embargoes, sanctioned_states
from ostrakon.rules.rule import Finding, Place, Rule


def _agent_place(facts: PaymentFacts) -> Iterator[Finding]:
    for role, party in facts.parties.items():
        for code, text in codes_of(party):
            why = embargoed_countries().get(code)
            if why:
                yield Finding(
                    rule="PAY-AGENT-PLACE",
                    severity="block",
                    because=f"{text.value.strip()} of {role} is in {why}",
                    fields=(place_of(text),),
                )
        if "Agt" not in role:
            continue
        for text in [*party.address, *([party.town] if party.town else []), *([party.name] if party.name else [])]:
            for named in embargoes(text.value):
                yield Finding(
                    rule="PAY-AGENT-PLACE",
                    severity="block",
                    because=f"'{named.word}' of {role} is {named.name} ({named.law})",
                    fields=(place_of(text, named.start, named.end),),
                )


def codes_of(party: PartyFacts) -> Iterator[tuple[str, Text]]:
    """Country codes of a party: of its BIC (letters 5 and 6), its IBAN (1 and 2), its address."""
    if party.bic is not None and len(party.bic.value.strip()) >= 8:
        yield party.bic.value.strip()[4:6].upper(), party.bic
    if party.account is not None:
        account = party.account.value.strip().lstrip("/")
        if len(account) >= 15 and account[:2].isalpha() and account[2:4].isdigit():
            yield account[:2].upper(), party.account
    if party.country is not None:
        yield party.country.value.strip().upper(), party.country


def states_of(facts: PaymentFacts) -> dict[str, Place]:
    """Sanctioned states that codes or words of the payment name, with the first place of each; looked for once."""
    if facts.states is None:
        facts.states = dict(_states(facts))
    return facts.states


def _states(facts: PaymentFacts) -> Iterator[tuple[str, Place]]:
    seen = set()
    for party in facts.parties.values():
        for code, text in codes_of(party):
            if code in sanctioned_states() and code not in seen:
                seen.add(code)
                yield code, place_of(text)
    for text in facts.free():
        if text.block.cls is FieldClass.NAME:
            continue  # `Iran Singh` is a person
        for named in countries_named(text.value):
            if named.code in sanctioned_states() and named.code not in seen:
                seen.add(named.code)
                yield named.code, place_of(text, named.start, named.end)


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

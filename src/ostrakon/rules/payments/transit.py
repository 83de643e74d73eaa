"""Critical goods paid for through transshipment places."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.rules.payments.agents import states_of
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.goods import GOODS_BEGIN, critical_goods
from ostrakon.rules.payments.sources import BIS_FINCEN, BIS_FINCEN_2023, TRI_SEAL
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.places import transit_places
from ostrakon.rules.rule import Finding, Rule

_BEYOND = frozenset({"RU", "BY"})


def _transit(facts: PaymentFacts) -> Iterator[Finding]:
    if transit_places().isdisjoint([code for _, code, _ in facts.codes()]):
        return
    for text in facts.free():
        goods = critical_goods(text.value)
        if goods is None:
            continue
        for party, code, where in facts.codes():
            if code in transit_places():
                beyond = sorted(_BEYOND & states_of(facts).keys())
                yield Finding(
                    rule="PAY-TRANSIT",
                    severity="review" if beyond else "info",
                    because=f"'{goods.word}' ({goods.group}), {party.role} in {code}"
                    + (f", and {' and '.join(beyond)} beside it" if beyond else ""),
                    fields=(place_of(text, goods.start, goods.end), place_of(where)),
                )
                return


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-TRANSIT",
        "review",
        "Critical goods through a transshipment place",
        "Words or headings of critical goods (as in SEC-GOODS) and a party, account or bank in one of the places of "
        "the joint alert of 28 June 2022, Hong Kong or Macau, or MY, TH, VN, LA, MN, AZ, MD (own choice): info; review "
        "where Russia or Belarus is named too.",
        (BIS_FINCEN, BIS_FINCEN_2023, TRI_SEAL),
        _transit,
        GOODS_BEGIN,
    ),
)

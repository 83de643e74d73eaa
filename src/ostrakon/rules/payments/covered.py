"""A cover against the payment that it covers, whichever of the two comes first."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.rules.payments.facts import PaymentFacts, Text
from ostrakon.rules.payments.seen import Seen, references_of
from ostrakon.rules.payments.sketch import same_or_cut
from ostrakon.rules.payments.sources import BASEL_COVER, WOLFSBERG_PAYMENTS
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.payments.window import Dated
from ostrakon.rules.rule import Finding, Rule

_SHARED = ("UETR", "121", "EndToEndId", "21", "20")
"""References that a cover has in common with its payment; in SWIFT MT its field 21 is the payment's 20."""
_SIDES = (("Dbtr", "ordering customer"), ("Cdtr", "beneficiary"))


def _covered(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    keys = [f"f:{one}" for one in references_of(asked.facts, _SHARED)]
    for before in asked.earlier(keys, asked.limits.window_days) if keys else ():
        if before.cover == now.cover:
            continue
        for role, called in _SIDES:
            mine, other = _sketch(now, role), _sketch(before, role)
            text = _name(asked.facts, role)
            if text is not None and mine and other and not same_or_cut(mine, other):
                one, beside = ("cover", "payment") if now.cover else ("payment", "cover")
                yield Finding(
                    rule="PAY-COV-MISMATCH",
                    severity="review",
                    because=f"the {one} names '{text.value.strip()}' as {called}, its {beside} "
                    f"{before.reference} another",
                    fields=(place_of(text),),
                )
        return


def _sketch(seen: Seen, role: str) -> bytes | None:
    beneath = seen.sketches.get(f"Undrlyg:{role}.name")
    return beneath or (None if _is_iso_cover(seen) else seen.sketches.get(f"{role}.name"))


def _is_iso_cover(seen: Seen) -> bool:
    """Whether its own debtor and creditor are banks, with the customers beneath."""
    return any(key.startswith("Undrlyg:") for key in seen.sketches)


def _name(facts: PaymentFacts, role: str) -> Text | None:
    return facts.party(f"Undrlyg:{role}").name or facts.party(role).name


RULES: tuple[Rule[Dated], ...] = (
    Rule(
        "PAY-COV-MISMATCH",
        "review",
        "A cover and a payment that name different customers",
        "A cover and its payment of the last 30 days (same UETR or end-to-end id; field 21 of the one, 20 of the "
        "other): a name of debtor or creditor that differs by more than a cut or a romanisation.",
        (BASEL_COVER, WOLFSBERG_PAYMENTS),
        _covered,
    ),
)

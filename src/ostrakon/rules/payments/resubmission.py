"""Payments sent again with a party changed or left out, or by another way, after one was held or came back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz.fuzz import ratio

from ostrakon.rules.payments.seen import Seen, field_text
from ostrakon.rules.payments.sketch import same_or_cut, similarity
from ostrakon.rules.payments.sources import OFAC_FRAMEWORK, WOLFSBERG_PAYMENTS
from ostrakon.rules.payments.window import Dated
from ostrakon.rules.rule import Finding, Rule, Severity

SKETCH_SIMILAR = 0.75
"""Share of pairs of letters from which on a field counts as unchanged; one wrong letter in ten changes a fifth."""
TECHNICAL = frozenset(["AC01", "AC04", "AM04", "AM05", "CURR", "DT01", "FF01", "RC01", "TM01"])
"""Reasons of a rejection (ISO 20022 external code set) that speak of accounts, funds and form, not of parties."""


def _tries(asked: Dated) -> Iterator[Seen]:
    """Earlier payments that were held and that this may be again."""
    now = asked.seen
    for before in asked.held():
        if before.cover != now.cover:
            continue  # a cover goes beside its payment and says the same
        if before.batch == now.batch and before.field != now.field:
            continue  # transactions of one batch
        if now.debtor != before.debtor and now.creditor != before.creditor and not _open(before, now):
            continue  # only the ordering bank in common, which all customers of a bank have
        if abs(before.amount - now.amount) <= Decimal(str(asked.limits.strip_amount)) * before.amount:
            yield before


def _open(before: Seen, now: Seen) -> bool:
    """Whether an account is missing on one side, so that nothing says that the two are of other customers."""
    return not (before.debtor and now.debtor) or not (before.creditor and now.creditor)


def _strip(asked: Dated) -> Iterator[Finding]:
    for before in _tries(asked):
        changed = _known_change(before, asked) or _hidden_change(before, asked)
        if changed:
            yield asked.finding("PAY-STRIP", _severity(before), f"sent again after {_named(before)}: {changed}")
            return


def _known_change(before: Seen, asked: Dated) -> str:
    """What became of the words that the earlier payment was stopped for; empty where they stand as they did."""
    for key, old in before.words.items():
        new = field_text(asked.facts, key)
        if new != old and (len(new) < len(old) or ratio(old.lower(), new.lower()) < 100 * asked.limits.similar):
            return f"{key} was '{old}', now '{new}'"
    return ""


def _hidden_change(before: Seen, asked: Dated) -> str:
    """A party's field that was changed or dropped, by its sketch, after a rejection that names no field."""
    if before.words:
        return ""
    for key, old in before.sketches.items():
        if not key.startswith("Undrlyg:"):
            new = asked.seen.sketches.get(key)
            if new is None:
                return f"{key} is left out"
            if not same_or_cut(old, new) and similarity(old, new) < SKETCH_SIMILAR:
                return f"{key} is another, now '{field_text(asked.facts, key)}'"
    return ""


def _route(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    for before in _tries(asked):
        same = before.sketches.get("Dbtr.name") == now.sketches.get("Dbtr.name")
        if same and before.agents != now.agents:
            yield asked.finding(
                "PAY-STRIP-ROUTE",
                _severity(before),
                f"sent again after {_named(before)} by another way: {', '.join(now.agents) or 'no bank named'} in "
                f"place of {', '.join(before.agents) or 'none'}",
            )
            return


def _severity(before: Seen) -> Severity:
    return "info" if before.reason in TECHNICAL else "review"


def _named(before: Seen) -> str:
    state = "stopped" if before.status == "hit" else before.status
    return f"{before.reference} ({state}{f', {before.reason}' if before.reason else ''})"


RULES: tuple[Rule[Dated], ...] = (
    Rule(
        "PAY-STRIP",
        "review",
        "Sent again with a party changed or left out",
        "Within 7 days of a payment that was stopped here, or rejected or returned by a later message (pacs.002, "
        "pacs.004, /REJT/ or /RETN/ in SWIFT MT): same currency, amount within 1 %, same account or ordering bank, and "
        "a field that caused the hit absent, shorter or less than 85 % alike; where no hit is known, a party's name or "
        "address that was left out or is another. After a rejection for a technical reason: info.",
        (OFAC_FRAMEWORK, WOLFSBERG_PAYMENTS),
        _strip,
    ),
    Rule(
        "PAY-STRIP-ROUTE",
        "review",
        "Sent again by another way",
        "As PAY-STRIP with the same debtor, but other banks on the way.",
        (OFAC_FRAMEWORK, WOLFSBERG_PAYMENTS),
        _route,
    ),
)

"""Which earlier payments a message rejects or returns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.seen import references_of

_ORIGINAL = ("OrgnlUETR", "OrgnlEndToEndId", "OrgnlTxId", "OrgnlInstrId")
_SWIFT = ("121", "21")
_REJECTED = re.compile(r"/(REJT|RETN)/")
"""Codewords in field 72 or 79 of a rejected or returned payment (SWIFT payments reject and return guidelines)."""
_SWIFT_REASON = re.compile(r"^/([A-Z]{2}\d{2})/", re.MULTILINE)
_SWIFT_ORIGINAL = re.compile(r"^/(?:MREF|TREF)/(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Payments that came back.

    Attributes:
        status: `rejected` or `returned`. reason: a code of the ISO 20022 external code set, or empty.
        references: of the payments.
    """

    status: str
    reason: str
    references: tuple[str, ...]


def rejection_of(facts: PaymentFacts) -> Rejection | None:
    """What the transaction rejects or returns; None where it does neither."""
    kind = facts.message.type
    if kind.startswith("MT"):
        return _swift(facts)
    if kind.startswith("pacs.004"):
        status = "returned"
    elif kind.startswith(("pacs.002", "pain.002")) and _part(facts, "TxSts") == "RJCT":
        status = "rejected"
    else:
        return None
    references = references_of(facts, _ORIGINAL)
    return Rejection(status, _reason(facts), references) if references else None


def _swift(facts: PaymentFacts) -> Rejection | None:
    text = "\n".join(one.value for one in facts.texts if one.block.part in {"72", "79"})
    found = _REJECTED.search(text)
    if found is None:
        return None
    named = {one.casefold() for one in _SWIFT_ORIGINAL.findall(text)}
    references = tuple(dict.fromkeys((*sorted(named), *references_of(facts, _SWIFT))))
    reason = _SWIFT_REASON.search(text)
    status = "rejected" if found.group(1) == "REJT" else "returned"
    return Rejection(status, reason.group(1) if reason else "", references) if references else None


def _part(facts: PaymentFacts, part: str) -> str:
    return next((text.value.strip() for text in facts.texts if text.block.part == part), "")


def _reason(facts: PaymentFacts) -> str:
    for text in facts.texts:
        if text.block.part == "Cd" and "RsnInf" in text.place.field:
            return text.value.strip()
    return ""

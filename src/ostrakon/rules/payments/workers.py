"""Payments for work at a distance under another's name: the pattern of information-technology workers of the DPRK."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ostrakon.rules.payments.facts import UNPARTED, PaymentFacts, Text
from ostrakon.rules.payments.sources import IT_WORKERS, UN_PANEL
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.payments.window import Dated
from ostrakon.rules.rule import Finding, Rule

PLACES = frozenset({"CN", "RU", "LA", "KP"})
PAYEES = 3
"""Different names on one account from which on they are several payees (own choice)."""
NEEDED = 2
"""Of the four signs (own choice)."""
DAYS = 30
_WORK = re.compile(
    r"\bfreelanc\w*|\bupwork\b|\bfiverr\b|\bremote\s+(?:work|developer|it)\b|\b(?:it|software|web|app|mobile|front-?end|back-?end|full-?stack)"
    r"\s+(?:develop\w+|engineer\w*|contractor|programm\w+|outsourc\w+)|\bsoftware\s+services\b|\bфриланс\w*|разработк\w+\s+(?:по|сайт|прилож)\w*"
    r"|软件开发|外包开发|개발\s*용역",
    re.IGNORECASE,
)
_WORK_BEGIN = frozenset([
    "free", "upwo", "five", "remo", "it", "soft", "web", "app", "mobi", "fron", "back", "full", "фрил", "разр",
    UNPARTED,
])  # fmt: skip
_ELSEWHERE = re.compile(
    r"\bUSDT\b|\bUSDC\b|\bcrypto\w*|\bbitcoin\b|\bBTC\b|\bin\s+favou?r\s+of\s+third\b|\bthird[\s-]party\s+account\b"
    r"|\baccount\s+of\s+(?:a\s+)?(?:friend|colleague|relative)\b|\bpayoneer\b|криптовалют\w*",
    re.IGNORECASE,
)  # fmt: skip


def is_worker(facts: PaymentFacts) -> bool:
    """Whether the payment's words speak of such work."""
    return facts.says(_WORK_BEGIN) and _found(facts, _WORK) is not None


def _worker(asked: Dated) -> Iterator[Finding]:
    work = _found(asked.facts, _WORK) if asked.seen.worker else None
    if work is None:
        return
    signs = [(f"'{work[1].group()}'", work)]
    elsewhere = _found(asked.facts, _ELSEWHERE)
    if elsewhere:
        signs.append((f"'{elsewhere[1].group()}': paid out elsewhere", elsewhere))
    payees = _payees(asked)
    telling = [f"{payees} payees on one account"] if payees >= PAYEES else []
    country = _country(asked.facts)
    telling += [f"payee in {country}"] if country in PLACES else []
    if len(signs) + len(telling) < NEEDED:
        return
    # Work and place alone fit every honest programmer of a large country.
    grave = elsewhere is not None or payees >= PAYEES
    yield Finding(
        rule="CRY-ITWORKER",
        severity="review" if grave else "info",
        because="; ".join([*(said for said, _ in signs), *telling]),
        fields=tuple(place_of(text, match.start(), match.end()) for _, (text, match) in signs),
    )


def _payees(asked: Dated) -> int:
    now = asked.seen
    if not now.creditor:
        return 1
    earlier = asked.earlier([f"w:{now.creditor}"], DAYS)
    return len({one.sketches.get("Cdtr.name") for one in (now, *earlier)} - {None})


def _country(facts: PaymentFacts) -> str:
    party = facts.party("Cdtr")
    return party.country.value.strip().upper() if party.country else ""


def _found(facts: PaymentFacts, words: re.Pattern[str]) -> tuple[Text, re.Match[str]] | None:
    for text in facts.free():
        match = words.search(text.value)
        if match:
            return text, match
    return None


RULES: tuple[Rule[Dated], ...] = (
    Rule(
        "CRY-ITWORKER",
        "review",
        "Remote information-technology work paid to others",
        f"{NEEDED} of four signs, words of such work among them: {PAYEES} payees or more on one account in {DAYS} "
        "days, a wish for crypto currency or another's account, a payee in China, Russia, Laos or North Korea. Work "
        "and place alone: info. Devices and logins are not known here (own choice of counts).",
        (IT_WORKERS, UN_PANEL),
        _worker,
    ),
)

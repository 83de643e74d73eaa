"""Rules over a window of payments: tries again with a name left out, many spellings of one name, amounts below a limit.

The window itself is a port (`Window`): what was seen before, whoever keeps it. Times are those of the messages, not of
the clock, so that a replay gives the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from rapidfuzz.fuzz import ratio

from ostrakon.rules.payments.cover import compare_cover, is_cover
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.sources import (
    BASEL_COVER,
    BIS_FINCEN,
    FATF16,
    OFAC_FRAMEWORK,
    WOLFSBERG_PAYMENTS,
    WOLFSBERG_SCREENING,
)
from ostrakon.rules.rule import Finding, Place, Rule

WINDOW_DAYS = 30
"""How long payments are kept (own choice)."""
STRIP_DAYS = 7
"""Five business days (own choice)."""
AMOUNT_SHARE = Decimal("0.01")
SIMILAR = 85.0
"""Percent of letters from which on a field counts as unchanged."""
STRUCT_COUNT = 3
STRUCT_DAYS = 5
STRUCT_LIMITS = (Decimal(1_000), Decimal(3_000), Decimal(10_000))
"""EUR/USD 1,000 (information on the payer), USD 3,000 (US travel rule), 10,000 (reporting)."""
STRUCT_SHARE = Decimal("0.8")
NEAR_COUNT = 3
NEAR_DAYS = 10

HELD = frozenset({"hit", "rejected", "returned"})
"""States of an earlier payment after which a try again is telling."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the window keeps of a payment: no more than the rules need.

    Attributes:
        id: the sender's reference. message: of the message that it stood in. day: settlement day.
        status: as decided; `rejected` or `returned` by a later message.
        currency, amount: of the settlement.
        debtor_account, creditor_account, ordering_bic: normalised; empty where absent.
        fields: role and part → text, of the parties and remittance.
        culprits: keys of `fields` that a hit stood in.
        near: ids of listed parties that a name came near without being one.
        uetr, end_to_end: references that a cover shares.
    """

    id: str
    message: str
    day: date
    status: str
    currency: str
    amount: Decimal
    debtor_account: str = ""
    creditor_account: str = ""
    ordering_bic: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    culprits: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    uetr: str = ""
    end_to_end: str = ""
    agents: tuple[str, ...] = ()


class Window(Protocol):
    """What was seen before, newest last."""

    def since(self, day: date, currency: str) -> Iterable[Seen]:
        """Payments in this currency settled on or after `day`."""

    def add(self, seen: Seen) -> None:
        """Remember a payment; one with the same id is replaced."""


class MemoryWindow:
    """A window in memory, for one run."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}

    def since(self, day: date, currency: str) -> Iterator[Seen]:
        """As `Window.since`."""
        return (seen for seen in self._seen.values() if seen.day >= day and seen.currency == currency)

    def add(self, seen: Seen) -> None:
        """As `Window.add`."""
        self._seen[seen.id] = seen


@dataclass(frozen=True, slots=True)
class Dated:
    """A payment with the window before it: what the rules here are asked about."""

    facts: PaymentFacts
    seen: Seen
    window: Window


def seen_of(facts: PaymentFacts, *, status: str, culprits: Iterable[str], near: Iterable[str]) -> Seen | None:
    """What to keep of a payment; None where day, currency or amount are missing, without which nothing compares."""
    if facts.day is None or facts.amount is None or not facts.currency:
        return None
    return Seen(
        # A cover has the reference of its payment and must not take its place.
        id=("cover " if is_cover(facts) else "")
        + (facts.references.get("UETR") or facts.references.get("121") or f"{facts.message.id}{facts.field}"),
        message=f"{facts.message.file}:{facts.message.id}",
        day=facts.day,
        status=status,
        currency=facts.currency,
        amount=facts.amount,
        debtor_account=_plain(facts.party("Dbtr").account),
        creditor_account=_plain(facts.party("Cdtr").account),
        ordering_bic=_plain(facts.party("DbtrAgt").bic)[:8],
        fields=tuple(_fields(facts)),
        culprits=tuple(culprits),
        near=tuple(near),
        uetr=facts.references.get("UETR") or facts.references.get("121", ""),
        end_to_end=facts.references.get("EndToEndId", ""),
        agents=tuple(sorted({_plain(p.bic)[:8] for p in facts.agents() if p.bic})),
    )


def _plain(text: object) -> str:
    value = getattr(text, "value", "")
    return "".join(value.split()).strip("/").upper()


def _fields(facts: PaymentFacts) -> Iterator[tuple[str, str]]:
    for role, party in facts.parties.items():
        for part, text in (("name", party.name), ("country", party.country), ("bic", party.bic)):
            if text is not None:
                yield f"{role}.{part}", " ".join(text.value.split())
        address = " ".join(" ".join(t.value.split()) for t in (*party.address, *party.structured))
        if address:
            yield f"{role}.address", address
    remittance = " ".join(" ".join(t.value.split()) for t in facts.texts if t.block.role == "RmtInf")
    if remittance:
        yield "RmtInf.text", remittance


def _strip(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    for before in asked.window.since(now.day - timedelta(days=STRIP_DAYS), now.currency):
        if before.id == now.id or before.status not in HELD or not _alike(before, now):
            continue
        mine = dict(now.fields)
        for key, old in before.fields:
            new = mine.get(key, "")
            if key in before.culprits and (
                (len(new) < len(old) and new != old) or ratio(old.lower(), new.lower()) < SIMILAR
            ):
                yield Finding(
                    rule="PAY-STRIP",
                    severity="review",
                    because=f"sent again after {before.id}: {key} was '{old}', now '{new}'",
                    fields=(Place(field=asked.facts.field or asked.facts.message.id),),
                )
                return


def _route(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    for before in asked.window.since(now.day - timedelta(days=STRIP_DAYS), now.currency):
        same = dict(before.fields).get("Dbtr.name") == dict(now.fields).get("Dbtr.name")
        if (
            before.id != now.id
            and before.status in HELD
            and same
            and _alike(before, now)
            and before.agents != now.agents
        ):
            yield Finding(
                rule="PAY-STRIP-ROUTE",
                severity="review",
                because=f"sent again after {before.id} by another way: {', '.join(now.agents)} in place of "
                f"{', '.join(before.agents)}",
                fields=(Place(field=asked.facts.field or asked.facts.message.id),),
            )
            return


def _alike(before: Seen, now: Seen) -> bool:
    """Whether one may be the other sent again; transactions of one batch are not, nor a payment and its cover."""
    if before.message == now.message or (now.uetr and before.uetr == now.uetr):
        return False
    if abs(before.amount - now.amount) > AMOUNT_SHARE * before.amount:
        return False
    pairs = ((before.creditor_account, now.creditor_account), (before.debtor_account, now.debtor_account),
             (before.ordering_bic, now.ordering_bic))  # fmt: skip
    return any(one and one == other for one, other in pairs)


def _covered(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    if not is_cover(asked.facts):
        return
    for before in asked.window.since(now.day - timedelta(days=WINDOW_DAYS), now.currency):
        same = (now.uetr and before.uetr == now.uetr) or (now.end_to_end and before.end_to_end == now.end_to_end)
        if same and before.id != now.id:
            yield from compare_cover(asked.facts, dict(before.fields))
            return


def _structuring(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    if not (now.debtor_account and now.creditor_account):
        return
    earlier = [
        seen
        for seen in asked.window.since(now.day - timedelta(days=STRUCT_DAYS), now.currency)
        if seen.id != now.id
        and (seen.debtor_account, seen.creditor_account) == (now.debtor_account, now.creditor_account)
    ]
    for limit in STRUCT_LIMITS:
        below = [seen for seen in (*earlier, now) if STRUCT_SHARE * limit <= seen.amount < limit]
        if len(below) >= STRUCT_COUNT and now in below:
            total = sum(seen.amount for seen in below)
            yield Finding(
                rule="PAY-STRUCT",
                severity="review",
                because=f"{len(below)} payments just below {limit:,} {now.currency} in {STRUCT_DAYS} days, "
                f"{total:,} in all",
                fields=(Place(field=asked.facts.field or asked.facts.message.id),),
            )


def _near(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    for listed in now.near:
        names = {
            dict(seen.fields).get("Dbtr.name", "")
            for seen in asked.window.since(now.day - timedelta(days=NEAR_DAYS), now.currency)
            if listed in seen.near and seen.debtor_account == now.debtor_account and now.debtor_account
        } | {dict(now.fields).get("Dbtr.name", "")}
        if len(names - {""}) >= NEAR_COUNT:
            yield Finding(
                rule="PAY-NEARMISS",
                severity="review",
                because=f"{len(names)} spellings of one name from one account, nearest listed party {listed}",
                fields=(Place(field=asked.facts.field or asked.facts.message.id),),
            )


RULES: tuple[Rule[Dated], ...] = (
    Rule(
        "PAY-STRIP",
        "review",
        "Sent again with a party changed or left out",
        f"Within {STRIP_DAYS} days of a payment that was stopped, rejected or returned: same currency, amount within "
        "1 %, same account or ordering bank, and the field that caused the hit absent, shorter or less than 85 % alike "
        "(own choices).",
        (OFAC_FRAMEWORK, WOLFSBERG_PAYMENTS),
        _strip,
    ),
    Rule(
        "PAY-STRIP-ROUTE",
        "review",
        "Sent again by another way",
        "As PAY-STRIP with the same parties, but other banks on the way.",
        (OFAC_FRAMEWORK, WOLFSBERG_PAYMENTS),
        _route,
    ),
    Rule(
        "PAY-COV-OTHER",
        "review",
        "A cover that names others than its payment",
        f"Against the payment of the last {WINDOW_DAYS} days with the same UETR or end-to-end id: a name of debtor or "
        "creditor that differs by more than a cut or a romanisation.",
        (BASEL_COVER, WOLFSBERG_PAYMENTS),
        _covered,
    ),
    Rule(
        "PAY-STRUCT",
        "review",
        "Payments just below a limit",
        f"{STRUCT_COUNT} payments or more between the same accounts in {STRUCT_DAYS} days, each between 80 % and 100 "
        "% of 1,000, 3,000 or 10,000 (own choice of count and days).",
        (FATF16, BIS_FINCEN),
        _structuring,
    ),
    Rule(
        "PAY-NEARMISS",
        "review",
        "Many spellings of one name",
        f"{NEAR_COUNT} names or more from one account in {NEAR_DAYS} days near one listed party (own choice).",
        (WOLFSBERG_SCREENING, OFAC_FRAMEWORK),
        _near,
    ),
)

"""Patterns over several payments: amounts below a limit, many spellings of one name, banks fed by a listed one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.seen import HELD, Seen, bank_of, pair_key
from ostrakon.rules.payments.sources import (
    BIS_FINCEN,
    FATF16,
    OFAC_BANKS,
    OFAC_FRAMEWORK,
    WOLFSBERG_SCREENING,
)
from ostrakon.rules.payments.window import Dated
from ostrakon.rules.places import transit_places
from ostrakon.rules.rule import Finding, Place, Rule


def _structuring(asked: Dated) -> Iterator[Finding]:
    now, limits = asked.seen, asked.limits
    if not (now.debtor and now.creditor):
        return
    earlier = list(asked.earlier([pair_key(now)], limits.struct_days))
    for limit in limits.struct_limits:
        if not _just_below(now, limit, limits.struct_share):
            continue
        below = _distinct([now, *(one for one in earlier if _just_below(one, limit, limits.struct_share))])
        if len(below) >= limits.struct_count:
            total = sum((one.amount for one in below), Decimal(0))
            yield asked.finding(
                "PAY-STRUCT",
                "review",
                f"{len(below)} payments just below {limit:,} {now.currency} in {limits.struct_days} days, "
                f"{total:,} in all",
            )
        else:
            yield from _around_hit(asked, limit)


def _just_below(seen: Seen, limit: int, share: float) -> bool:
    return Decimal(str(share)) * limit <= seen.amount < limit


def _around_hit(asked: Dated, limit: int) -> Iterator[Finding]:
    """A payment just below a limit from an account whose payment below the same limit was held."""
    now, limits = asked.seen, asked.limits
    for before in asked.earlier([f"s:{now.debtor}:{now.currency}"], limits.struct_days):
        if (
            before.status in HELD
            and before.batch != now.batch
            and not set(before.references) & set(now.references)
            and _just_below(before, limit, limits.struct_share)
        ):
            yield asked.finding(
                "PAY-STRUCT",
                "review",
                f"again just below {limit:,} {now.currency}, after {before.reference} from the same account was held",
            )
            return


def _distinct(payments: list[Seen]) -> list[Seen]:
    """Each payment once: a copy has the same reference, a cover goes beside its payment."""
    found: list[Seen] = []
    for one in payments:
        known = (other for other in found if set(one.references) & set(other.references))
        if not one.cover and not any(known):
            found.append(one)
    return found


def _near(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    for listed in now.near:
        earlier = asked.earlier([f"n:{now.debtor}:{listed}"], asked.limits.near_days) if now.debtor else ()
        names = {one.sketches.get("Dbtr.name") for one in earlier} | {now.sketches.get("Dbtr.name")}
        spellings = len(names - {None})
        if spellings >= asked.limits.near_count:
            yield asked.finding(
                "PAY-NEARMISS",
                "review",
                f"{spellings} spellings of one name from one account, nearest listed party {listed}",
            )


def _nested(asked: Dated) -> Iterator[Finding]:
    now = asked.seen
    if transit_places().isdisjoint([agent[4:6] for agent in now.agents]):
        return
    for agent, party in _banks(asked.facts):
        if agent in now.listed_agents or agent[4:6] not in transit_places():
            continue
        for before in asked.earlier([f"l:{agent}"], asked.limits.nested_days):
            if not set(before.references) & set(now.references):
                yield Finding(
                    rule="PAY-NESTED",
                    severity="review",
                    because=f"{agent} had a payment with the listed bank {', '.join(before.listed_agents)} on "
                    f"{before.day.isoformat()} ({before.reference})",
                    fields=(party,),
                )
                return


def _banks(facts: PaymentFacts) -> Iterator[tuple[str, Place]]:
    for party in facts.agents():
        if party.bic is not None and len(bank_of(party.bic.value)) == 8:
            text = party.bic
            yield bank_of(text.value), Place(field=text.place.field, start=text.place.start,
                                             end=text.place.start + len(text.value))  # fmt: skip


RULES: tuple[Rule[Dated], ...] = (
    Rule(
        "PAY-STRUCT",
        "review",
        "Payments just below a limit",
        "3 payments or more between the same accounts in 5 days, each from 80 % of 1,000, 3,000 or 10,000 to less than "
        "it, or one such payment after another of the same account was held for a hit (own choice of count and days).",
        (FATF16, BIS_FINCEN),
        _structuring,
    ),
    Rule(
        "PAY-NEARMISS",
        "review",
        "Many spellings of one name",
        "3 names or more from one account in 10 days near one listed party, whether or not they stop (own choice).",
        (WOLFSBERG_SCREENING, OFAC_FRAMEWORK),
        _near,
    ),
    Rule(
        "PAY-NESTED",
        "review",
        "A bank that lately had payments with a listed bank",
        "A bank in a transshipment place (as in PAY-TRANSIT) that is not listed, within 30 days of another payment in "
        " which it stood beside a listed bank (own choice of days). Who owns it is not known here.",
        (OFAC_BANKS,),
        _nested,
    ),
)

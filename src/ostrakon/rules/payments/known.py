"""What rules know beyond one message: BICs of listed banks, participants of payment systems, banks behind accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ostrakon.rules.payments.membership import Participant

BankOf = Callable[[str], str]
"""The BIC of the bank behind an account number (IBAN); empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Known:
    """Tables that stand for a whole run.

    Attributes:
        listed: eight letters of a BIC → caption of the listed bank.
        groups: the first four letters (the bank's own) → the eight of each listed bank.
        beginnings: the same four letters as `PaymentFacts.beginnings` has them.
        participants: eight letters → memberships of payment systems.
        bank_of: finds the bank behind an account.
    """

    listed: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beginnings: frozenset[str] = frozenset()
    participants: Mapping[str, tuple[Participant, ...]] = field(default_factory=dict)
    bank_of: BankOf | None = None


def known_of(
    listed: Iterable[tuple[str, str]], participants: Iterable[Participant] = (), bank_of: BankOf | None = None
) -> Known:
    """The tables.

    Args:
        listed: BICs as the lists print them, each with the caption of its bank.
    """
    banks = {code[:8]: caption for bic, caption in listed if len(code := "".join(bic.split()).upper()) in (8, 11)}
    groups: dict[str, tuple[str, ...]] = {}
    for bic in banks:
        groups[bic[:4]] = (*groups.get(bic[:4], ()), bic)
    members: dict[str, tuple[Participant, ...]] = {}
    for one in participants:
        members[one.bic] = (*members.get(one.bic, ()), one)
    return Known(banks, groups, frozenset(map(str.casefold, groups)), members, bank_of)


NOTHING = Known()

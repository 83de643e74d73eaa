"""What the rules need of a payment: parties by role, agents, amount, dates and texts, the same for both standards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

from ostrakon.intake.payments.message import Block, FieldClass, Line, Message, Part
from ostrakon.rules.payments.known import NOTHING, Known
from ostrakon.rules.payments.listed import Listed
from ostrakon.rules.rule import Place

CUSTOMERS = ("Dbtr", "Cdtr", "UltmtDbtr", "UltmtCdtr")
_AMOUNT_PARTS = ("IntrBkSttlmAmt", "InstdAmt", "EqvtAmt", "Amt", "32A", "32B", "33B")
_DATE_PARTS = ("IntrBkSttlmDt", "ReqdExctnDt", "ReqdColltnDt", "BookgDt", "Dt", "32A", "30")
_MT_AMOUNT = re.compile(r"(?P<date>\d{6})?(?P<currency>[A-Z]{3})(?P<amount>[\d,]+)")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORD = re.compile(r"[a-z]+|\d+")
_ANY = "*"
UNDERLYING = "UndrlygCstmrCdtTrf"
"""What a cover payment says of the payment beneath (pacs.009 COV)."""


class Text(msgspec.Struct, frozen=True, gc=False):
    """One text with its place; `block` is what it belongs to."""

    value: str
    place: Line
    block: Block


@dataclass(slots=True)
class PartyFacts:
    """One party as the message names it.

    Attributes:
        role: in ISO 20022 terms. name, account, bic, country, town: the first of each; None where absent.
        address: its free address lines. ids: further identifiers.
    """

    role: str
    name: Text | None = None
    account: Text | None = None
    bic: Text | None = None
    country: Text | None = None
    town: Text | None = None
    address: list[Text] = field(default_factory=list)
    structured: list[Text] = field(default_factory=list)
    ids: list[Text] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is said of it."""
        return not (self.name or self.account or self.bic or self.address or self.structured or self.ids)


@dataclass(slots=True)
class PaymentFacts:
    """One transaction.

    Attributes:
        message: the message that it stands in. field: its path; empty in SWIFT MT.
        parties: by role; those of the payment beneath a cover by `Undrlyg:` and role.
        currency, amount, day: as settled; None where absent or unreadable.
        references: element or tag → value (`UETR`, `EndToEndId`, `20`, `21`, …).
        texts: every text of the transaction in order, the message's own around it included.
        listed: parties of the lists that stand in it. known: tables of the run.
        states: sanctioned states that it names, once `agents.states_of` has looked.
        beginnings: see `says`.
    """

    message: Message
    field: str
    parties: dict[str, PartyFacts]
    texts: list[Text]
    references: dict[str, str]
    currency: str = ""
    amount: Decimal | None = None
    day: date | None = None
    listed: tuple[Listed, ...] = ()
    known: Known = NOTHING
    states: dict[str, Place] | None = None
    beginnings: frozenset[str] | None = None

    def says(self, beginnings: frozenset[str]) -> bool:
        """Whether a word of the texts may begin like one of these (four letters at most, lower case).

        A cheap question before a pattern with many alternatives; texts in other scripts are always looked at.
        """
        if self.beginnings is None:
            text = " ".join([text.value for text in self.texts]).lower()
            words = _WORD.findall(text) if text.isascii() else [_ANY]
            self.beginnings = frozenset([word[:4] for word in words])
        return _ANY in self.beginnings or not self.beginnings.isdisjoint(beginnings)

    def party(self, role: str) -> PartyFacts:
        """The party of a role; an empty one where the message names none."""
        return self.parties.get(role) or PartyFacts(role)

    def free(self) -> Iterator[Text]:
        """Texts in which a person can write what he likes."""
        wanted = {FieldClass.FREE, FieldClass.ADDRESS, FieldClass.PARTY, FieldClass.NAME, FieldClass.IDENTIFIER}
        return (text for text in self.texts if text.block.cls in wanted)

    def agents(self) -> Iterator[PartyFacts]:
        """The banks on the way."""
        return (p for role, p in self.parties.items() if "Agt" in role or role in {"Fr", "To", "Svcr"})


def payment_facts(
    message: Message,
    part: Part,
    around: Iterable[Block] = (),
    listed: Iterable[Listed] = (),
    known: Known = NOTHING,
) -> PaymentFacts:
    """The facts of one transaction.

    Args:
        message: the message.
        part: the transaction.
        around: blocks outside of transactions, where a batch names its debtor once for all.
        listed: parties of the lists that stand in it. known: tables of the run.
    """
    facts = PaymentFacts(message, part.field, {}, [], {}, listed=tuple(listed), known=known)
    for block in (*part.blocks, *around):
        texts = [Text(line.text, line, block) for line in block.lines]
        if block.cls is FieldClass.PARTY:
            _party(facts, block).address += texts[1:]
            facts.texts += texts
            continue
        if (
            block.cls is not FieldClass.NAME
            or block.part != "Nm"
            or block.lines[0].start
            or "/" in block.lines[0].field
        ):
            facts.texts += texts
        _take(facts, block, texts)
    return facts


def _take(facts: PaymentFacts, block: Block, texts: list[Text]) -> None:
    if block.role:
        _fill(_party(facts, block), block, texts)
    first = texts[0]
    if block.cls is FieldClass.IDENTIFIER:
        facts.references.setdefault(block.part, first.value.strip())
    if block.part in _AMOUNT_PARTS and facts.amount is None:
        _amount(facts, first)
    if block.part in _DATE_PARTS and facts.day is None:
        facts.day = _day(first.value)


def _fill(party: PartyFacts, block: Block, texts: list[Text]) -> None:
    """Put the texts of one block where they belong; what is there already stays."""
    first = texts[0]
    match block.cls:
        case FieldClass.NAME:
            party.name = party.name or first
        case FieldClass.ACCOUNT:
            party.account = party.account or first
        case FieldClass.BIC:
            party.bic = party.bic or first
        case FieldClass.COUNTRY:
            party.country = party.country or first
        case FieldClass.TOWN:
            party.town = party.town or first
        case FieldClass.ADDRESS:
            (party.address if block.part == "AdrLine" else party.structured).extend(texts)
        case FieldClass.IDENTIFIER if "Acct" in first.place.field:
            party.account = party.account or first
        case FieldClass.IDENTIFIER:
            party.ids.extend(texts)
        case _:
            pass


def _party(facts: PaymentFacts, block: Block) -> PartyFacts:
    role = block.role.removesuffix("Acct") if block.role in {"DbtrAcct", "CdtrAcct"} else block.role
    if f"/{UNDERLYING}/" in block.lines[0].field:
        role = f"Undrlyg:{role}"
    return facts.parties.setdefault(role, PartyFacts(role))


def _amount(facts: PaymentFacts, text: Text) -> None:
    found = _MT_AMOUNT.fullmatch(text.value.strip())
    number = found["amount"].replace(",", ".").rstrip(".") if found else text.value.strip()
    try:
        facts.amount = Decimal(number)
    except InvalidOperation:
        return
    facts.currency = found["currency"] if found else text.block.currency


def _day(value: str) -> date | None:
    """A date as ISO 8601 or as SWIFT MT writes it (YYMMDD; this century)."""
    value = value.strip()
    try:
        if found := _ISO_DATE.match(value):
            return date(*map(int, found.groups()))
        if value[:6].isdigit() and not value[:8].isdigit():
            return date(2000 + int(value[:2]), int(value[2:4]), int(value[4:6]))
        if len(value) == 6 and value.isdigit():
            return date(2000 + int(value[:2]), int(value[2:4]), int(value[4:6]))
    except ValueError:
        return None
    return None

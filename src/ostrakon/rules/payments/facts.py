"""What the rules need of a payment: parties by role, agents, amount, dates and texts, the same for both standards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

import msgspec

from ostrakon.intake.payments.message import (
    ACCOUNT,
    ADDRESS,
    BIC,
    COUNTRY,
    IDENTIFIER,
    NAME,
    PARTY,
    TOWN,
    Block,
    FieldClass,
    Line,
    Message,
    Part,
)
from ostrakon.names.running import SYLLABIC
from ostrakon.rules.payments.known import NOTHING, Known
from ostrakon.rules.payments.listed import Listed
from ostrakon.rules.places import (
    Embargo,
    Named,
    countries_named,
    country_openers,
    embargo_openers,
    embargoes,
    state_openers,
)
from ostrakon.rules.rule import Place

CUSTOMERS = ("Dbtr", "Cdtr", "UltmtDbtr", "UltmtCdtr")
_AMOUNT_PARTS = frozenset(["IntrBkSttlmAmt", "InstdAmt", "EqvtAmt", "Amt", "32A", "32B", "33B"])
_DATE_PARTS = frozenset(["IntrBkSttlmDt", "ReqdExctnDt", "ReqdColltnDt", "BookgDt", "Dt", "32A", "30"])
_MT_AMOUNT = re.compile(r"(?P<date>\d{6})?(?P<currency>[A-Z]{3})(?P<amount>[\d,]+)")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_UNPARTED_LETTER = re.compile(f"[{SYLLABIC}\u0600-\u06ff]")
UNPARTED = "*"
"""Stands among the beginnings of words for letters that are not parted into words, or not at their beginning."""
_BEGINNING = 4
_OF_NO_WORDS = frozenset({FieldClass.ACCOUNT, FieldClass.COUNTRY, FieldClass.BIC})
_FREE = frozenset({FieldClass.FREE, FieldClass.ADDRESS, FieldClass.PARTY, FieldClass.NAME, FieldClass.IDENTIFIER})
_NONE: frozenset[str] = frozenset()
_QUOTES = frozenset("'`\"")
_BIC_LENGTH, _IBAN_LENGTH_MIN = 8, 15
UNDERLYING = "UndrlygCstmrCdtTrf"
"""What a cover payment says of the payment beneath (pacs.009 COV)."""
_BENEATH = f"/{UNDERLYING}/"
_OF_ACCOUNTS = {"DbtrAcct": "Dbtr", "CdtrAcct": "Cdtr"}


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
    """One transaction. What takes time is worked out when a rule asks for it, once.

    Attributes:
        message: the message that it stands in. field: its path; empty in SWIFT MT.
        parties: by role; those of the payment beneath a cover by `Undrlyg:` and role.
        currency, amount, day: as settled; None where absent or unreadable.
        references: element or tag → value (`UETR`, `EndToEndId`, `20`, `21`, …).
        texts: every text of the transaction in order, the message's own around it included.
        listed: parties of the lists that stand in it. known: tables of the run.
        states: sanctioned states that it names, once `agents.states_of` has looked.
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
    _words: frozenset[str] | None = None
    _plain: bool = False
    _beginnings: frozenset[str] | None = None
    _openers: frozenset[str] | None = None
    _towns: bool = False
    _free: list[Text] | None = None
    _codes: list[tuple[PartyFacts, str, Text]] | None = None

    @property
    def words(self) -> frozenset[str]:
        """Words and numbers of the texts, folded to small letters."""
        if self._words is None:
            text = "\n".join([text.value for text in self.texts if text.block.cls not in _OF_NO_WORDS]).casefold()
            found = set(_WORD.findall(text))
            if not text.isascii() and _UNPARTED_LETTER.search(text):
                found.add(UNPARTED)
            self._words = frozenset(found)
            self._plain = text.isascii() and _QUOTES.isdisjoint(text)
        return self._words

    @property
    def beginnings(self) -> frozenset[str]:
        """The first four letters of each word; `UNPARTED` where some letters are not parted into words."""
        if self._beginnings is None:
            self._beginnings = frozenset([word[:_BEGINNING] for word in self.words])
        return self._beginnings

    def says(self, beginnings: frozenset[str]) -> bool:
        """Whether a word of the texts may begin like one of these (four letters at most, lower case).

        A cheap question before a pattern with many alternatives.
        """
        return not self.beginnings.isdisjoint(beginnings)

    def party(self, role: str) -> PartyFacts:
        """The party of a role; an empty one where the message names none."""
        return self.parties.get(role) or _nobody(role)

    def free(self) -> list[Text]:
        """Texts in which a person can write what he likes."""
        if self._free is None:
            self._free = [text for text in self.texts if text.block.cls in _FREE]
        return self._free

    def agents(self) -> Iterator[PartyFacts]:
        """The banks on the way."""
        return (p for role, p in self.parties.items() if "Agt" in role or role in {"Fr", "To", "Svcr"})

    def codes(self) -> list[tuple[PartyFacts, str, Text]]:
        """Country codes of all parties, see `codes_of`."""
        if self._codes is None:
            self._codes = [(p, code, text) for p in self.parties.values() for code, text in codes_of(p)]
        return self._codes

    @property
    def places(self) -> bool:
        """Whether the texts may name a country or an embargoed place in words at all."""
        if self._openers is None:
            self._openers = self.words & country_openers()
            self._towns = not self.words.isdisjoint(embargo_openers())
        return bool(self._openers) or self._towns or not self._plain

    def countries(self, text: Text) -> tuple[Named, ...]:
        """Countries that one of the texts names in words."""
        return self._named(text, self._openers or _NONE) if self.places else ()

    def states_named(self) -> Iterator[tuple[Text, Named]]:
        """Countries that texts of persons' own words name, those of a name left out; all of them that are sanctioned
        states, and perhaps others."""
        if not self.places:
            return
        openers = (self._openers or _NONE) & state_openers()
        if self._plain and not openers:
            return
        for text in self.free():
            if text.block.cls is not NAME:  # `Iran Singh` is a person
                for named in self._named(text, openers):
                    yield text, named

    @staticmethod
    def _named(text: Text, openers: frozenset[str]) -> tuple[Named, ...]:
        value = text.value
        plain = value.isascii() and _QUOTES.isdisjoint(value)
        if plain and (not openers or openers.isdisjoint(_WORD.findall(value.lower()))):
            return ()
        return countries_named(value)

    @property
    def towns(self) -> bool:
        """Whether the texts may name an embargoed town or region at all."""
        return self.places and self._towns

    def embargoes(self, text: Text, *, street: bool = True) -> tuple[Embargo, ...]:
        """Embargoed towns and regions that one of the texts names; see `places.embargoes`."""
        return embargoes(text.value, street=street) if self.towns else ()


@cache
def _nobody(role: str) -> PartyFacts:
    return PartyFacts(role)


def codes_of(party: PartyFacts) -> list[tuple[str, Text]]:
    """Country codes of a party: of its BIC (letters 5 and 6), its IBAN (1 and 2), its address."""
    found = []
    if party.bic is not None and len(bic := party.bic.value.strip()) >= _BIC_LENGTH:
        found.append((bic[4:6].upper(), party.bic))
    if party.account is not None:
        account = party.account.value.strip().lstrip("/")
        if len(account) >= _IBAN_LENGTH_MIN and account[:2].isalpha() and account[2:4].isdigit():
            found.append((account[:2].upper(), party.account))
    if party.country is not None:
        found.append((party.country.value.strip().upper(), party.country))
    return found


def payment_facts(
    message: Message,
    part: Part,
    listed: Iterable[Listed] = (),
    known: Known = NOTHING,
) -> PaymentFacts:
    """The facts of one transaction.

    Args:
        message: the message.
        part: the transaction, with what stands before it, where a batch names its debtor once for all.
        listed: parties of the lists that stand in it. known: tables of the run.
    """
    facts = PaymentFacts(message, part.field, {}, [], {}, listed=tuple(listed), known=known)
    texts, references = facts.texts, facts.references
    for block in (*part.blocks, *part.before) if part.before else part.blocks:
        cls, lines = block.cls, block.lines
        first = Text(lines[0].text, lines[0], block)
        own = [first] if len(lines) == 1 else [first, *(Text(line.text, line, block) for line in lines[1:])]
        if cls is PARTY:
            _party(facts, block).address += own[1:]
            texts += own
            continue
        if cls is not NAME or block.part != "Nm" or lines[0].start or "/" in lines[0].field:
            texts += own  # the name in the first line of a SWIFT MT party is told by its block
        if block.role:
            _fill(_party(facts, block), block, own)
        if cls is IDENTIFIER:
            references.setdefault(block.part, first.value.strip())
        elif facts.amount is None and block.part in _AMOUNT_PARTS:
            _amount(facts, first)
        if facts.day is None and block.part in _DATE_PARTS:
            facts.day = _day(first.value)
    return facts


def _fill(party: PartyFacts, block: Block, texts: list[Text]) -> None:
    """Put the texts of one block where they belong; what is there already stays."""
    first, cls = texts[0], block.cls
    if cls is ADDRESS:
        (party.address if block.part == "AdrLine" else party.structured).extend(texts)
    elif cls is BIC:
        party.bic = party.bic or first
    elif cls is NAME:
        party.name = party.name or first
    elif cls is ACCOUNT or (cls is IDENTIFIER and "Acct" in first.place.field):
        party.account = party.account or first
    elif cls is COUNTRY:
        party.country = party.country or first
    elif cls is TOWN:
        party.town = party.town or first
    elif cls is IDENTIFIER:
        party.ids.extend(texts)


def _party(facts: PaymentFacts, block: Block) -> PartyFacts:
    role = _OF_ACCOUNTS.get(block.role, block.role)
    if _BENEATH in block.lines[0].field:
        role = f"Undrlyg:{role}"
    found = facts.parties.get(role)
    if found is None:
        found = facts.parties[role] = PartyFacts(role)
    return found


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

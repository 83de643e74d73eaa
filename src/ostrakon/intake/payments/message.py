"""What a payment message holds, in the form in which it is screened: every text with its place, told apart by class.

A *line* is one text of the message as it stands. A *block* is what has to be looked at together: the lines of an
address, a text that was cut into fields of 35 characters. A *part* is one transaction of a message, or what stands
around them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec


class FieldClass(StrEnum):
    """What a text is, which decides how it is looked through. An unknown element is `FREE`: nothing is skipped."""

    NAME = "name"
    PARTY = "party"
    """Name and address in one block, as SWIFT MT has them."""
    ADDRESS = "address"
    TOWN = "town"
    COUNTRY = "country"
    FREE = "free"
    IDENTIFIER = "identifier"
    ACCOUNT = "account"
    BIC = "bic"
    CODE = "code"
    """Amounts, dates, codes: not looked through for names when they have the form that they should."""

    # That of an enumeration is a function in Python, and every text of every payment is looked up by its class.
    __hash__ = str.__hash__


ACCOUNT, ADDRESS, BIC, CODE = FieldClass.ACCOUNT, FieldClass.ADDRESS, FieldClass.BIC, FieldClass.CODE
COUNTRY, FREE, IDENTIFIER = FieldClass.COUNTRY, FieldClass.FREE, FieldClass.IDENTIFIER
NAME, PARTY, TOWN = FieldClass.NAME, FieldClass.PARTY, FieldClass.TOWN
"""The classes under names of their own, for what is asked of every text of every payment: to look a member up by its
enumeration takes ten times as long."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One text of a message.

    Attributes:
        field: absolute path without namespaces, or the MT tag.
        text: as it stands there.
        start: code points before it in the field's whole text (lines of an MT field; else 0).
    """

    field: str
    text: str
    start: int = 0


class Block(msgspec.Struct, frozen=True, gc=False):
    """Lines that are looked at together, in order.

    Attributes:
        cls: what they are.
        role: whose they are, in ISO 20022 terms (`Dbtr`, `CdtrAgt`, `RmtInf`, …), for SWIFT MT too; empty if unknown.
        part: what of the party they are (`Nm`, `Ctry`, `BICFI`, `IBAN`, …), so that rules find it.
        lines: at least one.
        currency: of an amount (attribute `Ccy`); empty elsewhere.
    """

    cls: FieldClass
    role: str
    part: str
    lines: tuple[Line, ...]
    currency: str = ""

    @property
    def text(self) -> str:
        """The lines joined by blanks."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: whatever else is found, the message is not screened.

    Attributes:
        message: for a person. where: line and column, or the place in the message.
    """

    message: str
    where: str = ""


class Part(msgspec.Struct, frozen=True, gc=False):
    """One transaction, or the header and what else stands outside of transactions.

    Attributes:
        field: its path; empty in SWIFT MT. blocks: its texts.
        before: of a transaction, what stands before it in the order or statement that it is part of, and above, the
            nearest first: what a batch says once for all, such as the debtor. The same object for all that share it.
        around: whether it stands around transactions and is none itself.
    """

    field: str
    blocks: tuple[Block, ...]
    before: tuple[Block, ...] = ()
    around: bool = False


@dataclass(slots=True)
class Message:
    """One message while it is read: the parts come as a stream, this is what is known of the whole.

    Attributes:
        file: as the user named it.
        type: `pacs.008.001.08`, `MT103`, …; empty when it could not be told.
        id: the sender's reference.
        problems: what could not be read.
    """

    file: str
    type: str = ""
    id: str = ""
    problems: list[Problem] = field(default_factory=list)

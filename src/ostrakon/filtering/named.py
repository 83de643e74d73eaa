"""Texts that are a name, or hold one behind words that say so: such names are compared whole, as a field for names is.

A name that stands among other words must cover a listed one by itself to be found. What a text is wholly, or what it
puts behind `on behalf of`, is known to be a name before anything is compared, so that less of it is enough: an acronym
of four letters, a single word with a typing error, a long name that was cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ostrakon.filtering.classes import PLACED
from ostrakon.filtering.joined import Joined, joined_at
from ostrakon.filtering.legal import formed
from ostrakon.intake.payments import Block, FieldClass
from ostrakon.intake.payments.message import ADDRESS, IDENTIFIER
from ostrakon.names.common import common_words
from ostrakon.names.running import SYLLABIC, fold_word

NAMED_SCORES = {FieldClass.IDENTIFIER: 0.5, FieldClass.FREE: 0.75}
NAMED_SCORE = 0.85
"""Lowest score of a name compared so, in other classes: the words are a name, the field is not one for names."""
WORDS_MAX, LETTERS_MIN = 10, 4
"""Words of the longest such name, letters of the shortest."""
DIGITS_MAX = 2
"""Digits of a number that is part of a name; a longer one is that of an invoice, of a house, of a customer."""
LINES_MAX = 6
"""Lines of the longest text that is looked through for such words."""
_WHOLE = frozenset({FieldClass.IDENTIFIER, FieldClass.FREE, FieldClass.ADDRESS})
_NO_NAMES = frozenset({"StrtNm", "BldgNb", "PstCd", "PstBx", "Flr", "Room", "CtrySubDvsn", "DstrctNm", "TwnLctnNm"})
"""Parts of an address that are no name by what they are called."""
_TOLD = re.compile(
    r"(?:\b(?:ON\s+BEHALF\s+OF|(?:FOR\s+)?(?:THE\s+)?ACCOUNT\s+OF|IN\s+FAVOU?R\s+OF|BY\s+ORDER\s+OF|C/O|B/O|O/B(?:\s+OF)?"
    r"|F/O|ATTN|ATTENTION|CARE\s+OF|DELIVERED\s+TO|PAID\s+TO|PAYABLE\s+TO|BENEFICIARY|BENEF|BUYER|SELLER|CONSIGNEE|SHIPPER"
    r"|SUPPLIER|PAYEE|CLIENT|CUSTOMER|CONTRACT(?:\s+(?:NO\.?\s*)?[\w/.-]*\d[\w/.-]*)?\s+WITH|AGREEMENT\s+WITH)\b"
    r"|^\s*RE\b)[\s:.,]*",
    re.IGNORECASE,
)
_HINTS = (
    " OF ", " TO ", " WITH ", "C/O", "B/O", "O/B", "F/O", "ATT", "BENEF", "BUYER", "SELLER", "SHIPPER", "SUPPLIER",
    "CUSTOMER", "CONSIGNEE", "PAYEE", "CLIENT",
)  # fmt: skip
"""One of these stands in every text in which `_TOLD` finds anything, but where it begins with `RE`."""
_LOOKED = frozenset({FieldClass.IDENTIFIER, FieldClass.FREE, FieldClass.ADDRESS, FieldClass.PARTY, FieldClass.TOWN})
_MONTHS = (
    "JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEP(?:T(?:EMBER)?)?"
    "|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?"
)
_END = re.compile(
    rf"\s*(?:[;|]|\b(?:INVOICES?|INV|REFERENCE|REF|AS\s+(?:AGREED|PER)|DATED|PER|CONTRACT|PAYMENT|PMT|PROFORMA|ORDER\s+NO"
    rf"|PO\s*\d|(?:{_MONTHS})\s+\d{{2,4}}|VOY\w*|B/L|ACC(?:OUNT)?\s+NO|IBAN)\b|[\w/.-]*\d{{3}})",
    re.IGNORECASE,
)
"""What is no longer part of a name: papers, dates, numbers."""
_DIGITS = re.compile(r"\d+")
_LONG_NUMBER = re.compile(rf"\d{{{DIGITS_MAX + 1}}}")
_PLACE = re.compile(rf"[\d{SYLLABIC}]")
"""What makes a line of an address a place: a number; and quarters run into their names where no blank divides words."""
_FORM = re.compile("(?:[OPC]?JSC|LLC|FSUE|FGU[PE]|FGBU)(?=[A-Z])")


class Named(NamedTuple):
    """A name to compare.

    Attributes:
        name: the words. place: number of its first line and place in it, and the same of its end.
    """

    name: str
    place: tuple[int, int, int, int]


def named(block: Block) -> list[Named]:
    """The names that a text is, or says that it holds; each also with its lines run together."""
    lines, cls = block.lines, block.cls
    if cls not in _LOOKED or len(lines) > LINES_MAX:
        return []
    text = lines[0].text
    upper = (text if len(lines) == 1 else block.text).upper()
    if (upper.startswith("RE") or any(hint in upper for hint in _HINTS)) and (told := list(_told(block))):
        return told
    if len(lines) == 1 and cls in _WHOLE and block.part not in _NO_NAMES:
        if (_LONG_NUMBER if cls is not ADDRESS else _PLACE).search(text):
            return []
        return list(_each(text, (0, 0, 0, len(text)), ordinary=cls is IDENTIFIER))
    if cls not in PLACED:
        return []
    return [
        one
        for number, line in enumerate(lines)
        if formed(line.text)
        for one in _each(line.text, (number, 0, number, len(line.text)))
    ]


def _told(block: Block) -> Iterator[Named]:
    joined = joined_at(block.lines, None)
    for marker in _TOLD.finditer(joined.text):
        start = marker.end()
        end = _END.search(joined.text, start)
        stop = end.start() if end else len(joined.text)
        told = joined.text[start:stop]
        place = joined.borders(start, start + len(told.rstrip()))
        yield from _each(told, place)
        if place[2] > place[0]:
            yield from _each(_run_together(joined, start, stop), place)


def _each(text: str, place: tuple[int, int, int, int], *, ordinary: bool = False) -> Iterator[Named]:
    """The text as a name, and an acronym in it without the letters of a legal form before it."""
    if name := _name(text, ordinary=ordinary):
        yield Named(name, place)
        if acronym := acronym_in(name):
            yield Named(acronym, place)


def acronym_in(name: str) -> str:
    """What stands behind the letters of a legal form in one word of capitals (`JSCRPW`); empty for other names."""
    if not (name.isupper() and name.isascii() and name.isalpha()):
        return ""
    form = _FORM.match(name)
    return name[form.end() :] if form and len(name) - form.end() >= LETTERS_MIN else ""


def _run_together(joined: Joined, start: int, stop: int) -> str:
    """The text without the blanks that stand for the ends of lines."""
    ends = {begin - 1 for begin in joined.begins[1:]}
    return "".join(char for at, char in enumerate(joined.text[start:stop], start) if at not in ends)


def _name(text: str, *, ordinary: bool = False) -> str:
    """The text as a name; empty where it can be none. `ordinary`: whether it may be of ordinary words alone."""
    name = text.strip(" \t,.:;-/")
    words = name.split()
    if not 0 < len(words) <= WORDS_MAX or sum(map(str.isalpha, name)) < LETTERS_MIN:
        return ""
    if any(len(number) > DIGITS_MAX for number in _DIGITS.findall(name)):
        return ""
    if ordinary or formed(name):
        return name
    folded = [fold_word(word) for word in words]
    return "" if all(word in common_words() or not word.isalpha() for word in folded) else name

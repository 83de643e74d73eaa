"""Listed names → the word sequences under which prose mentions them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from ostrakon.model import Entity, Name
from ostrakon.names.kinds import Kind, typed
from ostrakon.names.running import fold_words
from ostrakon.names.tokens import Token

WORDS_MAX = 24
"""Longer names are statutes or enumerations, which prose never repeats word by word."""

LEGAL_MAX = 4
"""Words of the longest legal form (`sociedad anonima de cv`)."""

_OTHER = "xyzzyx"

FAMILY_FIRST = frozenset({"kp", "kr", "cn", "tw", "hk", "mo", "vn", "sg", "mm", "kh", "la", "jp"})
"""Countries whose names are not cut to a given and a family name: `Kim Jong Un` never becomes `Jong Kim`."""

TWO_FAMILY_NAMES = frozenset(
    {"ve", "cu", "ni", "mx", "co", "sv", "gt", "hn", "pe", "bo", "ec", "ar", "cl", "py", "uy", "es", "do", "cr", "pa"}
)
"""Countries where a person has two family names and prose uses the first: `Nicolás Maduro [Moros]`."""

_BRACKETED = re.compile(r"^(.*\S)\s*\(([A-Z][A-Z0-9-]{1,9})\)$")
_KYRGYZ = frozenset({"osoo"})
"""ОсОО, the limited company of Kyrgyz law, as lists romanise it."""
_PATRONYMIC = ("ovich", "evich", "ovych", "evych", "ovna", "evna", "ivna", "yivna", "ichna")


class Form(IntEnum):
    """How a word sequence derives from the listed name; a lower number says more."""

    FULL = 0
    ORDER = 1  # the same words, family name and given names exchanged
    STRIPPED = 2  # legal form left out
    SHORT = 3  # given and family name only
    SHORTER = 4  # the same, with a second given name and a second family name left out
    WEAK = 5  # a weak alias in the publisher's judgement: never alone
    HEAD = 6  # what is left of an organisation's name without what decorates it (`reading/heads.py`)


class Party(IntEnum):
    """Classes of listed parties that prose treats differently."""

    PERSON = 0
    ORGANISATION = 1
    VESSEL = 2
    AIRCRAFT = 3
    UNKNOWN = 4


_CLASSES = {
    "Person": Party.PERSON,
    "Vessel": Party.VESSEL,
    "Airplane": Party.AIRCRAFT,
    "Organization": Party.ORGANISATION,
    "Company": Party.ORGANISATION,
    "PublicBody": Party.ORGANISATION,
}


def party_class(schema: str) -> Party:
    """The class of a FollowTheMoney schema; schemata that do not tell are `UNKNOWN`."""
    return _CLASSES.get(schema, Party.UNKNOWN)


def patterns(entity: Entity) -> Iterator[tuple[tuple[str, ...], Form]]:
    """Every (folded words, form) under which the entity can be mentioned; may repeat itself."""
    of = party_class(entity.schema)
    if entity.schema == "CryptoWallet":
        return
    whole = FAMILY_FIRST.isdisjoint(entity.country_codes)
    for name, value in ((listed, value) for listed in entity.names for value in spoken(listed.value, of)):
        words = fold_words(value)
        if not 0 < len(words) <= WORDS_MAX:
            continue
        if name.weak:
            yield words, Form.WEAK
        elif of is Party.PERSON:
            first = not entity.country_codes or not TWO_FAMILY_NAMES.isdisjoint(entity.country_codes)
            yield from _person(name, words, cut=whole, first_family=first)
        else:
            yield words, Form.FULL
            if of is not Party.AIRCRAFT and (stripped := _without_legal_form(words)) != words:
                yield stripped, Form.STRIPPED
            elif of is Party.ORGANISATION and (head := _before_legal_form(words)):
                yield head, Form.STRIPPED


def spoken(value: str, of: Party) -> Iterator[str]:
    """How prose says a listed name: without the article, the acronym in brackets apart from what it stands for."""
    if of is not Party.ORGANISATION and of is not Party.UNKNOWN:
        yield value
        return
    if value[:4].lower() == "the ":
        value = value[4:]
    found = _BRACKETED.match(value)
    yield from found.groups() if found else (value,)


def family_words(name: Name) -> tuple[str, ...]:
    """The folded words of the family name where the list tells it."""
    return fold_words(name.family) if name.family else ()


def _person(
    name: Name, words: tuple[str, ...], *, cut: bool, first_family: bool
) -> Iterator[tuple[tuple[str, ...], Form]]:
    yield words, Form.FULL
    given = fold_words(f"{name.given} {name.middle} {name.patronymic}")
    family = family_words(name)
    two = tuple(word for word in family if word not in {"de", "del", "la"})
    if first_family and given and len(two) == 2 and len(two[0]) > 2:
        yield (*given, two[0]), Form.SHORT
        if len(given) > 1:
            yield (given[0], two[0]), Form.SHORTER
    if given and family:
        yield given + family, Form.FULL
        yield family + given, Form.ORDER
        if cut and len(given) > 1 and len(given[0]) > 2:
            yield (given[0], *family), Form.SHORT
            yield (*family, given[0]), Form.SHORT
        return
    if len(words) < 2:
        return
    yield words[-1:] + words[:-1], Form.ORDER
    yield words[1:] + words[:1], Form.ORDER
    plain = tuple(word for word in words if not word.endswith(_PATRONYMIC))
    if cut and 2 <= len(plain) < len(words):
        yield plain, Form.SHORT
        yield plain[-1:] + plain[:-1], Form.SHORT


def _before_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words before a legal form in the middle (`Alternativna Televizija D.O.O. Banja Luka`), if two or more."""
    roles = _roles(words)
    if len(roles) != len(words):
        return ()
    at = next((place for place, (_, role) in enumerate(roles) if role is Kind.LEGAL), 0)
    return words[:at] if at >= 2 else ()


def _without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) > 1 and not _KYRGYZ.isdisjoint((words[0], words[-1])):
        rest = words[1:] if words[0] in _KYRGYZ else words[:-1]
        return _without_legal_form(rest) if len(rest) > 1 else rest
    roles = _roles(words)
    first, last = 0, len(roles)
    while first < last and roles[first][1] is Kind.LEGAL:
        first += 1
    while last > first and roles[last - 1][1] is Kind.LEGAL:
        last -= 1
    kept = roles[first:last]
    if not kept or any(role is Kind.LEGAL for _, role in kept):
        return words
    for start in range(len(words) - len(kept) + 1):
        window = words[start : start + len(kept)]
        if all(word == token.text for word, (token, role) in zip(window, kept, strict=True) if role is not Kind.NUMBER):
            return window
    return _cut(words)


def _cut(words: tuple[str, ...]) -> tuple[str, ...]:
    """The same for names whose words have a common form (`Technologies`), if two words or more are left."""
    first, last = 0, len(words)
    while last - first > 1 and (length := _legal(words[first:last], at_end=True)):
        last -= length
    while last - first > 1 and (length := _legal(words[first:last], at_end=False)):
        first += length
    kept = words[first:last]
    return words if len(kept) < 2 or any(role is Kind.LEGAL for _, role in _roles(kept)) else kept


def _legal(words: tuple[str, ...], *, at_end: bool) -> int:
    """How many words at one end are a legal form (`Co Ltd`), fewer than all; 0 for none."""
    for length in range(min(LEGAL_MAX, len(words) - 1), 0, -1):
        # Beside a word that is none, since a name without any other word is never all legal form.
        roles = _roles((_OTHER, *words[-length:]) if at_end else (*words[:length], _OTHER))
        if all(role is Kind.LEGAL for token, role in roles if token.text != _OTHER):
            return length
    return 0


def _roles(words: tuple[str, ...]) -> tuple[tuple[Token, Kind], ...]:
    return tuple(typed(tuple(Token(word) for word in words), "organisation"))

"""What kind of party a name is by its form: no person has a legal form, a shortened word of business or a number."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ostrakon.names.kinds import Kind, typed
from ostrakon.names.running import fold_word
from ostrakon.names.tokens import Token
from ostrakon.names.wordlists import load, words
from ostrakon.profile.name import profile_name

_STREET_OPENERS = frozenset((
    "general", "gen", "dr", "prof", "lady", "lord", "sir", "col", "colonel", "marshal", "saint", "the", "and",
    "president", "major",
))  # fmt: skip
"""Titles and other words with which names of streets begin in many countries."""
_ROMAN = re.compile("[IVX]{2,4}")
"""Numbers of ships of one name; a single letter is an initial as well."""


def has_legal_form(name: str) -> bool:
    """Whether a name ends or begins with a legal form."""
    kinds = profile_name(name, "any").kinds
    return len(kinds) > 1 and Kind.LEGAL in (kinds[0], kinds[-1])


def kinds_of(name: str) -> tuple[str, ...]:
    """The FollowTheMoney schemata that a name is compared under; an empty one leaves the kind open."""
    if has_legal_form(name):
        return ("Organization",)
    last = name.split()[-1:]
    if last and (last[0].isdigit() or last[0].lower() in words()["numbers"] or _ROMAN.fullmatch(last[0])):
        return ("", "Organization", "Vessel")
    if any(word.lower().strip(".") in words()["abbreviations"] for word in name.split()):
        return ("", "Organization")
    return ("",)


def honoured(name: str) -> bool:
    """Whether a name begins with a title of faith, tribe or rank, as people bear it who are known by one word."""
    first = name.split(maxsplit=1)[0].strip(".,").lower()
    return first in words()["title"] and first not in words()["address"]


def formed(text: str) -> bool:
    """Whether a text ends or begins like the name of a firm or of somebody with a title; asks little."""
    found = text.split()
    if len(found) < 2:  # a word and its form
        return False
    first, last = found[0].strip(".,").lower(), found[-1].strip('.,()"').lower().replace(".", "")
    return last in _last_words() or first in _first_words()


@cache
def _last_words() -> frozenset[str]:
    ends = {form.split()[-1] for form in _forms()} | set(words()["abbreviations"])
    return frozenset(word for word in ends if len(word) > 1)


@cache
def _first_words() -> frozenset[str]:
    """First words of legal forms and titles of people, but for those with which streets begin."""
    begins = {form.split()[0] for form in _forms()} | words()["title"]
    return frozenset(word for word in begins if len(word) > 2) - _STREET_OPENERS  # initials


@cache
def _forms() -> tuple[str, ...]:
    concepts = load("legal_forms.toml")["concepts"]
    return tuple(form for forms in concepts.values() for form in forms)


def legal_beside(around: list[str], place: int) -> bool:
    """Whether a legal form stands before or behind a word."""
    return any(
        _legal(tuple(around[start:end]))
        for start, end in ((place + 1, place + 2), (place + 1, place + 3), (place - 1, place), (place - 3, place))
        if start >= 0 and end <= len(around)
    )


@lru_cache(maxsize=20_000)
def _legal(beside: tuple[str, ...]) -> bool:
    tokens = tuple(Token(folded) for word in beside if (folded := fold_word(word)))
    found = typed((Token("nobody"), *tokens), "organisation")
    return len(found) > 1 and all(kind is Kind.LEGAL for _, kind in found[1:])

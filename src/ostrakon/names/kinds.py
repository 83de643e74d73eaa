"""Words of a name by their role: what distinguishes a party, and what only decorates it.

The role depends on what is named: `as` is the article in a person's name, a Norwegian legal form at the end of a
company's, and a plain word elsewhere. Legal forms are replaced by their concept, so that `OOO`, `LLC` and `limited
liability company` are one token.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any, Literal

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from ostrakon.names.common import common_words
from ostrakon.names.countries import country_code
from ostrakon.names.keys import tells_place
from ostrakon.names.org_words import org_word
from ostrakon.names.phrases import counted, country_at, number_of
from ostrakon.names.rarity import RARITY_MAX_BITS, rarity_bits
from ostrakon.names.scripts import ABJADS, LATIN
from ostrakon.names.telling import tells_organisation
from ostrakon.names.tokens import Token, tokenise
from ostrakon.names.wordlists import load as _load
from ostrakon.names.wordlists import words as _words

NameClass = Literal["person", "organisation", "vessel", "any"]


class Kind(IntEnum):
    """Role of a token; the number is stored in the index."""

    CORE = 0
    LEGAL = 1
    TITLE = 2  # honorific, generation mark, vessel prefix
    NOISE = 3  # industry word, ordinary vocabulary of company names
    PARTICLE = 4
    PATRONYMIC = 5
    NUMBER = 6
    INITIAL = 7
    ORDINARY = 9  # an everyday English word; distinguishes like any other, but adding one tells of another business
    PLACE = 8  # a town added to a company's or vessel's name


_SCHEMA_CLASS: dict[str, NameClass] = {
    "Person": "person",
    "Vessel": "vessel",
    "Airplane": "vessel",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
}

_PATRONYMIC = re.compile(
    r"^[a-z]{3,}(?:ovich|evich|yevich|ovych|evych|yovych|ich|ovna|evna|yevna|ivna|yivna|ichna|inichna"
    r"|oglu|ogly|ogli|kyzy|kizi|qizi)$"
)
_NO_PATRONYMIC = frozenset({"ich", "rich", "ulrich", "heinrich", "friedrich", "dietrich", "aldrich", "milich"})
_ABD = re.compile(r"^(?:abd[aeou]l|abd[euo](?=[^aeioul]))(.{3,})$")
_ABD_ALONE = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdu", "abdo", "abdur", "abdus"})
_ROMAN_LETTERS = {"i": "1", "v": "5", "x": "10"}
"""Counted as numbers only at the end of a ship's name."""
_SURE_PREFIXES = frozenset({"mv", "mt", "mts", "vessel", "tanker"})
"""Prefixes that only ships have: they tell a ship where nothing else says what is named."""
DISTINGUISHING = frozenset({Kind.CORE, Kind.ORDINARY, Kind.PATRONYMIC})
"""Kinds that tell one party from another."""
MISSPELT_LENGTH_MIN = 6
"""Shorter legal words are not put right: one letter makes another word."""
GLUED_LENGTH_MIN = 7
"""Shorter business words are the beginning or the end of other words by chance."""
GLUED_REST_MIN = 4
"""What is left of a word that is taken apart."""
_GENERAL_FORM = "company"
MISSPELT_ENDING_LENGTH = range(3, 6)
"""A short legal form with one slip in it is not put right, but it distinguishes no company."""


def name_class(schema: str) -> NameClass:
    """How names of a FollowTheMoney schema are read; `any` for schemata that do not tell."""
    return _SCHEMA_CLASS.get(schema, "any")


def typed(tokens: tuple[Token, ...], of: NameClass) -> list[tuple[Token, Kind]]:
    """Each token with its role; legal phrases become one token, words of numbers become digits.

    A name never ends up without a distinguishing word: when everything in it is legal form or ordinary vocabulary,
    its words count as what they are after all.
    """
    if of == "any":
        of = guessed(tokens)
    read = {"person": _person, "organisation": _organisation, "vessel": _vessel}[of]
    found = read(list(tokens))
    # A country does not tell one of its banks from another: what kind of bank it is must do that.
    if not any(kind in DISTINGUISHING and not (of == "organisation" and tells_place(t.text)) for t, kind in found):
        weakest = {Kind.NOISE, Kind.INITIAL} if any(k in {Kind.NOISE, Kind.INITIAL} for _, k in found) else set(Kind)
        found = [(t, Kind.CORE if k in weakest and k is not Kind.NUMBER else k) for t, k in found]
    return found


def _person(tokens: list[Token]) -> list[tuple[Token, Kind]]:
    words = _words()
    found: list[tuple[Token, Kind]] = []
    # Many titles are given names too: they are titles where two words are left beside them.
    titles = words["title"] if sum(t.text not in words["address"] for t in tokens) > 2 else words["address"]
    for position, token in enumerate(tokens):
        text = token.text
        if text.isdigit():
            found.append((token, Kind.NUMBER))
        elif len(text) == 1:
            found.append((token, Kind.INITIAL))
        elif decoration := _decoration(text, position, len(tokens), titles):
            found.append((Token(decoration, token.script), Kind.TITLE))
        elif text in _ABD_ALONE and len(tokens) > 1:
            found.append((Token("abd", token.script), Kind.PARTICLE))
        elif _particle(token, "person", words) and len(tokens) > 1:
            found.append((token, Kind.PARTICLE))
        elif (split := _ABD.match(text)) and not split.group(1).startswith(("lah", "la")):
            found.append((Token("abd", token.script), Kind.PARTICLE))
            found.append((Token(split.group(1), token.script), Kind.CORE))
        elif token.script in ABJADS and text == "bd" and position < len(tokens) - 1:
            found.append((Token("abd", token.script), Kind.PARTICLE))
        elif token.script in ABJADS and text.startswith("bdal") and len(text) > 6:
            found.append((Token("abd", token.script), Kind.PARTICLE))
            found.append((Token(text[4:], token.script), Kind.CORE))
        elif token.script in ABJADS and text.startswith("al") and len(text) > 4:
            found.append((Token("al", token.script), Kind.PARTICLE))
            found.append((Token(text[2:], token.script), Kind.CORE))
        elif len(tokens) > 2 and _PATRONYMIC.match(text) and text not in _NO_PATRONYMIC:
            found.append((token, Kind.PATRONYMIC))
        else:
            found.append((token, Kind.CORE))
    return found


def _decoration(text: str, position: int, count: int, titles: frozenset[str]) -> str:
    """The title, degree or mark of a generation that a word is at its place among so many; empty for any other word."""
    words = _words()
    if (text in titles and position < count - 1) or (text in words["after"] and position > 1):
        return text
    # `JR., Arturo Meza`: lists that write the family name first put the mark there too.
    generation: str = words["generation"].get(text, "")
    return generation if position > 0 or count > 2 else ""


def _organisation(tokens: list[Token]) -> list[tuple[Token, Kind]]:
    words = _words()
    found: list[tuple[Token, Kind]] = []
    tokens = counted([_spelt(t) for t in _unglued(tokens)])
    scattered = False
    position = 0
    while position < len(tokens):
        phrase, length = _phrase_at(tokens, position)
        if phrase:
            found.append(phrase)
            position += length
            continue
        token = tokens[position]
        text = words["abbreviations"].get(token.text, token.text)
        if concept := words["scattered"].get(text, ""):
            found.append((Token(concept, token.script), Kind.LEGAL))
            scattered = True
        elif word := org_word(text, token.script):
            # What bodies are called is translated by the lists: the concept is compared, not the word.
            found.append((Token(word), _concept_kind(word)))
        elif digits := number_of(text):
            found.append((Token(digits, ""), Kind.NUMBER))
        elif text in words["numbers"]:
            found.append((Token(words["numbers"][text], ""), Kind.NUMBER))
        elif text in words["legal_part"]:
            found.append((token, Kind.PARTICLE))
        elif text in words["place"] and position > 0:
            found.append((token, Kind.PLACE))
        elif _particle(token, "organisation", words) and len(tokens) > 1:
            found.append((token, Kind.PARTICLE))
        elif len(text) == 1:
            found.append((token, Kind.INITIAL))
        elif text in words["noise"] or (
            position in (0, len(tokens) - 1) and len(tokens) > 1 and _misspelt_legal(text, position == 0)
        ):
            found.append((token, Kind.NOISE))
        else:
            found.append((token, Kind.ORDINARY if _everyday(text) else Kind.CORE))
        position += 1
    return _gathered(found) if scattered else found


def _phrase_at(tokens: list[Token], position: int) -> tuple[tuple[Token, Kind] | None, int]:
    """The legal form or the country that words from `position` on are, and how many they are."""
    concept, length = _legal_at(tokens, position)
    if concept:
        return (Token(concept, tokens[position].script), Kind.LEGAL), length
    country, length = country_at(tokens, position)
    return ((Token(country), Kind.CORE) if country else None), length


def _gathered(found: list[tuple[Token, Kind]]) -> list[tuple[Token, Kind]]:
    """Each legal form once, and without the words that only ever qualify one."""
    legal = {t.text for t, k in found if k is Kind.LEGAL}
    kept: list[tuple[Token, Kind]] = []
    for token, kind in found:
        if kind is Kind.LEGAL and ((token.text == _GENERAL_FORM and len(legal) > 1) or (token, kind) in kept):
            continue
        if token.text in _words()["qualifying"]:
            continue
        kept.append((token, kind))
    return kept


def _everyday(text: str) -> bool:
    """Whether a word is one of ordinary prose, a trade or goods."""
    return text in common_words() or text in _words()["everyday"] or text.removesuffix("s") in _words()["everyday"]


def _unglued(tokens: list[Token]) -> list[Token]:
    """Words apart that were written together with a long legal or business word: `SANATCOMPANY`, `STOCKCOMPANY`."""
    return [part for token in tokens for part in _parted(token)]


@lru_cache(maxsize=100_000)
def _parted(token: Token) -> tuple[Token, ...]:
    text = token.text
    if token.script != LATIN or len(text) < GLUED_LENGTH_MIN + GLUED_REST_MIN:
        return (token,)
    if text in _legal()[0] or text in _known_words() or rarity_bits(text) < RARITY_MAX_BITS:
        return (token,)
    for size in range(len(text) - GLUED_REST_MIN, GLUED_LENGTH_MIN - 1, -1):
        if text[-size:] in _glued_words():
            return (*_parted(Token(text[:-size], token.script)), Token(text[-size:], token.script))
        if text[:size] in _glued_words():
            return (Token(text[:size], token.script), *_parted(Token(text[size:], token.script)))
    return (token,)


@cache
def _glued_words() -> frozenset[str]:
    """Legal and business words that no other word begins or ends with by chance."""
    return frozenset(w for w in {*_legal_words(), *_words()["noise"]} if len(w) >= GLUED_LENGTH_MIN)


def _vessel(tokens: list[Token]) -> list[tuple[Token, Kind]]:
    words = _words()
    found: list[tuple[Token, Kind]] = []
    tokens = counted(tokens)
    leading = True
    for position, token in enumerate(tokens):
        text = token.text
        if leading and text in words["vessel_prefix"] and position < len(tokens) - 1:
            found.append((token, Kind.TITLE))
            continue
        leading = False
        if text.isdigit():
            found.append((Token(text.lstrip("0") or "0", ""), Kind.NUMBER))
        elif len(tokens) > 1 and text in words["numbers"]:
            found.append((Token(words["numbers"][text], ""), Kind.NUMBER))
        elif position > 0 and position == len(tokens) - 1 and text in _ROMAN_LETTERS:
            found.append((Token(_ROMAN_LETTERS[text], ""), Kind.NUMBER))
        elif len(text) == 1 and position > 0:
            found.append((token, Kind.INITIAL))
        elif text in words["place"] and position > 0:
            found.append((token, Kind.PLACE))
        else:
            found.append((token, Kind.CORE))
    return found


def _particle(token: Token, of: str, words: dict[str, Any]) -> bool:
    """A small word: of any language in Latin letters, of their own ones in other scripts."""
    own = words[f"{of}_scripts"].get(token.script, frozenset())
    return token.text in own or token.text in words[f"{of}_particle"]


@cache
def _concept_kind(word: str) -> Kind:
    if word in _words()["noise"]:
        return Kind.NOISE
    return Kind.CORE if country_code(word) else Kind.ORDINARY


@lru_cache(maxsize=100_000)
def _spelt(token: Token) -> Token:
    """A long legal or business word with one typing error, put right: `LIMITEf` would otherwise count as a name."""
    text = token.text
    if len(text) < MISSPELT_LENGTH_MIN - 1 or text in _known_words() or _everyday(text):
        return token
    if rarity_bits(text) < RARITY_MAX_BITS:
        return token
    found = extractOne(text, _put_right(len(text)), scorer=OSA.distance, score_cutoff=1)
    return Token(found[0], token.script) if found else token


@cache
def _known_words() -> frozenset[str]:
    return frozenset([*_legal_words(), *_words()["noise"]])


@cache
def _put_right(length: int) -> tuple[str, ...]:
    """Words of companies that are put right, those of legal forms and longer ones of business: as many as one typing
    error may make a word of so many letters of."""
    legal = {w for w in _legal_words() if len(w) >= MISSPELT_LENGTH_MIN}
    known = legal | {w for w in _words()["noise"] if len(w) > MISSPELT_LENGTH_MIN}
    return tuple(sorted(w for w in known if abs(len(w) - length) <= 1))


@lru_cache(maxsize=50_000)
def _misspelt_legal(text: str, leading: bool) -> bool:
    """Whether a rare short word at an end of a company's name is one slip away from a legal form: `Ldt`, `JCS`."""
    if len(text) not in MISSPELT_ENDING_LENGTH or rarity_bits(text) < RARITY_MAX_BITS or _everyday(text):
        return False
    forms = _words()["leading"] if leading else _legal_endings()
    return extractOne(text, forms, scorer=OSA.distance, score_cutoff=1) is not None


@cache
def _legal_endings() -> tuple[str, ...]:
    """Legal forms of one word and at least three letters."""
    phrases, _, _ = _legal()
    single = {phrase[0] for options in phrases.values() for phrase, _ in options if len(phrase) == 1}
    return tuple(sorted(w for w in single if 3 <= len(w) <= max(MISSPELT_ENDING_LENGTH)))


@cache
def _legal_words() -> tuple[str, ...]:
    """Long words of legal forms of several words, in a fixed order."""
    phrases, _, _ = _legal()
    words = {w for options in phrases.values() for phrase, _ in options if len(phrase) > 1 for w in phrase}
    return tuple(sorted(w for w in words if len(w) >= MISSPELT_LENGTH_MIN - 1))


def guessed(tokens: tuple[Token, ...]) -> NameClass:
    """What a name most likely is the name of, by its words alone."""
    if len(tokens) > 1 and tokens[0].text in _SURE_PREFIXES:
        return "vessel"
    return "organisation" if _looks_like_organisation(tokens) else "person"


def _looks_like_organisation(tokens: tuple[Token, ...]) -> bool:
    words = _words()
    if any(t.text in words["noise"] for t in tokens):
        return True
    if any(_legal_at(list(tokens), i)[0] for i in range(len(tokens))):
        return True
    return len(tokens) > 1 and any(map(tells_organisation, tokens))


def _legal_at(tokens: list[Token], position: int) -> tuple[str, int]:
    phrases, ending_only, leading = _legal()
    for phrase, concept in phrases.get(tokens[position].text, ()):
        end = position + len(phrase)
        if tuple(t.text for t in tokens[position:end]) != phrase:
            continue
        joined = " ".join(phrase)
        if joined not in ending_only:
            return concept, len(phrase)
        if len(tokens) == len(phrase):
            continue
        if all(t.text in _words()["place"] for t in tokens[end:]) or (
            end < len(tokens) and _legal_at(tokens, end)[0] and position > 0
        ):
            return concept, len(phrase)
        if position == 0 and joined in leading:
            return concept, len(phrase)
    return "", 0


@cache
def _legal() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], frozenset[str], frozenset[str]]:
    data = _load("legal_forms.toml")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    scripts = data["scripts"]
    for concept, spellings in data["concepts"].items():
        short = (s.removesuffix("company") + "co" for s in spellings if s.endswith(" company"))
        folded = (" ".join(t.text for t in tokenise(form).tokens) for form in scripts.get(concept, ()))
        for spelling in (*spellings, *short, *folded):
            words = tuple(spelling.split())
            phrases.setdefault(words[0], []).append((words, concept))
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    ending = data["ending_only"]
    return phrases, frozenset(ending["forms"]), frozenset(ending["leading"])


@lru_cache(maxsize=50_000)
def may_be_legal(text: str) -> bool:
    """Whether a word (lower-case ASCII) can be a legal form of a company or a part of one, with whatever beside it."""
    words = _words()
    parts = [_spelt(part).text for part in _parted(Token(text))]
    return any(
        part in _phrase_words() or words["abbreviations"].get(part, part) in words["scattered"] for part in parts
    )


@cache
def _phrase_words() -> frozenset[str]:
    phrases, _, _ = _legal()
    return frozenset(word for options in phrases.values() for phrase, _ in options for word in phrase)

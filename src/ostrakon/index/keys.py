"""The keys under which a name is filed and looked for: the same functions on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from anyascii import anyascii

from ostrakon.names.keys import skeleton, sound_fold
from ostrakon.names.kinds import Kind
from ostrakon.names.tokens import tokenise
from ostrakon.profile.name import NameProfile

NEAR_LENGTH_MIN = 3
"""Shorter keys have no near ones: one letter makes another name."""
BEGINNING = "*"
"""Ends a key that stands for all words that begin with it."""
BEGINNING_LENGTH_MIN = 3
ACRONYM_LENGTH = range(3, 13)
SMALL_WORDS = frozenset({"of", "and", "the", "for", "de", "la", "des", "et", "und", "i"})
COMPANY_WORDS = frozenset({"company", "co", "llc", "ltd", "limited", "inc", "ooo", "jsc"})
CONTENT = frozenset({Kind.CORE, Kind.PATRONYMIC, Kind.NUMBER, Kind.NOISE, Kind.INITIAL, Kind.PLACE, Kind.ORDINARY})
"""Kinds by which a name is fetched."""
_KEPT_LETTERS = re.compile(r"[a-z0-9]+")
"""Words as they stand, dots and apostrophes separating: `L.L.C` gives L, L, C."""


def has_near(text: str) -> bool:
    """Whether a key is looked for with a typing error too: long enough, and no number."""
    return len(text) >= NEAR_LENGTH_MIN and not text.isdigit() and not text.endswith(BEGINNING)


def deletions(text: str) -> set[int]:
    """32-bit hashes of the text and of all texts that one deleted letter makes of it."""
    raw = text.encode()
    return {crc32(raw), *[crc32(raw[:i] + raw[i + 1 :]) for i in range(len(raw))]}


def marked(tokens: Iterable[str], abjad: Iterable[bool]) -> tuple[str, ...]:
    """Tokens as the index keeps them apart: those written without vowels with a `~` at the end."""
    return tuple(t + "~" if a else t for t, a in zip(tokens, abjad, strict=True))


def word_keys(profile: NameProfile) -> list[str]:
    """The content tokens of a query; those written without vowels say nothing as they stand.

    The last word of a name of 35 characters may be the beginning of a longer one.
    """
    found = zip(profile.tokens, profile.kinds, profile.abjad, strict=True)
    keys = dict.fromkeys(t for t, k, a in found if k in CONTENT and not a)
    if profile.truncated and len(profile.tokens[-1]) >= BEGINNING_LENGTH_MIN and not profile.abjad[-1]:
        keys[profile.tokens[-1] + BEGINNING] = None
    return list(keys)


def consonant_keys(tokens: Sequence[str], kinds: Sequence[Kind]) -> list[str]:
    """The consonant keys of a name's content tokens, of each two neighbours joined, and of particles with their word.

    Tokens written without vowels end in `~`. Where a token can be read in another way the keys of both readings stand.
    """
    content = [t for t, k in zip(tokens, kinds, strict=True) if k in CONTENT]
    keys = _skeletons([t.removesuffix("~") for t in content])
    # `al-Haramain` and `Alharamain`: the article is no content, but some write it together with its word.
    for place, (kind, following) in enumerate(pairwise(kinds)):
        if kind is Kind.PARTICLE and following in CONTENT:
            keys.append(skeleton(tokens[place].removesuffix("~") + tokens[place + 1].removesuffix("~")))
    others = [_otherwise(t) for t in content]
    if any(others):
        keys += _skeletons([o or t.removesuffix("~") for o, t in zip(others, content, strict=True)])
    return list(dict.fromkeys(keys))


_DIGITS_AS_LETTERS = str.maketrans("01358", "oiesb")
_READ_OTHERWISE = (("tj", "ch"), ("sj", "sh"), ("j", "i"))
_SOFT_C = re.compile("c(?=[eiyj]|$)")
OTHERWISE_LENGTH_MIN = 4


@lru_cache(maxsize=100_000)
def _otherwise(token: str) -> str:
    """Another reading of a token for its consonants; empty for most.

    Persian speaks as z what Arabic speaks as d (ض); German, Polish and Scandinavian spellings write j for y, the last
    of these tj and sj for ch and sh; before e and i, and where a háček was lost, c is a sibilant; scanners read letters
    as digits.
    """
    if token.endswith("~"):
        return token[:-1].replace("d", "z") if "d" in token else ""
    if token.isdigit() or len(token) < OTHERWISE_LENGTH_MIN:
        return ""
    read = _SOFT_C.sub("s", token if token.isalpha() else token.translate(_DIGITS_AS_LETTERS))
    if "j" in read:
        for written, meant in _READ_OTHERWISE:
            read = read.replace(written, meant)
    return read if read != token else ""


def _skeletons(tokens: list[str]) -> list[str]:
    keys = [skeleton(t) for t in tokens]
    return keys + [a + b for a, b in pairwise(keys)]


UNWRITTEN = frozenset({Kind.LEGAL, Kind.TITLE})
"""Kinds that are left out where a whole name is written as one word."""


def whole_text(tokens: Iterable[str], kinds: Iterable[Kind]) -> str:
    """Sound key of the whole name written as one word, legal forms and titles left out."""
    content = [t.removesuffix("~") for t, k in zip(tokens, kinds, strict=True) if k not in UNWRITTEN]
    return sound_fold("".join(content))


def acronyms_of(profile: NameProfile) -> set[str]:
    """First letters of a company's words, with and without its small words and its legal form."""
    pairs = list(zip(profile.tokens, profile.kinds, strict=True))
    plain = anyascii(profile.text).lower()
    words = [t.text for t in tokenise(profile.text).tokens]
    variants = (
        [t[0] for t, k in pairs if k not in (Kind.LEGAL, Kind.PARTICLE)],
        [t[0] for t, k in pairs if k is not Kind.LEGAL],
        [w[0] for w in words],
        [w[0] for w in words if w not in SMALL_WORDS],
        [w[0] for w in words if w not in SMALL_WORDS and w not in COMPANY_WORDS],
        [t[0] for t in _KEPT_LETTERS.findall(plain)],
    )
    return {a for letters in variants if len(a := "".join(letters)) in ACRONYM_LENGTH}

"""Names of one language as another spells them: German, French and Spanish transcriptions, Korean letters.

German writes Alischer Usmanow, French Oussama and Poutine, Korean 김정은; lists mostly have the English form.
The rules are rough on purpose: they only propose, and what they propose must be a listed word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from ostrakon.names.running import fold_words

_Rule = tuple[tuple[re.Pattern[str], str], ...]


def _rule(*pairs: tuple[str, str]) -> _Rule:
    return tuple((re.compile(pattern), put) for pattern, put in pairs)


_RULES: dict[str, tuple[_Rule, ...]] = {
    "de": (
        _rule(("tsch", "\0"), ("sch", "sh"), ("ch", "kh"), ("\0", "ch"), ("w", "v"), ("j", "y")),
        _rule(("tsch", "\0"), ("sch", "zh"), ("ch", "kh"), ("\0", "ch"), ("w", "v"), ("j", "y")),
        _rule(("tsch", "\0"), ("sch", "sh"), ("ch", "h"), ("\0", "ch"), ("w", "v"), ("j", "y")),
        _rule(("tsch", "\0"), ("sch", "sh"), ("\0", "ch"), ("w", "v"), ("j", "zh"), ("z", "ts")),
        _rule(("ss", "s"), ("w", "v"), ("j$", "y"), ("ij$", "iy")),
    ),
    "fr": (
        _rule(
            ("tch", "\0"), ("ch", "sh"), ("\0", "ch"), ("ou", "u"), ("j", "zh"), ("gu(?=[eiy])", "g"), ("ine$", "in")
        ),
        _rule(("tch", "\0"), ("ch", "sh"), ("\0", "ch"), ("ou", "u"), ("dj", "j"), ("gu(?=[eiy])", "g")),
        _rule(("ou", "u"), ("ine$", "in"), ("eff$", "ev"), ("oz$", "ov"), ("ss", "s")),
        _rule(("ou(?=[aei])", "w"), ("ou", "u"), ("que$", "k"), ("qu", "k")),
    ),
    "es": (
        _rule(("j", "kh"), ("gu(?=[ei])", "g"), ("ch", "ch")),
        _rule(("y", "i"), ("gu(?=[ei])", "g"), ("j", "h")),
        _rule(("sh", "sh"), ("x", "ks"), ("j", "zh"), ("ia$", "iya")),
    ),
    # Foreign names of firms, which Russian spells by their sound: Гарантекс, Совкомбанк.
    "ru": (
        _rule(("ks", "x")),
        _rule(("k", "c")),
        _rule(("k(?=[oau])", "c"), ("ks", "x")),
    ),
}


@lru_cache(maxsize=100_000)
def english_spellings(folded: str, language: str) -> tuple[str, ...]:
    """How English texts may spell a word that is folded already; without the word itself."""
    found = {_applied(folded, rule) for rule in _RULES.get(language, ())}
    return tuple(sorted(found - {folded}))


def _applied(word: str, rule: _Rule) -> str:
    for pattern, put in rule:
        word = pattern.sub(put, word)
    return word


_FIRM_WORDS_TEXT = """
treyd trade, treyding trading, layn line, layns lines, dizayn design, grup group, grupp group, kompani company,
tek tech, dzheneral general, solyushns solutions, solyushnz solutions, sistems systems, inzhiniring engineering,
indastri industry, indastriz industries, servisez services, interneshnl international, menedzhment management,
kepital capital, faynens finance, tekhnolodzhi technology, tekhnolodzhiz technologies, eyr air, eyrlayns airlines,
marin marine, oyl oil, enerdzhi energy, pauer power, saplay supply, yunayted united, ist east, saut south, nort north,
vest west, aviyeyshn aviation, aerospeys aerospace, mashineri machinery, ekvipment equipment, softver software,
sekyuriti security, enterprayz enterprise, korporeyshn corporation, khaus house, si sea
"""
_FIRM_WORDS = {pair.split()[0]: pair.split()[1] for pair in _FIRM_WORDS_TEXT.split(",")}
"""English words in the names of firms as Russian spells them by their sound, romanised → the English word."""


def firm_word(folded: str) -> str:
    """The English word that Russian spells so in the names of firms (`Трейд`); empty for others."""
    return _FIRM_WORDS.get(folded, "")


_INITIALS = "g|k,kk,n,d|t,tt,r|l|,m,b|p,pp,s,ss,,j|ch,jj,ch,k,t,p,h"
_VOWELS = "a,ae,ya,yae,o|eo|u,e,yo|yeo|you,ye,o,wa,wae,oe|oi,yo,u|oo,wo,we,wi|ui,yu|ryu|yoo,u|eu,ui|eui|i,i|ee"
_FINALS = ",k|g,kk,ks,n,nj,nh,t|d,l,lk,lm,lb,ls,lt,lp,lh,m,p|b,ps,t|s,ss,ng,t,ch,k,t,p,h"
_HANGUL = 0xAC00
_SYLLABLES = 11172
_FAMILIES = (
    "김리이박최정강조윤장임림한오서신권황안송류유홍전고문양손배백허남심노로하곽성차주우구라민진지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반왕금옥육인맹제모탁국어은편용태"
)
FAMILIES = frozenset(_FAMILIES)
"""Syllables that are a Korean family name."""


@cache
def hangul_readings(syllable: str) -> tuple[str, ...]:
    """Romanisations of one Hangul syllable in the systems of North and South; empty for another letter."""
    number = ord(syllable) - _HANGUL if len(syllable) == 1 else -1
    if not 0 <= number < _SYLLABLES:
        return ()
    parts = (
        _INITIALS.split(",")[number // 588].split("|"),
        _VOWELS.split(",")[number % 588 // 28].split("|"),
        _FINALS.split(",")[number % 28].split("|"),
    )
    return tuple(dict.fromkeys("".join(cell) for cell in product(*parts)))


def is_well_known(folded: tuple[str, ...]) -> bool:
    """Whether the words are the name of a well-known party, in English or in another language of the table."""
    return folded in _well_known()


@cache
def _well_known() -> frozenset[tuple[str, ...]]:
    return frozenset((*exonyms(), *(name for names in exonyms().values() for name in names)))


@cache
def exonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Folded words of a well-known name in English → its folded words in other languages."""
    path = Path(__file__).resolve().parent / "data" / "exonyms.tsv"
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        english, *cells = line.split("\t")
        names = [name for cell in cells for name in cell.split("|") if name]
        for one in english.split("|"):
            found[fold_words(one)] = tuple(dict.fromkeys(fold_words(name) for name in names))
    return found

"""Country names, adjectives and codes → ISO 3166-1 alpha-2.

Owns the reading of a text that *is* a country (a field of a list or of a customer file); countries within
running text are found by `names/places.py`. Where the table comes from is told in
`tools/countries/build.py`.

Former states: one with a single successor gets the successor (Zaire → `cd`, East Germany → `de`, the Soviet
republics → their states); one with several keeps its withdrawn code (`su` USSR, `yu` Yugoslavia, `cs`
Serbia and Montenegro, `an` Netherlands Antilles). Kosovo is `xk`, as in the CLDR. Regions that lists give
as if they were countries (Crimea, Gaza, Abkhazia) get the state that they belong to under the resolutions
of the United Nations.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_SEPARATORS = re.compile(r"(?:[^\w\u0900-\u109f\u1780-\u17ff]|_)+")  # Indic and Khmer vowel signs are no \w
_NUMBERING = re.compile(r"(?:\(?\b\d{1,2}\)\s*(?:(?:to|and|-)\s*)?)+")
_ALTERNATIVES = re.compile(r"[/;]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_TAIL = re.compile(r"\s+(?:citizen|citizenship|national|nationality|passport)s?\s*$", re.IGNORECASE)
_HEAD = re.compile(r"^\s*(?:region|country|flag|nationality|the former|former|now|near|formerly)\b:?\s*", re.IGNORECASE)

DATA = Path(__file__).resolve().parent / "data"

LENGTH_MAX = 200
"""No name of a country is longer; what is, is prose or an attack and is not read."""


def country_key(text: str) -> str:
    """The form under which the table keeps a name: case, accents and punctuation do not count."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return unicodedata.normalize("NFC", _SEPARATORS.sub(" ", plain).strip())


@lru_cache(maxsize=8192)
def country_code(text: str) -> str:
    """The lower-case alpha-2 code that `text` (a name in any official spelling, a code, an adjective)
    stands for.

    Understands inverted names (`Korea, North`), names in two languages (`Russia / Russie`), additions in
    brackets (`Libya (previous location in 2004)`), and enumerations of one and the same country. Empty when
    the text is unknown, ambiguous (`Korea`, `Congo`) or names several countries.
    """
    if len(text) > LENGTH_MAX:
        return ""
    found = _lookup(text)
    if found or len(text) < 4:
        return found
    for divider in (_NUMBERING, _ALTERNATIVES):
        parts = divider.split(text)
        if len(parts) > 1:
            return _agreeing(parts)
    return _simplified(text)


def country_codes(text: str) -> tuple[str, ...]:
    """Every country that an enumeration names (`(1) Tunisia (2) Libya`, `Sudan/South Sudan`), in its order.

    Parts that are unknown or ambiguous are left out; a text that is one country gives that one.
    """
    if code := country_code(text):
        return (code,)
    if len(text) > 10 * LENGTH_MAX:
        return ()
    parts = [piece for part in _NUMBERING.split(text) for piece in _ALTERNATIVES.split(part)]
    codes = (country_code(part.strip()) for part in parts)
    return tuple(dict.fromkeys(code for code in codes if code))


COUNTRY_WORD_MIN = 4
"""Letters of a single word that names a country in a party's name; shorter ones are words of other languages too."""
_SHORT_WORDS = frozenset({"usa", "uae"})


def country_word(word: str) -> str:
    """The code of a country whose name or adjective one folded word is; empty for any other word."""
    return _table().get(word, "") if len(word) >= COUNTRY_WORD_MIN or word in _SHORT_WORDS else ""


def country_name(code: str) -> str:
    """The English name of an alpha-2 code (any case) as the Unicode CLDR has it; the code itself where it has none."""
    return _english_names().get(code.lower(), code.upper())


def _simplified(text: str) -> str:
    """The code of a single name with its additions taken off one after the other."""
    outside = _BRACKETS.sub(" ", text).strip(" .,:;")
    if outside != text and outside:
        return country_code(outside)
    if not outside:
        inside = _BRACKETS.findall(text)
        return country_code(inside[0]) if len(inside) == 1 else ""
    for pattern in (_TAIL, _HEAD):
        shorter = pattern.sub("", text)
        if shorter != text and shorter.strip():
            return country_code(shorter)
    before, comma, after = text.rpartition(",")
    return _lookup(f"{after} {before}") if comma else ""


def _lookup(text: str) -> str:
    key = country_key(text)
    table = _table()
    found = table.get(key, "")
    return found or (table.get(key[4:], "") if key.startswith("the ") else "")


def _agreeing(parts: list[str]) -> str:
    """The code on which all parts that say anything agree; empty when one is unknown or they differ."""
    codes = {country_code(part.strip()) for part in parts if part.strip(" .,")}
    return codes.pop() if len(codes) == 1 else ""


@cache
def _english_names() -> dict[str, str]:
    """Code → name; of several the table gives the usual one first."""
    found: dict[str, str] = {}
    for line in (DATA / "country_names.tsv").read_text(encoding="utf-8").splitlines():
        language, _, rest = line.partition("\t")
        if language == "en":
            code, _, name = rest.partition("\t")
            found.setdefault(code, name)
    return found


@cache
def _table() -> dict[str, str]:
    """Comparison key → code; read once, about 10,000 entries."""
    text = (DATA / "countries.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            code, _, keys = line.partition("\t")
            found.update(dict.fromkeys(keys.split("|"), code))
    return found

"""Comparison keys of one token: coarser and coarser ways in which two spellings can be the same.

All keys are for comparing and fetching, never a score by themselves: the coarse ones merge different names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from ostrakon.names.countries import country_word

_FOLD = (
    ("sjtj", "S"), ("sj", "S"),
    ("shch", "S"), ("sch", "S"), ("tch", "C"), ("tsch", "C"), ("sh", "S"), ("sz", "S"), ("ch", "C"), ("cz", "C"),
    ("tj", "C"), ("zh", "Z"), ("dj", "j"), ("dzh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("ks", "x"), ("w", "v"), ("y", "i"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("ie", "i"), ("q", "k"), ("aa", "a"), ("ae", "e"), ("oe", "e"), ("ue", "u"),
)  # fmt: skip


def _any_of(spellings: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest of several spellings; by their first letters, which is thrice as fast as one by one."""
    endings: dict[str, list[str]] = {}
    for spelling in sorted(spellings, key=len, reverse=True):
        endings.setdefault(spelling[0], []).append(spelling[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in endings.items()))


_FOLD_MAP = dict(_FOLD)
_FOLD_RE = _any_of(_FOLD_MAP)
_DOUBLE = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"(?<=[aeou])i(?=[aeiou])")

SKELETON_PAIRS = (("sj", "s"), ("tj", "s"),
                  ("sh", "s"), ("ch", "s"), ("zh", "s"), ("kh", "h"), ("gh", "k"), ("ph", "f"), ("th", "t"),
                  ("dh", "t"), ("ck", "k"), ("ts", "s"), ("tz", "s"), ("dj", "s"), ("cz", "s"),
                  ("x", "ks"))  # fmt: skip
SKELETON_LETTERS = dict(zip("bgjqcdvwz", "pksk" + "ktff" + "s", strict=True))
SKELETON_VOWELS = "aeiouy"
"""What `skeleton` writes otherwise (`index/spelled_loops.py` does the same in compiled code)."""
_SKELETON_MAP = dict(SKELETON_PAIRS)
_SKELETON_RE = _any_of(_SKELETON_MAP)
_SKELETON_TABLE = str.maketrans(SKELETON_LETTERS)
_VOWELS = str.maketrans("", "", SKELETON_VOWELS)


def _once(text: str) -> str:
    """The text with every letter that is repeated written once."""
    # To search first takes half of the time: most words repeat no letter, and templates are slow.
    return _DOUBLE.sub(r"\1", text) if _DOUBLE.search(text) else text


@lru_cache(maxsize=50_000)
def sound_fold(token: str) -> str:
    """The token under the commonest differences of romanisation: `Sergey` = `Sergei`, `Yusuf` = `Yousef` not yet."""
    text = _FOLD_RE.sub(lambda m: _FOLD_MAP[m.group()], token)
    if "j" in text and len(text) > 4:
        # German, Polish and Scandinavian spellings write j for y; short Korean syllables must keep theirs apart.
        text = text.replace("j", "i")
    if "i" in text:
        text = _GLIDE.sub("", text)
    return _once(text)


@lru_cache(maxsize=50_000)
def skeleton(token: str) -> str:
    """Coarse consonant key: voiced and voiceless letters and sibilants merged, vowels and a final h gone.

    A leading vowel leaves no trace; a token without consonants keeps its letters, so that it stays comparable.
    """
    text = _SKELETON_RE.sub(lambda m: _SKELETON_MAP[m.group()], token)
    text = text[:1] + text[1:].replace("w", "")
    text = text.translate(_VOWELS).translate(_SKELETON_TABLE)
    if len(text) > 1:
        text = text.removesuffix("h")
    return _once(text) or token


_SON = re.compile(r"[a-z]{3,}(?:ovich|evich|ovych|evych|ovitch|evitch|owitsch|ewitsch|ovitj|evitj|oglu|ogly)$")
_DAUGHTER = re.compile(r"[a-z]{3,}(?:ovna|evna|ivna|owna|ewna|ichna|kyzy|kizi|qizi)$")


@lru_cache(maxsize=50_000)
def patronymic_sex(token: str) -> int:
    """1 for the patronymic of a son, -1 for that of a daughter, 0 for any other word."""
    return 1 if _SON.match(token) else -1 if _DAUGHTER.match(token) else 0


@cache
def _equivalents() -> dict[str, str]:
    text = files("ostrakon.names").joinpath("data", "equivalents.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)["groups"]
    return {sound_fold(form): name for name, forms in groups.items() for form in forms}


@lru_cache(maxsize=50_000)
def equivalence_key(token: str) -> str:
    """The known name that the token is a form of, else its sound.

    Known names, whose keys begin with `=`, are given names (`Yevgeny` = `Eugene`), patronymics, countries (`America` =
    `USA`), the sides that tell namesakes apart (`north`, `upper`) and generations (`jr`, `sr`): two that differ
    contradict each other, however alike they are written.
    """
    sound = sound_fold(token)
    group = _equivalents().get(sound)
    if group:
        return f"={group}"
    if token in SIDES:
        return f"={PLACE_MARK}{token}"
    if token in GENERATIONS:
        return f"={token}"
    if code := country_word(token):
        return f"={PLACE_MARK}{code}"
    father = _father(token)
    return f"={father}" if father else sound


SIDES = frozenset({"north", "south", "east", "west", "central", "upper", "lower"})
"""Concepts and words of where something is that only tell one of several from the others."""
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Marks of father, son and grandson of one name; other words for them have become these (`kinds.py`)."""
PLACE_MARK = "@"
"""Begins the key of a country or side, after the `=`."""


def tells_place(token: str) -> bool:
    """Whether a word of an organisation's name is a country or a side."""
    return equivalence_key(token).startswith(f"={PLACE_MARK}")


_PATRONYMIC_ENDING = re.compile(
    r"(?P<stem>[a-z]{3,}?)(?P<glide>[iyj]*)(?:[aeo]|yo|io)(?:v|w|u)(?P<sex>it?s?ch|it?c|icz|itj|ych|itsj|na|ny)$"
)
_FATHER_ENDINGS = ("", "i", "y", "iy", "ey", "ei", "a", "o", "ay", "ai")


@lru_cache(maxsize=50_000)
def _father(token: str) -> str:
    """Patronymics of one father's name in several languages: `Yauhenievich` and `Evgenievich`; "" for other words."""
    found = _PATRONYMIC_ENDING.match(token)
    if not found:
        return ""
    for ending in _FATHER_ENDINGS:
        group = _equivalents().get(sound_fold(found["stem"] + ending))
        if group:
            return group + (" daughter" if found["sex"].startswith("n") else " son")
    return ""


_KOREAN = (("eo", "o"), ("eu", "u"), ("ae", "e"), ("oe", "e"), ("ui", "i"), ("oo", "u"), ("ou", "u"), ("ee", "i"),
           ("ch", "j"), ("wo", "o"))  # fmt: skip
_KOREAN_RE = re.compile("|".join(a for a, _ in _KOREAN))
_KOREAN_MAP = dict(_KOREAN)
_KOREAN_TABLE = str.maketrans("gdblv", "ktprp")
_KOREAN_COMMON = {
    "sung": "song",
    "jung": "jong",
    "chung": "jong",
    "chun": "jon",
    "kyung": "kyong",
    "myung": "myong",
    "young": "yong",
    "hyung": "hyong",
    "hyun": "hyon",
    "chul": "chol",
    "suk": "sok",
    "hyuk": "hyok",
    "duk": "tok",
    "yul": "yol",
}
"""Usual spellings of personal names that no system gives."""
_KOREAN_FAMILY = {
    "i": "ri",
    "lee": "ri",
    "yi": "ri",
    "li": "ri",
    "im": "rim",
    "lim": "rim",
    "no": "ro",
    "noh": "ro",
}


@lru_cache(maxsize=50_000)
def korean_fold(token: str) -> str:
    """A Korean syllable under Revised, McCune-Reischauer and the North's usage: `jeong` = `jong` = `chong`."""
    text = _KOREAN_FAMILY.get(token) or _KOREAN_COMMON.get(token, token)
    text = _KOREAN_RE.sub(lambda m: _KOREAN_MAP[m.group()], text).translate(_KOREAN_TABLE)
    if text.endswith("k") and len(text) > 3 and text[-2] == "r":
        text = text[:-2] + "k"
    return _once(text)

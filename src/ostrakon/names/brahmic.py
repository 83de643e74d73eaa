"""Scripts of India and South-East Asia whose consonants carry a vowel that is not written.

Indian scripts share one layout in Unicode (ISCII), so one table serves Devanagari, Bengali, Gurmukhi, Gujarati and
Kannada. Names are written as their bearers spell them: without marks of length, the unspoken vowel left out at the end
of a word and between two others (राजनाथ is Rajnath). Burmese follows the usual spelling of names (a simplified MLC
transcription): one word a syllable, as in Min Aung Hlaing. Thai vowels that are written before their consonant are put
behind it, the rest is left to the general table.
"""

from __future__ import annotations

import re

_CONSONANTS = ["k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh"]
_CONSONANTS += ["n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h"]
_VOWELS = ["a", "a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au"]
_FIRST_CONSONANT, _LAST_CONSONANT, _SIGNS, _VIRAMA = 0x15, 0x39, 0x3E, 0x4D
_NUKTA = {"j": "z", "ph": "f", "k": "q", "g": "gh", "kh": "kh", "d": "r", "dh": "rh"}
_INDIAN = range(0x0900, 0x0D00)
_BLOCK = 0x80
_SILENT_BETWEEN = re.compile("(?<=[aeiouA])([bcdfghjklmnpqrstvyz]h?)A(?=[bcdfghjklmnpqrstvyz]h?[aeiouA])")


def indian(word: str) -> str:
    """A word in an Indian script; letters of other scripts stay."""
    parts: list[str] = []
    for letter in word:
        code = ord(letter)
        if code not in _INDIAN:
            parts.append(letter)
            continue
        place = (code - 0x0900) % _BLOCK
        if _FIRST_CONSONANT <= place <= _LAST_CONSONANT:
            parts += [_CONSONANTS[place - _FIRST_CONSONANT], "A"]
        elif 0x05 <= place <= 0x14:
            parts.append(_VOWELS[place - 0x05])
        elif _SIGNS <= place < _VIRAMA and parts:
            parts[-1] = _VOWELS[place - _SIGNS + 1]
        elif place == _VIRAMA and parts and parts[-1] == "A":
            parts.pop()
        elif place == 0x3C and len(parts) > 1:
            parts[-2] = _NUKTA.get(parts[-2], parts[-2])
        elif place in (0x01, 0x02):
            parts.append("n")
    return _spoken("".join(parts))


def _spoken(text: str) -> str:
    """The unwritten vowel (A) where it is spoken."""
    if text.endswith("A") and len(text) > 2 and re.search("[aeiouA]h?[bcdfgjklmnpqrstvyz]?h?A$", text):
        text = text[:-1]
    return _SILENT_BETWEEN.sub(r"\1", text).replace("A", "a")


_BURMESE_LETTERS = ["k", "kh", "g", "g", "ng", "s", "s", "z", "z", "ny", "ny", "t", "ht", "d", "d", "n", "t", "ht", "d"]
_BURMESE_LETTERS += ["d", "n", "p", "ph", "b", "b", "m", "y", "y", "l", "w", "th", "h", "l", ""]
_BURMESE_CONSONANTS = dict(zip("ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ", _BURMESE_LETTERS, strict=True))
_STANDING = dict(zip("ဣဤဥဦဧဩဪ", ("i", "i", "u", "u", "e", "aw", "aw"), strict=True))
_SYLLABLE = re.compile(
    "(?P<first>[က-အ])(?P<medial>[ျြွှ]*)(?P<vowel>[ါာိီုူေဲံ့]*)(?:(?P<final>[က-အ])(?P<creaky>့?)်(?P<after>့?))?[်း့]*"
    "|(?P<standing>[ဣ-ဪ])[်း့]*"
)
_OPEN = {"": "a", "ာ": "a", "ါ": "a", "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "e", "ဲ": "e", "ော": "aw", "ေါ": "aw"}
_OPEN |= {"ံ": "an", "ို": "o", "ုံ": "on", "ိံ": "ein"}
_CLOSED = {
    "": {"က": "et", "င": "in", "စ": "it", "ဉ": "in", "ည": "i", "တ": "at", "န": "an", "ပ": "at", "မ": "an", "ယ": "e"},
    "ိ": {"တ": "eik", "ပ": "eik", "န": "ein", "မ": "ein"},
    "ု": {"တ": "ok", "ပ": "ok", "န": "on", "မ": "on"},
    "ော": {"င": "aung", "က": "auk"},
    "ေါ": {"င": "aung", "က": "auk"},
    "ို": {"င": "aing", "က": "aik"},
    "ွ": {"န": "un", "မ": "un", "တ": "ut", "ပ": "ut"},
}


def burmese(word: str) -> str:
    """A Burmese text, one word a syllable."""
    return " ".join(text for found in _SYLLABLE.finditer(word) if (text := _burmese_syllable(found)))


def _burmese_syllable(found: re.Match[str]) -> str:
    if found["standing"]:
        return _STANDING.get(found["standing"], "")
    first, medial = found["first"], found["medial"]
    vowel = found["vowel"].replace("့", "")
    initial = _BURMESE_CONSONANTS[first]
    if "ှ" in medial:
        initial = "sh" if first == "ရ" else f"h{initial}"
    glide = "y" if set(medial) & set("ျြ") else ""
    if first == "ခ" and glide:
        initial, glide = "ch", ""
    rounded = "ွ" in medial
    final = found["final"]
    if final is None:
        rhyme = _OPEN.get(vowel, "a")
    elif rounded and not vowel and final in _CLOSED["ွ"]:
        rhyme, rounded = _CLOSED["ွ"][final], False
    else:
        rhyme = _CLOSED.get(vowel, _CLOSED[""]).get(final, "a")
    if rhyme == "in" and (found["creaky"] or found["after"]):
        rhyme = "int"
    return initial + glide + ("w" if rounded else "") + rhyme


_THAI_BEFORE = re.compile("([เแโใไ])([ก-ฮ])")


def thai(word: str) -> str:
    """A Thai word with the vowels that stand before their consonant behind it."""
    return _THAI_BEFORE.sub(r"\2\1", word)

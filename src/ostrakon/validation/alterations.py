"""Ways in which somebody else writes a listed name: typing errors, order, romanisation, legal forms, cuts and the like.

Kinds as testers of filters name them (Wolfsberg Group, guidance on sanctions screening, 2019, on fuzzy matching; SWIFT
Sanctions Testing's kinds of manipulation); the rules are our own, and know nothing of how the matching works.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

Way = Callable[[str, random.Random], str]
"""A name and a source of chance → the name written otherwise; empty where the way does not fit the name."""

_LEGAL = re.compile(
    r"[\s,]+(?:LLC|L\.L\.C\.|OOO|OAO|ZAO|PAO|AO|JSC|OJSC|PJSC|CJSC|GMBH|LTD\.?|LIMITED|INC\.?|CORP\.?|CO\.?|S\.?A\.?|AG|PLC|FZE|FZCO)$",
    re.IGNORECASE,
)
_FORMS = {
    "LLC": "Limited Liability Company", "OOO": "LLC", "LTD": "Limited", "LTD.": "Limited", "LIMITED": "Ltd.",
    "JSC": "AO",
    "COMPANY": "Co.", "CO": "Company", "CO.": "Company", "CORPORATION": "Corp.", "CORP": "Corporation", "PJSC": "PAO",
    "OJSC": "OAO", "INC": "Incorporated", "GMBH": "G.m.b.H.",
}  # fmt: skip
_SHORT = {
    "INTERNATIONAL": "INTL", "TRADING": "TRDG", "COMPANY": "CO", "GENERAL": "GEN", "INDUSTRIES": "IND", "BANK": "BK",
    "CORPORATION": "CORP", "ENGINEERING": "ENGG", "SERVICES": "SVCS", "SHIPPING": "SHPG", "TECHNOLOGY": "TECH",
    "NATIONAL": "NATL", "GROUP": "GRP", "INSTITUTE": "INST", "MANUFACTURING": "MFG", "DEVELOPMENT": "DEV",
}  # fmt: skip
_NUMBERS = {"1": "ONE", "2": "TWO", "3": "THREE", "5": "FIVE", "7": "SEVEN", "8": "EIGHT", "II": "2", "III": "3"}
_SOUNDS = (
    ("kh", "h"), ("zh", "j"), ("shch", "sch"), ("ov", "off"), ("iy", "y"), ("ya", "ia"), ("yu", "iu"), ("ks", "x"),
    ("ts", "tz"), ("mohammad", "mohamed"), ("muhammad", "mohammed"), ("ahmad", "ahmed"), ("hussein", "husayn"),
    ("hassan", "hasan"), ("abdul ", "abd al-"), ("al-", "el-"), ("ou", "u"), ("q", "k"), ("dh", "d"),
    ("yusuf", "youssef"),
    ("ibrahim", "ebrahim"), ("zhang", "chang"), ("jong", "chong"), ("kim", "gim"), ("oo", "u"), ("ee", "i"),
    ("ph", "f"),
    ("aleksandr", "alexander"), ("dmitriy", "dmitry"), ("sergey", "sergei"), ("vladimir", "wladimir"), ("w", "v"),
)  # fmt: skip
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ACCENTS = dict(zip("aeiouscn", "áéíöüšçñ", strict=True))
_ALIKE = dict(zip("aeopcxABEKMHOPCTX", "аеорсхАВЕКМНОРСТХ", strict=True))
_OCR = (("O", "0"), ("o", "0"), ("l", "1"), ("I", "1"), ("rn", "m"), ("m", "rn"), ("S", "5"), ("B", "8"), ("i", "l"))


_EXPANDED = {
    "ü": "ue",
    "ö": "oe",
    "ä": "ae",
    "ß": "ss",
    "ø": "oe",
    "å": "aa",
    "Ü": "Ue",
    "Ö": "Oe",
    "Ä": "Ae",
    "ł": "l",
}
_CYRILLIC = (
    "shch щ|kh х|zh ж|ch ч|sh ш|ts ц|ya я|yu ю|yo ё|a а|b б|c к|d д|e е|f ф|g г|h х|i и|j дж|k к|l л|m м|n н|o о|p п|"
    "q к|r р|s с|t т|u у|v в|w в|x кс|y й|z з"
)
_TO_CYRILLIC = tuple((latin, cyrillic) for latin, cyrillic in (pair.split() for pair in _CYRILLIC.split("|")))


def _letter(name: str, draw: random.Random, first: int = 1) -> int:
    return draw.choice([at for at, char in enumerate(name) if char.isalpha() and at >= first] or [0])


def _insert(name: str, draw: random.Random) -> str:
    at = _letter(name, draw)
    return name[:at] + draw.choice("aeinorst") + name[at:]


def _delete(name: str, draw: random.Random) -> str:
    at = _letter(name, draw)
    return name[:at] + name[at + 1 :]


def _substitute(name: str, draw: random.Random) -> str:
    at = _letter(name, draw)
    return name[:at] + draw.choice("aeioumnrst") + name[at + 1 :]


def _keyboard(name: str, draw: random.Random) -> str:
    at = _letter(name, draw)
    row = next((keys for keys in _KEYS if name[at].lower() in keys), "")
    near = row.find(name[at].lower()) + draw.choice((-1, 1))
    return name[:at] + row[near] + name[at + 1 :] if 0 <= near < len(row) else ""


def _transpose(name: str, draw: random.Random) -> str:
    at = _letter(name[:-1], draw)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _double(name: str, draw: random.Random) -> str:
    at = _letter(name, draw)
    return name[:at] + name[at] + name[at:]


def _two(name: str, draw: random.Random) -> str:
    return _delete(_substitute(name, draw), draw) if len(name) > 9 else ""


def _no_space(name: str, draw: random.Random) -> str:
    gaps = [at for at, char in enumerate(name) if char == " "]
    at = draw.choice(gaps) if gaps else 0
    return name[:at] + name[at + 1 :] if gaps else ""


def _add_space(name: str, draw: random.Random) -> str:
    inside = [at for at in range(3, len(name) - 2) if name[at - 2 : at + 2].isalpha()]
    at = draw.choice(inside) if inside else 0
    return f"{name[:at]} {name[at:]}" if inside else ""


def _hyphen(name: str, draw: random.Random) -> str:
    return name.replace("-", draw.choice((" ", ""))) if "-" in name else name.replace(" ", "-", 1)


def _apostrophe(name: str, _: random.Random) -> str:
    return re.sub("['’‘`ʼ]", "", name)


def _accent(name: str, draw: random.Random) -> str:
    able = [at for at, char in enumerate(name) if char.lower() in _ACCENTS and at]
    at = draw.choice(able) if able else 0
    return name[:at] + _ACCENTS[name[at].lower()] + name[at + 1 :] if able else ""


def _ocr(name: str, draw: random.Random) -> str:
    able = [pair for pair in _OCR if pair[0] in name[1:]]
    return name[0] + name[1:].replace(*draw.choice(able), 1) if able else ""


def _look_alike(name: str, draw: random.Random) -> str:
    return "".join(_ALIKE[char] if char in _ALIKE and draw.random() < 0.6 else char for char in name)


def _zero_width(name: str, draw: random.Random) -> str:
    at = _letter(name, draw)
    return name[:at] + draw.choice("\u200b\u200d\u00ad\u2060") + name[at:]


def _noise(name: str, draw: random.Random) -> str:
    return draw.choice(("C/O ", "ACCOUNT OF ", "ATTN ", "BENEFICIARY: ", "O/B OF ")) + name


def _numbers(name: str, _: random.Random) -> str:
    return " ".join(_NUMBERS.get(word, word) for word in name.split())


def _turned(name: str, _: random.Random) -> str:
    words = name.split()
    return " ".join(words[-1:] + words[:-1])


def _comma(name: str, _: random.Random) -> str:
    words = name.replace(",", "").split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else ""


def _drop_middle(name: str, _: random.Random) -> str:
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else ""


def _add_middle(name: str, draw: random.Random) -> str:
    first, *rest = name.split()
    return " ".join((first, draw.choice(("Maria", "Ahmed", "Ivanovich", "Ali", "John")), *rest)) if rest else ""


def _initial_first(name: str, _: random.Random) -> str:
    first, *rest = name.split()
    return " ".join((f"{first[0]}.", *rest)) if rest and len(first) > 2 else ""


def _initial_middle(name: str, _: random.Random) -> str:
    words = name.split()
    return " ".join((words[0], *(f"{word[0]}." for word in words[1:-1]), words[-1])) if len(words) > 2 else ""


def _patronymic(name: str, _: random.Random) -> str:
    kept = [word for word in name.split() if not re.search("(?:ovich|evich|ovna|evna|ovych)$", word.lower())]
    return " ".join(kept) if len(kept) > 1 else ""


def _honorific(name: str, draw: random.Random) -> str:
    return draw.choice(("Mr ", "Dr. ", "Sheikh ", "Gen. ", "Haji ", "Mrs ")) + name


def _romanised(name: str, draw: random.Random) -> str:
    made = name.lower()
    able = [pair for pair in _SOUNDS if pair[0] in made]
    for pair in draw.sample(able, min(2, len(able))):
        made = made.replace(*pair, 1)
    return made.title() if made != name.lower() else ""


def _legal_dropped(name: str, _: random.Random) -> str:
    return _LEGAL.sub("", name)


def _legal_exchanged(name: str, _: random.Random) -> str:
    *words, last = name.split()
    return " ".join((*words, _FORMS[last.upper()])) if words and last.upper() in _FORMS else ""


def _legal_added(name: str, draw: random.Random) -> str:
    return "" if _LEGAL.search(name) else name + draw.choice((" LLC", " Ltd", " GmbH", " JSC", " Co., Ltd."))


def _shortened(name: str, _: random.Random) -> str:
    return " ".join(_SHORT.get(word.upper(), word) for word in name.split())


def _acronym(name: str, _: random.Random) -> str:
    words = [w for w in re.findall("[A-Za-z]+", _LEGAL.sub("", name)) if w.lower() not in {"of", "and", "the", "for"}]
    return "".join(word[0] for word in words).upper() if len(words) >= 4 else ""


def _shuffled(name: str, draw: random.Random) -> str:
    words = name.split()
    draw.shuffle(words)
    return " ".join(words) if len(words) > 2 else ""


def _word_dropped(name: str, draw: random.Random) -> str:
    words = name.split()
    if len(words) < 4:
        return ""
    words.pop(draw.randrange(len(words)))
    return " ".join(words)


def _town_added(name: str, draw: random.Random) -> str:
    return name + draw.choice((" Dubai", ", Moscow", " Tehran", " (Hong Kong)", ", Damascus", " Istanbul"))


def _ship(name: str, draw: random.Random) -> str:
    return draw.choice(("M/V ", "MV ", "MT ", "M/T ")) + name


def _cut(name: str, _: random.Random) -> str:
    return name[:35] if len(name) > 37 else ""


def _plain_letters(name: str, _: random.Random) -> str:
    apart = "".join(_EXPANDED.get(char, char) for char in name)
    return "".join(char for char in unicodedata.normalize("NFD", apart) if not unicodedata.combining(char))


def _in_cyrillic(name: str, _: random.Random) -> str:
    if not name.isascii():
        return ""
    made = name.lower()
    for latin, cyrillic in _TO_CYRILLIC:
        made = made.replace(latin, cyrillic)
    return made.title()


def _doubled_word(name: str, draw: random.Random) -> str:
    words = name.split()
    at = draw.randrange(len(words)) if words else 0
    return " ".join((*words[: at + 1], *words[at:])) if len(words) > 1 else ""


def _upper(name: str, _: random.Random) -> str:
    return name.upper() if name.upper() != name else name.lower()


ANY: dict[str, Way] = {
    "insert": _insert, "delete": _delete, "substitute": _substitute, "keyboard": _keyboard, "transpose": _transpose,
    "double": _double, "two": _two, "no space": _no_space, "added space": _add_space, "hyphen": _hyphen,
    "apostrophe": _apostrophe, "accent": _accent, "OCR": _ocr, "look-alike": _look_alike, "zero width": _zero_width,
    "upper": _upper, "cut at 35": _cut, "noise": _noise, "numbers": _numbers,
    "plain letters": _plain_letters, "in Cyrillic": _in_cyrillic, "doubled word": _doubled_word,
}  # fmt: skip
PERSON: dict[str, Way] = {
    "turned": _turned, "comma": _comma, "no middle": _drop_middle, "middle added": _add_middle,
    "initial first": _initial_first, "initial middle": _initial_middle, "no patronymic": _patronymic,
    "honorific": _honorific, "romanised": _romanised,
}  # fmt: skip
ORGANISATION: dict[str, Way] = {
    "no legal form": _legal_dropped, "other legal form": _legal_exchanged, "legal form added": _legal_added,
    "shortened words": _shortened, "acronym": _acronym, "shuffled": _shuffled, "word dropped": _word_dropped,
    "town added": _town_added,
}  # fmt: skip
VESSEL: dict[str, Way] = {"ship's prefix": _ship}
REPEATED = frozenset({"insert", "delete", "substitute", "transpose", "OCR"})
"""Kinds that are also applied twice to one name."""
KINDS: dict[str, Way] = ANY | PERSON | ORGANISATION | VESSEL


def kinds_for(schema: str) -> dict[str, Way]:
    """The ways that fit a FollowTheMoney schema."""
    own = {"Person": PERSON, "Vessel": VESSEL}.get(schema, ORGANISATION)
    return ANY | own

"""The forms of a verb, from its dictionary form: regular endings by language, irregular ones from the lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, auto

_VOWELS = frozenset("aeiou")
_DOUBLING = frozenset("bdgmnprt")
_STRESSED = "admit commit permit refer defer deter occur rebut compel expel control omit submit regret"
_STRESSED_LAST = frozenset(_STRESSED.split())
_FR_ER = "er e es ent ons é ée és ées ait aient ant a èrent era eront erait eraient"
_FR_IR = "ir it is issent i ie ies issait issaient issant irent ira iront irait"
_FR_RE = "re d ent u ue us ues ait aient ant it irent ra ront rait"
_ES = {
    "ar": "ar a an o ó aron ado ada ados adas aba aban ando ará arán aría arían ara aran e en",
    "er": "er e en ió ieron ido ida idos idas ía ían iendo erá erán ería erían iera ieran a an",
    "ir": "ir e en ió ieron ido ida idos idas ía ían iendo irá irán iría irían iera ieran a an",
}
_RU = (
    "|л|ла|ло|ли|т|ть|в|вший|вшая|вшие|ет|ют|ем|я|ется|ются|лся|лась|лись|лось|н|на|но|ны|а|ал|ала|али|ало"
    "|ил|ила|или|ит|ят|ат|у|ует|уют"
)
_DE = "en t te ten e et ete eten end"


class Tense(Flag):
    """Which forms of a verb a pattern wants."""

    PRESENT = auto()
    PAST = auto()
    GERUND = auto()
    FINITE = PRESENT | PAST
    ANY = PRESENT | PAST | GERUND


Forms = Mapping[str, Tense]


def forms(lemma: str, language: str, irregular: Mapping[str, str]) -> Forms:
    """Every form of a verb with its tense (participles count as past).

    Args:
        lemma: the dictionary form, in small letters.
        language: ISO 639-1; languages without rules give the lemma alone.
        irregular: lemma → its forms, divided by blanks; a form before `/` is of the present, after it of the past.
    """
    if lemma in irregular:
        return _given(lemma, irregular[lemma], language)
    match language:
        case "en":
            return _english(lemma)
        case "fr":
            return _french(lemma)
        case "es":
            return _endings(lemma[:-2], _ES.get(lemma[-2:], ""), lemma)
        case "de":
            return _german(lemma)
        case "ru" if lemma.endswith("+"):
            return dict.fromkeys((lemma[:-1] + ending for ending in _RU.split("|")), Tense.ANY)
    return {lemma: Tense.ANY}


def _given(lemma: str, cell: str, language: str) -> Forms:
    present, _, past = cell.partition("/")
    found = {lemma: Tense.PRESENT} | dict.fromkeys(present.split(), Tense.PRESENT)
    if language == "en":
        found |= {f"{lemma}s": Tense.PRESENT, _gerund(lemma): Tense.GERUND}
    for form in past.split():
        found[form] = found.get(form, Tense(0)) | Tense.PAST
    return found


def _english(lemma: str) -> Forms:
    stem = lemma
    if lemma.endswith("e"):
        past, third = f"{lemma}d", f"{lemma}s"
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        past, third = f"{lemma[:-1]}ied", f"{lemma[:-1]}ies"
    else:
        if _doubles(lemma):
            stem = lemma + lemma[-1]
        past = f"{stem}ed"
        third = f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{lemma}s"
    return {lemma: Tense.PRESENT, third: Tense.PRESENT, past: Tense.PAST, _gerund(lemma): Tense.GERUND}


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return f"{lemma[:-1]}ing"
    return f"{lemma + lemma[-1] if _doubles(lemma) else lemma}ing"


def _doubles(lemma: str) -> bool:
    if lemma in _STRESSED_LAST:
        return True
    if len(lemma) < 3 or lemma[-1] not in _DOUBLING or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in lemma) == 1


def _french(lemma: str) -> Forms:
    if lemma.endswith("er"):
        stem = lemma[:-2]
        found = dict(_endings(stem, _FR_ER, lemma))
        if stem.endswith("g"):
            found |= {f"{stem}ea": Tense.ANY, f"{stem}eait": Tense.ANY, f"{stem}eant": Tense.ANY}
        if stem.endswith("c"):
            found |= {f"{stem[:-1]}ça": Tense.ANY, f"{stem[:-1]}çait": Tense.ANY, f"{stem[:-1]}çant": Tense.ANY}
        return found
    if lemma.endswith("ir"):
        return _endings(lemma[:-2], _FR_IR, lemma)
    return _endings(lemma[:-2], _FR_RE, lemma)


def _german(lemma: str) -> Forms:
    stem = lemma.removesuffix("en") if lemma.endswith("en") else lemma.removesuffix("n")
    found = dict(_endings(stem, _DE, lemma))
    plain = lemma.startswith(
        ("be", "ver", "ent", "er", "zer", "ge", "miss", "über", "unter", "wider")
    ) or stem.endswith("ier")
    for participle in (f"{stem}t", f"{stem}et") if plain else (f"ge{stem}t", f"ge{stem}et"):
        for ending in ("", "e", "en", "er", "es", "em"):
            found[participle + ending] = Tense.PAST
    return found


def _endings(stem: str, endings: str, lemma: str) -> Forms:
    return {lemma: Tense.PRESENT} | {stem + ending: Tense.ANY for ending in endings.split() if len(stem + ending) > 2}

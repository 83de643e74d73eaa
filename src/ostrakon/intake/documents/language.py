"""The language of a text: by its script, among languages of one script by their commonest words.

Small on purpose: libraries for this load models for seconds, and the readers that follow speak a dozen languages.
"""

from __future__ import annotations

import re
from collections import Counter

SAMPLE_CHARS = 20_000
WORDS_MIN = 3
"""Fewer common words than this, and the language stays unknown."""
SHORT_WORDS = range(4, 13)
"""Words of a text that is one sentence, in which fewer common words have to do."""
SHORT_SHARE = 0.125
"""Common words among the words of such a text, at least."""
SHARE_MIN = 0.04
"""Common words among all words, at least: prose in a language has a third of them."""

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "en": "the of and to in that is was for on with as by at from has have it its be are not which said were this",
    "de": "der die das und in den von zu mit ist des im für auf nicht ein eine dem als auch wurde sich nach bei hat",
    "fr": "le la les de des et en du une est que dans pour par sur au qui avec plus pas ont été aux ses cette a selon",
    "es": "el la los las de del y en que una por con para se su al como más ha fue según este sus entre no es",
    "it": "il lo gli di che è la per una del della con sono da nel dei alla non ha le si più come anche al",
    "pt": "o os as de do da que em para com uma não no na por dos das ao se foi mais como pelo são à",
    "nl": "de het een van en in op dat voor met zijn is te aan door niet ook bij naar om werd heeft uit",
    "pl": "w i na z do nie się jest że o od przez jak po dla za oraz który został ich są to przy",
    "tr": "ve bir bu için ile da de olarak olan gibi daha çok sonra kadar ancak göre tarafından her",
    "sv": "och i att det som en på är av för med den till har inte ett om var från de vid också",
    "ru": "и в на не что с по из за от к для как это был его было она они но или также была о при со",
    "uk": "і в на не що з за до та у від про як це був його або також для із є після який було",
    "bg": "и на в за се от че да с по са не е като до при към беше това който още през",
    "ar": "في من على إلى أن عن مع التي الذي هذا هذه كان قال بعد بين ما لا قد كما",
    "fa": "در و از به که را با این آن برای است می بر شد های یک تا بود خود گفت",
    "ur": "کے کی میں اور سے کا نے کو ہے پر یہ کہ ہیں اس بھی تھا",
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_BY_SCRIPT = (
    (re.compile(r"[\uac00-\ud7a3]"), "ko"),
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u10a0-\u10ff]"), "ka"),
    (re.compile(r"[\u0530-\u058f]"), "hy"),
    (re.compile(r"[\u0900-\u097f]"), "hi"),
)
_SCRIPT_SHARE = 0.2
"""Share of a script's letters in the text from which on it decides; names in it alone do not."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that most of the text is in; None where too little speaks for one."""
    sample = text[:SAMPLE_CHARS]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    for script, language in _BY_SCRIPT:
        # Japanese is written with Chinese characters too: its own letters decide before these are counted.
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return language
    words = Counter(_WORD.findall(sample.lower()))
    total = words.total()
    hits = {language: sum(words[w] for w in common) for language, common in _SETS.items()}
    best = max(hits, key=lambda language: hits[language])
    if hits[best] < SHARE_MIN * total or (hits[best] < WORDS_MIN and not _short(total, hits, best)):
        return None
    return best


def _short(total: int, hits: dict[str, int], best: str) -> bool:
    """Whether a sentence of a few words speaks for a language: it has more common words in it than any other."""
    others = max(count for language, count in hits.items() if language != best)
    return total in SHORT_WORDS and hits[best] > others and hits[best] >= SHORT_SHARE * total

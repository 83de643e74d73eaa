"""Values from outside as people can trust them: look-alike letters marked, invisible ones as boxes; moments."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

from markupsafe import Markup

from ostrakon.names.scripts import LATIN, LOOK_ALIKES, script_of
from ostrakon.reports.drawing import shown

_WORD = re.compile(r"(\w+)")


def value_text(text: object) -> Markup:
    """Text from outside, escaped; look-alikes of other scripts in words of Latin letters are marked."""
    plain = str(text)
    if plain.isascii():  # has no other script
        return shown(plain)
    return Markup("").join(_word(part) if _mixed(part) else shown(part) for part in _WORD.split(plain))


def _mixed(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {script_of(letter) for letter in word}
    return LATIN in scripts and bool(scripts & LOOK_ALIKES)


def _word(word: str) -> Markup:
    return Markup("").join(
        Markup('<span class="alike" title="{}">{}</span>').format(unicodedata.name(letter, "letter").lower(), letter)
        if script_of(letter) in LOOK_ALIKES
        else shown(letter)
        for letter in word
    )


def short_moment(moment: str, now: datetime | None = None) -> str:
    """An ISO moment (UTC) for a row: the time today, the day before that or behind."""
    if not moment:
        return ""
    at, today = datetime.fromisoformat(moment), (now or datetime.now(UTC)).date()
    return at.strftime("%H:%M") if at.date() == today else at.strftime("%Y-%m-%d")


def long_moment(moment: str) -> str:
    """An ISO moment (UTC) in full."""
    return f"{moment[:10]} {moment[11:16]} UTC" if len(moment) > 15 else moment


def language_tag(code: str) -> str:
    """The tag that browsers know (BCP 47) for a language as lists write it (ISO 639); empty where there is none."""
    lowered = code.lower()
    return lowered if len(lowered) == 2 and lowered.isalpha() else _TAGS.get(lowered, "")


_TAGS = {
    "ara": "ar", "bel": "be", "bul": "bg", "ces": "cs", "chi": "zh", "cze": "cs", "deu": "de", "dut": "nl", "ell": "el",
    "eng": "en", "fas": "fa", "fra": "fr", "fre": "fr", "geo": "ka", "ger": "de", "heb": "he", "hun": "hu", "ita": "it",
    "jpn": "ja", "kat": "ka", "kor": "ko", "kur": "ku", "mya": "my", "nld": "nl", "per": "fa", "pol": "pl", "por": "pt",
    "pus": "ps", "ron": "ro", "rus": "ru", "som": "so", "spa": "es", "srp": "sr", "tur": "tr", "ukr": "uk", "urd": "ur",
    "zho": "zh",
}  # fmt: skip
"""ISO 639-2 and -3 → ISO 639-1, for the languages in which lists give names."""

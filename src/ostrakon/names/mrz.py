"""Names as machine-readable travel documents print them: `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<`.

Source: ICAO Doc 9303, parts 3 (names, transliteration of national letters), 4, 5 and 6 (documents of three sizes). The
family name (primary identifier) stands first, `<<` ends it, single `<` part words. A name that fills its field to the
last place was probably cut there. Arabic names may be written letter by letter, with X before the letters that Latin
lacks (part 3, section 6, table 3): they are given back their letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIELDS = {"TD3": 39, "TD2": 31, "TD1": 30}
"""Places of the name in a passport, a document of medium and one of small size."""
LINES = {44: "TD3", 36: "TD2"}
"""Length of a line whose first five places are the kind of document and the state that issued it."""

_LINE = re.compile(r"(?P<kind>[PVIAC][A-Z<])(?P<state>[A-Z]{3}|[A-Z]<<|[A-Z]{2}<)(?P<name>[A-Z][A-Z<]*)")
_NAME = re.compile(r"[A-Z]+(?:<[A-Z]+)*<<(?:[A-Z<]*)")
_TAIL = re.compile(r"\s+[A-Z0-9<]{25,44}\s*$")
"""The second line, when both were given."""

_TILDE = re.compile("(?<=[UN])XX")
_EXPANDED = re.compile("(?<=[AOU])E|(?<=A)A")
_LETTERS = """
XE=ء XAA=آ XAE=أ U=ؤ I=إ XI=ئ A=ا B=ب XTA=ة XAH=ة T=ت XTH=ث J=ج XH=ح XKH=خ D=د XDH=ذ R=ر Z=ز
S=س XSH=ش XSS=ص XDZ=ض XTT=ط XZZ=ظ E=ع G=غ F=ف Q=ق K=ك L=ل M=م N=ن H=ه W=و XAY=ى Y=ي P=پ XC=چ
XJ=ژ XKK=ک XGG=گ XYY=ی
"""
_ARABIC: dict[str, str] = dict(re.findall("([A-Z]+)=(.)", _LETTERS))
_ARABIC_WORD = re.compile("|".join(sorted(_ARABIC, key=len, reverse=True)))
_SURE_ARABIC = re.compile("X(?:TH|AH|DH|SH|SS|DZ|TT|ZZ|KH|H)")


@dataclass(frozen=True, slots=True)
class MachineName:
    """A name read from a machine-readable line.

    Attributes:
        family, given: primary and secondary identifier, blanks between their words; `given` may be empty.
        cut: the name fills its field, so that its last word may be the beginning of one.
    """

    family: str
    given: str
    cut: bool

    @property
    def text(self) -> str:
        """Family and given names, as one text; Ü and Ñ may stand as UXX and NXX."""
        return _TILDE.sub("", f"{self.family} {self.given}").strip()


def machine_name(text: str) -> MachineName | None:
    """The name in a machine-readable line, or in its name field alone; None for any other text."""
    if "<" not in text:
        return None
    line = _TAIL.sub("", text.strip().upper())
    found = _LINE.fullmatch(line) if len(line) in LINES else None
    if found is not None:
        return _parts(found["name"], FIELDS[LINES[len(line)]])
    found = _LINE.fullmatch(line.rstrip("<") + "<") if line.startswith("P<") else None
    if found is not None:
        return _parts(found["name"].rstrip("<"), FIELDS["TD3"])
    return _parts(line, len(line) if len(line) in FIELDS.values() else 0) if _NAME.fullmatch(line) else None


def _parts(field: str, places: int) -> MachineName:
    family, _, given = field.partition("<<")
    cut = len(field) == places and not field.endswith("<")
    return MachineName(" ".join(family.split("<")).strip(), " ".join(given.replace("<", " ").split()), cut)


def unexpanded(name: str) -> str:
    """The name with Ä, Ö, Ü, Å and Ø as plain letters where it may have them as AE, OE, UE, AA."""
    return _EXPANDED.sub("", name)


def arabic_letters(name: str) -> str:
    """The Arabic letters of a name that was written letter by letter; empty when it was not."""
    if not _SURE_ARABIC.search(name):
        return ""
    words = name.upper().split()
    if any(_ARABIC_WORD.sub("", word) for word in words):
        return ""
    return " ".join(_ARABIC_WORD.sub(lambda m: _ARABIC[m.group()], word) for word in words)

"""Values as the United Nations write them: aliases with remarks inside, dates, documents without a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ostrakon.model import PartialDate

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY_DATE = re.compile(rf"\b(\d{{1,2}})\s*{_MONTH}\s*(\d{{4}})\b", re.IGNORECASE)
_MONTH_DATE = re.compile(rf"\b{_MONTH}\s*(\d{{4}})\b", re.IGNORECASE)
_MONTH_RANGE = re.compile(rf"\bbetween\s+{_MONTH}\s+and\s+{_MONTH}\s*(\d{{4}})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d{2}|20\d{2})\b")
_YEAR_RANGE = re.compile(r"^\s*(\d{4})\s*(?:-|to)\s*(\d{4})\s*$")
_ISO_DAY = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})")

_ENUMERATOR = re.compile(r"(?:^|\s)[a-z]\)\s")
_BORN = re.compile(r"^(.+?),?\s+born\s+(.+)$", re.IGNORECASE | re.DOTALL)
_REMARK = re.compile(r"\b(?:passport|identity|identification|number|nationality|formerly|issued)\b|\d{5}", re.I)
_LATIN = re.compile(r"[A-Za-z]")
_SCRIPT_NOTE = re.compile(r"^\s*\(?\s*original script\s*\)?\s*$", re.IGNORECASE)
_BRACKETED = re.compile(r"^(.*\S)\s*\(([^()]*)\)\s*$", re.DOTALL)

_DOCUMENT_NUMBER = re.compile(
    r"\b(?:numbers?|no|card|code|SSN|ID)\b\.?\s*:?\s*((?:[A-Z]{1,3}[- ]{0,2})?\d[\w./-]{2,}|[A-Z0-9]*\d[A-Z0-9]{4,})"
)
_BARE_NUMBER = re.compile(r"^\s*([A-Z]{0,3}\d{5,})\b")


@dataclass(frozen=True, slots=True)
class AliasText:
    """What one alias text holds: its names, a birth date said along with them, and what is no name."""

    names: tuple[str, ...]
    born: PartialDate | None = None
    remark: str = ""


def alias_text(text: str) -> AliasText:
    """Take an alias text apart.

    `A; B; C` are three names, and so are `A (B; C)`: where a semicolon stands, brackets enclose more variants.
    `A, born 1 Jan. 1953 (…)` is a name, a birth date and a remark; `A (false identity, passport …)` a name and a
    remark; brackets in another script than the name hold the name in that script. Any other brackets stay within
    the name, as the list has them.
    """
    if ";" in text:
        parts = re.split(r"[;()]", _ENUMERATOR.sub("; ", text))
        names = [" ".join(part.split()).strip(" ,") for part in parts]
        kept = [name for name in names if name and not _SCRIPT_NOTE.match(name)]
        remarks = [name for name in kept if _REMARK.search(name)]
        return AliasText(tuple(dict.fromkeys(name for name in kept if name not in remarks)), remark="; ".join(remarks))
    if born := _BORN.match(text):
        return AliasText((born.group(1).strip(),), date_in_words(born.group(2)), f"born {born.group(2)}")
    bracketed = _BRACKETED.match(text)
    if bracketed and _REMARK.search(bracketed.group(2)):
        return AliasText((bracketed.group(1),), remark=bracketed.group(2))
    if bracketed and bool(_LATIN.search(bracketed.group(1))) != bool(_LATIN.search(bracketed.group(2))):
        inner, _, remark = bracketed.group(2).partition(" - ")
        return AliasText((bracketed.group(1), inner), remark=remark)
    return AliasText((text,) if text else ())


def date_in_words(text: str, *, approximate: bool = False) -> PartialDate | None:
    """The first date in English words (`1 Jan. 1953`, `Between Aug. and Sep. 1977`, `in 1963`), None without one."""
    try:
        if found := _MONTH_RANGE.search(text):
            first, last, year = _MONTHS[found[1].lower()], _MONTHS[found[2].lower()], int(found[3])
            return PartialDate.of(year, first, until=f"{year:04d}-{last:02d}", text=text)
        if found := _DAY_DATE.search(text):
            day, month, year = int(found[1]), _MONTHS[found[2].lower()], int(found[3])
            return PartialDate.of(year, month, day, approximate=approximate, text=text)
        if found := _MONTH_DATE.search(text):
            month, year = _MONTHS[found[1].lower()], int(found[2])
            return PartialDate.of(year, month, approximate=approximate, text=text)
        if found := _YEAR.search(text):
            return PartialDate.of(int(found[1]), approximate=approximate, text=text)
    except ValueError:
        return None
    return None


def iso_date(text: str, *, approximate: bool = False) -> PartialDate | None:
    """An XML date, year, or two years (`1958 - 1964`); a time zone (`1971-01-01-04:00`) is left out.

    None when it is no date.
    """
    day = _ISO_DAY.match(text)
    years = _YEAR_RANGE.match(text)
    try:
        if years:
            return PartialDate.of(int(years[1]), until=years[2], approximate=approximate)
        return PartialDate.parse(day[1] if day else text, approximate=approximate)
    except ValueError:
        return None


def script_names(text: str) -> tuple[tuple[str, ...], str]:
    """Names in original script, each once, and the language noted behind them in brackets.

    The element may hold two names divided by `;`, `/` or an Arabic comma, or one name written twice.
    """
    language = ""
    noted = _BRACKETED.match(text)
    if noted and noted[2].isascii():
        text, language = noted[1], noted[2].strip()
    names = []
    for part in re.split(r"\s*[;؛]\s*|\s+/\s+|\s*،\s*", text):
        words = part.split()
        half = len(words) // 2
        if half and words[:half] == words[half:]:
            words = words[:half]
        names.append(" ".join(words))
    return tuple(dict.fromkeys(name for name in names if name)), language


_DOCUMENT_TYPES = (
    ("social security", "social_security"),
    ("ssn", "social_security"),
    ("driver", "driving_licence"),
    ("driving", "driving_licence"),
    ("fiscal", "tax_id"),
    ("passport", "passport"),
    ("passeport", "passport"),
    ("pasaporte", "passport"),
    ("birth certificate", "other"),
    ("certificate", "other"),
    ("ration card", "other"),
    ("voter", "other"),
    ("student", "other"),
    ("other id", "other"),
    ("residen", "other"),
    ("national", "national_id"),
    ("ident", "national_id"),
    ("tazkira", "national_id"),
    ("civil", "national_id"),
)


def document_type(*texts: str) -> str:
    """Our identifier type for the publisher's words, the most special text first; empty when none is known."""
    for text in texts:
        lower = text.lower()
        for word, type_ in _DOCUMENT_TYPES:
            if word in lower:
                return type_
    return ""


def document_number(*texts: str) -> str:
    """The number that stands in a note or in the type instead of in its own element; empty when there is none."""
    for text in texts:
        found = _DOCUMENT_NUMBER.search(text) or _BARE_NUMBER.match(text)
        if found:
            return found[1].rstrip(".,")
    return ""

"""Small readings that several formats share: clean text, joined values, dates in words, hashed record keys."""

from __future__ import annotations

import hashlib
import re

from ostrakon.model import Measure, PartialDate

_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_CIRCA = re.compile(r"^(?:circa|ca\.?|c\.|approximately|approx\.?|about|around|possibly)\s+", re.IGNORECASE)
_RANGE = re.compile(r"\s+(?:to|through|until)\s+|\s+[-–]\s+|(?<=\b\d{4})[-–](?=\d{4}\b)", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(r"^(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_MEASURE_WORDS: tuple[tuple[str, Measure], ...] = (
    (r"asset\w*[\s-]+freez|freez\w+ (of )?(funds|assets)|financial (measures|sanctions)", Measure.ASSET_FREEZE),
    (r"travel (ban|restriction)|entry ban|visa ban", Measure.TRAVEL_BAN),
    (r"arms embargo", Measure.ARMS_EMBARGO),
    (r"trust services", Measure.TRUST_SERVICES_BAN),
    (r"director disqualification", Measure.DIRECTOR_DISQUALIFICATION),
    (r"port (entry )?ban|prohibition of port|port access", Measure.PORT_BAN),
    (r"export (ban|restriction|control)|dual[- ]use", Measure.EXPORT_CONTROL),
    (r"debar", Measure.DEBARMENT),
)
HASH_DIGITS = 10


def clean(text: str | None) -> str:
    """The text with runs of blanks, no-break spaces and line ends as one blank, none at either end."""
    return _BLANKS.sub(" ", text).strip() if text else ""


def split_values(text: str | None, separator: str = ";") -> list[str]:
    """The cleaned, non-empty values of a joined field, in order, each once."""
    parts = (clean(part) for part in (text or "").split(separator))
    return list(dict.fromkeys(part for part in parts if part))


def hashed_id(prefix: str, *key: str) -> str:
    """`prefix-` and ten hex digits of SHA-256 over the key's parts, blind to case and blanks."""
    folded = "\x1f".join(clean(part).casefold() for part in key)
    return f"{prefix}-{hashlib.sha256(folded.encode()).hexdigest()[:HASH_DIGITS]}"


def english_date(text: str) -> PartialDate:
    """Read a date as US lists write it: `10 Dec 1948`, `Dec 1948`, `1948`, `circa 1951`, `1958 to 1962`, ISO.

    Raises:
        ValueError: the text is no such date.
    """
    text = clean(text)
    plain = _CIRCA.sub("", text)
    approximate = plain != text
    ends = _RANGE.split(plain, maxsplit=1)
    first = _one_date(ends[0])
    if len(ends) == 1:
        return PartialDate(value=first.value, approximate=approximate)
    return PartialDate(value=first.value, until=_one_date(ends[1]).value, approximate=approximate)


def _one_date(text: str) -> PartialDate:
    worded = _DAY_MONTH_YEAR.match(text)
    if worded is None:
        return PartialDate.parse(text)
    day, word, year = worded.groups()
    month = _MONTHS.get(word[:3].lower())
    if month is None:
        raise ValueError(f"{text!r} is no date")
    return PartialDate.of(int(year), month, int(day) if day else None)


def us_date(text: str) -> PartialDate:
    """Read `mm/dd/yyyy`, or an ISO date.

    Raises:
        ValueError: the text is no such date.
    """
    slashed = _SLASHED.match(clean(text))
    if slashed is None:
        return PartialDate.parse(text)
    month, day, year = (int(part) for part in slashed.groups())
    return PartialDate.of(year, month, day)


def measures_in(text: str) -> tuple[Measure, ...]:
    """The measures that the English words of a programme or provision name; empty when they name none."""
    lowered = text.lower()
    return tuple(measure for words, measure in _MEASURE_WORDS if re.search(words, lowered))

"""Codes of the Harmonized System (HS): reading them, and the codes of the Common High Priority List."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ELSEWHERE = r"ТН\s?ВЭД(?:\s+ЕАЭС)?|海关编码|商品编码"
"""What a code is called in Russian and Chinese."""
_BETWEEN = r"(?:\s*(?:CODES?|NO|NUMBERS?|NR|КОД|HEADINGS?))*\W{0,4}"
"""What stands between that and the code."""
_MARKED = re.compile(
    rf"(?:\b(?:HS|HTS|HTSUS|TARIC|CN|TARIFF|HSN|NCM)\b|{_ELSEWHERE}){_BETWEEN}(\d{{2}}[\d. ]{{2,14}}\d)", re.IGNORECASE
)
_HEADING = re.compile(
    rf"(?:\b(?:HS|HTS|HTSUS|TARIC|CN\s?CODE|TARIFF|HSN|NCM)|{_ELSEWHERE}){_BETWEEN}(\d{{4}})(?:[\s.]?\d{{2}}){{0,3}}",
    re.IGNORECASE,
)
"""The heading, whatever follows it; `CN 2024` is none."""
_FORM = re.compile(r"[\d.\s-]+")
_SEVERAL = re.compile(r"[,;/|\n]+")
_RESERVED = "77"
FULL = 6
"""Digits that are the same all over the world; further ones are national."""
DIGITS_MAX = 13

RECODED: dict[str, tuple[str, ...]] = {
    "854140": ("854149",), "854150": ("854151", "854159"), "852580": ("852589",), "880330": ("880730",),
    "854890": ("854800",),
}  # fmt: skip
"""Subheadings of HS 2017 → of HS 2022; the old one held more than the new."""


@dataclass(frozen=True, slots=True)
class Priority:
    """One code of the Common High Priority List.

    Attributes:
        code: of six digits. tier: `1`, `2`, `3A`, `3B`, `4A`, `4B`. goods: what it is. maybe: whether the code given
            only may be this one, being an old or a shorter one.
    """

    code: str
    tier: str
    goods: str
    maybe: bool = False


def read_codes(text: str) -> Iterator[tuple[str, str]]:
    """Codes of a field (several by comma or slash) as (digits, problem); the problem is empty for a sound code."""
    for part in _SEVERAL.split(text):
        if part.strip():
            digits = re.sub(r"\D", "", part)
            yield digits, _problem(part.strip(), digits)


def codes_in_text(text: str) -> Iterator[tuple[str, int, int]]:
    """Codes within a text that words such as `HS code` or `ТН ВЭД` announce: digits and place."""
    for found in _MARKED.finditer(text):
        digits = re.sub(r"\D", "", found[1])
        if not _problem(found[1].strip(), digits):
            yield digits, found.start(1), found.end(1)


def headings_in_text(text: str) -> Iterator[tuple[str, int, int]]:
    """Headings (four digits) within a text that the same words announce, of whole codes and alone."""
    for found in _HEADING.finditer(text):
        yield found[1], found.start(), found.end()


def _problem(text: str, digits: str) -> str:
    if not digits or not _FORM.fullmatch(text):
        return f"'{text}' is no HS code: digits, dots and blanks only"
    if len(digits) > DIGITS_MAX or (len(digits) < FULL and len(digits) not in {2, 4}):
        form = "an HS code 2, 4, 6 or more; one that begins with 0 must be text in JSON"
        return f"'{text}' has {len(digits)} digits, {form}"
    if digits[:2] == _RESERVED or digits[:2] == "00":
        return f"'{text}': there is no chapter {digits[:2]} in the Harmonized System"
    return ""


def under(digits: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a code belongs to one of some chapters, headings or subheadings."""
    return digits.startswith(prefixes)


def priority(digits: str) -> Priority | None:
    """The entry of the list for a code; for an old or a short code what it may be."""
    table = chpl()
    if len(digits) >= FULL:
        if exact := table.get(digits[:FULL]):
            return exact
        candidates = [table[new] for new in RECODED.get(digits[:FULL], ())]
    else:
        candidates = [entry for code, entry in table.items() if len(digits) == 4 and code.startswith(digits)]
    if not candidates:
        return None
    first = min(candidates, key=lambda entry: entry.tier)
    return Priority(first.code, first.tier, first.goods, maybe=True)


@cache
def priority_headings() -> frozenset[str]:
    """Headings of the list, so that an outdated subheading does not hide the goods."""
    return frozenset(code[:4] for code in chpl())


@cache
def chpl() -> dict[str, Priority]:
    """All codes of the list by code (`data/trade/chpl.tsv`)."""
    text = files("ostrakon.rules").joinpath("data", "trade", "chpl.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {code: Priority(code, tier, goods) for code, tier, goods in rows}

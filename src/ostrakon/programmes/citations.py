"""Acts as lists, texts and our own files cite them, brought to one form."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("unsc", re.compile(r"\bS/RES/(\d{2,4})\b")),
    ("eo", re.compile(r"\bE\.O\. ?(\d{5})\b")),
    ("eu", re.compile(r"\b(?:Regulation|Decision|Common Position)\b[^;,]{0,20}?(\d{2,4}/\d{2,4})\b")),
    ("si", re.compile(r"\bSI (\d{4}/\d{1,4})\b")),
    ("sr", re.compile(r"\b(?:SR|RS) (946\.(?!231\b(?!\.))\d+(?:\.\d+)*)")),
    ("sor", re.compile(r"\bSOR/(\d{4}-\d{1,3})\b")),
    ("pl", re.compile(r"\bP\.L\. (\d{2,3}-\d{1,3})\b")),
)


def citations(text: str) -> Iterator[str]:
    """The acts that a legal basis of ours or of a list names, as keys: `unsc:1718`, `eo:13551`, `eu:833/2014`.

    `eu` keys are the number as printed: `833/2014` before 2015, `2017/1509` since.
    """
    for kind, pattern in _FORMS:
        for found in pattern.finditer(text):
            yield f"{kind}:{found[1]}"
    for parts in re.finditer(r"\b31 CFR parts? ([\d, and]+)", text):
        yield from (f"cfr:31/{number}" for number in re.findall(r"\d{3}", parts[1]))

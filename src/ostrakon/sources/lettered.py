"""Cells that hold several values in a row, lettered `a) … b) …`, numbered or divided by semicolons."""

from __future__ import annotations

import re

from ostrakon.sources.values import clean

_MARK = re.compile(
    r"[(\uff08](?P<both>[a-z]{1,2})[)\uff09]\s*"  # in two brackets a mark stands anywhere, also within Japanese text
    r"|(?:^|(?<=[\s;,.:\u3001\uff1b]))(?P<one>[a-z]{1,2})[)\uff09]\s*"
)
_NOTHING = {"na", "n/a", "n.a.", "nil", "none", "unknown", "not available", "-", "not known", "\u4e0d\u660e"}


def lettered(text: str, *, dividers: str = ";") -> list[str]:
    """The values of a cell in order, each once, words for "none" left out.

    Letters count as marks only where the first is `a` and they rise, so that a bracket within a name divides nothing.
    Without marks, each of `dividers` ends a value.
    """
    marks = list(_rising(text))
    if marks:
        cuts = [*(found.start() for found in marks), len(text)]
        parts = [text[: cuts[0]], *(text[found.end() : end] for found, end in zip(marks, cuts[1:], strict=True))]
    else:
        parts = re.split(f"[{re.escape(dividers)}]", text) if dividers else [text]
    values = (clean(part).strip(" ;,") for part in parts)
    return list(dict.fromkeys(value for value in values if value and value.casefold().rstrip(".") not in _NOTHING))


def given(text: str) -> str:
    """The text, empty where it is a word for "none"."""
    text = clean(text)
    return "" if text.casefold() in _NOTHING else text


def _rising(text: str) -> list[re.Match[str]]:
    """The marks a, b, c, … in order; none unless there is an a."""
    found: list[re.Match[str]] = []
    for match in _MARK.finditer(text.lower()):
        if (match["both"] or match["one"]) == _letter(len(found)):
            found.append(match)
    return found


def _letter(number: int) -> str:
    """a to z, then aa, ab, …"""
    return chr(97 + number) if number < 26 else chr(96 + number // 26) + chr(97 + number % 26)

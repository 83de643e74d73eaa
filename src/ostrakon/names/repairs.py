"""Damage that systems do to a name before it is compared, undone: only what no writer of a name would mean.

Text decoded under the wrong table (`Ã©` for é), marks for letters that were lost (`Ag?ochemical`), entities of HTML,
letters set apart (`P U T I N`), and notes in the field of a name (`IMO 9187629`, `DOB 12 Mar 1965`, `V.0123E`).
"""

from __future__ import annotations

import html
import re

_MISREAD = re.compile("[ÃÂÐÑØÙÄÅÎÏ][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""First bytes of letters in UTF-8, read as Western European (Windows 1252), and what follows them."""
_DIGIT = re.compile(r"\d")
_LOST = re.compile("(?<=[^\\W\\d_])[?\ufffd](?=[^\\W\\d_])")
_APART = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
SET_APART = range(5, 61)
"""So many letters one by one, and nothing else, are words set apart; fewer may be initials, more are no name."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY_FIRST = rf"\d{{1,2}}[ ./-](?:\d{{1,2}}|{_MONTH})[ ./-]\d{{4}}"
_DATE = rf"(?:{_DAY_FIRST}|\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}})"
_NOTES = re.compile(
    rf"""[\s,;(]*(?:
        \b(?:dob|d\.o\.b\.?|date\ of\ birth|born(?:\ on|\ in)?|geb\.?)\s*:?\s*{_DATE}
      | \bIMO(?:\ no\.?|\ number|:)?\s*:?\s*\d{{7}}\b
      | \bvoy(?:age)?[\s.:]*(?:no[\s.:]*)?\d+[a-z]?\b | \bV\.\s?\d{{2,4}}[NSEW]\b
    )\)?""",
    re.VERBOSE | re.IGNORECASE,
)


def repaired(name: str) -> str:
    """The name as it was before; the name itself where nothing else would be left."""
    text = name
    if not text.isascii():
        text = _decoded(text)
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if "?" in text or "\ufffd" in text:
        text = _LOST.sub("", text)
    if _DIGIT.search(text):
        text = _NOTES.sub(" ", text)
    text = _together(text)
    return text if text is name or any(c.isalnum() for c in text) else name


def _decoded(text: str) -> str:
    if not _MISREAD.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _together(text: str) -> str:
    """Letters set apart as words: two blanks or more end a word; without any, all letters are one word."""
    words = text.split()
    if len(words) not in SET_APART or any(len(word) > 1 for word in words):
        return text
    return _APART.sub(lambda m: m[0].replace(" ", ""), text.strip())

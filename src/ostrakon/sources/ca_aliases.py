"""The one text in which the Canadian list prints all aliases of a record, taken apart into names.

The list has no single separator. What is read, in this order:

1. `;`, a slash with a blank beside it, and a slash between words of a script without capitals or in Cyrillic
   separate names; so does a language label (`Russian: …`), which also tells the language; so does ` or `.
2. A comma separates names unless it stands in brackets or quotes, or what follows begins in lower case (the name
   of a ministry goes on), or one side is a bare legal form (`Рембаза, АО`), which goes back to its name.
3. In a record of a person, one word, a comma and several words is `Family, Given` and put into reading order.
4. In a record of a person, ` and ` between names separates, and a one-word alias (`Andrii`, `Batya`) is marked
   weak: the list prints bare variants of a given name there, which alone are nobody's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ostrakon.sources.values import clean

_LANGUAGES = {
    "russian": "rus",
    "belarusian": "bel",
    "belarussian": "bel",
    "ukrainian": "ukr",
    "arabic": "ara",
    "persian": "fas",
    "farsi": "fas",
    "english": "eng",
    "french": "fra",
    "hebrew": "heb",
}
_LABEL = re.compile(rf"\(?\b({'|'.join(_LANGUAGES)})\s*:\s*", re.IGNORECASE)
_HARD = re.compile(
    r";|\s+/\s*|/\s+|(?<=[\u0400-\u04ff\u0590-\u08ff\"”»])/(?=[\u0400-\u04ff\u0590-\u08ff])|\s+or\s+",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+and\s+")
_CYRILLIC_FORMS = frozenset({"ао", "оао", "зао", "пао", "ооо", "сао", "нпо", "фгуп"})
_LATIN_FORMS = frozenset(
    {"ltd", "ltd.", "llc", "inc", "inc.", "co", "co.", "jsc", "pjsc", "ojsc", "plc", "gmbh", "s.a.", "sa"}
)
_LEGAL_FORMS = _CYRILLIC_FORMS | _LATIN_FORMS
_OPEN, _CLOSE = "([«“", ")]»”"


@dataclass(frozen=True, slots=True)
class Alias:
    """One alias: reading order, language where a label tells it, weak when it is a bare word of a person."""

    value: str
    language: str = ""
    weak: bool = False


def split_aliases(text: str, *, person: bool) -> list[Alias]:
    """The aliases of one record, in order, each once."""
    found: dict[str, Alias] = {}
    for language, piece in _labelled(clean(text)):
        for part in _HARD.split(piece):
            for name in _by_comma(part, person=person):
                value = _trimmed(name)
                if value:
                    weak = person and len(value.split()) == 1
                    found.setdefault(value, Alias(value, language, weak))
    return list(found.values())


def _labelled(text: str) -> list[tuple[str, str]]:
    pieces = _LABEL.split(text)
    labelled = [("", pieces[0])]
    labelled += [(_LANGUAGES[label.lower()], piece) for label, piece in zip(pieces[1::2], pieces[2::2], strict=True)]
    return labelled


def _by_comma(text: str, *, person: bool) -> list[str]:
    parts = _joined_again(_outer_commas(text))
    if not person:
        return parts
    if len(parts) == 2 and len(parts[0].split()) == 1 and len(parts[1].split()) > 1:
        return [f"{parts[1]} {parts[0]}"]
    return [name for part in parts for name in _AND.split(part)]


def _joined_again(parts: list[str]) -> list[str]:
    """Undo the commas that do not separate names."""
    names: list[str] = []
    for part in parts:
        goes_on = part[:1].islower() or part.lower() in _LEGAL_FORMS
        if names and (goes_on or names[-1].lower() in _LEGAL_FORMS):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names


def _outer_commas(text: str) -> list[str]:
    """Split at commas outside of brackets and quotes; a quote that does not close is taken as a letter."""
    straight = text.count('"') % 2 == 0
    depth, quoted = 0, False
    parts = [""]
    for character in text:
        if character == '"' and straight:
            quoted = not quoted
        elif character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        if character == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += character
    return [stripped for part in parts if (stripped := part.strip())]


def _trimmed(name: str) -> str:
    """Without blanks and separators at the ends, and without a bracket whose other half is missing."""
    name = name.strip(" ,;/")
    if name.count("(") != name.count(")"):
        name = name.removeprefix("(") if name.startswith("(") else name
        name = name.removesuffix(")") if name.count("(") < name.count(")") else name
    return name.strip()

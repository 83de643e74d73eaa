"""Numbers that carry their own label in one text: `INN: 7710137066`, `ОГРН 1027700010579 / КПП 771701001`."""

from __future__ import annotations

import re

_LABELS = {
    "inn": "inn",
    "инн": "inn",
    "ogrn": "ogrn",
    "ogrnip": "ogrn",
    "огрн": "ogrn",
    "огрнип": "ogrn",
    "kpp": "kpp",
    "кпп": "kpp",
    "okpo": "okpo",
    "окпо": "okpo",
    "lei": "lei",
    "imo": "imo",
    "swift": "bic",
    "bic": "bic",
}
_LABELLED = re.compile(
    rf"(?<!\w)({'|'.join(sorted(_LABELS, key=len, reverse=True))})(?:[ -]?(?:code|number|no))?[\s.:–-]*"
    r"((?=[A-Z0-9]*\d)[A-Z0-9]{7,20})(?!\w)",
    re.IGNORECASE,
)


def labelled_numbers(text: str, default: str) -> list[tuple[str, str]]:
    """(identifier type, number) of each labelled number; without labels the whole text under `default`."""
    found = [(_LABELS[label.lower()], number) for label, number in _LABELLED.findall(text)]
    return found or ([(default, text)] if text else [])

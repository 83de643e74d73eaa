"""Whether two names in a document are one."""

from __future__ import annotations

from ostrakon.names.keys import sound_fold
from ostrakon.names.tokens import tokenise

_SHORTER_MIN = 12
"""A name that begins like the other and has so many letters was cut, not changed."""


def same_name(one: str, other: str) -> bool:
    """Whether two names are one after romanisation, whatever the order of words, or one is the other cut short."""
    a, b = _folded(one), _folded(other)
    if sorted(a) == sorted(b):
        return True
    short, long = sorted(("".join(a), "".join(b)), key=len)
    return len(short) >= _SHORTER_MIN and long.startswith(short)


def folded_name(name: str) -> str:
    """A name in a form that is the same for all of its romanisations and orders of words."""
    return " ".join(sorted(_folded(name)))


def _folded(name: str) -> list[str]:
    return [sound_fold(token.text) for token in tokenise(name).tokens]

"""Counted nouns: one case, two cases."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun, as in `1 case`, `1,200 matches`, `2 entities`.

    Args:
        noun: in the singular, with what belongs before it (`new case`).
        plural: where it is not made by `s`, or by `es` after a hiss.
    """
    return f"{count:,} {noun if count == 1 else plural or plural_of(noun)}"


def plural_of(noun: str) -> str:
    """The plural of a noun that makes it by a rule: `case`, `match`, `entity`, `day`."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"

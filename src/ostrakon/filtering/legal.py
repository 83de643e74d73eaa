"""Legal forms beside a word or within a name: who has one is no person and no ship."""

from __future__ import annotations

from functools import lru_cache

from ostrakon.names.kinds import Kind, typed
from ostrakon.names.running import fold_word
from ostrakon.names.tokens import Token
from ostrakon.profile.name import profile_name


def has_legal_form(name: str) -> bool:
    """Whether a name ends or begins with a legal form."""
    kinds = profile_name(name, "any").kinds
    return len(kinds) > 1 and Kind.LEGAL in (kinds[0], kinds[-1])


def legal_beside(words: list[str], place: int) -> bool:
    """Whether a legal form stands before or behind a word."""
    return any(
        _legal(tuple(words[start:end]))
        for start, end in ((place + 1, place + 2), (place + 1, place + 3), (place - 1, place), (place - 3, place))
        if start >= 0 and end <= len(words)
    )


@lru_cache(maxsize=20_000)
def _legal(words: tuple[str, ...]) -> bool:
    tokens = tuple(Token(folded) for word in words if (folded := fold_word(word)))
    found = typed((Token("nobody"), *tokens), "organisation")
    return len(found) > 1 and all(kind is Kind.LEGAL for _, kind in found[1:])

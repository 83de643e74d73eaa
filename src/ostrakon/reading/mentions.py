"""What reading a text yields."""

from __future__ import annotations

from typing import Literal

import msgspec

MentionKind = Literal["party", "country", "programme", "goods", "identifier"]


class Mention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something named in a text.

    Attributes:
        start, end: position in code points of the text as given, end exclusive; no title, no possessive ending.
        text: the words themselves.
        kind: `party` (somebody on a list), `country`, `programme` (words that name a measure), `goods`, or
            `identifier` (IMO number, wallet, BIC, IBAN, passport).
        key: the id that stands for the party on all lists, the same throughout a text; `c:` and ISO 3166-1 alpha-2 for
            a country; `r:` and programmes for a measure; `g:` for goods; kind and value for an identifier.
        entity_ids: every listed entity that carries the name, with those of the same parties on other lists; the
            key first.
        score: 0 to 1, how sure it is that the listed party is meant; 1 for countries.
        evidence: why, for a person.
        schema: FollowTheMoney schema of a listed party, as far as reading tells it.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    key: str
    entity_ids: tuple[str, ...] = ()
    score: float = 1.0
    evidence: str = ""
    schema: str = ""

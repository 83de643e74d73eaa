"""A claim before its target and factuality are known."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.reading.actors.discourse import Keys
from ostrakon.reading.findings import Act


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its target and factuality are known.

    Attributes:
        first, last: tokens of the claim.
        content: tokens from which its target is read.
        source: keys.
        person: whether the source is a person.
        act: what the source does.
        cue: tokens of the reporting word.
        opening: tokens of the subject; `turned` where it is the claim's matter and not its source.
        own: whether a pronoun at the head of the content can be the source.
        certain: how sure the source is, 0 to 1.
        object: whom a pronoun before the verb means.
        infinitive: whether the content is an infinitive, whose subject is the source.
    """

    first: int
    last: int
    content: tuple[int, int]
    source: Keys
    person: bool
    act: Act
    cue: tuple[int, int]
    opening: tuple[int, int] = (0, 0)
    turned: bool = False
    own: bool = True
    certain: float = 0.8
    object: Keys = ()
    infinitive: bool = False

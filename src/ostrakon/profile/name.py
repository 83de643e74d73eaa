"""The profile of one name: its typed tokens and the keys by which they are fetched and compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from ostrakon.names.initials import initials_apart
from ostrakon.names.introductions import without_introduction
from ostrakon.names.keys import skeleton
from ostrakon.names.kinds import DISTINGUISHING, Kind, NameClass, guessed, typed
from ostrakon.names.mrz import machine_name
from ostrakon.names.repairs import repaired
from ostrakon.names.scripts import ABJADS, LATIN, SYLLABIC
from ostrakon.names.tokens import tokenise

PLAIN = frozenset({LATIN, ""})
LIMIT_CHARS_TRUNCATED = (34, 35)
"""A name of this length may have been cut by a 35-character field (SWIFT MT, many core systems)."""


@dataclass(frozen=True, slots=True)
class NameProfile:
    """One name, analysed.

    Attributes:
        text: the name as it was given.
        tokens: lower-case ASCII; legal forms as their concept.
        kinds: role of each token.
        abjad: for each token, whether it was written without vowels.
        hangul: for each token, whether it was written in Hangul.
        syllable: for each token, whether it is one syllable of a script that does not separate words.
        truncated: the name has the length at which 35-character fields cut, or fills that of a travel document.
        cut: a limit was reached and the rest of the name was not looked at.
        core: the tokens that distinguish: core words and patronymics.
    """

    text: str
    tokens: tuple[str, ...]
    kinds: tuple[Kind, ...]
    abjad: tuple[bool, ...]
    hangul: tuple[bool, ...]
    syllable: tuple[bool, ...]
    truncated: bool = False
    cut: bool = False
    core: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        core = tuple([t for t, k in zip(self.tokens, self.kinds, strict=True) if k in DISTINGUISHING])
        object.__setattr__(self, "core", core)


@lru_cache(maxsize=20_000)
def profile_name(name: str, of: NameClass) -> NameProfile:
    """Analyse a name as that of a person, organisation, vessel or anything; never raises."""
    machine = machine_name(name)
    text = without_introduction(machine.text if machine else repaired(name))
    words = tokenise(text)
    if (apart := initials_apart(text)) != text and (
        of == "person" or (of == "any" and guessed(words.tokens) == "person")
    ):
        words = tokenise(apart)
    found = typed(words.tokens, of)
    scripts = [token.script for token, _ in found]
    # Most names are written in Latin letters alone, which have none of the three properties.
    none = (False,) * len(found) if PLAIN.issuperset(scripts) else None
    return NameProfile(
        text=name,
        tokens=tuple([token.text for token, _ in found]),
        kinds=tuple([kind for _, kind in found]),
        abjad=none or tuple([script in ABJADS for script in scripts]),
        hangul=none or tuple([script == "Hangul" for script in scripts]),
        syllable=none or tuple([script in SYLLABIC for script in scripts]),
        truncated=machine.cut if machine else len(name.strip()) in LIMIT_CHARS_TRUNCATED,
        cut=words.cut,
    )


@lru_cache(maxsize=50_000)
def hash64(text: str) -> int:
    """A stable 64-bit hash, the same in every process and on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def consonants(tokens: tuple[str, ...]) -> list[str]:
    """Coarse consonant key of each token."""
    return [skeleton(token) for token in tokens]

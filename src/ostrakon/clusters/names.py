"""The full names of a party in a form that is the same whatever the order, script or romanisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ostrakon.model import Entity
from ostrakon.names.keys import skeleton, sound_fold
from ostrakon.names.kinds import Kind, name_class
from ostrakon.names.rarity import rarity_bits
from ostrakon.profile.name import NameProfile, profile_name

CONTENT = frozenset({Kind.CORE, Kind.PATRONYMIC, Kind.NUMBER, Kind.NOISE, Kind.INITIAL})
GENERATIONS = {"jr": "2", "junior": "2", "sr": "1", "senior": "1", "ii": "2", "iii": "3", "iv": "4", "mladshiy": "2",
               "starshiy": "1"}  # fmt: skip
_ENDING = re.compile(
    r"(?:yevich|evich|ovich|yevych|evych|ovych|yovych|ich|yevna|evna|ovna|ivna|yivna|inichna|ichna"
    r"|oglu|ogly|ogli|kyzy|kizi|qizi)$"
)


@dataclass(frozen=True, slots=True)
class FullName:
    """One full name.

    Attributes:
        key: its words by sound (fathers' names by their consonants), sorted; in their order where the script has one
            syllable a word.
        core: number of distinguishing words.
        bits: how rare the words are together.
        legal: concepts of its legal forms.
        shown: as published.
        main: whether the record stands under it; an alias may be another party's name that a list has filed here.
    """

    key: tuple[str, ...]
    core: int
    bits: float
    legal: frozenset[str]
    shown: str
    main: bool = False


def profiles(entity: Entity) -> tuple[list[NameProfile], list[NameProfile]]:
    """The names of an entity, analysed: its full names, and its weak aliases with all other names."""
    of = name_class(entity.schema)
    full: list[NameProfile] = []
    other: list[NameProfile] = []
    for name in entity.names:
        profile = profile_name(name.value, of)
        (other if name.weak or name.kind == "acronym" or profile.cut else full).append(profile)
    return full, other


def full_names(full: Iterable[NameProfile], caption: str) -> tuple[FullName, ...]:
    """Names of two words or more, one for each key and legal form; `caption` is the name of the record."""
    found: dict[tuple[tuple[str, ...], frozenset[str]], FullName] = {}
    for profile in full:
        name = _full(profile, main=profile.text == caption)
        if len(name.key) > 1 and (name.main or (name.key, name.legal) not in found):
            found[name.key, name.legal] = name
    return tuple(found.values())


def name_words(names: Iterable[NameProfile]) -> frozenset[str]:
    """Skeletons of the distinguishing words of names."""
    return frozenset(skeleton(token) for profile in names for token in profile.core if len(token) > 2)


def patronymic_stems(names: Iterable[NameProfile]) -> frozenset[str]:
    """Fathers' names in the Slavic and Turkic form, without the ending."""
    return frozenset(_ENDING.sub("", token) for token in _of_kind(names, Kind.PATRONYMIC))


def generations(names: Iterable[NameProfile]) -> frozenset[str]:
    """Marks such as Junior or III, as numbers."""
    return frozenset(GENERATIONS[token] for token in _of_kind(names, Kind.TITLE) if token in GENERATIONS)


def _of_kind(names: Iterable[NameProfile], wanted: Kind) -> Iterator[str]:
    for profile in names:
        if wanted in profile.kinds:
            yield from (t for t, k in zip(profile.tokens, profile.kinds, strict=True) if k is wanted)


def _full(profile: NameProfile, *, main: bool) -> FullName:
    words: list[str] = []
    marks: list[str] = []
    legal: set[str] = set()
    rare: dict[str, float] = {}
    for token, kind in zip(profile.tokens, profile.kinds, strict=True):
        if kind in CONTENT:
            # Romanisations of a father's name differ most in its ending: `Arkadyevich`, `Arkadevich`, `Arkadiyovych`.
            words.append(skeleton(token) if kind is Kind.PATRONYMIC else sound_fold(token))
            rare[token] = rarity_bits(token)
        elif kind is Kind.LEGAL:
            legal.add(token)
        elif kind is Kind.TITLE and token in GENERATIONS:
            marks.append(GENERATIONS[token])
    if not any(profile.syllable):
        words.sort()
    return FullName(
        key=(*words, *marks),
        core=len(set(profile.core)),
        bits=round(sum(rare.values()), 2),
        legal=frozenset(legal),
        shown=profile.text,
        main=main,
    )

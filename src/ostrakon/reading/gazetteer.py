"""The listed names as flat arrays, built once a snapshot and memory-mapped by every reader.

A pattern is a sequence of words. It is found through its rarest pair of neighbouring words (one word: through that
word); words of the text find listed words that are equal or one edit away through a table of deletions. What the
arrays hold is said at `FIELDS`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.errors import StoreError
from ostrakon.model import Entity
from ostrakon.names.hangul_sounds import latin_sounds
from ostrakon.names.keys import sound_fold
from ostrakon.names.spellings import exonyms
from ostrakon.reading.heads import heads, own_heads
from ostrakon.reading.patterns import Form, Party, family_words, party_class, patterns, spoken

VERSION = 8
FUZZY_MIN = 5
SOUND_WORDS_MAX = 4
"""Words of a pattern that is found by its sound in Hangul: longer names are translated, not written by sound."""
FUZZY_MAX = 40
"""Shorter and longer words are compared exactly."""

Array = NDArray[Any]

FIELDS = {
    "word_blob": "all listed words, UTF-8, one after the other",
    "word_off": "where word i begins in the blob; one more than words",
    "word_df": "number of parties that carry the word",
    "word_persons": "number of persons that carry the word",
    "key": "sorted CRC-32 of each word, of its sound form and of that form's deletions",
    "key_word": "word of each key",
    "pair": "sorted distinct first word << 32 | second word of neighbours by which patterns are found",
    "pair_off": "CSR: patterns of pair i",
    "pair_pattern": "pattern",
    "pair_at": "position of the pair in the pattern",
    "single": "sorted words that are a pattern by themselves",
    "single_pattern": "that pattern",
    "sound": "sorted CRC-32 of the consonants that Hangul may give to a pattern (`names.hangul_sounds`)",
    "sound_pattern": "that pattern",
    "pattern_off": "CSR: words of pattern i",
    "pattern_word": "word",
    "party_off": "CSR: entities of pattern i",
    "party_entity": "entity",
    "party_form": "how the pattern derives from that entity's name (`patterns.Form`)",
    "id_blob": "entity ids, UTF-8",
    "id_off": "where id i begins",
    "entity_class": "`patterns.Party`",
    "country_blob": "two letters a country",
    "country_off": "where entity i's countries begin",
    "family_off": "CSR: words that are a family name of entity i",
    "family_word": "word",
    "acronym_off": "CSR: one-word names in capitals of entity i, weak ones too",
    "acronym_word": "word",
}


@dataclass(frozen=True)
class Gazetteer:
    """The arrays by name (see `FIELDS`), read-only; safe to share between threads and processes."""

    arrays: dict[str, Array]

    def __getattr__(self, name: str) -> Array:
        try:
            return self.arrays[name]
        except KeyError:
            raise AttributeError(name) from None

    def word(self, number: int) -> str:
        """The listed word of a number."""
        return self._text("word_blob", "word_off", number)

    def entity_id(self, number: int) -> str:
        """The id of an entity."""
        return self._text("id_blob", "id_off", number)

    def countries(self, number: int) -> tuple[str, ...]:
        """ISO codes of an entity's countries."""
        found = self._countries.get(number)
        if found is None:
            text = self._text("country_blob", "country_off", number)
            found = self._countries[number] = tuple(text[i : i + 2] for i in range(0, len(text), 2))
        return found

    def row(self, field: str, off: str, number: int) -> list[int]:
        """Row `number` of a CSR pair of arrays."""
        views = self._views
        offsets = views[off]
        found: list[int] = views[field][offsets[number] : offsets[number + 1]].tolist()
        return found

    def _text(self, field: str, off: str, number: int) -> str:
        views = self._views
        offsets = views[off]
        return views[field][offsets[number] : offsets[number + 1]].tobytes().decode()

    @cached_property
    def _countries(self) -> dict[int, tuple[str, ...]]:
        return {}  # as asked for; no more than entities

    @cached_property
    def _views(self) -> dict[str, memoryview]:
        # Single values and short slices of a memory view cost a third of those of an array.
        return {name: array.data for name, array in self.arrays.items()}


def deletions(word: str) -> list[str]:
    """Every form of the word with one letter left out."""
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def build(entities: Iterable[Entity], folder: Path) -> None:
    """Build the gazetteer of these entities and write it into `folder` (which exists).

    Files: `gazetteer.npy` (all arrays one after the other, little-endian) and `gazetteer.json` (where each lies).
    """
    parties = list(_gather(entities))
    _shortened(parties)
    _spelt_elsewhere(parties)
    arrays = _arrays(parties)
    place = 0
    layout: dict[str, Any] = {}
    with (folder / "gazetteer.bin").open("wb") as out:
        for name in FIELDS:
            array = np.ascontiguousarray(arrays[name])
            layout[name] = [place, array.dtype.str, len(array)]
            data = array.tobytes()
            data += b"\0" * (-len(data) % 8)
            out.write(data)
            place += len(data)
    (folder / "gazetteer.json").write_bytes(msgspec.json.encode({"version": VERSION, "size": place, "arrays": layout}))


def load(folder: Path) -> Gazetteer:
    """Map the gazetteer of a snapshot into memory.

    Raises:
        StoreError: it is missing, cut short or of another version of the program.
    """
    remedy = "`ostrakon lists reindex` builds it anew"
    try:
        head = msgspec.json.decode((folder / "gazetteer.json").read_bytes())
        blob = np.memmap(folder / "gazetteer.bin", dtype=np.uint8, mode="r")
    except (FileNotFoundError, msgspec.DecodeError, ValueError) as problem:
        raise StoreError("the index of names in text cannot be read", where=str(folder), remedy=remedy) from problem
    if head["version"] != VERSION or head["size"] != len(blob):
        raise StoreError("the index of names in text does not fit this program", where=str(folder), remedy=remedy)
    arrays = {
        name: np.frombuffer(blob, dtype=np.dtype(kind), count=count, offset=place)
        for name, (place, kind, count) in head["arrays"].items()
    }
    return Gazetteer(arrays)


@dataclass(frozen=True, slots=True)
class _Gathered:
    id: str
    of: Party
    patterns: dict[tuple[str, ...], Form]
    main: frozenset[tuple[str, ...]]
    families: frozenset[str]
    acronyms: frozenset[str]
    countries: tuple[str, ...]
    years: frozenset[str]


def _gather(entities: Iterable[Entity]) -> Iterable[_Gathered]:
    for entity in entities:
        if entity.designations and not any(designation.active for designation in entity.designations):
            continue
        found: dict[tuple[str, ...], Form] = {}
        for words, form in patterns(entity):
            found[words] = min(form, found.get(words, form))
        if not found:
            continue
        of = party_class(entity.schema)
        person = of is Party.PERSON
        yield _Gathered(
            id=entity.id,
            of=of,
            patterns=found,
            main=frozenset(words for words, _ in patterns(msgspec.structs.replace(entity, names=entity.names[:1]))),
            families=frozenset(words[-1] for n in entity.names if person and (words := family_words(n))),
            acronyms=frozenset() if person else _acronyms(entity),
            countries=tuple(code for code in entity.country_codes if len(code) == 2 and code.isascii()),
            years=frozenset(d.date.value[:4] for d in entity.dates if d.kind == "birth"),
        )


def _spelt_elsewhere(parties: Sequence[_Gathered]) -> None:
    """Give well-known parties their names in other languages.

    A name goes to those whose first name it translates; to those that have it as an alias only where there are none of
    the former, since lists file some aliases of one party with another too.
    """
    known = exonyms()
    first: defaultdict[tuple[str, ...], list[_Gathered]] = defaultdict(list)
    alias: defaultdict[tuple[str, ...], list[_Gathered]] = defaultdict(list)
    for party in parties:
        for words in known.keys() & party.patterns.keys():
            if party.patterns[words] is not Form.WEAK:
                main = words in party.main or party.patterns[words] is Form.HEAD
                (first if main else alias)[words].append(party)
    for words, names in known.items():
        for party in first.get(words) or alias.get(words, []):
            for name in names:
                party.patterns[name] = min(party.patterns[words], party.patterns.get(name, Form.HEAD))


def _shortened(parties: Sequence[_Gathered]) -> None:
    """Give organisations the short names that no other party could be meant by."""
    persons = Counter(
        word for party in parties if party.of is Party.PERSON for word in {w for name in party.patterns for w in name}
    )
    short = {Party.ORGANISATION, Party.UNKNOWN}
    named = [
        (heads(name for name, form in party.patterns.items() if form is not Form.WEAK), set(party.patterns))
        if party.of in short
        else (set[tuple[str, ...]](), set(party.patterns))
        for party in parties
    ]
    for party, own in zip(parties, own_heads(named, persons), strict=True):
        for words in own:
            party.patterns.setdefault(words, Form.HEAD)


def _acronyms(entity: Entity) -> frozenset[str]:
    values = (value for name in entity.names for value in spoken(name.value, party_class(entity.schema)))
    return frozenset(v.lower() for v in values if v.isascii() and v.isalnum() and v.isupper() and 2 <= len(v) <= 8)


def _arrays(parties: Sequence[_Gathered]) -> dict[str, Array]:
    words: dict[str, int] = {}
    numbers: dict[tuple[str, ...], int] = {}
    carriers: list[list[tuple[int, Form]]] = []
    df: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    for number, party in enumerate(parties):
        own = {word for pattern in party.patterns for word in pattern}
        for word in sorted(own | party.families | party.acronyms):
            words.setdefault(word, len(words))
        df.update(own)
        if party.of is Party.PERSON:
            persons.update(own)
        for pattern, form in party.patterns.items():
            at = numbers.setdefault(pattern, len(numbers))
            if at == len(carriers):
                carriers.append([])
            carriers[at].append((number, form))
    carriers = [_unambiguous(carried, parties) for carried in carriers]
    return {
        **_word_arrays(words, df, persons),
        **_pattern_arrays(numbers, carriers, words, df),
        **_sound_arrays(numbers, carriers),
        **_party_arrays(parties, words),
    }


def _unambiguous(carried: list[tuple[int, Form]], parties: Sequence[_Gathered]) -> list[tuple[int, Form]]:
    """Shortened names that several persons share are left out: nobody could say who is meant.

    Who leaves out more words gives way first: `Nicolás Maduro` is the man of that given name, not his son with two.
    """
    for form in (Form.SHORTER, Form.SHORT):
        years = [parties[n].years for n, f in carried if f in {Form.SHORT, Form.SHORTER} and parties[n].years]
        if any(years[0].isdisjoint(other) for other in years[1:]):
            carried = [(number, own) for number, own in carried if own is not form]
    return carried


def _word_arrays(words: dict[str, int], df: Counter[str], persons: Counter[str]) -> dict[str, Array]:
    keys: list[int] = []
    key_words: list[int] = []
    for word, number in words.items():
        forms = {word}
        if FUZZY_MIN <= len(word) <= FUZZY_MAX:
            sound = sound_fold(word)
            forms |= {sound, *deletions(sound), *deletions(word)}
        for form in forms:
            keys.append(crc32(form.encode()))
            key_words.append(number)
    key = np.array(keys, dtype=np.uint32)
    order = np.argsort(key, kind="stable")
    blob, off = _blob(list(words))
    return {
        "word_blob": blob,
        "word_off": off,
        "word_df": np.array([df[word] for word in words], dtype=np.uint32),
        "word_persons": np.array([persons[word] for word in words], dtype=np.uint32),
        "key": key[order],
        "key_word": np.array(key_words, dtype=np.uint32)[order],
    }


def _pattern_arrays(
    numbers: dict[tuple[str, ...], int],
    carriers: list[list[tuple[int, Form]]],
    words: dict[str, int],
    df: Counter[str],
) -> dict[str, Array]:
    pairs: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    singles: dict[int, int] = {}
    for pattern, number in numbers.items():
        if not carriers[number]:
            continue
        if len(pattern) == 1:
            singles[words[pattern[0]]] = number
            continue
        at = min(range(len(pattern) - 1), key=lambda i: (df[pattern[i]] + 1) * (df[pattern[i + 1]] + 1))
        pairs[words[pattern[at]] << 32 | words[pattern[at + 1]]].append((number, at))
    order = sorted(pairs)
    flat = [entry for key in order for entry in pairs[key]]
    single = sorted(singles)
    carried = [entry for entries in carriers for entry in entries]
    return {
        "pair": np.array(order, dtype=np.uint64),
        "pair_off": _offsets([len(pairs[key]) for key in order]),
        "pair_pattern": np.array([number for number, _ in flat], dtype=np.uint32),
        "pair_at": np.array([at for _, at in flat], dtype=np.uint8),
        "single": np.array(single, dtype=np.uint32),
        "single_pattern": np.array([singles[word] for word in single], dtype=np.uint32),
        "pattern_off": _offsets([len(pattern) for pattern in numbers]),
        "pattern_word": np.array([words[word] for pattern in numbers for word in pattern], dtype=np.uint32),
        "party_off": _offsets([len(entries) for entries in carriers]),
        "party_entity": np.array([number for number, _ in carried], dtype=np.uint32),
        "party_form": np.array([form for _, form in carried], dtype=np.uint8),
    }


def _sound_arrays(numbers: dict[tuple[str, ...], int], carriers: list[list[tuple[int, Form]]]) -> dict[str, Array]:
    found: list[tuple[int, int]] = []
    for pattern, number in numbers.items():
        if len(pattern) <= SOUND_WORDS_MAX and any(form is not Form.WEAK for _, form in carriers[number]):
            consonants = {own for own, _ in latin_sounds(pattern)}
            found += ((crc32(one.encode()), number) for one in consonants if len(one) > 1)
    found.sort()
    return {
        "sound": np.array([key for key, _ in found], dtype=np.uint32),
        "sound_pattern": np.array([number for _, number in found], dtype=np.uint32),
    }


def _party_arrays(parties: Sequence[_Gathered], words: dict[str, int]) -> dict[str, Array]:
    ids, id_off = _blob([party.id for party in parties])
    countries, country_off = _blob(["".join(party.countries) for party in parties])
    return {
        "id_blob": ids,
        "id_off": id_off,
        "entity_class": np.array([party.of for party in parties], dtype=np.uint8),
        "country_blob": countries,
        "country_off": country_off,
        "family_off": _offsets([len(party.families) for party in parties]),
        "family_word": np.array([words[w] for party in parties for w in sorted(party.families)], dtype=np.uint32),
        "acronym_off": _offsets([len(party.acronyms) for party in parties]),
        "acronym_word": np.array([words[w] for party in parties for w in sorted(party.acronyms)], dtype=np.uint32),
    }


def _blob(texts: Sequence[str]) -> tuple[Array, Array]:
    encoded = [text.encode() for text in texts]
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), _offsets([len(text) for text in encoded])


def _offsets(lengths: Sequence[int]) -> Array:
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.uint32)

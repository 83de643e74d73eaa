"""Customers → the arrays of a segment."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.customers.facts import facts_of_customer
from ostrakon.customers.segment import (
    FLAG_ABJAD,
    FLAG_KOREAN,
    FLAG_LONE,
    FLAG_TRUNCATED,
    FLAG_WHOLE,
    HASH_BYTES,
    STATE_CUT,
    STATE_EMPTY,
    STATE_PLAIN,
    Segment,
)
from ostrakon.customers.sorts import CONSONANTS_NEAR_MIN, SHORT_WORDS
from ostrakon.index.candidates import keys_of
from ostrakon.index.facts import contact_key, date_row, identifier_key, near_hashes
from ostrakon.index.keys import ACRONYM_LENGTH, BEGINNING, CONTENT, whole_text
from ostrakon.index.lookup import hash_table
from ostrakon.index.postings import near_table
from ostrakon.index.records import spelling_program
from ostrakon.match.birth_date import PLACEHOLDERS
from ostrakon.match.compiled.asked import Word, acronym_letters, hash_of_whole, spelt, word_record
from ostrakon.match.compiled.layout import ASKED, WORD_LENGTH_MAX
from ostrakon.match.joining import WORDS as JOINED_WORDS
from ostrakon.match.lone import is_lone
from ostrakon.match.weights import quantise, weights
from ostrakon.model.subject import Subject
from ostrakon.names.keys import skeleton, sound_fold
from ostrakon.names.rarity import rarity_bits
from ostrakon.names.syllables import is_syllable
from ostrakon.profile.name import NameProfile, hash64
from ostrakon.screening.facts import SubjectFacts, profiles_of

_ENCODE = msgspec.msgpack.Encoder().encode
_NO_DATE = (0, 0, 0, 0, 0)


def content_of(subject: Subject) -> bytes:
    """Hash of all that is known of a customer but the user's key."""
    known = msgspec.structs.replace(subject, query_id="")
    return blake2b(_ENCODE(known), digest_size=HASH_BYTES).digest()


class _Joined:
    """Rows of different lengths, one behind the other."""

    def __init__(self, code: str) -> None:
        self.values: array[Any] = array(code)
        self.ends = array("Q", [0])

    def add(self, rows: Iterable[Any]) -> None:
        self.values.extend(rows)
        self.ends.append(len(self.values))

    def off(self, kind: Any = np.uint32) -> NDArray[Any]:
        return np.array(self.ends, dtype=kind)


class Builder:
    """Takes customers in one by one; every key at most once."""

    def __init__(self) -> None:
        self.ids, self.data, self.whole, self.abjad_spelling = (_Joined("B") for _ in range(4))
        self.words_of, self.joins_of = _Joined("I"), _Joined("Q")
        self.hashes, self.word_text = bytearray(), bytearray()
        self.states, self.numbers, self.schemas = array("B"), array("B"), array("B")
        self.name_flags, self.join_length = array("B"), array("B")
        self.since, self.name_cust, self.abjad_join = array("I"), array("I"), array("I")
        self.id_hashes, self.whole_hash, self.abjad_bones = array("Q"), array("Q"), array("Q")
        self.facts, self.births, self.name_letters = array("H"), array("h"), array("b")
        self.schema_numbers: dict[str, int] = {}
        self.words: dict[Word, int] = {}
        self.word_records: list[tuple[Any, ...]] = []
        self.texts: dict[str, int] = {}
        self.cons: dict[str, int] = {}
        self.wholes: dict[str, int] = {}
        self.text_names, self.cons_names = (array("I"), array("I")), (array("I"), array("I"))
        self.whole_names = (array("I"), array("I"))
        self.lone: set[tuple[int, int]] = set()
        self.beginnings: list[tuple[str, int]] = []
        self.identifiers: set[tuple[int, int]] = set()
        self.near: set[tuple[int, int]] = set()

    @property
    def count(self) -> int:
        """Customers taken in."""
        return len(self.states)

    def add(self, subject: Subject, since: int) -> None:
        """Take in a customer that is known as it stands since this second."""
        customer = self.count
        profiles = profiles_of(subject)
        facts = SubjectFacts.of(subject, profiles)
        self.ids.add(subject.query_id.encode())
        self.id_hashes.append(hash64(subject.query_id))
        self.data.add(_ENCODE(subject))
        self.hashes += content_of(subject)
        self.since.append(since)
        empty = not profiles and not facts.numbers
        self.states.append(STATE_EMPTY if empty else STATE_CUT if any(p.cut for p in profiles) else STATE_PLAIN)
        self.facts.append(facts_of_customer(facts))
        self.numbers.append(min(len(facts.numbers), 255))
        birth = subject.birth_date
        self.births.extend(_NO_DATE if birth is None or birth.value in PLACEHOLDERS else date_row(birth))
        self.schemas.append(self.schema_numbers.setdefault(subject.schema, len(self.schema_numbers)))
        for profile in profiles:
            self._name(profile, customer)
        self._leads(facts, customer)

    def _leads(self, facts: SubjectFacts, customer: int) -> None:
        """What leads to a listed party whatever its names."""
        subject = facts.subject
        for number in facts.numbers:
            if key := identifier_key(number.type, number.shown):
                self.identifiers.add((hash64(key), customer))
                self.near.update((near, customer) for near in near_hashes(key))
        contacts = (("phone", subject.phones), ("email", subject.emails), ("website", subject.websites))
        keys = (contact_key(kind, value) for kind, values in contacts for value in values)
        self.identifiers.update((hash64(key), customer) for key in keys if key)

    def _name(self, profile: NameProfile, customer: int) -> None:
        number = len(self.name_cust)
        tokens = profile.tokens
        self.name_cust.append(customer)
        whole = whole_text(tokens, profile.kinds)
        self.whole.add(whole.encode())
        self.whole_hash.append(hash_of_whole(profile, whole))
        self.name_letters.append(acronym_letters(profile))
        abjad = any(profile.abjad)
        plain = max(map(len, tokens)) > WORD_LENGTH_MAX
        self.name_flags.append(
            FLAG_KOREAN * (len(tokens) > 1 and all(map(is_syllable, tokens)))
            | FLAG_TRUNCATED * profile.truncated
            | FLAG_WHOLE * plain
            | FLAG_LONE * is_lone(profile)
            | FLAG_ABJAD * abjad
        )
        made = zip(tokens, profile.kinds, profile.abjad, profile.hangul, profile.syllable, strict=True)
        self.words_of.add([self._word((*word, abjad)) for word in made])
        joined = [] if plain else [
            "".join(tokens[at : at + length]) for length in JOINED_WORDS for at in range(len(tokens) - length + 1)
        ]  # fmt: skip
        if abjad:
            self.abjad_join.extend(range(len(self.joins_of.values), len(self.joins_of.values) + len(joined)))
            self.abjad_bones.extend([hash64(skeleton(text)) for text in joined])
            for text in joined:
                self.abjad_spelling.add(spelling_program(text))
        self.joins_of.add([hash64(sound_fold(text)) for text in joined])
        self.join_length.extend([min(len(text), 255) for text in joined])
        texts, keys = keys_of(profile)
        for text in texts:
            if text.endswith(BEGINNING):
                self.beginnings.append((text.removesuffix(BEGINNING), number))
            else:
                self.text_names[0].append(self.texts.setdefault(text, len(self.texts)))
                self.text_names[1].append(number)
        for key in keys:
            self.cons_names[0].append(self.cons.setdefault(key, len(self.cons)))
            self.cons_names[1].append(number)
        if whole := short_whole(profile):
            self.whole_names[0].append(self.wholes.setdefault(whole, len(self.wholes)))
            self.whole_names[1].append(number)
        core = profile.core
        if len(core) == 1 and len(core[0]) in ACRONYM_LENGTH:
            self.lone.add((hash64(core[0]), number))

    def _word(self, word: Word) -> int:
        row = self.words.get(word)
        if row is None:
            row = self.words[word] = len(self.words)
            values, spellings = spelt(word)
            cap = float(weights().rarity_cap[word[1]])
            values["cap"] = min(cap, weights().syllable_cap) if word[4] else cap
            self.word_records.append(word_record(values, len(self.word_text)))
            self.word_text += spellings
        return row

    def segment(self) -> Segment:
        """The arrays of all that was taken in."""
        order = np.argsort(np.array(self.id_hashes, dtype=np.uint64), kind="stable")
        schemata = "".join(self.schema_numbers)
        ends = [0, *np.cumsum([len(name) for name in self.schema_numbers]).tolist()]
        return Segment(
            cust_id=_u8(self.ids.values),
            cust_id_off=self.ids.off(),
            cust_id_hash=np.array(self.id_hashes, dtype=np.uint64)[order],
            cust_id_place=order.astype(np.uint32),
            cust_hash=np.frombuffer(bytes(self.hashes), dtype=np.uint8),
            cust_since=np.array(self.since, dtype=np.uint32),
            cust_data=_u8(self.data.values),
            cust_data_off=self.data.off(np.uint64),
            cust_state=_u8(self.states),
            cust_facts=np.array(self.facts, dtype=np.uint16),
            cust_numbers=_u8(self.numbers),
            cust_birth=np.array(self.births, dtype=np.int16).reshape(-1, 5),
            cust_schema=_u8(self.schemas),
            name_cust=np.array(self.name_cust, dtype=np.uint32),
            name_flags=_u8(self.name_flags),
            name_letters=np.array(self.name_letters, dtype=np.int8),
            name_whole=_u8(self.whole.values),
            name_whole_off=self.whole.off(),
            name_whole_hash=np.array(self.whole_hash, dtype=np.uint64),
            name_word=np.array(self.words_of.values, dtype=np.uint32),
            name_word_off=self.words_of.off(),
            name_join=np.array(self.joins_of.values, dtype=np.uint64),
            name_join_length=_u8(self.join_length),
            name_join_off=self.joins_of.off(),
            abjad_join=np.array(self.abjad_join, dtype=np.uint32),
            abjad_bones=np.array(self.abjad_bones, dtype=np.uint64),
            abjad_spelling=_u8(self.abjad_spelling.values),
            abjad_spelling_off=self.abjad_spelling.off(),
            word_record=np.array(self.word_records, dtype=ASKED).view(np.uint8).reshape(-1),
            word_text=np.frombuffer(bytes(self.word_text), dtype=np.uint8),
            word_hash=_word_hashes(self.words),
            word_own=np.array([quantise(rarity_bits(word[0])) for word in self.words], dtype=np.float32),
            schemata=np.frombuffer(schemata.encode(), dtype=np.uint8),
            schemata_off=np.array(ends, dtype=np.uint32),
            **self._keys(),
            **_pairs("lone_hash", "lone_name", self.lone),
            cut_text=np.frombuffer("".join(text for text, _ in self.beginnings).encode(), dtype=np.uint8),
            cut_text_off=np.cumsum([0, *(len(text) for text, _ in self.beginnings)]).astype(np.uint32),
            cut_name=np.array([name for _, name in self.beginnings], dtype=np.uint32),
            **_pairs("ident_key", "ident_cust", self.identifiers),
            **_pairs("ident_near", "ident_near_cust", self.near, np.uint32),
        )

    def _keys(self) -> dict[str, NDArray[Any]]:
        sorts = (self.texts, self.cons, self.wholes)
        names = (self.text_names, self.cons_names, self.whole_names)
        first = np.cumsum([0, *(len(keys) for keys in sorts)])
        joined = "".join(text for keys in sorts for text in keys).encode("ascii")
        ends = np.zeros(int(first[-1]) + 1, dtype=np.uint32)
        np.cumsum([len(text) for keys in sorts for text in keys], out=ends[1:])
        tables = [hash_table(list(keys)) for keys in sorts]
        near = [near_table(list(keys)) for keys in sorts]
        key = np.concatenate([np.array(n[0], dtype=np.int64) + at for n, at in zip(names, first, strict=False)])
        name = np.concatenate([np.array(n[1]) for n in names]).astype(np.uint32)
        order = np.argsort(key, kind="stable")
        return {
            "key_text": np.frombuffer(joined, dtype=np.uint8),
            "key_text_off": ends,
            "key_first": first.astype(np.uint32),
            "key_hash": np.concatenate([table[0] for table in tables]),
            "key_id": _numbered([table[1] for table in tables], first),
            "key_near": np.concatenate([table[0] for table in near]),
            "key_near_id": _numbered([table[1] for table in near], first),
            "key_near_first": np.cumsum([0, *(len(table[0]) for table in near)]).astype(np.uint32),
            "key_name": name[order],
            "key_name_off": np.searchsorted(key[order], np.arange(len(ends))).astype(np.uint32),
        }


def _numbered(ids: Sequence[NDArray[np.uint32]], first: NDArray[np.int64]) -> NDArray[np.uint32]:
    return np.concatenate([part + np.uint32(at) for part, at in zip(ids, first, strict=False)]).astype(np.uint32)


def short_whole(profile: NameProfile) -> str:
    """The consonants of a whole name of one or two words, where they are few; empty for most.

    Little else leads to a listed name that is written otherwise: `Haavisto` and `Avisto`.
    """
    found = zip(profile.tokens, profile.kinds, strict=True)
    content = [token for token, kind in found if kind in CONTENT]
    if len(content) > SHORT_WORDS:
        return ""
    joined = "".join(skeleton(token) for token in content)
    return joined if len(joined) < CONSONANTS_NEAR_MIN else ""


def _u8(values: array[int]) -> NDArray[np.uint8]:
    return np.array(values, dtype=np.uint8)


def _word_hashes(words: Iterable[Word]) -> NDArray[np.uint64]:
    return np.array([hash64(word[0]) for word in words], dtype=np.uint64)


def _pairs(key: str, of: str, pairs: set[tuple[int, int]], kind: Any = np.uint64) -> dict[str, NDArray[Any]]:
    ordered = sorted(pairs)
    return {
        key: np.array([k for k, _ in ordered], dtype=kind),
        of: np.array([n for _, n in ordered], dtype=np.uint32),
    }


def built(subjects: Iterable[tuple[Subject, int]]) -> Segment:
    """A segment of subjects, each with the second since which it is known."""
    builder = Builder()
    for subject, since in subjects:
        builder.add(subject, since)
    return builder.segment()

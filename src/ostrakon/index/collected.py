"""One pass over the entities: every distinct analysed name and what the arrays need of it, in flat growing arrays.

A million names as Python values would take gigabytes; as arrays of numbers they take some hundred bytes each.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np

from ostrakon.index.arrays import U32
from ostrakon.index.facts import (
    SCHEMA_NUMBER,
    contact_keys,
    country_pack,
    date_row,
    identifier_key,
    listed_facts,
    near_hashes,
    pack_facts,
)
from ostrakon.index.keys import acronyms_of, consonant_keys, marked, whole_text
from ostrakon.model import Entity
from ostrakon.names.keys import skeleton, sound_fold
from ostrakon.names.kinds import NameClass, name_class
from ostrakon.names.readings import other_readings
from ostrakon.profile.name import NameProfile, hash64, profile_name

TOKENS_PER_DOC_MAX = 24
"""Tokens of a listed name beyond these are not compared; no listed name of the official lists has as many."""
NAMES_PER_ENTITY_MAX = 2**16 - 1
CLASS_NUMBER: dict[NameClass, int] = {"person": 0, "organisation": 1, "vessel": 2, "any": 3}


_U8, _U16, _U32, _U64, _I16 = (partial(array, code) for code in "BHIQh")


@dataclass(slots=True)
class Collected:
    """What one pass over the entities gathers. Names are numbered as documents: class, tokens and kinds make one."""

    ids: bytearray = field(default_factory=bytearray)
    id_size: array[int] = field(default_factory=_U32)
    schemata: array[int] = field(default_factory=_U8)
    dates: array[int] = field(default_factory=_I16)
    date_count: array[int] = field(default_factory=_U32)
    countries: array[int] = field(default_factory=_U16)
    country_count: array[int] = field(default_factory=_U32)
    facts: bytearray = field(default_factory=bytearray)
    facts_size: array[int] = field(default_factory=_U32)
    identifiers: set[tuple[int, int]] = field(default_factory=set)
    near: set[tuple[int, int]] = field(default_factory=set)
    name_doc: array[int] = field(default_factory=_U32)
    name_ent: array[int] = field(default_factory=_U32)
    name_no: array[int] = field(default_factory=_U16)
    name_weak: array[int] = field(default_factory=_U8)
    docs: dict[bytes, int] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    cons_keys: dict[str, int] = field(default_factory=dict)
    doc_class: array[int] = field(default_factory=_U8)
    doc_rank: array[int] = field(default_factory=_U32)
    doc_size: array[int] = field(default_factory=_U32)
    doc_tok: array[int] = field(default_factory=_U32)
    doc_kind: array[int] = field(default_factory=_U8)
    doc_pair: array[int] = field(default_factory=_U64)
    doc_pair_skel: array[int] = field(default_factory=_U64)
    whole: bytearray = field(default_factory=bytearray)
    whole_size: array[int] = field(default_factory=_U32)
    whole_hash: array[int] = field(default_factory=_U64)
    cons: array[int] = field(default_factory=_U32)
    cons_size: array[int] = field(default_factory=_U32)
    acronyms: set[tuple[int, int]] = field(default_factory=set)

    def add(self, entity: Entity) -> None:
        """Take in one entity; those of which no designation is active any more are left out."""
        if entity.designations and not any(d.active for d in entity.designations):
            return
        number = len(self.schemata)
        raw = entity.id.encode()
        self.ids += raw
        self.id_size.append(len(raw))
        self.schemata.append(SCHEMA_NUMBER.get(entity.schema, 0))
        rows = [date_row(d.date) for d in entity.dates if d.kind in ("birth", "incorporation")]
        self.date_count.append(len(rows))
        for row in rows:
            self.dates.extend(row)
        codes = [country_pack(code) for code in entity.country_codes if len(code) == 2]
        self.country_count.append(len(codes))
        self.countries.extend(codes)
        of = name_class(entity.schema)
        for position, name in enumerate(entity.names[:NAMES_PER_ENTITY_MAX]):
            for reading in (name.value, *other_readings(name.value)):
                profile = profile_name(reading, of)
                if profile.tokens:
                    document = self._document(profile, of)
                    if of == "organisation":  # of every name: those of one document may have been translated into one
                        self.acronyms.update((hash64(a), document) for a in acronyms_of(profile))
                    self.name_doc.append(document)
                    self.name_ent.append(number)
                    self.name_no.append(position)
                    self.name_weak.append(int(name.weak))
        self._add_facts(entity, number)

    def _add_facts(self, entity: Entity, number: int) -> None:
        facts = listed_facts(entity)
        packed = pack_facts(facts)
        self.facts += packed
        self.facts_size.append(len(packed))
        for identifier in entity.identifiers:
            if key := identifier_key(identifier.type, identifier.value):
                self.identifiers.add((hash64(key), number))
                self.near.update((near, number) for near in near_hashes(key))
        self.identifiers.update((hash64(key), number) for key in contact_keys(facts))

    def _document(self, profile: NameProfile, of: NameClass) -> int:
        tokens = marked(profile.tokens, profile.abjad)[:TOKENS_PER_DOC_MAX]
        kinds = profile.kinds[:TOKENS_PER_DOC_MAX]
        said = f"{of} {' '.join(tokens)} {' '.join(str(int(k)) for k in kinds)}"
        key = blake2b(said.encode(), digest_size=16).digest()
        known = self.docs.get(key)
        if known is not None:
            return known
        document = self.docs[key] = len(self.docs)
        self.doc_class.append(CLASS_NUMBER[of])
        self.doc_rank.append(int.from_bytes(key[:4], "little"))
        self.doc_size.append(len(tokens))
        self.doc_tok.extend([self.tokens.setdefault(t, len(self.tokens)) for t in tokens])
        self.doc_kind.extend(kinds)
        plain = [t.removesuffix("~") for t in tokens]
        self.doc_pair.extend([*(hash64(sound_fold(a + b)) for a, b in pairwise(plain)), 0])
        self.doc_pair_skel.extend([*(hash64(skeleton(a + b)) for a, b in pairwise(plain)), 0])
        whole = whole_text(tokens, kinds)
        self.whole += whole.encode()
        self.whole_size.append(len(whole))
        self.whole_hash.append(hash64(whole))
        keys = [self.cons_keys.setdefault(k, len(self.cons_keys)) for k in consonant_keys(tokens, kinds)]
        self.cons.extend(keys)
        self.cons_size.append(len(keys))
        return document

    @staticmethod
    def offsets(sizes: array[int]) -> U32:
        """Sizes → borders."""
        borders = np.zeros(len(sizes) + 1, dtype=np.uint32)
        np.cumsum(np.array(sizes, dtype=np.uint32), out=borders[1:])
        return borders

    def entities(self) -> dict[str, Any]:
        """Arrays of parties and identifiers."""
        identifiers = sorted(self.identifiers)
        near = sorted(self.near)
        return {
            "ent_id_text": np.frombuffer(bytes(self.ids), dtype=np.uint8),
            "ent_id_off": self.offsets(self.id_size),
            "ent_schema": np.array(self.schemata, dtype=np.uint8),
            "ent_date": np.array(self.dates, dtype=np.int16).reshape(-1, 5),
            "ent_date_off": self.offsets(self.date_count),
            "ent_country": np.array(self.countries, dtype=np.uint16),
            "ent_country_off": self.offsets(self.country_count),
            "ent_facts": np.frombuffer(bytes(self.facts), dtype=np.uint8),
            "ent_facts_off": self.offsets(self.facts_size),
            "ident_near_key": np.array([k for k, _ in near], dtype=np.uint32),
            "ident_near_ent": np.array([e for _, e in near], dtype=np.uint32),
            "ident_key": np.array([k for k, _ in identifiers], dtype=np.uint64),
            "ident_ent": np.array([e for _, e in identifiers], dtype=np.uint32),
        }

    def names(self) -> dict[str, Any]:
        """Arrays of names, in the order of their documents, then of their parties."""
        documents = np.array(self.name_doc, dtype=np.uint32)
        order = np.argsort(documents, kind="stable")
        borders = np.searchsorted(documents[order], np.arange(len(self.docs) + 1, dtype=np.uint32))
        return {
            "name_ent": np.array(self.name_ent, dtype=np.uint32)[order],
            "name_no": np.array(self.name_no, dtype=np.uint16)[order],
            "name_weak": np.array(self.name_weak, dtype=np.uint8)[order],
            "doc_name_off": borders.astype(np.uint32),
        }

    def documents(self) -> dict[str, Any]:
        """Arrays of documents, their tokens left out."""
        acronyms = sorted(self.acronyms)
        return {
            "doc_pair": np.array(self.doc_pair, dtype=np.uint64),
            "doc_pair_skel": np.array(self.doc_pair_skel, dtype=np.uint64),
            "doc_whole": np.array(self.whole_hash, dtype=np.uint64),
            "doc_text": np.frombuffer(bytes(self.whole), dtype=np.uint8),
            "doc_text_off": self.offsets(self.whole_size),
            "doc_rank": np.array(self.doc_rank, dtype=np.uint32),
            "doc_class": np.array(self.doc_class, dtype=np.uint8),
            "acronym_key": np.array([a for a, _ in acronyms], dtype=np.uint64),
            "acronym_doc": np.array([d for _, d in acronyms], dtype=np.uint32),
        }

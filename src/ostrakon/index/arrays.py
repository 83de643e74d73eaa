"""The arrays of an index and their files: one `.npy` each, memory-mapped, shared by all processes that read them."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.errors import StoreError
from ostrakon.index.mapped import mapped

INDEX_FORMAT = 20
"""Raised when arrays change their meaning; an index of another format is built anew."""

WEIGHT_SCALE = 1 << 15
"""Steps of the weight of a feature in a document; weights stay below 2."""

U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrays:
    """All arrays of one index. `x_off` holds the borders of `x`: the rows of item i are `off[i]:off[i + 1]`.

    Entities are numbered in the order of the snapshot, documents (distinct analysed names) and tokens in the order of
    first appearance, so that the same lists always give the same bytes.
    """

    # entities
    ent_id_text: U8  # ids, joined
    ent_id_off: U32
    ent_schema: U8  # number in `SCHEMATA`
    ent_date: NDArray[np.int16]  # birth, incorporation: year, month, day, until year, flags (1 approximate)
    ent_date_off: U32
    ent_country: U16  # two letters packed
    ent_country_off: U32
    ent_facts: U8  # the other facts, packed (`index.facts.ListedFacts`), joined
    ent_facts_off: U32
    # names: entity, number of the name within the entity, 1 when weak
    name_ent: U32
    name_no: U16
    name_weak: U8
    doc_name_off: U32  # document → its rows in name_*
    # documents
    doc_tok: U32
    doc_kind: U8
    doc_pair: U64  # sound key of this token joined with the next one
    doc_pair_skel: U64  # their consonants
    doc_off: U32
    doc_whole: U64  # sound key of all its tokens joined, legal forms and titles left out
    doc_text: U8  # the same sound key as text
    doc_text_off: U32
    doc_rank: U32  # hash of what makes the document, for an order that does not depend on that of the lists
    doc_class: U8  # 0 person, 1 organisation, 2 vessel, 3 any
    acronym_key: U64  # sorted
    acronym_doc: U32
    # tokens
    tok_text: U8
    tok_off: U32
    tok_len: U16
    tok_first: U8  # code of its first letter
    tok_digits: U8  # 1 for a number
    tok_hash: U64  # of tokens written with vowels, sorted
    tok_hash_id: U32
    tok_sorted: U32  # tokens in the order of their texts
    tok_idf: F32  # bits: log2(documents / documents with it), in steps of 1/1024
    tok_sound: U64
    tok_sound_text: U8
    tok_sound_off: U32
    tok_sound_idf: F32  # rarity of the sound, which several spellings share
    tok_skel_idf: F32  # rarity of the consonants
    tok_skel: U64
    tok_skel_len: U8
    tok_skel_text: U8
    tok_skel_off: U32
    tok_korean: U64
    tok_equiv: U64
    tok_equiv_idf: F32
    tok_named: U8  # 1 for a known name (`names.keys.equivalence_key`), `records.PLACE_NAMED` for a country or side
    tok_sex: NDArray[np.int8]  # 1 for a son's patronymic, -1 for a daughter's, 0 for other words
    tok_syllable: U8  # 1 for what can be one syllable of a Chinese or Korean name
    tok_record: NDArray[Any]  # the same as one record for each token (`index.records.WORD`)
    tok_spelling: U8  # programs of tokens without vowels, joined
    tok_abjad: U8
    # near words: hashes of tokens with one letter deleted, sorted
    word_near_key: U32
    word_near_tok: U32
    # consonant keys
    cons_text: U8
    cons_text_off: U32
    cons_hash: U64  # sorted
    cons_hash_id: U32
    cons_idf: F32
    cons_near_key: U32
    cons_near_id: U32
    # features → documents; features are the tokens, then the consonant keys
    post_doc: U32
    post_weight: U16  # in steps of 1 / WEIGHT_SCALE
    post_off: U32
    # identifiers, phones, e-mail addresses, web sites
    ident_key: U64  # sorted
    ident_ent: U32
    ident_near_key: U32  # hashes of identifiers with one character left out, sorted
    ident_near_ent: U32

    @property
    def docs_count(self) -> int:
        """Number of distinct analysed names."""
        return len(self.doc_off) - 1

    @property
    def entities_count(self) -> int:
        """Number of parties."""
        return len(self.ent_id_off) - 1

    def entity_id(self, number: int) -> str:
        """The entity id of a party's number."""
        start, end = self.ent_id_off[number], self.ent_id_off[number + 1]
        return bytes(self.ent_id_text[start:end]).decode()

    def save(self, folder: Path) -> None:
        """Write all arrays into `folder`, the description last, so that a half-written folder is not readable."""
        folder.mkdir(parents=True, exist_ok=True)
        for item in fields(self):
            np.save(folder / f"{item.name}.npy", getattr(self, item.name), allow_pickle=False)
        description = {"format": INDEX_FORMAT, "documents": self.docs_count, "entities": self.entities_count}
        (folder / "index.json").write_text(json.dumps(description), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Arrays:
        """Map the arrays of `folder` into memory.

        Raises:
            StoreError: no index there, one of another format, or a damaged one.
        """
        try:
            description = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            if description["format"] != INDEX_FORMAT:
                raise StoreError(
                    f"the index has format {description['format']}, this program reads {INDEX_FORMAT}",
                    where=str(folder),
                    remedy="`ostrakon lists reindex` builds it anew",
                )
            loaded = {f.name: mapped(folder / f"{f.name}.npy") for f in fields(cls)}
        except (OSError, ValueError, KeyError) as bad:
            raise StoreError(
                f"the index cannot be read ({bad})",
                where=str(folder),
                remedy="`ostrakon lists reindex` builds it anew",
            ) from bad
        return cls(**loaded)

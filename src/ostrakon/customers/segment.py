"""A segment: some ten thousand customers as flat arrays, written once and never changed.

A customer base is a list of segments. Who changes is put into a new one and crossed out in the old one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.customers import container
from ostrakon.index.arrays import U8, U16, U32, U64
from ostrakon.index.lookup import MappedTexts
from ostrakon.model.subject import Subject
from ostrakon.profile.name import hash64

CUSTOMERS_MAX = 50_000
"""Customers in one segment: a few seconds of work, and what an interrupted run loses at most for each process."""
HASH_BYTES = 16
_DECODE = msgspec.msgpack.Decoder(Subject).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """All arrays of a segment. `x_off` holds the borders of `x`: the rows of item i are `off[i]:off[i + 1]`."""

    # customers
    cust_id: U8  # ids, joined
    cust_id_off: U32
    cust_id_hash: U64  # sorted hashes of the ids …
    cust_id_place: U32  # … and the customer of each
    cust_hash: U8  # hash of all that is known of each, `HASH_BYTES` a customer
    cust_since: U32  # second since 1970 from which it is known as it stands
    cust_data: U8  # the subject, packed
    cust_data_off: NDArray[np.uint64]
    cust_state: U8  # `STATE_…`
    cust_facts: U16  # which facts beside the name it has, `customers.facts.BITS`
    cust_numbers: U8  # identifying numbers, in its fields or in its texts
    cust_birth: NDArray[np.int16]  # year, month, day, until year, approximate; year 0 without one
    cust_schema: U8  # number in `schemata`
    # names: of each customer one for every reading of the name and of its aliases
    name_cust: U32
    name_flags: U8  # `FLAG_…`
    name_letters: NDArray[np.int8]  # beyond three, should it be an acronym
    name_whole: U8  # as one word, joined
    name_whole_off: U32
    name_whole_hash: U64
    name_word: U32
    name_word_off: U32
    name_join: U64  # sound keys of neighbouring words written as one, in the order of `Asked`
    name_join_length: U8
    name_join_off: U32
    abjad_join: U32  # joins of names with a word written without vowels: consonants, and what they may spell
    abjad_bones: U64
    abjad_spelling: U8
    abjad_spelling_off: U32
    # words: text, kind and script make one; records of `layout.ASKED` as bytes, and their spellings
    word_record: U8
    word_text: U8
    word_hash: U64  # of the text
    word_own: NDArray[np.float32]  # rarity where no list holds it
    # keys: words that names are fetched by, consonant keys, consonants of short whole names
    key_text: U8
    key_text_off: U32
    key_first: U32  # borders of the three sorts
    key_hash: U64  # of each sort, sorted
    key_id: U32
    key_near: U32  # of each sort: hashes with one letter deleted, sorted, and the key of each
    key_near_id: U32
    key_near_first: U32  # borders of the three sorts
    key_name: U32  # names that hold each key
    key_name_off: U32
    # single words that may be acronyms, and beginnings of words that a field may have cut
    lone_hash: U64
    lone_name: U32
    cut_text: U8
    cut_text_off: U32
    cut_name: U32
    # identifiers, phones, e-mail addresses, web sites
    ident_key: U64
    ident_cust: U32
    ident_near: U32
    ident_near_cust: U32
    # texts of schema numbers
    schemata: U8
    schemata_off: U32

    @property
    def count(self) -> int:
        """Customers, those crossed out later included."""
        return len(self.cust_state)

    def id_of(self, customer: int) -> str:
        """The user's key of a customer."""
        return bytes(self.cust_id[self.cust_id_off[customer] : self.cust_id_off[customer + 1]]).decode()

    def number_of(self, customer_id: str) -> int | None:
        """The customer with this key, None where the segment has none."""
        wanted = np.uint64(hash64(customer_id))
        row = int(np.searchsorted(self.cust_id_hash, wanted))
        while row < self.count and self.cust_id_hash[row] == wanted:
            if self.id_of(int(self.cust_id_place[row])) == customer_id:
                return int(self.cust_id_place[row])
            row += 1
        return None

    def content(self, customer: int) -> bytes:
        """Hash of all that is known of a customer."""
        return bytes(self.cust_hash[customer * HASH_BYTES : (customer + 1) * HASH_BYTES])

    def subject(self, customer: int) -> Subject:
        """All that is known of a customer."""
        start, end = int(self.cust_data_off[customer]), int(self.cust_data_off[customer + 1])
        return _DECODE(self.cust_data[start:end].tobytes())

    def schema_names(self) -> list[str]:
        """The schemata of the customers by number."""
        return MappedTexts(self.schemata, self.schemata_off).read(range(len(self.schemata_off) - 1))

    def encoded(self, made_by: str) -> bytes:
        """The segment as the bytes of its file.

        Args:
            made_by: tells the program that analysed the names; another one has to do it again.
        """
        return container.encode({f.name: getattr(self, f.name) for f in fields(self)}, {"made_by": made_by})


def load(path: Path, key: bytes | None) -> tuple[Segment, str]:
    """A segment from its file, and by which program it was made.

    Raises:
        StoreError: see `container.read`.
    """
    arrays, facts = container.read(path, key)
    wanted: dict[str, Any] = {f.name: arrays.get(f.name) for f in fields(Segment)}
    return Segment(**wanted), str(facts["made_by"])


STATE_PLAIN, STATE_EMPTY, STATE_CUT = range(3)
"""A customer with names to compare; one without anything to compare; one of whose name only the beginning is."""
FLAG_KOREAN, FLAG_TRUNCATED, FLAG_WHOLE, FLAG_LONE, FLAG_ABJAD = 1, 2, 4, 8, 16
"""Of a name: all syllables; perhaps cut by a field; with a word that is too long for the compiled
loops; of one distinguishing word; with a word written without vowels."""

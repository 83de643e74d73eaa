"""The comparison of names through compiled loops: an `Aligner` with the same results."""

from __future__ import annotations

import math
import threading
from array import array
from collections.abc import Sequence

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned, Aligner, Wanted
from ostrakon.match.compiled.asked import Asked, Asking
from ostrakon.match.compiled.beside import LEFT
from ostrakon.match.compiled.bindings import ACCOUNT_TYPES, LISTS_TYPES, SPACE_TYPES, bound_table
from ostrakon.match.compiled.layout import PART, PARTS, lists_of, table_of
from ostrakon.match.compiled.sparing import Sparing
from ostrakon.match.compiled.state import LISTED, Account, account, space
from ostrakon.match.grid import I64, Bools
from ostrakon.match.joining import Joins
from ostrakon.match.judging import acronym_documents
from ostrakon.match.proportions import SIZES
from ostrakon.match.weights import F64, Weights
from ostrakon.native.bound import Bound
from ostrakon.native.entry import Function
from ostrakon.profile.name import NameProfile

NAMES_MIN = 512
"""Room is made for the words of so many listed names at once, and for more where more are asked for."""
_NO_ACRONYM = np.zeros(0, dtype=np.bool_)


class _Room:
    """Working space of one thread: the `Space`; numbers, bits and needs of the listed names with their addresses."""

    def __init__(self, space: Bound, names: Bound) -> None:
        self.space, self.names = space, names
        self.numbers_at, self.bits_at, self.needs_at = (int(one.ctypes.data) for one in names.arrays)


class CompiledAligner(Aligner):
    """Compares names under one set of weights and one index; safe to share between threads.

    Args:
        function: the compiled loop (`bindings.COMPARE`).
        sparing: rules listed names out before they are compared; None compares all.
    """

    def __init__(
        self,
        arrays: Arrays,
        vocabulary: Vocabulary,
        weights: Weights,
        function: Function,
        sparing: Sparing | None = None,
    ) -> None:
        super().__init__(arrays, vocabulary, weights)
        self._sparing = sparing
        self._function = function
        lists = lists_of(arrays)
        self._words, self._letters_max = len(lists.words), int(lists.words["text_length"].max(initial=0))
        self._lists, self._table = Bound(lists, LISTS_TYPES), bound_table(table_of(weights))
        self._asked = Asked(arrays, vocabulary, weights)
        self._local = threading.local()

    def bits(self, profile: NameProfile, documents: I64, least: float = -math.inf) -> F64:
        """Bits of the name against each of the listed names `documents`; see `Aligner.bits`."""
        query = self._asked.query(profile)
        return (
            super().bits(profile, documents, least)
            if query is None
            else self._compare(profile, query, documents, None, least)
        )

    def bits_of_many(self, asked: Sequence[Wanted]) -> list[tuple[I64, F64]]:
        """`bits` of several names; all are laid out before the first is compared."""
        queries = [self._asked.query(one.profile) for one in asked]
        return [
            (one.documents, super(CompiledAligner, self).bits(one.profile, one.documents, one.least))
            if query is None
            else self._wanted(one, query)
            for query, one in zip(queries, asked, strict=True)
        ]

    def _wanted(self, one: Wanted, query: Asking) -> tuple[I64, F64]:
        if self._sparing is None or one.beside is None:
            return one.documents, self._compare(one.profile, query, one.documents, None, one.least)
        room = self._room(len(one.documents))
        block = self._sparing.block(one.beside, room.needs_at)
        bits = self._compare(one.profile, query, one.documents, None, one.least, block)
        if block is None:
            return one.documents, bits
        count = block[LEFT]
        return room.names.arrays[0][:count].copy(), bits[:count]

    def bits_of_blocks(self, blocks: I64, off: I64, documents: I64, least: F64) -> F64:
        """`bits` of many names that are laid out already, none of them an acronym of a listed name.

        Args:
            blocks: of each name the numbers that `Asking.block` gives, row by row.
            off: borders of the listed names that each is compared with, in `documents`.
            least: bits that count, of each name.
        """
        bits = np.empty(len(documents))
        room = self._room(int(np.diff(off).max(initial=1)))
        block_at, documents_at, bits_at = (int(a.ctypes.data) for a in (blocks, documents, bits))
        width = blocks.shape[1] * blocks.itemsize
        lists, table, space, compare = self._lists.at, self._table.at, room.space.at, self._function
        borders = off.tolist()
        for number, (start, end, bound) in enumerate(zip(borders, borders[1:], least.tolist(), strict=False)):
            block, at = block_at + number * width, 8 * start
            compare(
                documents_at + at, end - start, 0, 0, block, lists, table, space, bits_at + at, bound, 0, space, 0
            )  # fmt: skip
        return bits

    def account(self, profile: NameProfile, documents: I64) -> Aligned:
        """The comparison with the listed names `documents` (at least one) in full."""
        return self.accounts([(profile, documents)])[0]

    def accounts(self, asked: Sequence[tuple[NameProfile, I64]]) -> list[Aligned]:
        """`account` of several names; all are compared before the first is told."""
        queries = [self._asked.query(profile) for profile, _ in asked]
        found = [
            None if query is None else account(len(documents), len(query.words))
            for query, (_, documents) in zip(queries, asked, strict=True)
        ]
        bits = [
            None if query is None else self._compare(profile, query, documents, full)
            for query, (profile, documents), full in zip(queries, asked, found, strict=True)
        ]
        return [
            super(CompiledAligner, self).account(profile, documents)
            if query is None or one is None or full is None
            else self._told(profile, query, documents, one, full)
            for query, (profile, documents), one, full in zip(queries, asked, bits, found, strict=True)
        ]

    def _compare(
        self, profile: NameProfile, query: Asking, documents: I64, found: Account | None, least: float = -math.inf,
        block: array[int] | None = None,
    ) -> F64:  # fmt: skip
        count = len(documents)
        room = self._room(count)
        told = room.space if found is None else Bound(found, ACCOUNT_TYPES)
        acronym = self._acronym(profile, documents)
        numbers, bits, _ = room.names.arrays
        numbers[:count] = documents
        self._function(
            room.numbers_at,
            count,
            acronym.ctypes.data if len(acronym) else 0,
            len(acronym),
            query.block.buffer_info()[0],
            self._lists.at,
            self._table.at,
            room.space.at,
            room.bits_at,
            least,
            int(found is not None),
            told.at,
            block.buffer_info()[0] if block is not None else 0,
        )
        result: F64 = bits[:count].copy()
        return result

    def _room(self, names: int) -> _Room:
        """Working space of this thread with room for so many listed names."""
        room: _Room | None = getattr(self._local, "room", None)
        if room is None or names > len(room.names.arrays[0]):
            names = max(names, NAMES_MIN)
            both = np.zeros(names, dtype=np.int64), np.zeros(names), np.zeros(names)
            room = self._local.room = _Room(
                Bound(space(self._words, names * LISTED, self._letters_max), SPACE_TYPES),
                Bound(both, ("i8", "f8", "f8")),
            )
        return room

    def _acronym(self, profile: NameProfile, documents: I64) -> Bools:
        found = acronym_documents(profile, self._arrays)
        return np.isin(documents, found) if len(found) else _NO_ACRONYM

    def _told(self, profile: NameProfile, query: Asking, documents: I64, bits: F64, found: Account) -> Aligned:
        """The account as the arrays give it."""
        arrays = self._arrays
        start = arrays.doc_off[documents].astype(np.int64)
        size = arrays.doc_off[documents + 1].astype(np.int64) - start
        width = int(size.max())
        places = np.arange(width)
        valid = places[None, :] < size[:, None]
        position = np.where(valid, start[:, None] + places[None, :], 0)
        numbers = arrays.doc_tok[position].astype(np.int64)
        missing = np.where(valid, found.missing[:, :width], 0.0)
        return Aligned(
            bits=bits,
            numbers=numbers,
            kinds=arrays.doc_kind[position],
            valid=valid,
            answer=found.answer,
            level=found.level.astype(np.int8),
            pair_bits=found.bits,
            pair_rarity=found.shared,
            listed_open=valid & (found.taken[:, :width] == 0),
            extra=query.memory.words["extra"][query.words],
            missing=missing,
            whole={name: found.parts[:, PART[name]] for name in PARTS},
            entries={name: found.entries[:, place] for place, name in enumerate(SIZES)},
            joins=self._joins(profile, numbers, found),
        )

    def _joins(self, profile: NameProfile, numbers: I64, found: Account) -> Joins:
        joins: Joins = {}
        for k, j in zip(*(part.tolist() for part in np.nonzero(found.joins[:, :, 1])), strict=True):
            first, words, at, places = found.joins[k, j].tolist()
            listed = [str(self._vocabulary.texts[number]) for number in numbers[k, at : at + places]]
            mine = " ".join(profile.tokens[first : first + words])
            joins.setdefault(k, []).append((mine, " ".join(listed), float(found.join_bits[k, j])))
        return joins

"""The comparison of names through compiled loops: an `Aligner` with the same results."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned, Aligner, Wanted
from ostrakon.match.compiled.asked import Asked, Asking
from ostrakon.match.compiled.bindings import ACCOUNT_TYPES, LISTS_TYPES, SPACE_TYPES, bound_table
from ostrakon.match.compiled.calls import ALL, COUNT, DOCUMENTS, QUERY, ROW_SIZE, Call, Compared
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


class _Room:
    """Working space of one thread: the `Space`; numbers and needs of the listed names of one query by address."""

    def __init__(self, space: Bound, names: Bound) -> None:
        self.space, self.names = space, names
        self.numbers_at, self.needs_at = (int(one.ctypes.data) for one in names.arrays)


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
        if query is None:
            return super().bits(profile, documents, least)
        call = Call(documents)
        call.add(query, len(documents), least, acronym=self._acronym(profile, documents), whatever=True)
        return self._compare(call, len(documents), len(documents)).bits

    def bits_of_many(self, asked: Sequence[Wanted]) -> list[tuple[I64, F64]]:
        """`bits` of several names, of listed names that reach what counts; all are laid out before one is compared."""
        queries = [self._asked.query(one.profile) for one in asked]
        plain = [(one, query) for one, query in zip(asked, queries, strict=True) if query is not None]
        compared = iter(self._compared(plain) if plain else ())
        return [
            (one.documents, super(CompiledAligner, self).bits(one.profile, one.documents, one.least))
            if query is None
            else next(compared)
            for query, one in zip(queries, asked, strict=True)
        ]

    def _compared(self, asked: Sequence[tuple[Wanted, Asking]]) -> list[tuple[I64, F64]]:
        documents = np.concatenate([one.documents for one, _ in asked])
        call = Call(documents)
        most = max(len(one.documents) for one, _ in asked)
        needs_at = self._room(most).needs_at
        for one, query in asked:
            spared = None if self._sparing is None or one.beside is None else self._sparing.block(one.beside, needs_at)
            acronym = self._acronym(one.profile, one.documents)
            call.add(query, len(one.documents), one.least, acronym=acronym, spared=spared)
        return self._compare(call, most, len(documents)).parts()

    def bits_of_blocks(self, blocks: I64, off: I64, documents: I64, least: F64) -> F64:
        """`bits` of many names that are laid out already, none of them an acronym of a listed name.

        Args:
            blocks: of each name the numbers that `Asking.block` gives, row by row.
            off: borders of the listed names that each is compared with, in `documents`.
            least: bits that count, of each name.
        """
        sizes = np.diff(off)
        rows = np.zeros((len(blocks), ROW_SIZE), dtype=np.int64)
        rows[:, QUERY] = blocks.ctypes.data + np.arange(len(blocks)) * (blocks.shape[1] * blocks.itemsize)
        rows[:, DOCUMENTS] = documents.ctypes.data + off[:-1] * documents.itemsize
        rows[:, COUNT], rows[:, ALL] = sizes, 1
        told = Compared(len(blocks), len(documents))
        least = np.ascontiguousarray(least)
        self._call(rows.ctypes.data, least.ctypes.data, told, int(sizes.max(initial=1)))
        return told.bits

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
        bits = iter(self._in_full(asked, queries, found))
        return [
            super(CompiledAligner, self).account(profile, documents)
            if query is None or full is None
            else self._told(profile, query, documents, next(bits), full)
            for query, (profile, documents), full in zip(queries, asked, found, strict=True)
        ]

    def _in_full(
        self,
        asked: Sequence[tuple[NameProfile, I64]],
        queries: Sequence[Asking | None],
        found: Sequence[Account | None],
    ) -> list[F64]:
        """Bits of the names that are laid out, their accounts written."""
        chosen = [documents for (_, documents), query in zip(asked, queries, strict=True) if query is not None]
        if not chosen:
            return []
        documents = np.concatenate(chosen)
        call = Call(documents)
        for (profile, listed), query, full in zip(asked, queries, found, strict=True):
            if query is not None and full is not None:
                call.add(
                    query, len(listed), -math.inf,
                    acronym=self._acronym(profile, listed), account=Bound(full, ACCOUNT_TYPES), whatever=True,
                )  # fmt: skip
        return [bits for _, bits in self._compare(call, max(map(len, chosen)), len(documents)).parts()]

    def _compare(self, call: Call, most: int, documents: int) -> Compared:
        """What comes of the queries of a call, with `most` listed names at most each and so many in all."""
        told = Compared(len(call), documents)
        self._call(call.rows.buffer_info()[0], call.least.buffer_info()[0], told, most)
        return told

    def _call(self, rows_at: int, least_at: int, told: Compared, most: int) -> None:
        room = self._room(most)
        self._function(
            rows_at, least_at, len(told.sizes), self._lists.at, self._table.at, room.space.at, room.numbers_at,
            told.documents.ctypes.data, told.bits.ctypes.data, told.sizes.ctypes.data,
        )  # fmt: skip

    def _room(self, names: int) -> _Room:
        """Working space of this thread with room for so many listed names."""
        room: _Room | None = getattr(self._local, "room", None)
        if room is None or names > len(room.names.arrays[0]):
            names = max(names, NAMES_MIN)
            both = np.zeros(names, dtype=np.int64), np.zeros(names)
            room = self._local.room = _Room(
                Bound(space(self._words, names * LISTED, self._letters_max), SPACE_TYPES),
                Bound(both, ("i8", "f8")),
            )
        return room

    def _acronym(self, profile: NameProfile, documents: I64) -> Bools | None:
        """Which of the listed names have the query for an acronym; None for none of all."""
        found = acronym_documents(profile, self._arrays)
        return np.isin(documents, found) if len(found) else None

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

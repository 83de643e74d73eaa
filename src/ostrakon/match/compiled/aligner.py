"""The comparison of names through compiled loops: an `Aligner` with the same results."""

from __future__ import annotations

import math
import threading

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned, Aligner
from ostrakon.match.compiled.asked import Asked
from ostrakon.match.compiled.bindings import ACCOUNT_TYPES, LISTS_TYPES, SPACE_TYPES, addresses, bound_table
from ostrakon.match.compiled.layout import PART, PARTS, Query, lists_of, table_of
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


class CompiledAligner(Aligner):
    """Compares names under one set of weights and one index; safe to share between threads.

    Args:
        function: the compiled loop (`bindings.COMPARE`).
    """

    def __init__(self, arrays: Arrays, vocabulary: Vocabulary, weights: Weights, function: Function) -> None:
        super().__init__(arrays, vocabulary, weights)
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
        return self._compare(profile, query, documents, None, least)

    def account(self, profile: NameProfile, documents: I64) -> Aligned:
        """The comparison with the listed names `documents` (at least one) in full."""
        query = self._asked.query(profile)
        if query is None:
            return super().account(profile, documents)
        found = account(len(documents), query.words_count)
        return self._told(profile, query, documents, self._compare(profile, query, documents, found), found)

    def _compare(
        self, profile: NameProfile, query: Query, documents: I64, found: Account | None, least: float = -math.inf
    ) -> F64:
        bits = np.empty(len(documents))
        room = self._space(len(documents))
        told = room if found is None else Bound(found, ACCOUNT_TYPES)
        acronym = self._acronym(profile, documents)
        asked = addresses(query)
        documents = np.ascontiguousarray(documents, dtype=np.int64)
        self._function(
            documents.ctypes.data,
            len(documents),
            acronym.ctypes.data,
            len(acronym),
            asked.ctypes.data,
            self._lists.at,
            self._table.at,
            room.at,
            bits.ctypes.data,
            least,
            int(found is not None),
            told.at,
        )
        return bits

    def _space(self, names: int) -> Bound:
        """Working space of this thread with room for the words of so many listed names."""
        if names > getattr(self._local, "names", 0):
            names = max(names, NAMES_MIN)
            self._local.space = Bound(space(self._words, names * LISTED, self._letters_max), SPACE_TYPES)
            self._local.names = names
        room: Bound = self._local.space
        return room

    def _acronym(self, profile: NameProfile, documents: I64) -> Bools:
        found = acronym_documents(profile, self._arrays)
        return np.isin(documents, found) if len(found) else _NO_ACRONYM

    def _told(self, profile: NameProfile, query: Query, documents: I64, bits: F64, found: Account) -> Aligned:
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
            extra=query.words["extra"],
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

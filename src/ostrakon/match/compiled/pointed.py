"""The arrays of the compiled comparison as pointers (`pointers.py`): the same tuples, field by field.

numba has no loop over the fields of a tuple whose types differ.
"""

from __future__ import annotations

from typing import Any

from numba import njit

from ostrakon.match.compiled.layout import Lists, Query, Table
from ostrakon.match.compiled.pointers import pointer
from ostrakon.match.compiled.state import Space


@njit(nogil=True)
def pointed_query(query: Any) -> Any:
    """The query."""
    return Query(
        pointer(query.words),
        query.words_count,
        pointer(query.text),
        pointer(query.joins),
        query.joins_count,
        pointer(query.whole),
        query.whole_length,
        query.whole_hash,
        query.korean,
        query.abjad,
        query.truncated,
        query.letters,
    )


@njit(nogil=True)
def pointed_lists(lists: Any) -> Any:
    """The list side."""
    return Lists(
        pointer(lists.words),
        pointer(lists.text),
        pointer(lists.sound),
        pointer(lists.bones),
        pointer(lists.spelling),
        pointer(lists.doc_off),
        pointer(lists.doc_tok),
        pointer(lists.doc_kind),
        pointer(lists.doc_pair),
        pointer(lists.doc_pair_skel),
        pointer(lists.doc_whole),
        pointer(lists.doc_text),
        pointer(lists.doc_text_off),
        pointer(lists.doc_class),
    )


@njit(nogil=True)
def pointed_table(table: Any) -> Any:
    """The weights."""
    return Table(
        pointer(table.level_base),
        pointer(table.level_slope),
        pointer(table.cap),
        pointer(table.missing_base),
        pointer(table.missing_slope),
        table.identical,
        table.identical_single,
        table.missing_first,
        table.missing_last,
        table.extra_first,
        table.extra_last,
        table.contradiction,
        table.contradiction_rarity,
        table.contradiction_patronymic,
        table.contradiction_number,
        table.single,
        table.order,
        table.together,
        table.acronym,
        table.acronym_letter,
        pointer(table.letters),
        pointer(table.unvowelled),
        pointer(table.answered),
        pointer(table.answered_listed),
        pointer(table.words),
        pointer(table.length),
        pointer(table.complete),
        pointer(table.anchor),
        pointer(table.added),
        pointer(table.omitted),
        pointer(table.differing),
    )


@njit(nogil=True)
def pointed_space(space: Any) -> Any:
    """The working space."""
    return Space(
        pointer(space.masks),
        pointer(space.whole),
        pointer(space.moved),
        pointer(space.moved_masks),
        pointer(space.slot),
        pointer(space.seen),
        pointer(space.levels),
        pointer(space.joined),
        pointer(space.token),
        pointer(space.kind),
        pointer(space.rarity),
        pointer(space.missing),
        pointer(space.taken),
        pointer(space.pair_query),
        pointer(space.pair_listed),
        pointer(space.pair_level),
        pointer(space.pair_gain),
        pointer(space.pair_agree),
        pointer(space.pair_shared),
        pointer(space.answer),
        pointer(space.level),
        pointer(space.bits),
        pointer(space.shared),
        pointer(space.parts),
        pointer(space.entries),
        pointer(space.joins),
        pointer(space.join_bits),
    )

"""The arrays of the compiled comparison as pointers: bound once by their addresses, read back field by field.

To hand an array to compiled code costs a tenth of a microsecond, and there are sixty: more than to compare a name. So
what stays the same goes as one array of addresses. `Bound` checks every array for the type that is read back here and
keeps it alive; numba has no loop over the fields of a tuple whose types differ, hence the long functions.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ostrakon.match.compiled.layout import WHOLE, WORD, Lists, Query, Table
from ostrakon.match.compiled.pointers import pointer, pointer_to
from ostrakon.match.compiled.state import Account, Space

u1, u4, u8 = pointer_to(np.dtype("u1")), pointer_to(np.dtype("u4")), pointer_to(np.dtype("u8"))
i1, i4, i8 = pointer_to(np.dtype("i1")), pointer_to(np.dtype("i4")), pointer_to(np.dtype("i8"))
f8, words = pointer_to(np.dtype("f8")), pointer_to(WORD)

LISTS_TYPES = (
    WORD,  # words
    "u1",  # text
    "u1",  # sound
    "u1",  # bones
    "u1",  # spelling
    "u4",  # doc_off
    "u4",  # doc_tok
    "u1",  # doc_kind
    "u8",  # doc_pair
    "u8",  # doc_pair_skel
    "u8",  # doc_whole
    "u1",  # doc_text
    "u4",  # doc_text_off
    "u1",  # doc_class
)
TABLE_TYPES = (
    "f8",  # level_base
    "f8",  # level_slope
    "f8",  # cap
    "f8",  # missing_base
    "f8",  # missing_slope
    "f8",  # letters
    "f8",  # unvowelled
    "f8",  # answered
    "f8",  # answered_listed
    "f8",  # words
    "f8",  # length
    "f8",  # complete
    "f8",  # anchor
    "f8",  # added
    "f8",  # omitted
    "f8",  # differing
)
SPACE_TYPES = (
    "u8",  # masks
    "u8",  # whole
    "u1",  # moved
    "u8",  # moved_masks
    "i4",  # slot
    "i8",  # seen
    "i1",  # levels
    "i1",  # joined
    "i8",  # token
    "i8",  # kind
    "f8",  # rarity
    "f8",  # missing
    "i1",  # taken
    "i8",  # pair_query
    "i8",  # pair_listed
    "i8",  # pair_level
    "f8",  # pair_gain
    "f8",  # pair_agree
    "f8",  # pair_shared
    "i8",  # answer
    "i8",  # level
    "f8",  # bits
    "f8",  # shared
    "f8",  # parts
    "i8",  # entries
    "i8",  # joins
    "f8",  # join_bits
)
ACCOUNT_TYPES = (
    "i8",  # answer
    "i8",  # level
    "f8",  # bits
    "f8",  # shared
    "i1",  # taken
    "f8",  # missing
    "f8",  # parts
    "i8",  # entries
    "i8",  # joins
    "f8",  # join_bits
)
"""Types of the arrays of each tuple, in its order; those of the weights that are single numbers stand in one more."""


class Bound:
    """Arrays with their addresses; the arrays live as long as this.

    Raises:
        TypeError: an array is not of the type that compiled code reads.
    """

    def __init__(self, arrays: tuple[Any, ...], types: tuple[Any, ...]) -> None:
        for array, expected in zip(arrays, types, strict=True):
            if array.dtype != np.dtype(expected) or not array.flags.c_contiguous:
                raise TypeError(f"compiled code reads {np.dtype(expected)} here, and was given {array.dtype}")
        self.arrays = arrays
        self.at: NDArray[np.int64] = np.array([array.ctypes.data for array in arrays], dtype=np.int64)


def bound_table(table: Table) -> Bound:
    """The weights, bound."""
    arrays = tuple(value for value in table if isinstance(value, np.ndarray))
    whole = np.array([getattr(table, name) for name in WHOLE])
    return Bound((*arrays, whole), (*TABLE_TYPES, "f8"))


@njit(nogil=True, error_model="numpy")
def pointed_query(query: Any) -> Any:
    """The query, which is another each time."""
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


@njit(nogil=True, error_model="numpy")
def pointed_lists(at: Any) -> Any:
    """The list side, from the addresses of its arrays."""
    return Lists(
        words(at[0]),
        u1(at[1]),
        u1(at[2]),
        u1(at[3]),
        u1(at[4]),
        u4(at[5]),
        u4(at[6]),
        u1(at[7]),
        u8(at[8]),
        u8(at[9]),
        u8(at[10]),
        u1(at[11]),
        u4(at[12]),
        u1(at[13]),
    )


@njit(nogil=True, error_model="numpy")
def pointed_table(at: Any) -> Any:
    """The weights, from the addresses of its arrays."""
    whole = f8(at[16])
    return Table(
        f8(at[0]),
        f8(at[1]),
        f8(at[2]),
        f8(at[3]),
        f8(at[4]),
        whole[0],
        whole[1],
        whole[2],
        whole[3],
        whole[4],
        whole[5],
        whole[6],
        whole[7],
        whole[8],
        whole[9],
        whole[10],
        whole[11],
        whole[12],
        whole[13],
        whole[14],
        whole[15],
        whole[16],
        whole[17],
        whole[18],
        f8(at[5]),
        f8(at[6]),
        f8(at[7]),
        f8(at[8]),
        f8(at[9]),
        f8(at[10]),
        f8(at[11]),
        f8(at[12]),
        f8(at[13]),
        f8(at[14]),
        f8(at[15]),
    )


@njit(nogil=True, error_model="numpy")
def pointed_space(at: Any) -> Any:
    """The working space, from the addresses of its arrays."""
    return Space(
        u8(at[0]),
        u8(at[1]),
        u1(at[2]),
        u8(at[3]),
        i4(at[4]),
        i8(at[5]),
        i1(at[6]),
        i1(at[7]),
        i8(at[8]),
        i8(at[9]),
        f8(at[10]),
        f8(at[11]),
        i1(at[12]),
        i8(at[13]),
        i8(at[14]),
        i8(at[15]),
        f8(at[16]),
        f8(at[17]),
        f8(at[18]),
        i8(at[19]),
        i8(at[20]),
        f8(at[21]),
        f8(at[22]),
        f8(at[23]),
        i8(at[24]),
        i8(at[25]),
        f8(at[26]),
    )


@njit(nogil=True, error_model="numpy")
def pointed_account(at: Any) -> Any:
    """The account, from the addresses of its arrays."""
    return Account(
        i8(at[0]),
        i8(at[1]),
        f8(at[2]),
        f8(at[3]),
        i1(at[4]),
        f8(at[5]),
        f8(at[6]),
        i8(at[7]),
        i8(at[8]),
        f8(at[9]),
    )

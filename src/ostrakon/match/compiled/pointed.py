"""The arrays of the compiled comparison as pointers, read back from their addresses field by field.

`bindings.py` says what stands where. numba has no loop over the fields of a tuple whose types differ, hence the long
functions.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.records import WORD
from ostrakon.match.compiled.layout import ASKED, JOIN, Lists, Query, Table
from ostrakon.match.compiled.state import ASKED_SIZE, JOIN_SIZE, Account, Space
from ostrakon.native.pointers import pointer_to

u1, u4, u8 = pointer_to(np.dtype("u1")), pointer_to(np.dtype("u4")), pointer_to(np.dtype("u8"))
i1, i4, i8 = pointer_to(np.dtype("i1")), pointer_to(np.dtype("i4")), pointer_to(np.dtype("i8"))
f8, words, asked, joins = (pointer_to(dtype) for dtype in (np.dtype("f8"), WORD, ASKED, JOIN))
_ASKED_AT, _JOINS_AT = Space._fields.index("asked"), Space._fields.index("asked_joins")


@njit(nogil=True, error_model="numpy")
def pointed_query(address: int, space: int) -> Any:
    """The query, which is another each time (`asked.Asking.block`); its words are brought together in the space."""
    at, room = i8(address), i8(space)
    _gather(i8(at[0]), at[1], u8(at[2]), u8(room[_ASKED_AT]), ASKED_SIZE)
    _gather(i8(at[4]), at[5], u8(at[6]), u8(room[_JOINS_AT]), JOIN_SIZE)
    return Query(
        asked(room[_ASKED_AT]),
        at[1],
        u1(at[3]),
        joins(room[_JOINS_AT]),
        at[5],
        u1(at[7]),
        at[8],
        u8(address)[9],
        at[10] != 0,
        at[11] != 0,
        at[12] != 0,
        at[13],
    )


@njit(nogil=True, error_model="numpy")
def _gather(rows: Any, count: int, records: Any, out: Any, size: int) -> None:
    for place in range(count):
        for word in range(size):
            out[place * size + word] = records[rows[place] * size + word]


@njit(nogil=True, error_model="numpy")
def pointed_lists(address: int) -> Any:
    """The list side, from the addresses of its arrays."""
    at = i8(address)
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
def pointed_table(address: int) -> Any:
    """The weights, from the addresses of its arrays."""
    at = i8(address)
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
        whole[19],
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
def pointed_space(address: int) -> Any:
    """The working space, from the addresses of its arrays."""
    at = i8(address)
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
        f8(at[9]),
        f8(at[10]),
        i8(at[11]),
        i8(at[12]),
        f8(at[13]),
        f8(at[14]),
        i1(at[15]),
        i8(at[16]),
        i8(at[17]),
        i8(at[18]),
        f8(at[19]),
        f8(at[20]),
        f8(at[21]),
        i8(at[22]),
        i8(at[23]),
        f8(at[24]),
        f8(at[25]),
        f8(at[26]),
        i8(at[27]),
        i8(at[28]),
        f8(at[29]),
        u8(at[30]),
        u1(at[31]),
        u8(at[32]),
        u8(at[33]),
    )


@njit(nogil=True, error_model="numpy")
def pointed_account(address: int) -> Any:
    """The account, from the addresses of its arrays."""
    at = i8(address)
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

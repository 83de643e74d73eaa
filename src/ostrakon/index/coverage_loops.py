"""`Coverage.covered` as one compiled loop.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as addresses
(`native/pointers.py`).
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.covered import LETTERS_APART
from ostrakon.native.pointers import pointer_to
from ostrakon.native.sorting import sort

u4, i4, i8, f4, f8 = (pointer_to(np.dtype(kind)) for kind in ("u4", "i4", "i8", "f4", "f8"))
_ROW_BITS = 24


def covered(rows: int, count: int, index: int, split: int, docs: int, room: int, least: float) -> None:
    """Pairs of a listed name and a row that leads to it, and how many there are into `CoverageRoom.said`.

    Args:
        rows, count: addresses of the arrays of `Rows`, and their length.
        index, room: addresses of the arrays of `CoverageIndex` and `CoverageRoom`.
        split: number of the first feature that is a consonant key. docs: number of listed names.
        least: share that must be covered. Said is -n where there is no room for n pairs.
    """
    at = i8(rows)
    feature, gain, first, last, letters = i4(at[0]), f4(at[1]), i4(at[2]), i4(at[3]), i4(at[4])
    at = i8(index)
    post_off, post_doc, inverse, listed_letters = u4(at[0]), u4(at[1]), f4(at[2]), i4(at[3])
    at = i8(room)
    total, touched, low, high, keys = f4(at[0]), i4(at[1]), i4(at[2]), i4(at[3]), i8(at[4])
    document, row, share, said = i8(at[5]), i8(at[6]), f8(at[7]), i8(at[8])
    for i in range(count):
        keys[i] = np.int64(feature[i]) << _ROW_BITS | i
    sort(keys, count)
    known = _add(keys, count, gain, post_off, post_doc, inverse, split, docs, total, touched)
    kept = 0
    for place in range(known):
        doc = touched[place]
        if total[doc] >= least:
            low[doc], high[doc] = np.int32(2**31 - 1), np.int32(-1)
            kept += 1
    pairs = 0
    if kept:
        _reach(count, feature, first, last, post_off, post_doc, total, least, low, high)
        for i in range(count):
            own = feature[i]
            shift = docs if own >= split else 0
            for place in range(post_off[own], post_off[own + 1]):
                doc = np.int64(post_doc[place])
                unlike = letters[i] > 0 and abs(letters[i] - listed_letters[doc]) > LETTERS_APART
                if total[doc] >= least and not (unlike and low[doc] == high[doc]):
                    if pairs < said[0]:
                        document[pairs], row[pairs] = doc, i
                        share[pairs] = np.float64(gain[i] * inverse[doc + shift])
                    pairs += 1
    for place in range(known):
        total[touched[place]] = np.float32(0.0)
    said[1] = pairs if pairs <= said[0] else -pairs


@njit(nogil=True, error_model="numpy")
def _add(
    keys: Any, count: int, gain: Any, post_off: Any, post_doc: Any, inverse: Any, split: int, docs: int, total: Any,
    touched: Any,
) -> int:  # fmt: skip
    """Add the best gain of each feature to the names that hold it; how many there are."""
    known = 0
    at = 0
    mask = (np.int64(1) << _ROW_BITS) - 1
    while at < count:
        own = keys[at] >> _ROW_BITS
        best = np.float32(0.0)
        while at < count and keys[at] >> _ROW_BITS == own:
            best = max(best, gain[keys[at] & mask])
            at += 1
        shift = docs if own >= split else 0
        for place in range(post_off[own], post_off[own + 1]):
            doc = np.int64(post_doc[place])
            if total[doc] == 0:
                touched[known] = doc
                known += 1
            total[doc] += best * inverse[doc + shift]
    return known


@njit(nogil=True, error_model="numpy")
def _reach(
    count: int, feature: Any, first: Any, last: Any, post_off: Any, post_doc: Any, total: Any, least: float, low: Any,
    high: Any,
) -> None:  # fmt: skip
    """The first and the last word that lead to each name."""
    for i in range(count):
        for place in range(post_off[feature[i]], post_off[feature[i] + 1]):
            doc = np.int64(post_doc[place])
            if total[doc] >= least:
                low[doc], high[doc] = min(low[doc], first[i]), max(high[doc], last[i])

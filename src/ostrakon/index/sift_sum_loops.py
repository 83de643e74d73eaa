"""Which listed names the words of a text cover enough of, in compiled code: shares added up, most postings spared.

To add up the postings of all words would take most of the time, and most of these are postings of ordinary words. What
words are worth at most to any name (`SiftIndex.worth`, `most`) tells which of them bring no name over the border by
themselves: only the names of the others are gone through.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as pointers of `SiftIndex`,
`Memo` and `SiftRoom`.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.sift_way_loops import ways_of
from ostrakon.index.sifted import MAY, NOTHING, STEPS

SLACK = np.float32(1e-3)
"""What sums of shares may differ by the order in which they are added, and more."""


@njit(nogil=True, error_model="numpy", forceinline=True)
def _step(feature: int, index: Any) -> int:
    """How many listed names hold a feature, by powers of two."""
    count = np.int64(index.post_off[feature + 1]) - np.int64(index.post_off[feature])
    step = 0
    while count > 1 and step < STEPS - 1:
        count >>= 1
        step += 1
    return step


@njit(nogil=True, error_model="numpy")
def added(features: int, count: int, index: Any, memo: Any, room: Any, least: float, bits: float) -> int:
    """In which ways the shares of some listed name add up to enough."""
    border = _border(features, index, room, least, bits)
    words, bones = np.float32(0.0), np.float32(0.0)
    for place in range(features):
        feature = np.int64(room.touched[place])
        if _step(feature, index) >= border:
            if feature < index.split:
                words += room.best[feature]
            else:
                bones += room.best[feature]
    names = _add(features, 0, border, 0, index, room)
    found = NOTHING
    if _reached(names, words, bones, index, room, least, bits) > 0:
        if border < STEPS:
            # Only with what was left out, perhaps: then it is added, too.
            names = _add(features, border, STEPS, names, index, room)
        reached = _reached(names, np.float32(0.0), np.float32(0.0), index, room, least, bits)
        if reached > 0:
            found = MAY if room.said[1] != 0 else ways_of(features, reached, count, index, memo, room)
    for place in range(names):
        room.total[room.document[place]] = np.float32(0.0)
    return found


@njit(nogil=True, error_model="numpy")
def _border(features: int, index: Any, room: Any, least: float, bits: float) -> int:
    """The step from which on features are left out: they bring no name over the border by themselves."""
    for step in range(STEPS):
        room.step_worth[step], room.step_most[step] = np.float32(0.0), np.float32(0.0)
    for place in range(features):
        feature = np.int64(room.touched[place])
        step = _step(feature, index)
        room.step_worth[step] += room.best[feature] * index.worth[feature]
        room.step_most[step] += room.best[feature] * index.most[feature]
    border = STEPS
    worth, most = np.float32(0.0), np.float32(0.0)
    while border > 0:
        worth += room.step_worth[border - 1]
        most += room.step_most[border - 1]
        if worth >= bits - SLACK and most >= least - SLACK:
            break
        border -= 1
    return border


@njit(nogil=True, error_model="numpy")
def _add(features: int, first: int, last: int, names: int, index: Any, room: Any) -> int:
    """Add up the features of the steps `first … last`; the number of names that have any share now."""
    for place in range(features):
        feature = np.int64(room.touched[place])
        if not first <= _step(feature, index) < last:
            continue
        gain = room.best[feature]
        shift = index.docs if feature >= index.split else 0
        for post in range(np.int64(index.post_off[feature]), np.int64(index.post_off[feature + 1])):
            document = np.int64(index.post_doc[post])
            if room.total[document] == 0:
                room.document[names] = document
                names += 1
            room.total[document] += gain * index.inverse[document + shift]
    return names


@njit(nogil=True, error_model="numpy")
def _reached(names: int, words: float, bones: float, index: Any, room: Any, least: float, bits: float) -> int:
    """How many names have enough, or would have with so much more of words and of consonants; they are put first."""
    reached = 0
    for place in range(names):
        document = np.int64(room.document[place])
        more = words * index.inverse[document] + bones * index.inverse[document + index.docs]
        if room.total[document] + more >= max(least, bits * index.inverse[document]) - SLACK:
            room.document[place] = room.document[reached]
            room.document[reached] = document
            reached += 1
    return reached

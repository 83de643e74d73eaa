"""Edit distances of short texts by bit-parallel dynamic programming, compiled.

Sources: H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances (2003), for optimal
string alignment; H. Hyyrö, Bit-parallel LCS-length computation revisited (2004), for the common subsequence.

A pattern is given as its position masks: `masks[at + letter]` has bit i set where letter i of the pattern is that
letter. Texts and masks are pointers (`pointers.py`).
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.match.compiled.state import ALPHABET, PATTERN_MAX

_ONE = np.uint64(1)
_ZERO = np.uint64(0)


@njit(nogil=True, error_model="numpy")
def set_masks(masks: Any, at: int, text: Any, start: int, end: int) -> None:
    """Write the position masks of `text[start:end]` into `masks`, in blocks of 64 letters."""
    blocks = max(1, (end - start + PATTERN_MAX - 1) // PATTERN_MAX)
    for place in range(at, at + blocks * ALPHABET):
        masks[place] = _ZERO
    for place in range(end - start):
        block = place // PATTERN_MAX
        here = at + block * ALPHABET + text[start + place]
        masks[here] = masks[here] | (_ONE << np.uint64(place - block * PATTERN_MAX))


@njit(nogil=True, error_model="numpy", forceinline=True)
def osa(masks: Any, at: int, length: int, text: Any, start: int, end: int) -> int:
    """Edits between the pattern and `text[start:end]`: insertion, deletion, substitution, neighbours swapped."""
    if length == 0:
        return end - start
    positive = ~_ZERO
    negative = _ZERO
    diagonal = _ZERO
    before = _ZERO
    last = _ONE << np.uint64(length - 1)
    distance = length
    for place in range(start, end):
        here = masks[at + text[place]]
        swapped = (((~diagonal) & here) << _ONE) & before
        diagonal = (((here & positive) + positive) ^ positive) | here | negative | swapped
        rising = negative | ~(diagonal | positive)
        falling = diagonal & positive
        if rising & last:
            distance += 1
        if falling & last:
            distance -= 1
        rising = (rising << _ONE) | _ONE
        falling = falling << _ONE
        positive = falling | ~(diagonal | rising)
        negative = rising & diagonal
        before = here
    return distance


@njit(nogil=True, error_model="numpy", forceinline=True)
def common_letters(masks: Any, length: int, text: Any, start: int, end: int, states: Any) -> int:
    """Length of the longest common subsequence of the pattern, of any length, and `text[start:end]`.

    `states` is room for one number for each 64 letters of the pattern.
    """
    if length <= PATTERN_MAX:
        state = ~_ZERO
        for place in range(start, end):
            matches = state & masks[np.int64(text[place])]
            state = (state + matches) | (state - matches)
        return bits_set(~state & _first(length))
    blocks = (length + PATTERN_MAX - 1) // PATTERN_MAX
    for block in range(blocks):
        states[block] = ~_ZERO
    for place in range(start, end):
        carry = _ZERO
        for block in range(blocks):
            state = states[block]
            matches = state & masks[block * ALPHABET + text[place]]
            total = state + matches
            over = total < state
            total += carry
            carry = _ONE if over or total < carry else _ZERO
            states[block] = total | (state - matches)
    count = 0
    for block in range(blocks):
        count += bits_set(~states[block] & _first(length - block * PATTERN_MAX))
    return count


@njit(nogil=True, error_model="numpy", forceinline=True)
def _first(count: int) -> Any:
    """The lowest `count` bits set."""
    return ~_ZERO if count >= PATTERN_MAX else (_ONE << np.uint64(count)) - _ONE


@njit(nogil=True, error_model="numpy", forceinline=True)
def bits_set(value: Any) -> int:
    """Number of bits set in 64."""
    value = value - ((value >> np.uint64(1)) & np.uint64(0x5555555555555555))
    value = (value & np.uint64(0x3333333333333333)) + ((value >> np.uint64(2)) & np.uint64(0x3333333333333333))
    value = (value + (value >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((value * np.uint64(0x0101010101010101)) >> np.uint64(56))  # type: ignore[return-value]

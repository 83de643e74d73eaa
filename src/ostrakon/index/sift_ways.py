"""How one word of a text may cover a listed name, in compiled code: what `filtering.context` asks of a word alone.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as pointers of `Memo` and
`SiftRoom`.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.covered import LETTERS_APART
from ostrakon.index.sifted import INITIAL, LONG, LONG_MIN, NOTHING, OWN, OWN_MIN, WHOLE

_WHOLE_SHARE = np.float32(0.999)
"""Of the words of a name (1), less what sums may differ."""
_AND = 3
"""Letters of `and`, which an ampersand is read as: it may be one letter."""


@njit(nogil=True, error_model="numpy")
def lone_ways(place: int, count: int, letters: int, covered: float, memo: Any, room: Any) -> int:
    """Flags of `sifted` for the word at a place of a text of so many words.

    Args:
        letters: of the listed name, which a word alone must have about as many of; -1 where it need not.
        covered: share of the name, at most.
    """
    row = room.row[place]
    size = np.int64(memo.text_size[row])
    found = NOTHING
    if (place > 0 and _short(room.row[place - 1], memo)) or (
        place + 1 < count and _short(room.row[place + 1], memo)
    ):  # fmt: skip
        found |= INITIAL
    elif letters >= 0 and abs(size - letters) > LETTERS_APART:
        return NOTHING
    if memo.listed[row] != 0:
        if size >= OWN_MIN:
            found |= OWN
        if size >= LONG_MIN:
            found |= LONG
    elif size >= LONG_MIN and covered >= _WHOLE_SHARE:
        found |= WHOLE
    return found


@njit(nogil=True, error_model="numpy", forceinline=True)
def _short(row: int, memo: Any) -> bool:
    size = np.int64(memo.text_size[row])
    at = np.int64(memo.text_at[row])
    return size == 1 or (
        size == _AND
        and memo.letters[at] == ord("a")
        and memo.letters[at + 1] == ord("n")
        and memo.letters[at + 2] == ord("d")
    )

"""What the compiled comparison is given, bound by address: types of the arrays of each tuple, in its order.

`pointed.py` reads the same addresses back, field by field.
"""

from __future__ import annotations

import numpy as np

from ostrakon.index.records import WORD
from ostrakon.match.compiled.layout import WHOLE, Table
from ostrakon.native.bound import Bound
from ostrakon.native.entry import Entry

COMPARE = Entry("compare", "ostrakon.match.compiled.kernel", "compare", "iiiiiiiiii")

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
    "i8",  # mask
    "f8",  # most
    "f8",  # rare
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
    "u8",  # states
    "u1",  # reached
    "u8",  # asked
    "u8",  # asked_joins
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


def bound_table(table: Table) -> Bound:
    """The weights, bound; those that are single numbers stand in one more array."""
    arrays = tuple(value for value in table if isinstance(value, np.ndarray))
    whole = np.array([getattr(table, name) for name in WHOLE])
    return Bound((*arrays, whole), (*TABLE_TYPES, "f8"))

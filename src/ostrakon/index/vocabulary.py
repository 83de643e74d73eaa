"""The tokens of an index in the forms that comparing needs: views of its arrays, texts decoded when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import U8, Arrays
from ostrakon.index.lookup import MappedTexts, Numbers


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All tokens of the list side.

    Attributes:
        texts: text of each token number; takes arrays of numbers too.
        sounds: sound key of each token.
        numbers: text → token number, for tokens of scripts that write vowels.
        lengths, first, digits: letters, code of the first letter, and whether it is a number.
        abjad: whether it was written without vowels.
    """

    texts: MappedTexts
    numbers: Numbers
    sounds: MappedTexts
    lengths: NDArray[Any]
    first: U8
    digits: NDArray[np.bool_]
    abjad: NDArray[np.bool_]

    @classmethod
    def of(cls, arrays: Arrays) -> Vocabulary:
        """The tokens of an index; reads nothing yet."""
        words = MappedTexts(arrays.tok_text, arrays.tok_off)
        return cls(
            texts=words,
            numbers=Numbers(arrays.tok_hash, arrays.tok_hash_id, words),
            sounds=MappedTexts(arrays.tok_sound_text, arrays.tok_sound_off),
            lengths=arrays.tok_len,
            first=arrays.tok_first,
            digits=arrays.tok_digits.view(np.bool_),
            abjad=arrays.tok_abjad.view(np.bool_),
        )

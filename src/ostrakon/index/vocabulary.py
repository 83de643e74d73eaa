"""The tokens of an index in the forms that comparing needs at once: made when the index is opened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays, texts


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All tokens of the list side.

    Attributes:
        texts: text of each token number, as a numpy array of objects, so that many are taken at once.
        sounds: sound key of each token.
        numbers: text → token number, for tokens of scripts that write vowels.
        lengths, first, digits: letters, code of the first letter, and whether it is a number.
        abjad: whether it was written without vowels.
    """

    texts: NDArray[np.object_]
    numbers: dict[str, int]
    sounds: NDArray[np.object_]
    lengths: NDArray[np.int64]
    first: NDArray[np.uint8]
    digits: NDArray[np.bool_]
    abjad: NDArray[np.bool_]

    @classmethod
    def of(cls, arrays: Arrays) -> Vocabulary:
        """Read the tokens of an index."""
        words = texts(arrays.tok_text, arrays.tok_off)
        held = np.empty(len(words), dtype=object)
        held[:] = words
        abjad = arrays.tok_abjad.astype(bool)
        return cls(
            texts=held,
            numbers={text: number for number, text in enumerate(words) if not abjad[number]},
            sounds=np.array(texts(arrays.tok_sound_text, arrays.tok_sound_off), dtype=object),
            lengths=arrays.tok_off[1:].astype(np.int64) - arrays.tok_off[:-1],
            first=arrays.tok_text[arrays.tok_off[:-1]] if len(words) else np.empty(0, dtype=np.uint8),
            digits=np.fromiter((w.isdigit() for w in words), dtype=bool, count=len(words)),
            abjad=abjad,
        )

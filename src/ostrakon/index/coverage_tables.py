"""What looking texts up needs of an index beside its arrays; made once, for all who look texts up in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import F32, Arrays
from ostrakon.index.channels import Channel
from ostrakon.index.covered import I32, I64
from ostrakon.index.lookup import MappedTexts
from ostrakon.index.sift_index import sift_index
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.names.org_words import org_words
from ostrakon.names.scripts import LATIN
from ostrakon.names.wordlists import words
from ostrakon.native.bound import Bound


class CoverageTables:
    """Read only once it is made; safe to share.

    Attributes:
        arrays: the index. split: number of the first feature that is a consonant key.
        rarity: of each feature. inverse: of each listed name, 1 by what its words are worth together; then the same of
            its consonants. letters: of each listed name.
        words, keys: text → number of the feature, for words and consonant keys.
        acronyms: hashes, rising.
    """

    def __init__(self, arrays: Arrays, vocabulary: Vocabulary, channels: tuple[Channel, Channel]) -> None:
        self.arrays = arrays
        self.split = channels[1].first
        size: I64 = arrays.post_off[1:].astype(np.int64) - arrays.post_off[:-1]
        self.rarity: NDArray[np.float64] = np.concatenate([arrays.tok_idf, arrays.cons_idf]).astype(np.float64)
        border = int(arrays.post_off[self.split])
        square = np.repeat(self.rarity * self.rarity, size)
        # Keys of two words together add to what is covered, and nothing to what there is to cover.
        own = np.zeros(len(self.rarity), dtype=np.bool_)
        own[: self.split] = True
        self.keys = _numbers(channels[1].texts.read(range(len(arrays.cons_idf))), first=self.split)
        skeletons = MappedTexts(arrays.tok_skel_text, arrays.tok_skel_off).read(range(len(arrays.tok_idf)))
        own[[self.keys[key] for key in set(skeletons) if key in self.keys]] = True
        square *= np.repeat(own, size)
        norms = [
            np.bincount(arrays.post_doc[part], square[part], minlength=arrays.docs_count)
            for part in (slice(None, border), slice(border, None))
        ]
        self.inverse: F32 = np.concatenate([1.0 / np.maximum(norm, 1e-6) for norm in norms]).astype(np.float32)
        self.words = _numbers(vocabulary.texts.read(range(len(arrays.tok_idf))))
        self.letters: I32 = np.diff(arrays.doc_text_off.astype(np.int64)).astype(np.int32)
        self.acronyms = memoryview(np.ascontiguousarray(arrays.acronym_key).data)

    @cached_property
    def sift(self) -> Bound:
        """The arrays that the compiled loop over texts reads."""
        others = {**words()["numbers"], **org_words(LATIN)}
        found = {text: self.words[form] for text, form in others.items() if form in self.words and text.isascii()}
        return sift_index(self.arrays, self.inverse, self.letters, found)


def _numbers(texts: Iterable[str], first: int = 0) -> dict[str, int]:
    return {text: number for number, text in enumerate(texts, start=first)}

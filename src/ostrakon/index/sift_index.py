"""The arrays that the compiled loop over texts reads, made of those of an index in a tenth of a second."""

from __future__ import annotations

import numpy as np

from ostrakon.index.arrays import F32, Arrays
from ostrakon.index.covered import I32
from ostrakon.index.sifted import INDEX_TYPES
from ostrakon.index.spelled import bits_of, starts_of, table_of, table_of_texts
from ostrakon.native.bound import Bound


def sift_index(arrays: Arrays, inverse: F32, letters: I32, others: dict[str, int]) -> Bound:
    """The arrays of `SiftIndex`.

    Args:
        inverse, letters: as `CoverageTables` has them.
        others: words that the list has in another form → number of that form.
    """
    words, cons = table_of(arrays.tok_text, arrays.tok_off), table_of(arrays.cons_text, arrays.cons_text_off)
    other, other_text, other_off = table_of_texts(others)
    split, docs = len(arrays.tok_idf), arrays.docs_count
    # What a feature is worth to a name beside a listed word, and which share of a name it covers, at most.
    part = inverse[docs:] / inverse[:docs]
    start, border = arrays.post_off[:-1].astype(np.int64), int(arrays.post_off[split])
    empty = arrays.post_off[1:] == arrays.post_off[:-1]
    worth = np.ones(len(start), dtype=np.float32)
    of_names = np.concatenate([inverse[arrays.post_doc[:border]], inverse[docs + arrays.post_doc[border:]]])
    padded = np.append(of_names, np.float32(0.0))
    most = np.maximum.reduceat(padded, start)
    parts = np.append(part[arrays.post_doc[border:]], np.float32(0.0))
    worth[split:] = np.maximum.reduceat(parts, start[split:] - border)
    worth[empty] = most[empty] = 0.0
    bits, shift = bits_of(arrays.word_near_key)
    numbers = [split, docs, len(arrays.acronym_key), shift]
    held = (
        arrays.tok_text, arrays.tok_off, *words, arrays.cons_text, arrays.cons_text_off, *cons,
        arrays.word_near_key, arrays.word_near_tok, starts_of(arrays.word_near_key),
        other_text, other_off, *other, np.array([*others.values(), 0], dtype=np.uint32),
        np.concatenate([arrays.tok_idf, arrays.cons_idf]), worth, most.astype(np.float32), inverse,
        arrays.post_off, arrays.post_doc, arrays.acronym_key, letters, np.array(numbers, dtype=np.int64),
        bits,
    )  # fmt: skip
    return Bound(held, INDEX_TYPES)

"""Entities → the arrays of an index. The same entities in the same order give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from ostrakon.index.arrays import U32, U64, Arrays
from ostrakon.index.collected import CLASS_NUMBER, Collected
from ostrakon.index.keys import CONTENT, whole_text
from ostrakon.index.lookup import hash_table
from ostrakon.index.postings import frequencies, inverted, joined_idf, near_table, rarities, shared_rarities
from ostrakon.index.records import PLACE_NAMED, records
from ostrakon.model import Entity
from ostrakon.names.keys import PLACE_MARK, equivalence_key, korean_fold, patronymic_sex, skeleton, sound_fold
from ostrakon.names.kinds import Kind
from ostrakon.names.syllables import is_syllable
from ostrakon.profile.name import hash64

__all__ = ["CLASS_NUMBER", "build_index", "index_of", "whole_text"]

_CONTENT = np.isin(np.arange(max(Kind) + 1), tuple(CONTENT))


def build_index(entities: Iterable[Entity], folder: Path) -> None:
    """Analyse every name of every active party and write the index into `folder`."""
    index_of(entities).save(folder)


def index_of(entities: Iterable[Entity]) -> Arrays:
    """The same index in memory."""
    collected = Collected()
    for entity in entities:
        collected.add(entity)
    return arrays_of(collected)


def arrays_of(collected: Collected) -> Arrays:
    """What was collected, as arrays."""
    documents = len(collected.doc_class)
    doc_off, doc_tok = collected.offsets(collected.doc_size), np.array(collected.doc_tok, dtype=np.uint32)
    document = np.repeat(np.arange(documents, dtype=np.uint32), np.array(collected.doc_size, dtype=np.uint32))
    doc_kind = np.array(collected.doc_kind, dtype=np.uint8)
    tokens = list(collected.tokens)
    plain = [t.removesuffix("~") for t in tokens]
    tok_idf = rarities(document, doc_tok, plain, documents)
    content = _CONTENT[doc_kind]
    cons_document = np.repeat(np.arange(documents, dtype=np.uint32), np.array(collected.cons_size, dtype=np.uint32))
    cons = np.array(collected.cons, dtype=np.uint32)
    keys = list(collected.cons_keys)
    cons_idf = joined_idf(frequencies(cons_document, cons, len(keys)), documents)
    post_doc, post_weight, post_off = inverted(
        [(document[content], doc_tok[content], tok_idf), (cons_document, cons, cons_idf)], documents
    )
    word_near_key, word_near_tok = near_table(plain)
    cons_near_key, cons_near_id = near_table(keys)
    cons_hash, cons_hash_id = hash_table(keys)
    of_tokens = {**_tokens(tokens, plain, document, doc_tok, documents), "tok_idf": tok_idf}
    return Arrays(
        **collected.entities(),
        **collected.names(),
        **collected.documents(),
        doc_tok=doc_tok,
        doc_kind=doc_kind,
        doc_off=doc_off,
        **of_tokens,
        **records(of_tokens),
        word_near_key=word_near_key,
        word_near_tok=word_near_tok,
        **_joined("cons_text", keys),
        cons_hash=cons_hash,
        cons_hash_id=cons_hash_id,
        cons_idf=cons_idf,
        cons_near_key=cons_near_key,
        cons_near_id=cons_near_id,
        post_doc=post_doc,
        post_weight=post_weight,
        post_off=post_off,
    )


def _tokens(tokens: list[str], plain: list[str], document: U32, doc_tok: U32, documents: int) -> dict[str, Any]:
    sounds, skeletons = [sound_fold(t) for t in plain], [skeleton(t) for t in plain]
    names = [equivalence_key(t) for t in plain]
    voiced = [n for n, t in enumerate(tokens) if not t.endswith("~")]
    tok_hash, tok_hash_id = hash_table([tokens[n] for n in voiced], voiced)
    shared = {
        "tok_sound_idf": (sounds, sound_fold),
        "tok_skel_idf": (skeletons, skeleton),
        "tok_equiv_idf": (names, equivalence_key),
    }
    return {
        **_joined("tok_text", plain, off="tok_off"),
        "tok_len": np.array([min(len(t), 2**16 - 1) for t in plain], dtype=np.uint16),
        "tok_first": np.array([ord(t[0]) for t in plain], dtype=np.uint8),
        "tok_digits": np.array([t.isdigit() for t in plain], dtype=np.uint8),
        "tok_hash": tok_hash,
        "tok_hash_id": tok_hash_id,
        "tok_sorted": np.array(sorted(range(len(tokens)), key=lambda n: (plain[n], tokens[n])), dtype=np.uint32),
        **_joined("tok_sound_text", sounds, off="tok_sound_off"),
        **{n: shared_rarities(document, doc_tok, classes, key, documents) for n, (classes, key) in shared.items()},
        "tok_sound": _hashes(sounds),
        "tok_skel": _hashes(skeletons),
        **_joined("tok_skel_text", skeletons, off="tok_skel_off"),
        "tok_skel_len": np.array([min(len(s), 255) for s in skeletons], dtype=np.uint8),
        "tok_equiv": _hashes(names),
        "tok_named": np.array([_named(n) for n in names], dtype=np.uint8),
        "tok_sex": np.array([patronymic_sex(t) for t in plain], dtype=np.int8),
        "tok_syllable": np.array([is_syllable(t) for t in plain], dtype=np.uint8),
        "tok_korean": _hashes([korean_fold(t) for t in plain]),
        "tok_abjad": np.array([t.endswith("~") for t in tokens], dtype=np.uint8),
    }


def _named(key: str) -> int:
    """Sort of known name that a key of `equivalence_key` is."""
    return PLACE_NAMED if key.startswith(f"={PLACE_MARK}") else int(key.startswith("="))


def _joined(name: str, texts: list[str], off: str = "") -> dict[str, Any]:
    """Texts as one array of bytes and one of borders."""
    whole = np.frombuffer("".join(texts).encode("ascii"), dtype=np.uint8)
    borders = np.zeros(len(texts) + 1, dtype=np.uint32)
    np.cumsum([len(t) for t in texts], out=borders[1:])
    return {name: whole, off or f"{name}_off": borders}


def _hashes(texts: Iterable[str]) -> U64:
    return np.array([hash64(t) for t in texts], dtype=np.uint64)

"""Entities → the arrays of an index. The same entities in the same order give the same bytes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from ostrakon.index.arrays import U8, U32, U64, Arrays
from ostrakon.index.facts import SCHEMA_NUMBER, country_pack, date_row, identifier_key
from ostrakon.model import Entity
from ostrakon.names.keys import equivalence_key, korean_fold, patronymic_sex, skeleton, sound_fold
from ostrakon.names.kinds import Kind, name_class
from ostrakon.names.rarity import RARITY_MAX_BITS, background, rarity_bits
from ostrakon.names.syllables import is_syllable
from ostrakon.names.tokens import tokenise
from ostrakon.profile.name import NameProfile, hash64, profile_name

TOKENS_PER_DOC_MAX = 24
"""Tokens of a listed name beyond these are not compared; no listed name of the official lists has as many."""
DOCUMENTS_MIN = 60_000
"""In shorter lists words count as rare as in lists of this length; the background table keeps common ones common."""
DOC_NORM_POWER = 0.75
"""Below 1, so that long names are not drowned by short ones (measured in the index study)."""
NEAR_LENGTH_MIN = 4
"""Shorter tokens have no near ones: one letter makes another name."""
ACRONYM_LENGTH = range(3, 13)
_KEPT_LETTERS = re.compile(r"[a-z0-9]+")
"""Words as they stand, dots and apostrophes separating: `L.L.C` gives L, L, C."""
SMALL_WORDS = frozenset({"of", "and", "the", "for", "de", "la", "des", "et", "und", "i"})
COMPANY_WORDS = frozenset({"company", "co", "llc", "ltd", "limited", "inc", "ooo", "jsc"})

DocKey = tuple[int, tuple[str, ...], tuple[Kind, ...]]
"""Class of name, tokens (`~` marks those written without vowels), kinds: what makes two names one document."""
CLASS_NUMBER = {"person": 0, "organisation": 1, "vessel": 2, "any": 3}
CONTENT = frozenset({Kind.CORE, Kind.PATRONYMIC, Kind.NUMBER, Kind.NOISE, Kind.INITIAL, Kind.PLACE, Kind.ORDINARY})
"""Kinds by which a name is fetched."""


def build_index(entities: Iterable[Entity], folder: Path) -> None:
    """Analyse every name of every active party and write the index into `folder`."""
    index_of(entities).save(folder)


def index_of(entities: Iterable[Entity]) -> Arrays:
    """The same index in memory."""
    collected = _Collected()
    for entity in entities:
        collected.add(entity)
    return collected.arrays()


@dataclass(slots=True)
class _Collected:
    """What one pass over the entities gathers, in growing lists."""

    ids: list[bytes] = field(default_factory=list)
    schemata: list[int] = field(default_factory=list)
    dates: list[list[tuple[int, ...]]] = field(default_factory=list)
    countries: list[list[int]] = field(default_factory=list)
    docs: dict[DocKey, int] = field(default_factory=dict)
    profiles: list[NameProfile] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    names: list[tuple[int, int, int, int]] = field(default_factory=list)  # document, entity, number, weak
    identifiers: list[tuple[int, int]] = field(default_factory=list)

    def add(self, entity: Entity) -> None:
        if entity.designations and not any(d.active for d in entity.designations):
            return
        number = len(self.ids)
        self.ids.append(entity.id.encode())
        self.schemata.append(SCHEMA_NUMBER.get(entity.schema, 0))
        self.dates.append([date_row(d.date) for d in entity.dates if d.kind in ("birth", "incorporation")])
        self.countries.append([country_pack(code) for code in entity.country_codes if len(code) == 2])
        of = name_class(entity.schema)
        for position, name in enumerate(entity.names[: 2**16 - 1]):
            profile = profile_name(name.value, of)
            if profile.tokens:
                document = self._document(profile, CLASS_NUMBER[of])
                self.names.append((document, number, position, int(name.weak)))
        for identifier in entity.identifiers:
            key = identifier_key(identifier.type, identifier.value)
            if key:
                self.identifiers.append((hash64(key), number))

    def _document(self, profile: NameProfile, of: int) -> int:
        tokens = marked(profile.tokens, profile.abjad)
        key = (of, tokens[:TOKENS_PER_DOC_MAX], profile.kinds[:TOKENS_PER_DOC_MAX])
        document = self.docs.setdefault(key, len(self.docs))
        if document == len(self.profiles):
            self.profiles.append(profile)
            self.classes.append(of)
        return document

    def arrays(self) -> Arrays:
        keys = list(self.docs)
        vocabulary: dict[str, int] = {}
        doc_tok = [[vocabulary.setdefault(t, len(vocabulary)) for t in tokens] for _, tokens, _ in keys]
        idf = _bounded(_idf(doc_tok, len(vocabulary), len(keys)), [t.removesuffix("~") for t in vocabulary])
        return Arrays(
            **self._entities(),
            **self._names(len(keys)),
            **_documents(keys, doc_tok, self.classes),
            **self._acronyms(),
            **_tokens(list(vocabulary), doc_tok, idf, len(keys)),
            **_word_channel(keys, doc_tok, list(vocabulary), idf),
            **_consonant_channel(keys),
        )

    def _entities(self) -> dict[str, Any]:
        identifiers = sorted(set(self.identifiers))
        return {
            "ent_id_text": _bytes(self.ids),
            "ent_id_off": _offsets([len(i) for i in self.ids]),
            "ent_schema": np.array(self.schemata, dtype=np.uint8),
            "ent_date": np.array([r for rows in self.dates for r in rows], dtype=np.int16).reshape(-1, 5),
            "ent_date_off": _offsets([len(rows) for rows in self.dates]),
            "ent_country": np.array([c for rows in self.countries for c in rows], dtype=np.uint16),
            "ent_country_off": _offsets([len(rows) for rows in self.countries]),
            "ident_key": np.array([k for k, _ in identifiers], dtype=np.uint64),
            "ident_ent": np.array([e for _, e in identifiers], dtype=np.uint32),
        }

    def _names(self, documents: int) -> dict[str, Any]:
        names = sorted(self.names)
        return {
            "name_ent": np.array([n[1] for n in names], dtype=np.uint32),
            "name_no": np.array([n[2] for n in names], dtype=np.uint16),
            "name_weak": np.array([n[3] for n in names], dtype=np.uint8),
            "doc_name_off": np.searchsorted([n[0] for n in names], range(documents + 1)).astype(np.uint32),
        }

    def _acronyms(self) -> dict[str, Any]:
        organisations = ((i, p) for i, p in enumerate(self.profiles) if self.classes[i] == CLASS_NUMBER["organisation"])
        acronyms = sorted((hash64(a), i) for i, p in organisations for a in acronyms_of(p))
        return {
            "acronym_key": np.array([a for a, _ in acronyms], dtype=np.uint64),
            "acronym_doc": np.array([d for _, d in acronyms], dtype=np.uint32),
        }


def _documents(keys: list[DocKey], doc_tok: list[list[int]], classes: list[int]) -> dict[str, Any]:
    wholes = [whole_text(toks, kinds) for _, toks, kinds in keys]
    return {
        "doc_tok": _flat(doc_tok, np.uint32),
        "doc_kind": _flat([kinds for _, _, kinds in keys], np.uint8),
        "doc_pair": _pairs([toks for _, toks, _ in keys], lambda a, b: sound_fold(a + b)),
        "doc_pair_skel": _pairs([toks for _, toks, _ in keys], lambda a, b: skeleton(a + b)),
        "doc_off": _offsets([len(t) for t in doc_tok]),
        "doc_whole": _hashes(wholes),
        "doc_text": _bytes([t.encode() for t in wholes]),
        "doc_text_off": _offsets([len(t) for t in wholes]),
        "doc_class": np.array(classes, dtype=np.uint8),
    }


def _tokens(tokens: list[str], doc_tok: list[list[int]], idf: NDArray[np.float32], documents: int) -> dict[str, Any]:
    plain = [t.removesuffix("~") for t in tokens]
    sounds, skeletons = [sound_fold(t) for t in plain], [skeleton(t) for t in plain]
    names = [equivalence_key(t) for t in plain]
    return {
        "tok_text": _bytes([t.encode() for t in plain]),
        "tok_off": _offsets([len(t) for t in plain]),
        "tok_idf": idf,
        "tok_sound": _hashes(sounds),
        "tok_sound_text": _bytes([s.encode() for s in sounds]),
        "tok_sound_off": _offsets([len(s) for s in sounds]),
        "tok_sound_idf": _shared_idf(doc_tok, sounds, documents, shared_rarity(sound_fold)),
        "tok_skel": _hashes(skeletons),
        "tok_skel_len": np.array([min(len(s), 255) for s in skeletons], dtype=np.uint8),
        "tok_skel_idf": _shared_idf(doc_tok, skeletons, documents, shared_rarity(skeleton)),
        "tok_equiv": _hashes(names),
        "tok_equiv_idf": _shared_idf(doc_tok, names, documents, shared_rarity(equivalence_key)),
        "tok_named": np.array([n.startswith("=") for n in names], dtype=np.uint8),
        "tok_sex": np.array([patronymic_sex(t) for t in plain], dtype=np.int8),
        "tok_syllable": np.array([is_syllable(t) for t in plain], dtype=np.uint8),
        "tok_korean": _hashes([korean_fold(t) for t in plain]),
        "tok_abjad": np.array([t.endswith("~") for t in tokens], dtype=np.uint8),
    }


def _word_channel(
    keys: list[DocKey], doc_tok: list[list[int]], tokens: list[str], idf: NDArray[np.float32]
) -> dict[str, Any]:
    content = [
        [t for t, k in zip(toks, kinds, strict=True) if k in CONTENT]
        for toks, (_, _, kinds) in zip(doc_tok, keys, strict=True)
    ]
    post, weight, off = _channel(content, idf)
    near_key, near_tok = _near_table([t.removesuffix("~") for t in tokens])
    return {
        "word_post": post,
        "word_weight": weight,
        "word_off": off,
        "word_near_key": near_key,
        "word_near_tok": near_tok,
    }


def _consonant_channel(keys: list[DocKey]) -> dict[str, Any]:
    vocabulary: dict[str, int] = {}
    rows = [
        [vocabulary.setdefault(key, len(vocabulary)) for key in consonant_keys(toks, kinds)] for _, toks, kinds in keys
    ]
    idf = _idf(rows, len(vocabulary), len(keys))
    post, weight, off = _channel(rows, idf)
    near_key, near_id = _near_table(list(vocabulary))
    return {
        "cons_text": _bytes([k.encode() for k in vocabulary]),
        "cons_text_off": _offsets([len(k) for k in vocabulary]),
        "cons_idf": idf,
        "cons_post": post,
        "cons_weight": weight,
        "cons_off": off,
        "cons_near_key": near_key,
        "cons_near_id": near_id,
    }


def consonant_keys(tokens: Iterable[str], kinds: Iterable[Kind]) -> list[str]:
    """The consonant keys of a name's content tokens, and of each two neighbours joined.

    Tokens written without vowels end in `~`. Persian speaks as z what Arabic speaks as d (ض): both keys stand.
    """
    content = [t for t, k in zip(tokens, kinds, strict=True) if k in CONTENT]
    keys = _skeletons([t.removesuffix("~") for t in content])
    if any(t.endswith("~") and "d" in t for t in content):
        keys += _skeletons([t.removesuffix("~").replace("d", "z") if t.endswith("~") else t for t in content])
    return list(dict.fromkeys(keys))


def _skeletons(tokens: list[str]) -> list[str]:
    keys = [skeleton(t) for t in tokens]
    return keys + [a + b for a, b in pairwise(keys)]


def marked(tokens: Iterable[str], abjad: Iterable[bool]) -> tuple[str, ...]:
    """Tokens as the index keeps them apart: those written without vowels with a `~` at the end."""
    return tuple(t + "~" if a else t for t, a in zip(tokens, abjad, strict=True))


def whole_text(tokens: Iterable[str], kinds: Iterable[Kind]) -> str:
    """Sound key of the whole name written as one word, legal forms and titles left out."""
    content = [t.removesuffix("~") for t, k in zip(tokens, kinds, strict=True) if k not in (Kind.LEGAL, Kind.TITLE)]
    return sound_fold("".join(content))


def acronyms_of(profile: NameProfile) -> set[str]:
    """First letters of a company's words, with and without its small words and its legal form."""
    pairs = list(zip(profile.tokens, profile.kinds, strict=True))
    plain = anyascii(profile.text).lower()
    words = [t.text for t in tokenise(profile.text).tokens]
    variants = (
        [t[0] for t, k in pairs if k not in (Kind.LEGAL, Kind.PARTICLE)],
        [t[0] for t, k in pairs if k is not Kind.LEGAL],
        [w[0] for w in words],
        [w[0] for w in words if w not in SMALL_WORDS],
        [w[0] for w in words if w not in SMALL_WORDS and w not in COMPANY_WORDS],
        [t[0] for t in _KEPT_LETTERS.findall(plain)],
    )
    return {a for letters in variants if len(a := "".join(letters)) in ACRONYM_LENGTH}


def deletions(token: str) -> set[int]:
    """Hashes of the token and of all tokens that one deleted letter makes of it."""
    made = {crc32(token.encode())}
    made.update(crc32((token[:i] + token[i + 1 :]).encode()) for i in range(len(token)))
    return made


def _near_table(tokens: list[str]) -> tuple[U32, U32]:
    keys: list[int] = []
    ids: list[int] = []
    for number, token in enumerate(tokens):
        if len(token) >= NEAR_LENGTH_MIN and not token.isdigit():
            found = deletions(token)
            keys.extend(found)
            ids.extend([number] * len(found))
    key = np.array(keys, dtype=np.uint32)
    ident = np.array(ids, dtype=np.uint32)
    order = np.lexsort((ident, key))
    return key[order], ident[order]


def _idf(rows: list[list[int]], count: int, documents: int) -> NDArray[np.float32]:
    frequency = np.zeros(count, dtype=np.int64)
    for row in rows:
        for item in set(row):
            frequency[item] += 1
    bits = np.minimum(np.log2(max(documents, DOCUMENTS_MIN) / (frequency + 0.5)), RARITY_MAX_BITS)
    quantised: NDArray[np.float32] = (np.round(np.maximum(bits, 0.1) * 1024) / 1024).astype(np.float32)
    return quantised


def _shared_idf(
    rows: list[list[int]], classes: list[str], documents: int, common: dict[str, float]
) -> NDArray[np.float32]:
    """For each token the rarity of its class of spellings."""
    numbers: dict[str, int] = {}
    of = [numbers.setdefault(c, len(numbers)) for c in classes]
    own = _idf([[of[t] for t in row] for row in rows], len(numbers), documents)
    bounds = np.array([common.get(c, RARITY_MAX_BITS) for c in numbers], dtype=np.float32)
    return np.asarray(np.minimum(own, bounds)[of])


def _bounded(idf: NDArray[np.float32], tokens: list[str]) -> NDArray[np.float32]:
    """No word is rarer than in listed names at large."""
    bounds = np.rint(np.array([rarity_bits(t) for t in tokens]) * 1024) / 1024
    return np.asarray(np.minimum(idf, bounds.astype(np.float32)))


def shared_rarity(key: Callable[[str], str]) -> dict[str, float]:
    """Rarity of a class of spellings in listed names at large: the sum of its words' shares."""
    shares: dict[str, float] = {}
    for token, bits in background().items():
        shares[key(token)] = shares.get(key(token), 0.0) + 2.0**-bits
    return {name: round(max(-math.log2(share), 0.1) * 1024) / 1024 for name, share in shares.items()}


def _channel(rows: list[list[int]], idf: NDArray[np.float32]) -> tuple[U32, NDArray[np.float32], U32]:
    """Inverted: for each feature its documents and weights (idf / document norm)."""
    unique = [list(dict.fromkeys(row)) for row in rows]
    feature = _flat(unique, np.uint32)
    document = np.repeat(np.arange(len(unique), dtype=np.uint32), [len(r) for r in unique])
    weight = idf[feature].astype(np.float64)
    norm = np.zeros(len(unique))
    np.add.at(norm, document, weight**2)
    weight = weight / np.maximum(norm, 1e-9)[document] ** (DOC_NORM_POWER / 2)
    order = np.argsort(feature, kind="stable")
    offsets = np.searchsorted(feature[order], np.arange(len(idf) + 1)).astype(np.uint32)
    return document[order], weight[order].astype(np.float32), offsets


def _pairs(rows: Iterable[tuple[str, ...]], join: Callable[[str, str], str]) -> U64:
    found: list[int] = []
    for row in rows:
        plain = [t.removesuffix("~") for t in row]
        found.extend(hash64(join(a, b)) for a, b in pairwise(plain))
        found.append(0)
    return np.array(found, dtype=np.uint64)


def _hashes(texts: Iterable[str]) -> U64:
    return np.array([hash64(t) for t in texts], dtype=np.uint64)


def _flat(rows: Iterable[Iterable[int]], dtype: type) -> NDArray[Any]:
    return np.array([item for row in rows for item in row], dtype=dtype)


def _bytes(parts: list[bytes]) -> U8:
    return np.frombuffer(b"".join(parts), dtype=np.uint8).copy()


def _offsets(lengths: list[int]) -> U32:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.uint32)

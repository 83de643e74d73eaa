"""By which keys customers and listed parties lead to each other, as numbers, for tables that are joined elsewhere.

The rule is that of `pairs` (a word or consonants in common or nearly, an acronym, the beginning of a cut word, a number
or contact), a little wider: what is near is not measured again. A customer without a key in common with a party is
never compared with it by a rescreen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

import numpy as np

from ostrakon.clusters import Clusters
from ostrakon.customers.building import short_whole
from ostrakon.customers.footprints import id_hash, id_hashes
from ostrakon.customers.looking import Bools
from ostrakon.customers.mixing import U64, rolled, together
from ostrakon.customers.pairs import ListedKeys
from ostrakon.customers.sorts import CONSONANTS_MIN, CONSONANTS_NEAR_MIN, CONSONANTS_SURE
from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import keys_of
from ostrakon.index.facts import contact_key, identifier_key, near_hashes
from ostrakon.index.keys import ACRONYM_LENGTH, BEGINNING, BEGINNING_LENGTH_MIN, deletions, has_near
from ostrakon.model.subject import Subject
from ostrakon.profile.name import NameProfile, hash64
from ostrakon.screening.facts import SubjectFacts, profiles_of

_WORD, _CONSONANTS, _NUMBER = 1, 2, 3
"""Sorts of which near keys are kept apart."""
_RARITIES = ("tok_idf", "tok_sound_idf", "tok_skel_idf", "tok_equiv_idf")


def keys_of_subject(subject: Subject) -> set[int]:
    """The keys of a customer, each a signed 64-bit number; empty where nothing of it can be compared."""
    profiles = profiles_of(subject)
    facts = SubjectFacts.of(subject, profiles)
    found: set[int] = set()
    for profile in profiles:
        found.update(_of_profile(profile))
    for number in facts.numbers:
        if key := identifier_key(number.type, number.shown):
            found.add(_signed(hash64(key)))
            found.update(_near(_NUMBER, near) for near in near_hashes(key))
    contacts = (("phone", subject.phones), ("email", subject.emails), ("website", subject.websites))
    keys = (contact_key(kind, value) for kind, values in contacts for value in values)
    found.update(_signed(hash64(key)) for key in keys if key)
    return found


def _of_profile(profile: NameProfile) -> Iterator[int]:
    words, consonants = keys_of(profile)
    for word in words:
        if word.endswith(BEGINNING):
            yield _named("begins", word.removesuffix(BEGINNING))
        else:
            yield from _both(_WORD, word)
    for key in consonants:
        if len(key) >= CONSONANTS_NEAR_MIN:
            yield from _both(_CONSONANTS, key)
        elif len(key) >= CONSONANTS_SURE or (len(key) >= CONSONANTS_MIN and any(profile.abjad)):
            yield _named(_CONSONANTS, key)
        elif len(key) >= CONSONANTS_MIN:
            yield _named("unwritten vowels", key)
    if whole := short_whole(profile):
        yield from _both(_CONSONANTS, whole)
    core = profile.core
    if len(core) == 1 and len(core[0]) in ACRONYM_LENGTH:
        yield _acronym(hash64(core[0]))


def _keys_of_listed(arrays: Arrays, documents: Bools, parties: Bools) -> set[int]:
    """The keys of some listed names and of the numbers and contacts of some parties, both by their numbers."""
    listed = ListedKeys.of(arrays, documents)
    found = {key for word in listed.words.texts for key in _of_word(word)}
    for text in listed.consonants.texts:
        found.update(_both(_CONSONANTS, text))
    for text in ListedKeys.of(arrays, documents & listed.without).consonants.texts:
        found.add(_named("unwritten vowels", text))
    found.update(map(_acronym, listed.acronyms.tolist()))
    found.update(map(_signed, arrays.ident_key[parties[arrays.ident_ent]].tolist()))
    found.update(_near(_NUMBER, near) for near in arrays.ident_near_key[parties[arrays.ident_near_ent]].tolist())
    return found


def keys_of_change(
    before: tuple[Arrays, Clusters], after: tuple[Arrays, Clusters], changed: Collection[str], shift: float
) -> set[int]:
    """The keys of all parties that a change of the lists concerns, as they were and as they are.

    Args:
        before, after: index and clusters.
        changed: ids of records that are new, gone or say anything else.
        shift: bits by which the rarity of a word may differ before the names that hold it count as changed.
    """
    (old, old_clusters), (new, new_clusters) = before, after
    ids = {member for one in changed for known in (old_clusters, new_clusters) for member in known.members(one)}
    # Who counts as the same party can differ although no record does.
    ids.update(chain.from_iterable(_all(old_clusters) ^ _all(new_clusters)))
    hashes = np.array([id_hash(one) for one in ids], dtype=np.uint64)
    then, now = id_hashes(old), id_hashes(new)
    gone = np.isin(then, hashes) | ~np.isin(then, now)
    come = np.isin(now, hashes) | ~np.isin(now, then)
    moved = _with_moved_words(old, new, shift)
    names, parties = _names_of(new, come) | moved, come | _parties_of(new, new_clusters, moved)
    return _keys_of_listed(old, _names_of(old, gone), gone) | _keys_of_listed(new, names, parties)


def _all(clusters: Clusters) -> set[tuple[str, ...]]:
    return {clusters.ids(number) for number in range(clusters.count)}


def _names_of(arrays: Arrays, parties: Bools) -> Bools:
    """Which listed names (documents, by number) some parties bear."""
    found = np.zeros(arrays.docs_count, dtype=np.bool_)
    off = arrays.doc_name_off.astype(np.int64)
    found[np.repeat(np.arange(arrays.docs_count), off[1:] - off[:-1])[parties[arrays.name_ent]]] = True
    return found


def _parties_of(arrays: Arrays, clusters: Clusters, documents: Bools) -> Bools:
    """Which parties bear some listed names, or are the same party as one that does: their numbers lead to them, too."""
    found = np.zeros(arrays.entities_count, dtype=np.bool_)
    off = arrays.doc_name_off.astype(np.int64)
    found[arrays.name_ent[np.repeat(documents, off[1:] - off[:-1])]] = True
    found[clusters.all_fellows(np.nonzero(found)[0])[1]] = True
    return found


def _with_moved_words(before: Arrays, after: Arrays, shift: float) -> Bools:
    """Which listed names of `after` hold a word of which a rarity differs from `before` by more than `shift` bits."""
    old, new = _words(before), _words(after)
    order = np.argsort(old)
    moved = np.zeros(len(new), dtype=np.bool_)
    if len(old):
        place = order[np.minimum(np.searchsorted(old[order], new), len(old) - 1)]
        for name in _RARITIES:
            moved |= np.abs(getattr(after, name) - getattr(before, name)[place]) > shift
        moved &= old[place] == new  # words that are new stand in names that are new
    found = np.zeros(after.docs_count, dtype=np.bool_)
    off = after.doc_off.astype(np.int64)
    found[np.repeat(np.arange(after.docs_count), off[1:] - off[:-1])[moved[after.doc_tok]]] = True
    return found


def _words(arrays: Arrays) -> U64:
    return together(rolled(arrays.tok_text, arrays.tok_off), arrays.tok_abjad)


def _of_word(word: str) -> Iterable[int]:
    yield from _both(_WORD, word)
    for length in range(BEGINNING_LENGTH_MIN, len(word) + 1):
        yield _named("begins", word[:length])


def _both(sort: int, text: str) -> Iterator[int]:
    """Under which a key is found as it is and, if it has near ones, with one letter deleted."""
    yield _named(sort, text)
    if has_near(text):
        yield from (_near(sort, near) for near in deletions(text))


def _near(sort: int, hashed: int) -> int:
    return sort << 32 | hashed


def _acronym(hashed: int) -> int:
    return _signed(hashed ^ hash64("acronym"))


def _named(sort: int | str, text: str) -> int:
    return _signed(hash64(f"{sort}:{text}"))


def _signed(hashed: int) -> int:
    return hashed - (1 << 64) if hashed >> 63 else hashed

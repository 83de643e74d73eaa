"""What of each listed party can change a score, as one number: two equal ones, and no score of the party has changed.

A footprint covers the analysed names of the party's record with the rarities of their words, weak aliases, schema, the
facts beside the names, and the same of all records that clusters take for the same party. Rarities of words are in it
since they are counted over the lists in force: a party added elsewhere can make a word of this one more common.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ostrakon.clusters import Clusters
from ostrakon.clusters.arrays import ALONE
from ostrakon.customers.mixing import U64, rolled, together
from ostrakon.index.arrays import Arrays

Bools = NDArray[np.bool_]
_RARITIES = ("tok_idf", "tok_sound_idf", "tok_skel_idf", "tok_equiv_idf")


@dataclass(frozen=True, slots=True)
class Footprints:
    """The parties of one snapshot.

    Attributes:
        ids: hash of each party's id, rising. prints: footprint of each.
        words: hashes of all listed words that are written with vowels, rising. rarity: of each, in bits.
    """

    ids: U64
    prints: U64
    words: U64
    rarity: NDArray[np.float32]

    def rarity_of(self, words: U64, otherwise: NDArray[np.float32]) -> NDArray[np.float32]:
        """Rarity of words of customers by their hashes: as the lists have them, else as given."""
        found = otherwise.copy()
        if len(self.words):
            place = np.minimum(np.searchsorted(self.words, words), len(self.words) - 1)
            there = self.words[place] == words
            found[there] = self.rarity[place[there]]
        return found


def footprints(arrays: Arrays, clusters: Clusters) -> tuple[Footprints, U64, U64]:
    """The footprints of an index, and hashes and footprints in the order in which it numbers its parties."""
    ids, own = id_hashes(arrays), _own(arrays)
    whole = _with_fellows(ids, own, clusters)
    order = np.argsort(ids)
    rarity = np.asarray(arrays.tok_idf[arrays.tok_hash_id], dtype=np.float32)
    return Footprints(ids[order], whole[order], np.asarray(arrays.tok_hash), rarity), ids, whole


def touched(before: Footprints, ids: U64, prints: U64) -> Bools:
    """Which parties of an index (by number) are new, or have another footprint than before."""
    if not len(before.ids):
        return np.ones(len(ids), dtype=np.bool_)
    place = np.minimum(np.searchsorted(before.ids, ids), len(before.ids) - 1)
    same = (before.ids[place] == ids) & (before.prints[place] == prints)
    return np.asarray(~same)


def gone_or_changed(before: Footprints, after: Footprints) -> U64:
    """Hashes of the ids that are not listed any more, or have another footprint; rising."""
    if not len(after.ids):
        return before.ids
    place = np.minimum(np.searchsorted(after.ids, before.ids), len(after.ids) - 1)
    same = (after.ids[place] == before.ids) & (after.prints[place] == before.prints)
    return np.asarray(before.ids[~same])


def id_hashes(arrays: Arrays) -> U64:
    """A hash of the id of every party."""
    return rolled(arrays.ent_id_text, arrays.ent_id_off)


def id_hash(entity_id: str) -> int:
    """The same of one id."""
    raw = np.frombuffer(entity_id.encode(), dtype=np.uint8)
    return int(rolled(raw, np.array([0, len(raw)], dtype=np.uint32))[0])


def _own(arrays: Arrays) -> U64:
    """Of each record alone."""
    text = together(rolled(arrays.tok_text, arrays.tok_off), arrays.tok_abjad)
    token = together(text, *(getattr(arrays, name).view(np.uint32) for name in _RARITIES))
    document = together(rolled(together(token[arrays.doc_tok], arrays.doc_kind), arrays.doc_off), arrays.doc_class)
    off = arrays.doc_name_off.astype(np.int64)
    size = off[1:] - off[:-1]
    name = together(np.repeat(document, size), arrays.name_weak)
    # In the order of the index, since of two names that fit equally well the first is shown.
    order = np.argsort(arrays.name_ent, kind="stable")
    borders = np.searchsorted(arrays.name_ent[order], np.arange(arrays.entities_count + 1))
    dates = rolled(arrays.ent_date.astype(np.uint16).reshape(-1), arrays.ent_date_off.astype(np.int64) * 5)
    return together(
        rolled(name[order], borders),
        arrays.ent_schema,
        dates,
        rolled(arrays.ent_country, arrays.ent_country_off),
        rolled(arrays.ent_facts, arrays.ent_facts_off),
    )


def _with_fellows(ids: U64, own: U64, clusters: Clusters) -> U64:
    """Of each record with all records of the same party, in the order in which one stands for the others."""
    of_cluster = rolled(together(ids, own)[clusters.cluster_party], clusters.cluster_off)
    cluster = clusters.cluster_of
    alone = cluster == ALONE
    found = together(ids, own)
    if clusters.count:
        found = np.where(alone, found, together(found, of_cluster[np.where(alone, 0, cluster)]))
    return np.asarray(found)

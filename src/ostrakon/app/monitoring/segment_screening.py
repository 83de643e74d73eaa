"""One segment against the lists: all of it, or what a change of the lists can concern; the work of one process."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.app.engine import Ostrakon
from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.app.recording import digest
from ostrakon.customers.building import Builder
from ostrakon.customers.footprints import Footprints, footprints, id_hash, touched
from ostrakon.customers.looking import Listed, Looker
from ostrakon.customers.segment import STATE_CUT, STATE_EMPTY, Segment
from ostrakon.errors import StoreError
from ostrakon.ledger.sealing import seal_bytes, unseal_bytes
from ostrakon.match.fact_weights import fact_weights
from ostrakon.match.weights import weights
from ostrakon.screening.result import Result
from ostrakon.screening.score import bits_of

Bools = NDArray[np.bool_]
_SEALED_AS = "customers-work"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What the screening of one segment found.

    Attributes:
        whole: all customers were screened against all lists.
        anew: otherwise: those who were, by number; of the others only the touched parties were looked for.
        matches: results of each customer that has any, by number.
        not_screened: customers that have nothing to compare, or no match and a name of which only a part was compared.
    """

    whole: bool
    anew: list[int]
    matches: dict[int, tuple[Result, ...]]
    not_screened: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One segment to be screened.

    Attributes:
        policy, policy_sha256: file of the policy where one was named, and what the policy must be.
        before: name of the footprints under which it was screened; empty: never, or not comparable.
        crossed: customers that do not count any more.
        also: ids of parties that count as touched although no score of theirs can have changed.
        out: where the result is written.
    """

    store: Path
    snapshot: int
    policy: Path | None
    policy_sha256: str
    folder: BaseFolder
    segment: str
    before: str
    crossed: tuple[int, ...]
    also: frozenset[str]
    out: Path


def perform(task: Task) -> Path:
    """Screen a segment and write what was found, unless it was written already; where it is."""
    if task.out.exists():
        return task.out
    engine = _engine(task.store, task.snapshot, task.policy)
    if digest(asdict(engine.policy)) != task.policy_sha256:
        raise StoreError("the policy was changed while a run was under way", remedy="Run the command again")
    segment = task.folder.segment(task.segment)
    counts = np.ones(segment.count, dtype=np.bool_)
    counts[list(task.crossed)] = False
    if task.before:
        before = _footprints(task.folder, task.before)
        found = screen_change(engine, segment, before, counts, task.also)
    else:
        found = screen_whole(engine, segment, counts)
    raw = msgspec.msgpack.encode(found)
    aside = task.out.with_suffix(".part")
    with aside.open("wb") as stream:
        stream.write(raw if task.folder.key is None else seal_bytes(raw, task.folder.key, _SEALED_AS))
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(task.out)
    return task.out


def read_found(path: Path, key: bytes | None) -> Found:
    """What `perform` wrote."""
    raw = path.read_bytes()
    return msgspec.msgpack.decode(raw if key is None else unseal_bytes(raw, key, _SEALED_AS), type=Found)


def screen_whole(engine: Ostrakon, segment: Segment, counts: Bools) -> Found:
    """All customers that count against all lists."""
    listed = _all_listed(engine)
    rarity = current_footprints(engine)[0].rarity_of(segment.word_hash, segment.word_own)
    matches = _judged(engine, segment, rarity, listed, counts)
    return Found(whole=True, anew=[], matches=matches, not_screened=_not_screened(segment, counts, matches))


def screen_change(
    engine: Ostrakon, segment: Segment, before: Footprints, counts: Bools, also: frozenset[str] = frozenset()
) -> Found:
    """What of a segment can have changed since its lists had other footprints.

    A customer is screened against all lists where a word of its names has another rarity; the others are looked for
    among the parties that are new or of which anything changed that a score depends on.
    """
    rarity, parties = _changed(engine, segment, before, also)
    anew = _reworded(segment, before.rarity_of(segment.word_hash, segment.word_own), rarity) & counts
    matches: dict[int, tuple[Result, ...]] = {}
    if parties.any() and (counts & ~anew).any():
        listed = _touched_listed(engine, parties.tobytes())
        matches |= _judged(engine, segment, rarity, listed, counts & ~anew)
    if anew.any():
        matches |= _few(engine, segment, anew)
    left = _not_screened(segment, counts, matches)
    return Found(whole=False, anew=np.nonzero(anew)[0].tolist(), matches=matches, not_screened=left)


def _few(engine: Ostrakon, segment: Segment, wanted: Bools) -> dict[int, tuple[Result, ...]]:
    """Some customers of a segment against all lists, as a segment of their own: keys of others would be in the way."""
    numbers = np.nonzero(wanted)[0].tolist()
    builder = Builder()
    for number in numbers:
        builder.add(segment.subject(number), 0)
    found = screen_whole(engine, builder.segment(), np.ones(len(numbers), dtype=np.bool_))
    return {numbers[place]: results for place, results in found.matches.items()}


def _not_screened(segment: Segment, counts: Bools, matches: dict[int, tuple[Result, ...]]) -> int:
    cut = np.nonzero(counts & (segment.cust_state == STATE_CUT))[0].tolist()
    return int((counts & (segment.cust_state == STATE_EMPTY)).sum()) + sum(one not in matches for one in cut)


def current_footprints(engine: Ostrakon) -> tuple[Footprints, NDArray[np.uint64], NDArray[np.uint64]]:
    """Footprints of the lists of an engine; hashes and footprints in the order of its index."""
    return _current_footprints(engine)


def _changed(
    engine: Ostrakon, segment: Segment, before: Footprints, also: frozenset[str]
) -> tuple[NDArray[np.float32], Bools]:
    now, ids, prints = current_footprints(engine)
    parties = touched(before, ids, prints)
    for number in np.nonzero(np.isin(ids, [np.uint64(id_hash(one)) for one in also]))[0].tolist() if also else ():
        parties[list(engine.clusters.fellows(number))] = True
    return now.rarity_of(segment.word_hash, segment.word_own), parties


def _reworded(segment: Segment, before: NDArray[np.float32], after: NDArray[np.float32]) -> Bools:
    """Customers with a word that has another rarity than before."""
    other = before != after
    off = segment.name_word_off.astype(np.int64)
    owner = np.repeat(segment.name_cust, off[1:] - off[:-1])
    found = np.zeros(segment.count, dtype=np.bool_)
    found[owner[other[segment.name_word]]] = True
    return found


def _judged(
    engine: Ostrakon, segment: Segment, rarity: NDArray[np.float32], listed: Listed, wanted: Bools
) -> dict[int, tuple[Result, ...]]:
    looker = Looker(weights(), fact_weights(), bits_of(engine.policy.review))
    found = {}
    for customer, documents in looker.look(segment, rarity, engine.screener.aligner, listed, wanted):
        subject = segment.subject(customer)
        if results := engine.screener.every(subject, documents.tolist(), listed.parties):
            found[customer] = results
    return found


@lru_cache(maxsize=1)
def _engine(store: Path, snapshot: int, policy: Path | None) -> Ostrakon:
    return Ostrakon.open(store, snapshot=snapshot, policy=policy)


@lru_cache(maxsize=2)
def _footprints(folder: BaseFolder, name: str) -> Footprints:
    return folder.read_footprints(name)


@lru_cache(maxsize=2)
def _current_footprints(engine: Ostrakon) -> tuple[Footprints, NDArray[np.uint64], NDArray[np.uint64]]:
    return footprints(engine.arrays, engine.clusters)


@lru_cache(maxsize=1)
def _all_listed(engine: Ostrakon) -> Listed:
    return Listed.of(engine.arrays, engine.clusters, np.ones(engine.arrays.entities_count, dtype=np.bool_))


@lru_cache(maxsize=1)
def _touched_listed(engine: Ostrakon, parties: bytes) -> Listed:
    return Listed.of(engine.arrays, engine.clusters, np.frombuffer(parties, dtype=np.bool_))


def forget_engines() -> None:
    """Let go of lists that are kept open for the next segment."""
    for kept in (_engine, _footprints, _current_footprints, _all_listed, _touched_listed):
        kept.cache_clear()

"""Matches of customers as they are kept, and what became of them after another screening: new, changed, lapsed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from ostrakon.screening.result import Result

EventKind = Literal["new", "changed", "lapsed", "exemption_lapsed"]


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """One customer and one listed party that may be the same.

    Attributes:
        customer: the user's key. party: id of the party's best record. referents: ids of its other records.
        status, bits: of the result. content: hash of the party's records. digest: of all that the result says.
        since: ISO moment from which it is known as it stands.
        exempt: it was covered by an exemption when it was looked at last.
    """

    customer: str
    party: str
    caption: str
    status: str
    bits: float
    content: str
    digest: str
    referents: tuple[str, ...] = ()
    since: str = ""
    exempt: bool = False


class MatchChange(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a match.

    Attributes:
        before, after: None where there is none.
    """

    kind: EventKind
    before: Match | None = None
    after: Match | None = None


def match_of(customer: str, result: Result, content: str, at: str) -> Match:
    """A result as it is kept."""
    return Match(
        customer=customer,
        party=result.id,
        caption=result.caption,
        status=result.status,
        bits=result.bits,
        content=content,
        digest=digest_of(result),
        referents=result.referents,
        since=at,
    )


def digest_of(result: Result) -> str:
    """Tells two results of a pair apart, whatever differs: score, class, evidence, other records of the party."""
    said: Any = msgspec.to_builtins(msgspec.structs.replace(result, exemption=""))
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def changes(before: Sequence[Match], after: Sequence[Match]) -> list[MatchChange]:
    """What became of the matches of one customer, those that stayed as they were left out.

    A party is the same when a record of it is: which of its records fits best may change with the lists.
    """
    found: list[MatchChange] = []
    left = list(before)
    for now in after:
        then = next((one for one in left if _same_party(one, now)), None)
        if then is None:
            found.append(MatchChange(kind="new", after=now))
            continue
        left.remove(then)
        if (then.party, then.digest, then.content) != (now.party, now.digest, now.content):
            found.append(MatchChange(kind="changed", before=then, after=now))
    return found + [MatchChange(kind="lapsed", before=then) for then in left]


def kept(before: Sequence[Match], after: Iterable[Match]) -> list[Match]:
    """The matches after a screening; those that stayed as they were keep the moment from which they are known."""
    known = {(one.party, one.digest, one.content): one for one in before}
    return [known.get((now.party, now.digest, now.content), now) for now in after]


def _same_party(one: Match, other: Match) -> bool:
    return not {one.party, *one.referents}.isdisjoint((other.party, *other.referents))

"""FollowTheMoney entities as JSON Lines: parties, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ostrakon.errors import InputError
from ostrakon.intake.ownership.collected import Collected, When, claim, stake
from ostrakon.intake.ownership.natures import natures_of
from ostrakon.intake.ownership.values import day_after, first_day, shares_of
from ostrakon.ownership import Graph
from ostrakon.ownership.graph import Right
from ostrakon.sources.authorities import authority_of

_TIES: dict[str, tuple[str, str, Right]] = {
    "UnknownLink": ("subject", "object", "linked"),
    "Family": ("person", "relative", "family"),
    "Associate": ("person", "associate", "associate"),
    "Membership": ("member", "organization", "linked"),
    "Employment": ("employee", "employer", "linked"),
    "Succession": ("predecessor", "successor", "linked"),
}
"""Schema → the two sides of a tie, and what it is."""
_INTERVALS = ("Ownership", "Directorship", "Representation")
_PASSED_OVER = frozenset(
    {"Address", "Passport", "Identification", "Occupancy", "Position", "Event", "Document", "Debt"}
)
"""Neither parties nor ties between them."""
_REGIME_OF = {"US": "ofac", "EU": "eu", "UK": "uk", "CH": "ch"}
_NOT_OFAC = ("industry and security", "department of state", "state department")

Ftm = Mapping[str, Any]


def read_ftm(lines: Iterable[tuple[str, Any]]) -> Graph:
    """The graph of entities, each with its place.

    An entity that cannot be used is named with place and property. Listings (`Sanction`) mark parties as listed.
    """
    found = Collected("ftm")
    listed: dict[str, dict[str, str]] = {}
    for where, data in lines:
        properties = data.get("properties") if isinstance(data, Mapping) else None
        if not isinstance(properties, Mapping) or not data.get("schema") or not data.get("id"):
            found.problem(where, "it is no entity with id, schema and properties")
            continue
        try:
            _take(found, listed, where, data)
        except InputError as bad:
            found.problem(where, bad.what)
        except (ValueError, TypeError, AttributeError) as bad:
            found.problem(where, f"{data['id']!r} cannot be read ({bad})")
    graph = found.graph(marked=bool(listed))
    for party, since in listed.items():
        if party in graph.parties:
            graph.parties[party] = msgspec.structs.replace(
                graph.parties[party],
                listed=tuple(since),
                since=tuple((regime, day) for regime, day in since.items() if day),
            )
    return graph


def _take(found: Collected, listed: dict[str, dict[str, str]], where: str, data: Ftm) -> None:
    schema = data["schema"]
    if schema == "Sanction":
        _listing(listed, data)
    elif schema in _TIES:
        first, second, right = _TIES[schema]
        when = _when(data)
        for one in _ids(data, first):
            for other in _ids(data, second):
                found.tie(one, other, right, when)
    elif schema in _INTERVALS:
        _interval(found, schema, data)
    elif schema not in _PASSED_OVER:
        properties = {name: list(_texts(data, name)) for name in data["properties"]}
        found.described(data["id"], schema, properties, where=where)


def _interval(found: Collected, schema: str, data: Ftm) -> None:
    when = _when(data)
    if schema == "Directorship":
        for director, owned in _pairs(data, "director", "organization"):
            found.interest(claim(director, owned, "director", when))
        return
    if schema == "Representation":
        for client, agent in _pairs(data, "client", "agent"):
            found.interest(claim(client, agent, "acts_for", when))
        return
    try:
        share = shares_of(list(_texts(data, "percentage")))
    except InputError as bad:
        raise InputError(f"percentage: {bad.what}") from bad
    words = [*_texts(data, "role"), *_texts(data, "ownershipType"), *_texts(data, "status")]
    indirect = any("indirect" in word.lower() for word in words)
    for owner, owned in _pairs(data, "owner", "asset"):
        natures = natures_of(words, share)
        for nature in natures:
            if nature.right in ("", "voting"):
                found.interest(stake(owner, owned, nature.share, when, right=nature.right, indirect=indirect))
            else:
                found.interest(claim(owner, owned, nature.right, when))


def _listing(listed: dict[str, dict[str, str]], data: Ftm) -> None:
    """A party that an authority lists; one whose listing ended is not."""
    authority = " ".join(_texts(data, "authority"))
    code = authority_of(authority, list(_texts(data, "country")))
    regime = _REGIME_OF.get(code, "")
    if regime == "ofac" and any(word in authority.lower() for word in _NOT_OFAC):
        return
    if not regime or any(_texts(data, "endDate")):
        return
    days = sorted(first_day(text) for text in (*_texts(data, "startDate"), *_texts(data, "listingDate")))
    for party in _ids(data, "entity"):
        listed.setdefault(party, {}).setdefault(regime, days[0] if days else "")


def _pairs(data: Ftm, owner: str, owned: str) -> list[tuple[str, str]]:
    owners, assets = _ids(data, owner), _ids(data, owned)
    if not owners or not assets:
        raise InputError(f"{owner if not owners else owned}: {data['id']!r} names nobody")
    return [(one, other) for one in owners for other in assets]


def _when(data: Ftm) -> When:
    days = {}
    for name, read in (("startDate", first_day), ("endDate", day_after)):
        try:
            days[name] = sorted(read(text) for text in _texts(data, name))
        except InputError as bad:
            raise InputError(f"{name}: {bad.what}") from bad
    starts, ends = days["startDate"], days["endDate"]
    return When(starts[0] if starts else "", ends[-1] if ends else "", _source(data))


def _source(data: Ftm) -> str:
    return next(iter(_texts(data, "sourceUrl")), "") or f"FollowTheMoney {data['id']}"


def _texts(data: Ftm, name: str) -> list[str]:
    given = data["properties"].get(name) or ()
    values = [given] if isinstance(given, str | Mapping) else list(given)
    # of a nested entity, its caption or id is what can be compared
    plain = [one.get("caption") or one.get("id") or "" if isinstance(one, Mapping) else one for one in values]
    return [text for one in plain if (text := str(one).strip())]


def _ids(data: Ftm, name: str) -> list[str]:
    given = data["properties"].get(name) or ()
    values = [given] if isinstance(given, str | Mapping) else list(given)
    return [id_ for one in values if (id_ := str(one.get("id") or "" if isinstance(one, Mapping) else one))]

"""Reviewed exceptions: pairs that a person has looked at, with the reason and its source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ostrakon.clusters.links import Link
from ostrakon.errors import StoreError

_FIELDS = ("reason", "source", "reviewed")


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What reviewers decided.

    Attributes:
        same: links between records that are one party.
        apart: pairs of ids that are two parties.
    """

    same: tuple[Link, ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()


def shipped_exceptions() -> Exceptions:
    """The exceptions of this program's data file."""
    return read_exceptions(files("ostrakon.clusters").joinpath("data", "exceptions.toml").read_text(encoding="utf-8"))


def read_exceptions(text: str) -> Exceptions:
    """Exceptions from TOML, in the form that `data/exceptions.toml` describes.

    Raises:
        StoreError: an entry lacks its ids, its reason, its source or its date, or a pair is both the same and apart.
    """
    data = tomllib.loads(text)
    same = tuple(
        Link(*ids, "reviewed", f"{entry['reason']} ({entry['source']}, reviewed {entry['reviewed']})", within=True)
        for ids, entry in _entries(data, "same")
    )
    apart = frozenset(frozenset(ids) for ids, _ in _entries(data, "apart"))
    both = [link for link in same if frozenset((link.one, link.two)) in apart]
    if both:
        raise StoreError(
            f"{both[0].one} and {both[0].two} stand as the same party and as two", where="clusters/data/exceptions.toml"
        )
    return Exceptions(same, apart)


def _entries(data: dict[str, Any], part: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for number, entry in enumerate(data.get(part, []), 1):
        ids = entry.get("ids", [])
        if len(ids) != 2 or ids[0] == ids[1] or not all(entry.get(field) for field in _FIELDS):
            raise StoreError(
                f"entry {number} of [[{part}]] is incomplete",
                where="clusters/data/exceptions.toml",
                remedy="It needs two different ids, a reason, a source and the date of the review",
            )
        yield (ids[0], ids[1]), entry

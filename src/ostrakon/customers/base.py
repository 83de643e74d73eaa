"""What a customer base consists of, and under which lists it was screened: values, as the database keeps them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

ANALYSED_BY = ("customers", "index", "match", "names", "profile", "screening")
"""Rooms whose code and tables say how names are analysed and compared."""


class SegmentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One segment of the base.

    Attributes:
        name: of its file, made of its content.
        customers: in the file.
        crossed: so many of them were changed or removed since.
        pending: they were not screened since they came.
        not_screened: of them have nothing that can be compared, or only a part of a name, as the last run found.
    """

    name: str
    customers: int
    crossed: int = 0
    pending: bool = True
    not_screened: int = 0


class Screened(msgspec.Struct, frozen=True, kw_only=True):
    """Under what the stored matches stand.

    Attributes:
        snapshot: number of the lists. policy: digest of the policy. program: see `program_key`.
        footprints: name of the file with the footprints of the listed parties.
        at: ISO moment.
    """

    snapshot: int
    policy: str
    program: str
    footprints: str
    at: str


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """The base as it stands.

    Attributes:
        version: counts changes; who changes it names the version that was seen.
        sealed: the files are encrypted.
        screened: None while it was never screened.
    """

    version: int = 0
    sealed: bool = False
    segments: tuple[SegmentEntry, ...] = ()
    screened: Screened | None = None

    @property
    def customers(self) -> int:
        """Customers, those left out that were changed or removed since."""
        return sum(one.customers - one.crossed for one in self.segments)

    @property
    def pending(self) -> int:
        """Customers that were not screened since they came or changed."""
        return sum(one.customers - one.crossed for one in self.segments if one.pending)


@cache
def program_key() -> str:
    """Tells programs apart that may analyse or compare names in another way: a hash of their sources and tables."""
    digest = hashlib.sha256()
    for room in ANALYSED_BY:
        _digest(files(f"ostrakon.{room}"), digest)
    return digest.hexdigest()[:32]


def _digest(folder: Traversable, digest: hashlib._Hash) -> None:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir() and item.name != "__pycache__":
            _digest(item, digest)
        elif item.is_file() and not item.name.endswith(".pyc"):
            digest.update(item.name.encode() + b"\0" + item.read_bytes())

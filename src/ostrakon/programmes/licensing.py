"""Licences, exemptions and wind-down periods, as the reviewed files in `licences/` have them.

A licence has conditions that no program can check: what stands here says which one a person should read, and when it
ended. It never makes anything permitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from ostrakon.errors import InputError
from ostrakon.programmes.programme import Authority

LICENCES = Path(__file__).resolve().parent / "licences"

Subject = Literal[
    "agriculture_medicine", "diplomatic", "energy", "humanitarian", "international_organisations", "internet",
    "journalism", "legal", "official", "remittances", "safety", "taxes", "telecommunications", "wind_down",
]  # fmt: skip
Kind = Literal["general_licence", "exemption", "derogation"]
_NUMBER = re.compile(r"\b(?:GL|general\s+licen[cs]e(?:\s+no\.?)?)\s*([A-Z]-\d{1,2}|\d{1,3})[A-Z]?\b", re.IGNORECASE)


class _Reviewed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What stands in a reviewed file: a field that nobody knows is an error, not an addition."""


class Licence(_Reviewed, frozen=True, kw_only=True):
    """One licence, exemption or derogation, or a series of them under one number.

    Attributes:
        id: ours. number: the authority's, without the letter of the edition (`GL 8`); an article where it has none.
        title: what it is about, in our words.
        kind: `general_licence` (anybody under its conditions), `exemption` (out of the prohibition by law),
            `derogation` (only after an authority has said so).
        programmes: ids of programmes whose prohibitions it concerns.
        subjects: what payments it may be about.
        basis: the act. start: ISO date or a prefix of one; empty where not known.
        until: the day of the end that it prints, ISO date; empty where it has no end or the end is not known
            (`to_check`). OFAC's licences end at 12:01 a.m. Eastern time, so that on this day nothing is safe any more.
        ended_by: what ended it.
        series: whether later editions replace it with new dates (letters A, B, …).
        source: title and address of the official document or page.
        note: what a reader should know. to_check: what is unsure, in words.
        authority, as_of: whose it is, and the month up to which the facts were reviewed; given once a file.
    """

    id: str
    number: str
    title: str
    kind: Kind
    programmes: tuple[str, ...]
    subjects: tuple[Subject, ...]
    source: tuple[str, str]
    basis: str = ""
    start: str = ""
    until: str = ""
    ended_by: str = ""
    series: bool = False
    note: str = ""
    to_check: tuple[str, ...] = ()
    authority: Authority | Literal[""] = ""
    as_of: str = ""

    def ended(self, day: date) -> bool:
        """Whether it had ended on a day; the day that it prints counts as ended."""
        return bool(self.until) and date.fromisoformat(self.until) <= day


class LicenceFile(_Reviewed, frozen=True, kw_only=True):
    """One reviewed file."""

    authority: Authority
    as_of: str
    licence: tuple[Licence, ...]


def read_file(path: Path) -> tuple[Licence, ...]:
    """The licences of one reviewed file.

    Raises:
        InputError: the file is no valid TOML, or has a field or a subject that there is not, or a wrong date.
    """
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=LicenceFile)
        for one in found.licence:
            if one.until:
                date.fromisoformat(one.until)
    except (msgspec.MsgspecError, ValueError) as wrong:
        raise InputError(f"the file of licences cannot be read ({wrong})", where=path.name) from wrong
    return tuple(
        msgspec.structs.replace(one, authority=found.authority, as_of=one.as_of or found.as_of) for one in found.licence
    )


@cache
def all_licences() -> tuple[Licence, ...]:
    """Every licence, by file and in its order; read once."""
    return tuple(one for path in sorted(LICENCES.glob("*.toml")) for one in read_file(path))


def licences_for(programmes: Iterable[str], subjects: Iterable[str]) -> tuple[Licence, ...]:
    """Licences of any of the programmes about any of the subjects."""
    wanted, about = set(programmes), set(subjects)
    return tuple(one for one in all_licences() if wanted & set(one.programmes) and about & set(one.subjects))


def cited_licences(text: str) -> tuple[Licence, ...]:
    """Licences whose number a text gives, those of every programme that has such a number."""
    numbers = {f"GL {found.group(1).upper()}" for found in _NUMBER.finditer(text)}
    plain = " ".join(text.upper().split())
    return tuple(
        one for one in all_licences() if one.number in numbers or ("/" in one.number and one.number.upper() in plain)
    )

"""A name as a list gives it."""

from __future__ import annotations

from typing import Literal

import msgspec

from ostrakon.model.origin import Origin

NameKind = Literal["primary", "alias", "former", "spelling", "maiden", "acronym", "original"]
"""primary: the name the record is filed under; alias: also known as; former: formerly known as, former name of a
vessel; spelling: a variant of another name of the record; original: the name in its own script."""


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One name of one listed party.

    Attributes:
        value: the whole name in reading order (given names before the family name where the list tells them apart).
        kind: what the list calls it.
        weak: a low-quality alias in the publisher's own judgement (OFAC "weak", UN "Low", EU `strong="false"`, UK
            "Low quality a.k.a"); never a hit alone.
        language: ISO 639 code where the list gives one, else empty.
        given, middle, patronymic, family: the parts, only where the list itself separates them.
        origin: where it was read.
    """

    value: str
    origin: Origin
    kind: NameKind = "primary"
    weak: bool = False
    language: str = ""
    given: str = ""
    middle: str = ""
    patronymic: str = ""
    family: str = ""
